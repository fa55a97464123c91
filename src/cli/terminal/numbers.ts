/** Numbers, durations and sizes as people read them, and durations as they write them. */
import { HeliostatError } from '../../model/errors.ts';

/** `1284310` -> `1,284,310`. */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Microseconds -> `840 us`, `41 ms`, `1.2 s`. */
export const latency = (us: number): string => {
  if (us <= 0) return '';
  if (us < 1000) return `${Math.round(us)} us`;
  if (us < 1_000_000) return us < 10_000 ? `${(us / 1000).toFixed(1)} ms` : `${Math.round(us / 1000)} ms`;
  return `${(us / 1_000_000).toFixed(1)} s`;
};

/** Bytes -> `1.2 MB`. */
export const size = (bytes: number): string => {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? 'B'}`;
};

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads `30s`, `500ms`, `2m`, `1h`, or a bare number of seconds.
 *
 * @throws HeliostatError `usage-invalid`
 * @example
 * parseDuration('30s') // 30000
 */
export const parseDuration = (text: string): number => {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)?$/.exec(text.trim());
  if (match === null) {
    throw new HeliostatError('usage-invalid', {
      detail: `expected a duration such as 30s or 5m, got ${JSON.stringify(text.slice(0, 40))}`,
    });
  }
  return Math.round(Number(match[1]) * (unitMs[match[2] ?? 's'] ?? 1000));
};

/**
 * Reads a whole number within bounds.
 *
 * @throws HeliostatError `usage-invalid`
 */
export const parseInteger =
  (name: string, min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new HeliostatError('usage-invalid', {
        detail: `${name}: expected a whole number from ${min} to ${max}, got ${JSON.stringify(text.slice(0, 40))}`,
      });
    }
    return value;
  };
