import { BASE62, DIGITS, HEX, LOWER, type Random, UPPER } from './random.ts';
import { ADJECTIVES, FAMILY, GIVEN, NOUNS, VERBS } from './words.ts';

/** Makes one identifier; `at` is its place in the pool it is made for. */
export type Maker = (random: Random, at: number) => string;

const ASCII = (text: string) => text.normalize('NFD').replace(/[^A-Za-z0-9]/g, '');

export const uuid: Maker = (r) =>
  `${r.text(HEX, 8)}-${r.text(HEX, 4)}-4${r.text(HEX, 3)}-${r.pick(['8', '9', 'a', 'b'])}${r.text(HEX, 3)}-${r.text(HEX, 12)}`;
/** Numbers counted up from somewhere, as a database column does. */
export const serial =
  (from: number, step = 7): Maker =>
  (r, at) =>
    String(from + at * step + r.int(0, step - 1));
export const digits =
  (length: number, first = '123456789'): Maker =>
  (r) =>
    r.text(first, 1) + r.text(DIGITS, length - 1);
export const hex =
  (length: number): Maker =>
  (r) =>
    r.text(HEX, length);
export const prefixed =
  (prefix: string, length: number, alphabet = BASE62): Maker =>
  (r) =>
    prefix + r.text(alphabet, length);
/** A ULID: time first, so neighbours share a beginning. */
export const ulid: Maker = (r) => `01HZ${r.text('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 22)}`;
/** 18-digit snowflake. */
export const snowflake: Maker = (r) => `11${r.text(DIGITS, 16)}`;
export const username: Maker = (r) => {
  const given = ASCII(r.pick(GIVEN)).toLowerCase();
  const family = ASCII(r.pick(FAMILY)).toLowerCase();
  return r.pick([
    () => given,
    () => `${given}${family}`,
    () => `${given.slice(0, 1)}${family}`,
    () => `${given}.${family}`,
    () => `${given}${r.int(1, 99)}`,
    () => `${r.pick(ADJECTIVES)}${r.pick(NOUNS)}`,
    () => `${given}-${family.slice(0, 1)}`,
  ])();
};
export const word: Maker = (r) => r.pick(NOUNS);
export const slug: Maker = (r) => {
  const adjective = r.pick(ADJECTIVES);
  return r.pick([
    () => `how-to-${r.pick(VERBS)}-a-${adjective}-${r.pick(NOUNS)}`,
    () => `${adjective}-${r.pick(NOUNS)}`,
    () => `the-${r.pick(NOUNS)}-and-the-${r.pick(NOUNS)}`,
    () => `${r.int(3, 15)}-ways-to-${r.pick(VERBS)}-your-${r.pick(NOUNS)}`,
    () => `${r.pick(VERBS)}ing-${adjective}-${r.pick(NOUNS)}s`,
  ])();
};
export const repoName: Maker = (r) =>
  r.pick([
    () => r.pick(NOUNS),
    () => `${r.pick(NOUNS)}-${r.pick(['js', 'rs', 'cli', 'server', 'api', 'docs'])}`,
    () => `${r.pick(ADJECTIVES)}-${r.pick(NOUNS)}`,
    () => `dotfiles`,
    () => `${r.pick(NOUNS)}.${r.pick(['js', 'nvim', 'github.io'])}`,
  ])();
/** A slug with a number or short code at its end, as shops do. */
export const productSlug: Maker = (r) =>
  `${r.pick(ADJECTIVES)}-${r.pick(NOUNS)}-${r.pick(['mug', 'lamp', 'chair', 'shirt', 'bag', 'desk'])}${r.chance(0.4) ? `-${r.int(10, 9999)}` : ''}`;
export const sku: Maker = (r) =>
  `${r.text(UPPER, 3)}-${r.text(DIGITS, 4)}-${r.pick(['S', 'M', 'L', 'XL', 'BLK', 'RED'])}`;
/** Booking reference: six characters nobody confuses. */
export const locator: Maker = (r) => r.text('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 6);
export const date: Maker = (r) =>
  `20${r.int(23, 26)}-${String(r.int(1, 12)).padStart(2, '0')}-${String(r.int(1, 28)).padStart(2, '0')}`;
export const oneOf =
  (list: readonly string[]): Maker =>
  (r, at) =>
    list[at] ?? r.pick(list);
export const letters =
  (length: number): Maker =>
  (r) =>
    r.text(LOWER, length);
