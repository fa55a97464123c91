import { DIGITS, hash, type Random, UPPER } from '../random.ts';
import { iban } from './check-digits.ts';
import type { Document } from './documents.ts';
import type { Label } from './labels.ts';
import type { Locale } from './locale.ts';
import { LOCALES } from './locales.ts';
import type { Positive } from './positives.ts';
import { spaced, type Value } from './values.ts';

const two = (value: number) => String(value).padStart(2, '0');
/** `#` becomes a digit, `@` a letter. */
const filled = (r: Random, pattern: string) =>
  Array.from(pattern, (one) =>
    one === '#' ? r.text(DIGITS, 1) : one === '@' ? r.text('ABCDEFGHJKLMNPRSTUWXY', 1) : one,
  ).join('');
const latin = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

/** Every kind of value a locale has. */
function valuesOf(place: Locale) {
  const full: Value = (r) => {
    const [given, family] = [r.pick(place.given), r.pick(place.family)];
    if (place.order === 'joined') return family + given;
    return place.order === 'family-first' ? `${family} ${given}` : `${given} ${family}`;
  };
  return {
    given: (r: Random) => r.pick(place.given),
    family: (r: Random) => r.pick(place.family),
    full,
    email: (r: Random) => {
      const name = latin(r.pick(place.given)) || `user${r.int(10, 999)}`;
      const family = latin(r.pick(place.family)) || r.text('abcdefghijkmnoprstuvz', 6);
      return `${name}${r.pick(['.', '_', '-', ''])}${family}${r.chance(0.3) ? r.int(1, 99) : ''}@${r.pick(['post', 'mail', 'firma', 'web'])}.${place.id.slice(-2).toLowerCase()}`;
    },
    phone: (r: Random) => filled(r, place.international),
    phoneNational: (r: Random) => filled(r, place.national),
    street: (r: Random) => r.pick(place.streets).replaceAll('#', () => String(r.int(1, 180))),
    postcode: (r: Random) => filled(r, place.postcode),
    born: (r: Random) => {
      const parts: Readonly<Record<string, string>> = {
        Y: String(r.int(1940, 2007)),
        M: two(r.int(1, 12)),
        D: two(r.int(1, 28)),
      };
      return place.date.replace(/[YMD]/g, (one) => parts[one] ?? one);
    },
    sex: (r: Random) => r.pick(place.sexes),
    identity: (r: Random) => place.identity[1](r),
    account: (r: Random) => {
      const [country = '', account = ''] = place.iban ?? [];
      return iban(country, filled(r, account).replace('X', UPPER.charAt(r.int(0, 25))));
    },
  };
}

const STYLES: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join('_'),
  (words) => words.join('-'),
  (words) =>
    words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join(''),
  (words) => words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
  (words) => words.join('_').toUpperCase(),
];
/** Where the number of a person is that of the social insurance, to call it so is not wrong. */
const alsoInsured = (label: Label): Pick<Positive, 'also'> =>
  label === 'other national id' ? { also: ['insurance membership'] } : {};
/** English names beside the local ones, since many services have them wherever they run; the last of each is short. */
const ENGLISH: Readonly<Record<string, readonly string[]>> = {
  given: ['first name', 'given name', 'fname'],
  family: ['last name', 'family name', 'lname'],
  full: ['full name', 'customer name', 'contact name'],
  email: ['email address', 'contact email', 'eml'],
  phone: ['phone number', 'mobile phone', 'tel no'],
  street: ['street address', 'address line 1', 'street'],
  postcode: ['postal code', 'zip code', 'postcode'],
  born: ['date of birth', 'birth date', 'dob'],
  sex: ['gender', 'sex', 'gender code'],
};

export const LOCALE_POSITIVES: readonly Positive[] = LOCALES.flatMap((place) => {
  const values = valuesOf(place);
  const local = place.fields.split(' ');
  const kinds: readonly (readonly [kind: string, label: Label, value: Value, at: number])[] = [
    ['given', 'first name', values.given, 0],
    ['family', 'last name', values.family, 1],
    ['full', 'full name', values.full, 2],
    ['email', 'email address', values.email, 3],
    ['phone', 'telephone', values.phone, 4],
    ['phone', 'telephone', values.phoneNational, 4],
    ['street', 'street address', values.street, 5],
    ['postcode', 'postal code', values.postcode, 6],
    ['born', 'birthday', values.born, 7],
    ['sex', 'sex', values.sex, 8],
  ];
  const rows = kinds.map(([kind, label, value, at], nth): Positive => {
    const seed = hash(`${place.id}${kind}${nth}`);
    const names = ENGLISH[kind] ?? [];
    const english = (STYLES[seed % STYLES.length] ?? STYLES[0])?.(
      (names[seed % names.length] ?? kind).split(' '),
    );
    const own = local[at] ?? kind;
    const sendAs = seed % 7 === 0 ? 'form' : seed % 7 === 1 ? 'query' : undefined;
    return {
      label,
      fields: [...new Set([own, english ?? kind])],
      value,
      ...(sendAs === undefined ? {} : { sendAs }),
    };
  });
  const [label, , fields] = place.identity;
  return [
    ...rows,
    { label, fields: fields.split(' '), value: values.identity, ...alsoInsured(label) },
    ...(place.iban === undefined
      ? []
      : [
          { label: 'bank account (IBAN)' as const, fields: ['iban', 'payee_account'], value: values.account },
          {
            label: 'bank account (IBAN)' as const,
            fields: ['refundTo'],
            value: (r: Random) => spaced(values.account(r)),
          },
        ]),
  ];
});

/** A customer with contacts in lists, named as the place names it. */
export const LOCALE_DOCUMENTS: readonly Document[] = LOCALES.map((place): Document => {
  const values = valuesOf(place);
  const [given = '', family = '', , email = '', phone = '', street = '', postcode = '', born = '', sex = ''] =
    place.fields.split(' ');
  const lists = hash(place.id) % 2 === 0;
  const identity = place.identity[2].split(' ')[0] ?? '';
  return {
    id: `customer-${place.id}`,
    path: '/customers',
    expected: [
      'first name',
      'last name',
      'email address',
      'telephone',
      'street address',
      'postal code',
      'birthday',
      'sex',
      place.identity[0],
      ...(place.iban === undefined ? [] : (['bank account (IBAN)'] as const)),
    ],
    tolerated: ['full name', 'insurance membership'],
    body: (r) => ({
      id: r.int(1000, 99_999),
      locale: place.id,
      customer: {
        [given]: values.given(r),
        [family]: values.family(r),
        [born]: values.born(r),
        [sex]: values.sex(r),
      },
      [identity]: values.identity(r),
      contacts: lists
        ? { [email]: [values.email(r), values.email(r)], [phone]: [values.phone(r), values.phoneNational(r)] }
        : [{ [email]: values.email(r) }, { [phone]: values.phone(r) }, { [phone]: values.phoneNational(r) }],
      addresses: [
        { [street]: values.street(r), [postcode]: values.postcode(r), country: place.id.slice(-2) },
      ],
      ...(place.iban === undefined ? {} : { payment: { kind: 'transfer', iban: values.account(r) } }),
      createdAt: `2026-0${r.int(1, 4)}-1${r.int(0, 9)}T08:12:00Z`,
      status: r.pick(['active', 'paused']),
    }),
  };
});
