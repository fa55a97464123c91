/** Times of access logs, read in place: lines of one second have the same text, and lines of one day the same day. */
import type { LogField, TimeForm } from './field.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const zero = 48;

/** Digits from `from` to `to` as a number; NaN for anything else. */
export const digitsAt = (text: string, from: number, to: number): number => {
  let value = 0;
  if (to <= from) return Number.NaN;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
};

/** Milliseconds of `.123456` or `,123` at `from`, and where it ends. */
const fractionAt = (
  text: string,
  from: number,
  to: number,
): { readonly ms: number; readonly end: number } => {
  const mark = text.charCodeAt(from);
  if (from >= to || (mark !== 46 && mark !== 44)) return { ms: 0, end: from };
  let end = from + 1;
  let ms = 0;
  let unit = 100;
  for (; end < to; end += 1) {
    const digit = text.charCodeAt(end) - zero;
    if (digit < 0 || digit > 9) break;
    ms += digit * unit;
    unit /= 10;
  }
  return { ms: Math.floor(ms), end };
};

/** Minutes east of UTC of `Z`, `+0100`, ` +01:00`; 0 when there is none. */
const zoneAt = (text: string, from: number, to: number): number => {
  let at = from;
  while (at < to && text.charCodeAt(at) === 32) at += 1;
  const sign = text.charCodeAt(at);
  if (at >= to || (sign !== 43 && sign !== 45)) return 0;
  const hours = digitsAt(text, at + 1, at + 3);
  const minutes = digitsAt(
    text,
    text.charCodeAt(at + 3) === 58 ? at + 4 : at + 3,
    text.charCodeAt(at + 3) === 58 ? at + 6 : at + 5,
  );
  const total = (Number.isNaN(hours) ? 0 : hours) * 60 + (Number.isNaN(minutes) ? 0 : minutes);
  return sign === 45 ? -total : total;
};

/** Reads times of one form. */
export class TimeReader {
  readonly #form: TimeForm | null;
  readonly #pattern: string;
  #last = '';
  #lastMs = Number.NaN;
  #day = '';
  #dayMs = Number.NaN;

  constructor(field: LogField) {
    this.#form = field.pattern === undefined ? (field.time ?? 'clf') : null;
    this.#pattern = field.pattern ?? '';
  }

  /** Milliseconds since the epoch; NaN when it is no time. */
  read(text: string, from: number, to: number): number {
    if (to - from === this.#last.length && text.startsWith(this.#last, from)) return this.#lastMs;
    if (to - from > 64 || to <= from) return Number.NaN;
    // A piece of a longer text would keep all of that alive.
    return this.#keep(detached(text.slice(from, to)), this.#read(text, from, to));
  }

  /** A time in RFC 3339, whatever the field's form is. */
  readIso(text: string): number {
    return text === this.#last ? this.#lastMs : this.#keep(text, this.#iso(text, 0, text.length));
  }

  #keep(text: string, ms: number): number {
    this.#last = text;
    this.#lastMs = ms;
    return ms;
  }

  #read(text: string, from: number, to: number): number {
    switch (this.#form) {
      case 'clf':
        return this.#clf(text, from, to);
      case 'iso':
        return this.#iso(text, from, to);
      case 'epoch-s': {
        const seconds = Number(text.slice(from, to));
        return Math.round(seconds * 1000);
      }
      case 'epoch-ms':
        return digitsAt(text, from, to);
      case 'epoch-us':
        return Math.floor(digitsAt(text, from, to) / 1000);
      default:
        return timeByPattern(text.slice(from, to), this.#pattern);
    }
  }

  #clf(text: string, from: number, to: number): number {
    if (to - from < 20) return Number.NaN;
    if (!text.startsWith(this.#day, from) || this.#day === '') {
      const day = text.slice(from, from + 11);
      const month = months.indexOf(day.slice(3, 6).toLowerCase());
      this.#dayMs = month < 0 ? Number.NaN : Date.UTC(digitsAt(day, 7, 11), month, digitsAt(day, 0, 2));
      this.#day = detached(day);
    }
    return this.#clock(text, from + 12, to);
  }

  #iso(text: string, from: number, to: number): number {
    if (to - from < 19) return Number.NaN;
    if (!text.startsWith(this.#day, from) || this.#day === '') {
      const day = text.slice(from, from + 10);
      this.#dayMs = Date.UTC(digitsAt(day, 0, 4), digitsAt(day, 5, 7) - 1, digitsAt(day, 8, 10));
      this.#day = detached(day);
    }
    return this.#clock(text, from + 11, to);
  }

  #clock(text: string, at: number, to: number): number {
    const seconds =
      digitsAt(text, at, at + 2) * 3600 +
      digitsAt(text, at + 3, at + 5) * 60 +
      digitsAt(text, at + 6, at + 8);
    const { ms, end } = fractionAt(text, at + 8, to);
    return this.#dayMs + seconds * 1000 + ms - zoneAt(text, end, to) * 60_000;
  }
}

/** A copy that does not keep a longer text alive. */
export const detached = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

/**
 * A time by a pattern of `strftime`; NaN when it does not fit. Names of days are passed over; without a zone it is UTC.
 *
 * @example
 * timeByPattern('2026-11-21 04:53:11', '%F %T');
 */
export function timeByPattern(text: string, pattern: string): number {
  const parts = {
    year: 1970,
    month: 0,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    ms: 0,
    zone: 0,
    epoch: Number.NaN,
  };
  let pm: boolean | null = null;
  let at = 0;
  const whole = pattern
    .slice(0, 128)
    .replaceAll('%F', '%Y-%m-%d')
    .replaceAll('%T', '%H:%M:%S')
    .replaceAll('%D', '%m/%d/%y')
    .replaceAll('%R', '%H:%M')
    .replaceAll('%h', '%b');
  const number = (digits: number): number => {
    while (text[at] === ' ') at += 1;
    let end = at;
    while (end < text.length && end - at < digits && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57)
      end += 1;
    const value = digitsAt(text, at, end);
    at = end;
    return value;
  };
  for (let i = 0; i < whole.length; i += 1) {
    if (whole[i] !== '%') {
      if (text[at] !== whole[i]) return Number.NaN;
      at += 1;
      continue;
    }
    i += 1;
    const width = /^[1-9]/.test(whole[i] ?? '') ? Number(whole[i]) : 0;
    if (width > 0) i += 1;
    switch (whole[i]) {
      case 'Y':
        parts.year = number(4);
        break;
      case 'y':
        parts.year = 2000 + number(2);
        break;
      case 'm':
        parts.month = number(2) - 1;
        break;
      case 'd':
      case 'e':
        parts.day = number(2);
        break;
      case 'H':
      case 'k':
      case 'I':
      case 'l':
        parts.hour = number(2);
        break;
      case 'M':
        parts.minute = number(2);
        break;
      case 'S':
        parts.second = number(2);
        break;
      case 's':
        parts.epoch = number(12);
        break;
      case 'f':
      case 'N': {
        const { ms, end } = fractionAt(`.${text.slice(at)}`, 0, (width === 0 ? 9 : width) + 1);
        parts.ms = ms;
        at += end - 1;
        break;
      }
      case 'b':
      case 'B': {
        parts.month = months.indexOf(text.slice(at, at + 3).toLowerCase());
        while (/[A-Za-z.]/.test(text[at] ?? '')) at += 1;
        break;
      }
      case 'a':
      case 'A':
      case 'Z':
        while (/[A-Za-z.]/.test(text[at] ?? '')) at += 1;
        break;
      case 'p':
        pm = /^p/i.test(text.slice(at, at + 2));
        at += 2;
        break;
      case 'z':
        parts.zone = zoneAt(text, at, text.length);
        while (/[+\-\dZ:]/.test(text[at] ?? '')) at += 1;
        break;
      case '%':
        at += 1;
        break;
      default:
        return Number.NaN;
    }
  }
  if (!Number.isNaN(parts.epoch)) return parts.epoch * 1000 + parts.ms;
  const hour = pm === null ? parts.hour : (parts.hour % 12) + (pm ? 12 : 0);
  if (parts.month < 0) return Number.NaN;
  return (
    Date.UTC(parts.year, parts.month, parts.day, hour, parts.minute, parts.second, parts.ms) -
    parts.zone * 60_000
  );
}
