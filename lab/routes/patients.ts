import { audit } from '../domain/bookings.ts';
import { inventPatient } from '../domain/people.ts';
import {
  appointmentOf,
  documentColumns,
  documentOf,
  jsonColumns,
  patientSummaryOf,
  prescriptionOf,
  readPatient,
} from '../domain/records.ts';
import type { Patient } from '../domain/records.ts';
import { text } from '../domain/database.ts';
import { Refusal, found, json, noContent, requireAllowed, requireFound } from '../http/answer.ts';
import { optionalText, requireText } from '../http/body.ts';
import type { Fields } from '../http/body.ts';
import { bodyOf, integerQuery, param, personal } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { isStaffOf, ownsOrTreats } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import type { Platform } from '../platform.ts';
import { contactFields } from '../policy/properties.ts';

/** What a rule needs to know about whose a patient record is. */
export const ownedBy = (patient: Patient) => ({ patientId: patient.id, clinicSlug: patient.clinicSlug });

const ownPatient = (platform: Platform, person: Person): Patient =>
  found(person.patientId === null ? undefined : readPatient(platform.db, person.patientId), 'patient');

const columns = [
  'clinicSlug',
  'givenName',
  'familyName',
  'birthDate',
  'sex',
  'nationalId',
  'email',
  'phone',
  'address',
  'insurer',
  'insuranceNumber',
  'insurancePlan',
  'insuranceVerified',
  'creditCents',
  'bloodType',
  'allergies',
  'emergencyContact',
];

const columnValue = (name: string, value: unknown): string | number => {
  if (jsonColumns.has(name)) {
    if (typeof value !== 'object' || value === null) throw new Refusal(400, `${name} must be an object`);
    return JSON.stringify(value).slice(0, 2000);
  }
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value === 'string' && value.length <= 400) return value;
  throw new Refusal(400, `${name} is not a fitting value`);
};

/** Writes the named columns and answers the record as it now is. */
export const changePatient = (platform: Platform, id: string, changes: Fields): Patient => {
  for (const name of columns)
    if (Object.hasOwn(changes, name))
      platform.db.run(`UPDATE patients SET ${name} = ? WHERE id = ?`, columnValue(name, changes[name]), id);
  return found(readPatient(platform.db, id), 'patient');
};

/** The patient in the path, for those whom the house rule lets in. @throws Refusal 404 */
const guardedPatient = (call: Call, person: Person): Patient => {
  const patient = found(readPatient(call.platform.db, param(call, 'patientId')), 'patient');
  requireFound(ownsOrTreats(person, ownedBy(patient)), 'patient');
  return patient;
};

const listOf = (
  call: Call,
  person: Person,
  sql: string,
  view: (row: Parameters<typeof appointmentOf>[0]) => unknown,
) => json({ items: call.platform.db.all(sql, guardedPatient(call, person).id).map(view) });

export const patientRoutes: readonly Route[] = [
  personal('GET', '/v2/patients', (call, person) => {
    requireAllowed(isStaffOf(person, person.clinicSlug));
    const limit = Math.min(100, Math.max(1, integerQuery(call, 'limit', 20)));
    const after = Buffer.from(call.query.get('cursor') ?? '', 'base64url').toString('utf8');
    const rows = call.platform.db.all(
      'SELECT * FROM patients WHERE clinicSlug = ? AND id > ? ORDER BY id LIMIT ?',
      person.clinicSlug,
      after,
      limit + 1,
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor =
      rows.length > limit && last ? Buffer.from(text(last, 'id')).toString('base64url') : null;
    return json({ items: page.map(patientSummaryOf), nextCursor });
  }),

  personal('POST', '/v2/patients', async (call, person) => {
    requireAllowed(isStaffOf(person, person.clinicSlug));
    const body = await bodyOf(call);
    const id = `pat_${call.platform.random.letters(6)}`;
    const invented = inventPatient(call.platform.random);
    call.platform.db.insert('patients', {
      ...invented,
      id,
      clinicSlug: person.clinicSlug,
      givenName: requireText(body, 'givenName', 80),
      familyName: requireText(body, 'familyName', 80),
      birthDate: requireText(body, 'birthDate', 10),
      email: requireText(body, 'email', 254),
      phone: optionalText(body, 'phone', 40) ?? invented.phone,
      sex: optionalText(body, 'sex', 10) ?? invented.sex,
    });
    audit(call.platform, person, 'patient.admit', id, call.address);
    return json(readPatient(call.platform.db, id), 201, { location: `/v2/patients/${id}` });
  }),

  personal('GET', '/v2/patients/me', (call, person) =>
    json(ownPatient(call.platform, person), 200, {
      'cache-control': call.platform.rules['cacheable-health-data'],
    }),
  ),

  personal('PATCH', '/v2/patients/me', async (call, person) => {
    const patient = ownPatient(call.platform, person);
    const changes = call.platform.rules['mass-assignment-profile'](await bodyOf(call), columns);
    return json(changePatient(call.platform, patient.id, changes));
  }),

  personal('GET', '/v2/patients/search', (call, person) => {
    requireAllowed(isStaffOf(person, person.clinicSlug));
    const words = call.query.get('q') ?? '';
    if (words === '' || words.length > 300) throw new Refusal(400, 'q must be text of 1 to 300 characters');
    const rows = call.platform.rules['sql-injection-search'](call.platform.db, person.clinicSlug, words);
    return json({ items: rows.map(patientSummaryOf) });
  }),

  personal('GET', '/v2/patients/{patientId}', (call, person) => {
    const patient = found(readPatient(call.platform.db, param(call, 'patientId')), 'patient');
    requireFound(call.platform.rules['bola-patient-read'](person, ownedBy(patient)), 'patient');
    return json(patient);
  }),

  personal('PATCH', '/v2/patients/{patientId}', async (call, person) => {
    const patient = found(readPatient(call.platform.db, param(call, 'patientId')), 'patient');
    requireFound(call.platform.rules['bola-patient-update'](person, ownedBy(patient)), 'patient');
    const body = await bodyOf(call);
    const changes = Object.fromEntries(Object.entries(body).filter(([name]) => contactFields.includes(name)));
    audit(call.platform, person, 'patient.change', patient.id, call.address);
    return json(changePatient(call.platform, patient.id, changes));
  }),

  personal('DELETE', '/v2/patients/{patientId}', (call, person) => {
    const patient = found(readPatient(call.platform.db, param(call, 'patientId')), 'patient');
    requireAllowed(call.platform.rules['bfla-patient-delete'](person, patient.clinicSlug));
    call.platform.db.run('DELETE FROM patients WHERE id = ?', patient.id);
    audit(call.platform, person, 'patient.erase', patient.id, call.address);
    return noContent();
  }),

  // Looks like a hole and is none: whatever id the path names, the caller's own preferences are written.
  personal('PUT', '/v2/patients/{patientId}/preferences', async (call, person) => {
    const patient = ownPatient(call.platform, person);
    const body = await bodyOf(call);
    const channel = requireText(body, 'channel', 10);
    if (!['email', 'sms', 'push'].includes(channel))
      throw new Refusal(400, 'channel must be email, sms or push');
    const preferences = {
      channel,
      reminders: body['reminders'] === true,
      newsletter: body['newsletter'] === true,
    };
    call.platform.db.run(
      'UPDATE patients SET preferences = ? WHERE id = ?',
      JSON.stringify(preferences),
      patient.id,
    );
    return json(preferences);
  }),

  personal('GET', '/v2/patients/{patientId}/appointments', (call, person) =>
    listOf(
      call,
      person,
      'SELECT * FROM appointments WHERE patientId = ? ORDER BY startsAt DESC LIMIT 100',
      appointmentOf,
    ),
  ),

  personal('GET', '/v2/patients/{patientId}/prescriptions', (call, person) =>
    listOf(
      call,
      person,
      'SELECT * FROM prescriptions WHERE patientId = ? ORDER BY issuedOn DESC LIMIT 100',
      prescriptionOf,
    ),
  ),

  personal('GET', '/v2/patients/{patientId}/documents', (call, person) =>
    listOf(
      call,
      person,
      `SELECT ${documentColumns} FROM documents WHERE patientId = ? ORDER BY createdAt DESC LIMIT 100`,
      documentOf,
    ),
  ),

  personal('GET', '/v2/patients/{patientId}/timeline', (call, person) => {
    const { id } = guardedPatient(call, person);
    const rows = call.platform.db.all(
      `SELECT startsAt AS at, 'appointment' AS kind, id AS reference, reason AS text FROM appointments WHERE patientId = ?1
       UNION ALL SELECT issuedOn || 'T12:00:00Z', 'prescription', id, medication FROM prescriptions WHERE patientId = ?1
       UNION ALL SELECT issuedOn || 'T12:00:00Z', 'invoice', number, status FROM invoices WHERE patientId = ?1
       ORDER BY 1 DESC LIMIT 100`,
      id,
    );
    return json({ items: rows.map((row) => ({ ...row })) });
  }),
];
