/** Access logs with a JSON object a line: what a dialect is, and reading of hostile values. */
import type { LogLine } from '../log-line.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** One program's way to write an access log in JSON. */
export interface JsonDialect {
  readonly name: string;
  /** Null when the object is not of this dialect. */
  readonly read: (value: Fields) => LogLine | null;
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at a name; an empty one when there is none. */
export const fieldsAt = (value: Fields, name: string): Fields => {
  const found = Object.hasOwn(value, name) ? value[name] : undefined;
  return isFields(found) ? found : {};
};

/** Text or number at one of the names, as text; '' for none. */
export const textAt = (value: Fields, ...names: readonly string[]): string => {
  for (const name of names) {
    if (!Object.hasOwn(value, name)) continue;
    const found = value[name];
    if (typeof found === 'string' && found !== '' && found !== '-') return found.slice(0, 65_536);
    if (typeof found === 'number' && Number.isFinite(found)) return String(found);
  }
  return '';
};

/** Number at one of the names; -1 for none. `0.12s` and `"0.12"` are numbers, too; of a list of upstreams the last. */
export const numberAt = (value: Fields, ...names: readonly string[]): number => {
  const text = textAt(value, ...names);
  if (text === '') return -1;
  const number = Number(
    /(-?\d{1,18}(?:\.\d{1,12})?(?:[eE][+-]?\d{1,2})?)s?$/.exec(text.slice(-64))?.[1] ?? Number.NaN,
  );
  return Number.isFinite(number) ? number : -1;
};

/** Milliseconds since the epoch of a date, or of seconds, milliseconds, microseconds or nanoseconds; 0 for none. */
export const timeAt = (value: Fields, ...names: readonly string[]): number => {
  const text = textAt(value, ...names);
  if (text === '') return 0;
  if (/^\d{1,20}(\.\d{1,12})?$/.test(text)) {
    const number = Number(text);
    const scale = number > 1e17 ? 1e-6 : number > 1e14 ? 1e-3 : number > 1e11 ? 1 : 1000;
    return Math.floor(number * scale);
  }
  const clf = /^\[?(\d\d)\/([A-Za-z]{3})\/(\d{4}):(\d\d:\d\d:\d\d(?:\.\d{1,9})?) ?([+-]\d{4}|Z)?\]?$/.exec(
    text,
  );
  const date = clf === null ? text : `${clf[1]} ${clf[2]} ${clf[3]} ${clf[4]} ${clf[5] ?? '+0000'}`;
  const ms = Date.parse(date);
  return Number.isFinite(ms) ? ms : 0;
};

/** A duration in microseconds; -1 for none. */
export const durationUs = (value: number, unitUs: number): number => (value < 0 ? -1 : value * unitUs);
