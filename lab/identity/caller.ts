/** The roles of people on the platform. */
export type Role = 'patient' | 'doctor' | 'clinic-admin';

export const roles: readonly Role[] = ['patient', 'doctor', 'clinic-admin'];

/** Somebody who logged in. */
export type Person = {
  readonly kind: 'person';
  readonly userId: number;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly clinicSlug: string;
  readonly patientId: string | null;
  readonly practitionerId: number | null;
  /** The session behind the token or cookie, when there is one. */
  readonly sessionId: string | null;
};

/** A partner's integration, known by its API key. */
export type Integration = {
  readonly kind: 'integration';
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
};

/** What belongs to a patient of a clinic. */
export type PatientOwned = { readonly patientId: string; readonly clinicSlug: string };

/** Staff see their clinic, nobody else's. */
export const isStaffOf = (person: Person, clinicSlug: string): boolean =>
  person.role !== 'patient' && person.clinicSlug === clinicSlug;

export const isAdminOf = (person: Person, clinicSlug: string): boolean =>
  person.role === 'clinic-admin' && person.clinicSlug === clinicSlug;

/** The rule of the house: a patient's things are open to the patient and to staff of the patient's clinic. */
export const ownsOrTreats = (person: Person, owned: PatientOwned): boolean =>
  (person.patientId !== null && person.patientId === owned.patientId) || isStaffOf(person, owned.clinicSlug);
