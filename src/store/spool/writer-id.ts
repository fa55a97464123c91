/** Names for writers: every exchange id begins with one. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../model/clock.ts';

/**
 * A name for a writer that starts now: nine characters of time (base 36, ms), seven of chance, so that names sort by time and two
 * writers of the same millisecond, or after the clock was set back, still differ.
 */
export function newWriterId(clock: Clock): string {
  const time = Math.max(0, Math.trunc(clock.nowMs())).toString(36).padStart(9, '0');
  const chance = (randomBytes(6).readUIntBE(0, 6) % 36 ** 7).toString(36).padStart(7, '0');
  return `${time}${chance}`;
}

/** The id of one exchange: `${writer}-${n}` with the number in base 36. */
export const exchangeId = (writer: string, n: number): string => `${writer}-${n.toString(36)}`;

/** The parts of an exchange id, or null when it is none. */
export function parseExchangeId(id: string): { readonly writer: string; readonly n: number } | null {
  const match = /^([a-z0-9]{1,64})-([a-z0-9]{1,11})$/.exec(id);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const n = Number.parseInt(match[2], 36);
  return Number.isSafeInteger(n) ? { writer: match[1], n } : null;
}
