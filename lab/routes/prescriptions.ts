import { Router } from 'express';
import { announce, audit, practitionerClinic } from '../domain/bookings.ts';
import { number, text, textOrNull } from '../domain/database.ts';
import { prescriptionOf, readPatient, referralOf } from '../domain/records.ts';
import { Refusal, found, requireAllowed, requireFound } from '../http/answer.ts';
import { fieldsOf, jsonBody, optionalText, requireInteger, requireText } from '../http/body.ts';
import { addressOf, personOf, platformOf, requireLogin } from '../http/guards.ts';
import { isStaffOf, ownsOrTreats } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import { today } from '../platform.ts';
import type { Platform } from '../platform.ts';

const guardedPrescription = ({ db }: Platform, id: string, person: Person) => {
  const row = found(db.one('SELECT * FROM prescriptions WHERE id = ?', id), 'prescription');
  requireFound(
    ownsOrTreats(person, { patientId: text(row, 'patientId'), clinicSlug: text(row, 'clinicSlug') }),
    'prescription',
  );
  return row;
};

export const prescriptionRouter = Router();

prescriptionRouter.use(requireLogin);

prescriptionRouter.post('/', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const body = fieldsOf(req.body);
  const patient = found(readPatient(platform.db, requireText(body, 'patientId', 20)), 'patient');
  requireAllowed(platform.rules['bfla-prescription-create'](person, patient.clinicSlug));
  const refills = body['refills'] === undefined ? 0 : requireInteger(body, 'refills');
  const row = {
    id: `rx_${platform.random.letters(8)}`,
    clinicSlug: patient.clinicSlug,
    patientId: patient.id,
    practitionerId: person.practitionerId ?? 0,
    medication: requireText(body, 'medication', 120),
    atcCode: requireText(body, 'atcCode', 10),
    dose: requireText(body, 'dose', 120),
    icdCode: requireText(body, 'icdCode', 8),
    issuedOn: today(platform),
    refillsLeft: Math.min(12, Math.max(0, refills)),
  };
  platform.db.insert('prescriptions', row);
  audit(platform, person, 'prescription.issue', row.id, addressOf(req));
  announce(platform, patient.id, 'prescription', `${row.medication} is ready for you.`);
  res.status(201).location(`/v2/prescriptions/${row.id}`).json(prescriptionOf(row));
});

prescriptionRouter.get('/:prescriptionId', (req, res) => {
  const person = personOf(res);
  res.json(prescriptionOf(guardedPrescription(platformOf(req), req.params.prescriptionId, person)));
});

prescriptionRouter.post('/:prescriptionId/refills', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const row = guardedPrescription(platformOf(req), req.params.prescriptionId, person);
  const left = number(row, 'refillsLeft');
  if (left < 1) throw new Refusal(422, 'No refills are left: ask your doctor');
  platform.db.run('UPDATE prescriptions SET refillsLeft = refillsLeft - 1 WHERE id = ?', text(row, 'id'));
  res.status(201).json({ ...prescriptionOf(row), refillsLeft: left - 1 });
});

export const referralRouter = Router();

referralRouter.use(requireLogin);

referralRouter.post('/', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const body = fieldsOf(req.body);
  const patient = found(readPatient(platform.db, requireText(body, 'patientId', 20)), 'patient');
  requireAllowed(person.role === 'doctor' && isStaffOf(person, patient.clinicSlug));
  const toPractitionerId = requireInteger(body, 'toPractitionerId');
  found(practitionerClinic(platform, toPractitionerId), 'practitioner');
  const row = {
    code: `REF-${platform.random.letters(8).toUpperCase()}`,
    clinicSlug: patient.clinicSlug,
    patientId: patient.id,
    fromPractitionerId: person.practitionerId ?? 0,
    toPractitionerId,
    icdCode: requireText(body, 'icdCode', 8),
    reason: requireText(body, 'reason', 400),
    urgency: optionalText(body, 'urgency', 10) ?? 'routine',
    documentId: optionalText(body, 'documentId', 36) ?? null,
    createdOn: today(platform),
  };
  platform.db.insert('referrals', row);
  res.status(201).location(`/v2/referrals/${row.code}`).json(referralOf(row));
});

// The practitioner to whom a patient is referred may read the referral, in whatever clinic.
referralRouter.get('/:referralCode', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const row = found(
    platform.db.one('SELECT * FROM referrals WHERE code = ?', req.params.referralCode),
    'referral',
  );
  const owned = { patientId: textOrNull(row, 'patientId') ?? '', clinicSlug: text(row, 'clinicSlug') };
  const isAddressee =
    person.practitionerId !== null && person.practitionerId === number(row, 'toPractitionerId');
  requireFound(isAddressee || ownsOrTreats(person, owned), 'referral');
  res.json(referralOf(row));
});
