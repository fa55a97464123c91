import { Router } from 'express';
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
import { Refusal, found, requireAllowed, requireFound } from '../http/answer.ts';
import { fieldsOf, jsonBody, optionalText, requireText } from '../http/body.ts';
import type { Fields } from '../http/body.ts';
import { addressOf, personOf, platformOf, requireLogin } from '../http/guards.ts';
import { integerQuery, textOf } from '../http/query.ts';
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
const guardedPatient = ({ db }: Platform, id: string, person: Person): Patient => {
  const patient = found(readPatient(db, id), 'patient');
  requireFound(ownsOrTreats(person, ownedBy(patient)), 'patient');
  return patient;
};

export const patientRouter = Router();

patientRouter.use(requireLogin);

patientRouter.get('/', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(isStaffOf(person, person.clinicSlug));
  const limit = Math.min(100, Math.max(1, integerQuery(req.query['limit'], 'limit', 20)));
  const after = Buffer.from(textOf(req.query['cursor']) ?? '', 'base64url').toString('utf8');
  const rows = platform.db.all(
    'SELECT * FROM patients WHERE clinicSlug = ? AND id > ? ORDER BY id LIMIT ?',
    person.clinicSlug,
    after,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? Buffer.from(text(last, 'id')).toString('base64url') : null;
  res.json({ items: page.map(patientSummaryOf), nextCursor });
});

patientRouter.post('/', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(isStaffOf(person, person.clinicSlug));
  const body = fieldsOf(req.body);
  const id = `pat_${platform.random.letters(6)}`;
  const invented = inventPatient(platform.random);
  platform.db.insert('patients', {
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
  audit(platform, person, 'patient.admit', id, addressOf(req));
  res.status(201).location(`/v2/patients/${id}`).json(readPatient(platform.db, id));
});

patientRouter
  .route('/me')
  .get((req, res) => {
    const platform = platformOf(req);
    const person = personOf(res);
    res
      .set({
        'cache-control': platform.rules['cacheable-health-data'],
      })
      .json(ownPatient(platform, person));
  })
  .patch(jsonBody, (req, res) => {
    const platform = platformOf(req);
    const person = personOf(res);
    const patient = ownPatient(platform, person);
    const changes = platform.rules['mass-assignment-profile'](fieldsOf(req.body), columns);
    res.json(changePatient(platform, patient.id, changes));
  });

patientRouter.get('/search', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(isStaffOf(person, person.clinicSlug));
  const words = textOf(req.query['q']) ?? '';
  if (words === '' || words.length > 300) throw new Refusal(400, 'q must be text of 1 to 300 characters');
  const rows = platform.rules['sql-injection-search'](platform.db, person.clinicSlug, words);
  res.json({ items: rows.map(patientSummaryOf) });
});

patientRouter.get('/:patientId', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const patient = found(readPatient(platform.db, req.params.patientId), 'patient');
  requireFound(platform.rules['bola-patient-read'](person, ownedBy(patient)), 'patient');
  res.json(patient);
});

patientRouter.patch('/:patientId', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const patient = found(readPatient(platform.db, req.params.patientId), 'patient');
  requireFound(platform.rules['bola-patient-update'](person, ownedBy(patient)), 'patient');
  const body = fieldsOf(req.body);
  const changes = Object.fromEntries(Object.entries(body).filter(([name]) => contactFields.includes(name)));
  audit(platform, person, 'patient.change', patient.id, addressOf(req));
  res.json(changePatient(platform, patient.id, changes));
});

patientRouter.delete('/:patientId', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const patient = found(readPatient(platform.db, req.params.patientId), 'patient');
  requireAllowed(platform.rules['bfla-patient-delete'](person, patient.clinicSlug));
  platform.db.run('DELETE FROM patients WHERE id = ?', patient.id);
  audit(platform, person, 'patient.erase', patient.id, addressOf(req));
  res.status(204).end();
});

// Looks like a hole and is none: whatever id the path names, the caller's own preferences are written.
patientRouter.put('/:patientId/preferences', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const patient = ownPatient(platform, person);
  const body = fieldsOf(req.body);
  const channel = requireText(body, 'channel', 10);
  if (!['email', 'sms', 'push'].includes(channel))
    throw new Refusal(400, 'channel must be email, sms or push');
  const preferences = {
    channel,
    reminders: body['reminders'] === true,
    newsletter: body['newsletter'] === true,
  };
  platform.db.run(
    'UPDATE patients SET preferences = ? WHERE id = ?',
    JSON.stringify(preferences),
    patient.id,
  );
  res.json(preferences);
});

patientRouter.get('/:patientId/appointments', (req, res) => {
  const person = personOf(res);
  const patient = guardedPatient(platformOf(req), req.params.patientId, person);
  const rows = platformOf(req).db.all(
    'SELECT * FROM appointments WHERE patientId = ? ORDER BY startsAt DESC LIMIT 100',
    patient.id,
  );
  res.json({ items: rows.map(appointmentOf) });
});

patientRouter.get('/:patientId/prescriptions', (req, res) => {
  const person = personOf(res);
  const patient = guardedPatient(platformOf(req), req.params.patientId, person);
  const rows = platformOf(req).db.all(
    'SELECT * FROM prescriptions WHERE patientId = ? ORDER BY issuedOn DESC LIMIT 100',
    patient.id,
  );
  res.json({ items: rows.map(prescriptionOf) });
});

patientRouter.get('/:patientId/documents', (req, res) => {
  const person = personOf(res);
  const patient = guardedPatient(platformOf(req), req.params.patientId, person);
  const rows = platformOf(req).db.all(
    `SELECT ${documentColumns} FROM documents WHERE patientId = ? ORDER BY createdAt DESC LIMIT 100`,
    patient.id,
  );
  res.json({ items: rows.map(documentOf) });
});

patientRouter.get('/:patientId/timeline', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const { id } = guardedPatient(platform, req.params.patientId, person);
  const rows = platform.db.all(
    `SELECT startsAt AS at, 'appointment' AS kind, id AS reference, reason AS text FROM appointments WHERE patientId = ?1
       UNION ALL SELECT issuedOn || 'T12:00:00Z', 'prescription', id, medication FROM prescriptions WHERE patientId = ?1
       UNION ALL SELECT issuedOn || 'T12:00:00Z', 'invoice', number, status FROM invoices WHERE patientId = ?1
       ORDER BY 1 DESC LIMIT 100`,
    id,
  );
  res.json({ items: rows.map((row) => ({ ...row })) });
});
