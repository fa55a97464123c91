import { posix } from 'node:path';
import type { Database, Row } from '../domain/database.ts';
import type { PatientOwned, Person } from '../identity/caller.ts';
import { isStaffOf, ownsOrTreats } from '../identity/caller.ts';
import { policy } from './policy.ts';

/** Where blank forms live on the platform's (imagined) disk. */
export const formsFolder = '/srv/clinic/forms';

/** How a stored file is served: its media type and disposition. */
export type Served = { readonly type: string; readonly attachment: boolean };

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, at) => bytes[at] === byte);

/** What the bytes say they are; undefined when they are none of the four kinds that clinics exchange. */
const sniff = (bytes: Uint8Array): string | undefined => {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'application/pdf';
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return /[<\0]/.test(head) ? undefined : 'text/plain';
};

const summaryColumns = 'id, givenName, familyName, birthDate, phone';

/** What an error shows to the caller. */
export type ShownError = { readonly status: number; readonly title: string; readonly detail?: string };

/** API8:2023, security misconfiguration (and the injections beside it): what does the surface give away? */
export const surfacePolicies = {
  'sql-injection-search': policy<(db: Database, clinicSlug: string, words: string) => readonly Row[]>({
    weak: (db, clinicSlug, words) =>
      db.foreign(
        `SELECT ${summaryColumns} FROM patients WHERE clinicSlug = '${clinicSlug}' AND (givenName LIKE '%${words}%' OR familyName LIKE '%${words}%') LIMIT 50`,
      ),
    fixed: (db, clinicSlug, words) =>
      db.all(
        `SELECT ${summaryColumns} FROM patients WHERE clinicSlug = ?1 AND (instr(lower(givenName), ?2) > 0 OR instr(lower(familyName), ?2) > 0) LIMIT 50`,
        clinicSlug,
        words.toLowerCase(),
      ),
  }),
  'path-traversal-forms': policy<(name: string) => string | undefined>({
    weak: (name) => posix.resolve(formsFolder, name),
    fixed: (name) => {
      const path = posix.resolve(formsFolder, name);
      return path.startsWith(`${formsFolder}/`) ? path : undefined;
    },
  }),
  /** Answers how the upload will be served, or undefined when it is refused. */
  'unrestricted-upload': policy<(declaredType: string, bytes: Uint8Array) => Served | undefined>({
    weak: (declaredType) => ({ type: declaredType || 'application/octet-stream', attachment: false }),
    fixed: (_declaredType, bytes) => {
      const type = sniff(bytes);
      return type === undefined ? undefined : { type, attachment: true };
    },
  }),
  'verbose-errors': policy<(error: Error, doing: string) => ShownError>({
    weak: (error, doing) => ({
      status: 500,
      title: error.message,
      detail: `while ${doing}\n${error.stack ?? ''}`,
    }),
    fixed: (error) =>
      error instanceof RangeError
        ? { status: 400, title: 'The request could not be understood' }
        : { status: 500, title: 'Something went wrong' },
  }),
  /** The origin to name in Access-Control-Allow-Origin, if any. */
  'cors-any-origin': policy<(origin: string, webOrigins: ReadonlySet<string>) => string | undefined>({
    weak: (origin) => origin,
    fixed: (origin, webOrigins) => (webOrigins.has(origin) ? origin : undefined),
  }),
  'session-cookie-flags': policy<string>({
    weak: 'Path=/',
    fixed: 'Path=/; HttpOnly; Secure; SameSite=Lax',
  }),
  'cacheable-health-data': policy<string>({ weak: 'public, max-age=300', fixed: 'no-store' }),
  'debug-endpoint': policy<boolean>({ weak: true, fixed: false }),
  'secret-in-bundle': policy<(apiKey: string) => string>({ weak: (apiKey) => apiKey, fixed: () => '' }),
  'graphql-introspection': policy<boolean>({ weak: true, fixed: false }),
  'graphql-get-mutation': policy<boolean>({ weak: true, fixed: false }),
};

/** API9:2023, improper inventory management: what was forgotten? */
export const inventoryPolicies = {
  'v1-patient-unauthorised': policy<(person: Person | null, owned: PatientOwned) => boolean>({
    weak: () => true,
    fixed: (person, owned) => person !== null && ownsOrTreats(person, owned),
  }),
  /** The clinic whose patients are listed: null is all of them, undefined is none. */
  'v1-patient-list': policy<(person: Person | null) => string | null | undefined>({
    weak: () => null,
    fixed: (person) =>
      person !== null && isStaffOf(person, person.clinicSlug) ? person.clinicSlug : undefined,
  }),
  'shadow-insurance-lookup': policy<(person: Person | null, clinicSlug: string) => boolean>({
    weak: () => true,
    fixed: (person, clinicSlug) => person !== null && isStaffOf(person, clinicSlug),
  }),
};
