import * as numbers from './numbers.ts';
import type { Random } from './random.ts';

const givenNames = {
  female: [
    'Emma',
    'Sara',
    'Julia',
    'Leonie',
    'Aisling',
    'Marta',
    'Chloe',
    'Hanna',
    'Ines',
    'Paula',
    'Vera',
    'Nina',
  ],
  male: ['Paul', 'Liam', 'Jan', 'Felix', 'Marco', 'Niels', 'Adam', 'David', 'Oscar', 'Karim', 'Theo', 'Ivan'],
} as const;
const familyNames = [
  'Berger',
  'Costa',
  'Keller',
  'Moreau',
  'Nilsen',
  'Ricci',
  'Santos',
  'Schulz',
  'Svensson',
  'Vidal',
  'Walsh',
  'Wagner',
  'Zimmer',
  'Hansen',
  'Nowak',
  'Marini',
  'Byrne',
  'Lopez',
  'Popescu',
  'Kaya',
] as const;
const streets = [
  'Mill Lane',
  'Station Road',
  'Lindenstrasse',
  'Rue des Lilas',
  'Harbour Street',
  'Church Hill',
  'Gartenweg',
  'Quay Street',
] as const;
const cities = [
  ['Bremen', '28195', 'DE'],
  ['Hamburg', '20095', 'DE'],
  ['Utrecht', '3511', 'NL'],
  ['Cork', 'T12', 'IE'],
  ['Lyon', '69002', 'FR'],
  ['Vienna', '1010', 'AT'],
] as const;
const insurers = ['Heliana Health', 'Nordkasse', 'Vitalia Mutual'] as const;
const plans = ['Basic', 'Comfort', 'Family', 'Complete'] as const;
const bloodTypes = ['0+', '0-', 'A+', 'A-', 'B+', 'AB+'] as const;
const allergies = ['penicillin', 'pollen', 'nuts', 'latex', 'house dust mites', 'ibuprofen'] as const;

export type Address = {
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
};

export const inventAddress = (random: Random): Address => {
  const [city, postcode, country] = random.pick(cities);
  return { street: `${random.pick(streets)} ${random.between(1, 140)}`, postcode, city, country };
};

/** Numbers in ranges set aside for fiction or not assigned. */
export const inventPhone = (random: Random): string =>
  random.pick([
    `+49 30 23125 ${random.digits(3)}`,
    `+44 1632 960${random.digits(3)}`,
    `+353 20 91${random.digits(5)}`,
    `+31 85 888 ${random.digits(4)}`,
  ]);

export const inventBirthDate = (random: Random, from: number, to: number): string =>
  `${random.between(from, to)}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`;

export const inventName = (
  random: Random,
): { readonly givenName: string; readonly familyName: string; readonly sex: 'female' | 'male' } => {
  const sex = random.pick(['female', 'male'] as const);
  return { givenName: random.pick(givenNames[sex]), familyName: random.pick(familyNames), sex };
};

/** National ids as the countries of the clinics' patients issue them, with valid check digits. */
export const inventNationalId = (random: Random): string =>
  random.pick([numbers.taxNumber, numbers.citizenNumber, numbers.dni, numbers.nhsNumber])(random);

/** The columns of a patient that do not come from their account. */
export const inventPatient = (random: Random) => {
  const contact = inventName(random);
  return {
    birthDate: inventBirthDate(random, 1938, 2006),
    sex: random.pick(['female', 'male', 'other'] as const),
    nationalId: inventNationalId(random),
    phone: inventPhone(random),
    address: JSON.stringify(inventAddress(random)),
    insurer: random.pick(insurers),
    insuranceNumber: numbers.insuranceNumber(random),
    insurancePlan: random.pick(plans),
    insuranceVerified: random.between(0, 1),
    insuranceNote: null,
    creditCents: 0,
    benefitCardNumber: numbers.testCardNumber(random),
    bloodType: random.pick(bloodTypes),
    allergies: JSON.stringify(random.between(0, 2) === 0 ? [random.pick(allergies)] : []),
    emergencyContact: JSON.stringify({
      name: `${contact.givenName} ${contact.familyName}`,
      phone: inventPhone(random),
    }),
    preferences: JSON.stringify({
      channel: random.pick(['email', 'sms', 'push']),
      reminders: true,
      newsletter: false,
    }),
  };
};
