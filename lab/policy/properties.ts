import type { Person, Role } from '../identity/caller.ts';
import { isStaffOf, roles } from '../identity/caller.ts';
import { policy } from './policy.ts';

type Fields = Readonly<Record<string, unknown>>;

const only = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));

/** What a patient may change about themselves. */
export const contactFields = ['email', 'phone', 'address', 'emergencyContact'];

/** What everybody may know about a practitioner. */
export const publicPractitionerFields = [
  'id',
  'name',
  'title',
  'specialty',
  'clinicSlug',
  'languages',
  'phone',
  'licenceNumber',
  'rating',
];

/** What a partner needs about an appointment. */
export const partnerAppointmentFields = [
  'id',
  'clinicSlug',
  'patientId',
  'practitionerId',
  'startsAt',
  'status',
];

/** API3:2023, broken object property level authorization: which of its fields? */
export const propertyPolicies = {
  /** Second argument: every column the record has but its id. */
  'mass-assignment-profile': policy<(body: Fields, columns: readonly string[]) => Fields>({
    weak: (body, columns) => only(body, columns),
    fixed: (body) => only(body, contactFields),
  }),
  'mass-assignment-account': policy<(body: Fields) => Role>({
    weak: (body) => roles.find((role) => role === body['role']) ?? 'patient',
    fixed: () => 'patient',
  }),
  'excess-practitioner-data': policy<(practitioner: Fields) => Fields>({
    weak: (practitioner) => practitioner,
    fixed: (practitioner) => only(practitioner, publicPractitionerFields),
  }),
  'excess-partner-data': policy<(appointment: Fields) => Fields>({
    weak: (appointment) => appointment,
    fixed: (appointment) => only(appointment, partnerAppointmentFields),
  }),
  'graphql-field-unguarded': policy<(person: Person | null, clinicSlug: string) => boolean>({
    weak: () => true,
    fixed: (person, clinicSlug) => person !== null && isStaffOf(person, clinicSlug),
  }),
  /** Whether what the client wants to pay settles what is owed. */
  'payment-amount-trusted': policy<(askedCents: number, owedCents: number) => boolean>({
    weak: () => true,
    fixed: (askedCents, owedCents) => askedCents === owedCents,
  }),
};
