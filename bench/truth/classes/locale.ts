import type { Label } from './labels.ts';
import type { IdMaker } from './national-ids.ts';

/** What people of one place are called, where they live and how fields are named there. */
export interface Locale {
  readonly id: string;
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** The family name comes first, without a space for `joined`. */
  readonly order?: 'family-first' | 'joined';
  /** Streets; `#` is a house number. */
  readonly streets: readonly string[];
  /** Postal code: `#` is a digit, `@` a letter. */
  readonly postcode: string;
  /** Telephone numbers, in national and international form. */
  readonly national: string;
  readonly international: string;
  /** Dates: `Y`, `M`, `D` in the order and with the marks of the place. */
  readonly date: string;
  /** The bank account part of an IBAN; none where there is none. */
  readonly iban?: readonly [country: string, account: string];
  readonly identity: readonly [label: Label, make: IdMaker, fields: string];
  /** Local field names of first name, last name, full name, e-mail, telephone, street, postcode, birth, sex. */
  readonly fields: string;
  readonly sexes: readonly [string, string];
}

/** Puts a locale together; lists of words are separated by spaces, streets by `|`. */
export const locale = (
  id: string,
  given: string,
  family: string,
  streets: string,
  [postcode, national, international, date]: readonly [string, string, string, string],
  iban: readonly [string, string] | undefined,
  identity: Locale['identity'],
  fields: string,
  sexes: readonly [string, string],
  order?: Locale['order'],
): Locale => ({
  id,
  given: given.split(' '),
  family: family.split(' '),
  streets: streets.split('|'),
  postcode,
  national,
  international,
  date,
  ...(iban === undefined ? {} : { iban }),
  identity,
  fields,
  sexes,
  ...(order === undefined ? {} : { order }),
});
/** An identity number of a country whose kind has no class of its own. */
export const other = (make: IdMaker, fields: string): Locale['identity'] => [
  'other national id',
  make,
  fields,
];
