import { isPerson } from './actors.ts';
import type { Actor, PersonActor } from './actors.ts';
import { addDays, consultationTimes, seedDay } from './calendar.ts';
import type { Database } from './database.ts';
import { seedMessages, seedTreatment } from './histories.ts';
import { diagnoses } from './medicine.ts';
import { iban } from './numbers.ts';
import { inventAddress, inventBirthDate, inventName, inventPatient, inventPhone } from './people.ts';
import type { Random } from './random.ts';
import { hashPassword } from '../identity/passwords.ts';

const clinics = [
  {
    slug: 'north-river-clinic',
    name: 'North River Clinic',
    city: 'Bremen',
    postcode: '28195',
    latitude: 53.0793,
    longitude: 8.8017,
    practitioners: 101,
  },
  {
    slug: 'harbour-street-practice',
    name: 'Harbour Street Practice',
    city: 'Hamburg',
    postcode: '20457',
    latitude: 53.5459,
    longitude: 9.9668,
    practitioners: 201,
  },
  {
    slug: 'linden-family-health',
    name: 'Linden Family Health',
    city: 'Hannover',
    postcode: '30449',
    latitude: 52.3705,
    longitude: 9.7142,
    practitioners: 301,
  },
] as const;

const specialties = ['general-medicine', 'internal-medicine', 'dermatology', 'paediatrics'] as const;

/** Vouchers that the clinics gave away; the first is printed in the welcome letter. */
export const voucherCodes: readonly string[] = [
  'WELCOME-2026-7KQ2',
  ...Array.from({ length: 400 }, (_, at) => `CARE-2026-${String(1000 + at * 7)}`),
];

const seedClinics = (db: Database, random: Random): void => {
  for (const clinic of clinics) {
    const { practitioners: _first, city, postcode, ...columns } = clinic;
    db.insert('clinics', {
      ...columns,
      phone: inventPhone(random),
      email: `reception@${clinic.slug}.example`,
      address: JSON.stringify({
        street: `Quay Street ${random.between(1, 80)}`,
        postcode,
        city,
        country: 'DE',
      }),
      vatNumber: `DE${random.digits(9)}`,
      iban: iban(random),
      bic: 'INGDDEFFXXX',
    });
    db.insert('settings', {
      clinicSlug: clinic.slug,
      reminderHours: 24,
      bookingWindowDays: 90,
      onlinePayment: 1,
      supportEmail: `help@${clinic.slug}.example`,
    });
    for (let month = 1; month <= 8; month += 1)
      db.insert('reports', {
        clinicSlug: clinic.slug,
        period: month > 6 ? `2026-0${month - 6}` : `2025-${String(month + 6).padStart(2, '0')}`,
        appointments: random.between(400, 900),
        missed: random.between(10, 60),
        turnoverCents: random.between(4_000_000, 9_000_000),
        topDiagnoses: JSON.stringify(
          Array.from({ length: 3 }, () => ({
            code: random.pick(diagnoses).code,
            count: random.between(20, 120),
          })),
        ),
      });
  }
};

const seedPractitioners = (db: Database, random: Random, actors: readonly PersonActor[]): void => {
  for (const clinic of clinics)
    for (let at = 0; at < 4; at += 1) {
      const id = clinic.practitioners + at;
      const account = actors.find((actor) => actor.practitionerId === id);
      const invented = inventName(random);
      db.insert('practitioners', {
        id,
        name: account?.name ?? `${invented.givenName} ${invented.familyName}`,
        title: 'Dr. med.',
        specialty: specialties[at] ?? specialties[0],
        clinicSlug: clinic.slug,
        languages: JSON.stringify(
          random.pick([
            ['de', 'en'],
            ['de', 'en', 'fr'],
            ['de', 'tr'],
            ['de', 'pl', 'en'],
          ]),
        ),
        phone: inventPhone(random),
        licenceNumber: `LANR-${random.digits(9)}`,
        rating: random.between(36, 50) / 10,
        privatePhone: inventPhone(random),
        privateAddress: JSON.stringify(inventAddress(random)),
        birthDate: inventBirthDate(random, 1958, 1990),
        iban: iban(random),
        salaryCents: random.between(620_000, 1_150_000),
      });
    }
};

const seedPatients = (db: Database, random: Random, actors: readonly PersonActor[]): readonly string[] => {
  const ids: string[] = [];
  for (const actor of actors) {
    if (actor.patientId !== undefined) {
      const [givenName = '', familyName = ''] = actor.name.split(' ');
      const invented = inventPatient(random);
      db.insert('patients', {
        id: actor.patientId,
        clinicSlug: actor.clinic,
        givenName,
        familyName,
        email: actor.email,
        ...invented,
      });
      ids.push(actor.patientId);
    }
  }
  for (const clinic of clinics)
    for (let at = 0; at < 24; at += 1) {
      const { givenName, familyName } = inventName(random);
      const id = `pat_${random.letters(6)}`;
      const email = `${givenName}.${familyName}${random.between(2, 99)}@example.net`.toLowerCase();
      db.insert('patients', {
        id,
        clinicSlug: clinic.slug,
        givenName,
        familyName,
        email,
        ...inventPatient(random),
      });
      ids.push(id);
    }
  return ids;
};

const seedUsers = (db: Database, random: Random, actors: readonly PersonActor[]): void => {
  for (const actor of actors) {
    const salt = random.letters(16);
    db.insert('users', {
      id: actor.userId,
      email: actor.email,
      name: actor.name,
      role: actor.role,
      clinicSlug: actor.clinic,
      patientId: actor.patientId ?? null,
      practitionerId: actor.practitionerId ?? null,
      salt,
      passwordHash: hashPassword(actor.password, salt),
      lastLoginAt: null,
    });
  }
};

const seedCampaign = (db: Database): void => {
  for (let week = 0; week < 12; week += 1)
    for (const clinic of clinics)
      for (const startsAt of consultationTimes(addDays(seedDay, 5 + week * 7)).slice(0, 6))
        db.insert('slots', { campaignSlug: 'flu-2026', startsAt, place: clinic.name, capacity: 5, taken: 0 });
  // A small campaign beside the large one: few places, much wanted.
  for (const startsAt of consultationTimes('2026-03-14').slice(0, 4))
    db.insert('slots', {
      campaignSlug: 'travel-clinic-2026',
      startsAt,
      place: 'North River Clinic',
      capacity: 1,
      taken: 0,
    });
};

/**
 * Fills an empty database with the world of the lab. The same random source gives the same world.
 *
 * @example seedDatabase(db, createRandom(1), readActors())
 */
export const seedDatabase = (db: Database, random: Random, actors: readonly Actor[]): void => {
  const people = actors.filter(isPerson);
  // In one transaction, since thousands of rows go in.
  db.run('BEGIN');
  seedClinics(db, random);
  seedPractitioners(db, random, people);
  const patientIds = seedPatients(db, random, people);
  seedUsers(db, random, people);
  seedTreatment(db, random, patientIds);
  seedMessages(db, random, people);
  seedCampaign(db);
  for (const code of voucherCodes)
    db.insert('vouchers', { code, valueCents: 1500, expiresOn: '2035-12-31', spentOn: null, spentBy: null });
  db.run('COMMIT');
  db.sealSeed();
};
