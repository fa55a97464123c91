/** A seeded source of chance: the same seed gives the same people, ids and dates. Never used for secrets. */
export type Random = {
  /** 0 <= value < 1. */
  next(): number;
  /** Whole number from min to max, both included. */
  between(min: number, max: number): number;
  /** One of a list that is not empty. */
  pick<const Items extends readonly unknown[]>(items: Items): Items[number];
  digits(count: number): string;
  /** Lower-case letters and digits without those that look alike. */
  letters(count: number): string;
  /** A version 4 UUID (RFC 9562) from the seed. */
  uuid(): string;
};

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** @example createRandom(1).letters(6) */
export const createRandom = (seed: number): Random => {
  let state = seed | 0;
  // mulberry32: small, fast, good enough for invented people.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const hex = (count: number): string =>
    Array.from({ length: count }, () => between(0, 15).toString(16)).join('');
  return {
    next,
    between,
    pick: (items) => items[between(0, items.length - 1)],
    digits: (count) => Array.from({ length: count }, () => between(0, 9)).join(''),
    letters: (count) =>
      Array.from({ length: count }, () => alphabet.charAt(between(0, alphabet.length - 1))).join(''),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'.charAt(between(0, 3))}${hex(3)}-${hex(12)}`,
  };
};
