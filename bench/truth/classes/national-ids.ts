import { DIGITS, type Random, UPPER } from '../random.ts';
import { luhnDigit, withLuhn } from './check-digits.ts';

/** National identity numbers of more countries, each with its check digits where a public rule gives them. */
export type IdMaker = (random: Random) => string;

const two = (value: number) => String(value).padStart(2, '0');
const born = (r: Random) => ({ year: r.int(50, 99), month: two(r.int(1, 12)), day: two(r.int(1, 28)) });
const weigh = (digits: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at] ?? 0), 0);
/** Draws until the rule gives a check digit: some bodies have none. */
const until = (r: Random, made: (random: Random) => string | undefined): string => {
  for (let at = 0; at < 200; at++) {
    const value = made(r);
    if (value !== undefined) return value;
  }
  throw new RangeError('no number fits its rule');
};

export const belgian: IdMaker = (r) => {
  const { year, month, day } = born(r);
  const body = `${year}${month}${day}${String(r.int(1, 997)).padStart(3, '0')}`;
  return `${year}.${month}.${day}-${body.slice(6)}.${two(97 - (Number(body) % 97))}`;
};
export const romanian: IdMaker = (r) => {
  const { year, month, day } = born(r);
  const body = `${r.int(1, 2)}${year}${month}${day}${two(r.int(1, 46))}${String(r.int(1, 999)).padStart(3, '0')}`;
  const rest = weigh(body, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return body + (rest === 10 ? 1 : rest);
};
export const czech: IdMaker = (r) =>
  until(r, () => {
    const { year, month, day } = born(r);
    const body = `${year}${two(Number(month) + (r.chance(0.5) ? 50 : 0))}${day}${r.text(DIGITS, 3)}`;
    const rest = Number(body) % 11;
    return rest === 10 ? undefined : `${body.slice(0, 6)}/${body.slice(6)}${rest}`;
  });
export const bulgarian: IdMaker = (r) => {
  const { year, month, day } = born(r);
  const body = `${year}${month}${day}${r.text(DIGITS, 3)}`;
  return body + ((weigh(body, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10);
};
export const greek: IdMaker = (r) => {
  const { year, month, day } = born(r);
  const body = `${day}${month}${year}${r.text(DIGITS, 4)}`;
  return body + luhnDigit(body);
};
export const turkish: IdMaker = (r) => {
  const body = r.text('123456789', 1) + r.text(DIGITS, 8);
  const odd = weigh(body, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weigh(body, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return `${body}${tenth}${(odd + even + tenth) % 10}`;
};
export const russian: IdMaker = (r) => {
  const body = r.text('123456789', 1) + r.text(DIGITS, 8);
  const check = (weigh(body, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100;
  return `${body.slice(0, 3)}-${body.slice(3, 6)}-${body.slice(6)} ${two(check)}`;
};
export const ukrainian: IdMaker = (r) => {
  const body = r.text('123', 1) + r.text(DIGITS, 8);
  return body + ((((weigh(body, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10);
};
export const norwegian: IdMaker = (r) =>
  until(r, () => {
    const { year, month, day } = born(r);
    const body = `${day}${month}${year}${r.int(100, 499)}`;
    const first = (11 - (weigh(body, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
    if (first === 10) return undefined;
    const second = (11 - (weigh(`${body}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return second === 10 ? undefined : `${body}${first}${second}`;
  });
export const danish: IdMaker = (r) => {
  const { year, month, day } = born(r);
  return `${day}${month}${year}-${r.int(1000, 3999)}`;
};
export const korean: IdMaker = (r) => {
  const { year, month, day } = born(r);
  const body = `${year}${month}${day}${r.int(1, 2)}${r.text(DIGITS, 5)}`;
  const check = (11 - (weigh(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
  return `${body.slice(0, 6)}-${body.slice(6)}${check}`;
};
export const japanese: IdMaker = (r) => {
  const body = r.text(DIGITS, 11);
  const rest = weigh(body, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return body + (rest <= 1 ? 0 : 11 - rest);
};
export const portuguese: IdMaker = (r) => {
  const body = `2${r.text(DIGITS, 7)}`;
  const rest = weigh(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return body + (rest < 2 ? 0 : 11 - rest);
};
/** Estonian and Lithuanian personal codes have one rule. */
export const baltic: IdMaker = (r) => {
  const { year, month, day } = born(r);
  const body = `${r.int(3, 4)}${year}${month}${day}${r.text(DIGITS, 3)}`;
  const first = weigh(body, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  return body + (first < 10 ? first : (weigh(body, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10);
};
export const latvian: IdMaker = (r) => {
  const { year, month, day } = born(r);
  return `${day}${month}${year}-${r.int(10_000, 19_999)}`;
};
export const croatian: IdMaker = (r) => {
  const body = r.text(DIGITS, 10);
  let product = 10;
  for (const digit of body) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return body + ((11 - product) % 10);
};
export const israeli: IdMaker = (r) => withLuhn(r.text(DIGITS, 8));
export const canadian: IdMaker = (r) =>
  withLuhn(r.text('1234567', 1) + r.text(DIGITS, 7)).replace(/(\d{3})(?=\d)/g, '$1 ');
export const mexican: IdMaker = (r) => {
  const { year, month, day } = born(r);
  const vowels = 'AEIOU';
  const consonants = 'BCDFGHJKLMNPQRSTVZ';
  const body = `${r.text(consonants, 1)}${r.text(vowels, 1)}${r.text(consonants, 2)}${year}${month}${day}${r.pick(['H', 'M'])}${r.pick(['DF', 'JC', 'NL', 'OC'])}${r.text(consonants, 3)}0`;
  const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
  const total = Array.from(body).reduce((sum, one, at) => sum + alphabet.indexOf(one) * (18 - at), 0);
  return body + ((10 - (total % 10)) % 10);
};
export const chilean: IdMaker = (r) => {
  const body = String(r.int(5_000_000, 25_000_000));
  const digits = Array.from(body).reverse();
  const total = digits.reduce((sum, digit, at) => sum + Number(digit) * (2 + (at % 6)), 0);
  const check = 11 - (total % 11);
  return `${body.replace(/(\d)(?=(\d{3})+$)/g, '$1.')}-${check === 11 ? '0' : check === 10 ? 'K' : check}`;
};
export const swiss: IdMaker = (r) => {
  const body = `756${r.text(DIGITS, 9)}`;
  const check = (10 - (weigh(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10;
  return `756.${body.slice(3, 7)}.${body.slice(7, 11)}.${body.slice(11)}${check}`;
};
export const austrian: IdMaker = (r) =>
  until(r, () => {
    const { year, month, day } = born(r);
    const serial = r.text('123456789', 1) + r.text(DIGITS, 2);
    const check = weigh(`${serial}${day}${month}${year}`, [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11;
    return check === 10 ? undefined : `${serial}${check} ${day}${month}${year}`;
  });
export const irish: IdMaker = (r) => {
  const body = r.text(DIGITS, 7);
  const rest = (weigh(body, [8, 7, 6, 5, 4, 3, 2]) + 9) % 23;
  return `${body}${rest === 0 ? 'W' : UPPER.charAt(rest - 1)}A`;
};
export const emirati: IdMaker = (r) => {
  const digits = withLuhn(`784${r.int(1960, 2004)}${r.text(DIGITS, 7)}`);
  return `784-${digits.slice(3, 7)}-${digits.slice(7, 14)}-${digits.slice(14)}`;
};
export const thai: IdMaker = (r) => {
  const body = r.text('12345', 1) + r.text(DIGITS, 11);
  return body + ((11 - (weigh(body, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10);
};
export const indonesian: IdMaker = (r) => {
  const { year, month, day } = born(r);
  return `3273${two(r.int(1, 30))}${day}${month}${year}${String(r.int(1, 40)).padStart(4, '0')}`;
};
export const singaporean: IdMaker = (r) => {
  const body = r.text(DIGITS, 7);
  return `S${body}${'JZIHGFEDCBA'.charAt(weigh(body, [2, 7, 6, 5, 4, 3, 2]) % 11)}`;
};
export const hungarian: IdMaker = (r) => {
  const body = r.text(DIGITS, 8);
  return body + (weigh(body, [3, 7, 3, 7, 3, 7, 3, 7]) % 10);
};
