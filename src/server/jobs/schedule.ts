/** When a job comes next: cron expressions (five fields, in UTC) and `every 10m`. */
import { Cron } from 'croner';

/** Tells the next time after a moment; null when there is none. Units: milliseconds since the epoch. */
export interface Schedule {
  /** @param lastStartMs start of the run before, if there was one */
  nextMs(nowMs: number, lastStartMs: number | null): number | null;
}

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const shortestMs = 10_000;
const longestMs = 31 * 86_400_000;

function every(count: number, unit: string): Schedule {
  const stepMs = count * (unitsMs[unit] ?? 0);
  if (stepMs < shortestMs || stepMs > longestMs)
    throw new RangeError('expected an interval between 10s and 31d');
  return {
    // A run that is overdue, because Heliostat was off, comes now; a start in the future means that the clock was set back.
    nextMs: (nowMs, lastStartMs) =>
      lastStartMs === null || lastStartMs > nowMs ? nowMs + stepMs : Math.max(nowMs, lastStartMs + stepMs),
  };
}

function cron(expression: string): Schedule {
  // Without a function nothing is scheduled: the expression is only asked for its next time.
  const pattern = new Cron(expression, { mode: '5-part', timezone: 'UTC' });
  return { nextMs: (nowMs) => pattern.nextRun(new Date(nowMs))?.getTime() ?? null };
}

/**
 * Reads a schedule.
 *
 * @throws Error when it is neither
 * @example
 * parseSchedule('every 10m').nextMs(Date.now(), null);
 * parseSchedule('15 3 * * 1').nextMs(Date.now(), null);
 */
export function parseSchedule(text: string): Schedule {
  const match = /^every\s+([1-9][0-9]{0,5})\s*([smhd])$/.exec(text.trim());
  return match === null ? cron(text.trim()) : every(Number(match[1]), match[2] ?? '');
}
