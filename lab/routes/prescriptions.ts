import { announce, audit, practitionerClinic } from '../domain/bookings.ts';
import { number, text, textOrNull } from '../domain/database.ts';
import { prescriptionOf, readPatient, referralOf } from '../domain/records.ts';
import { Refusal, found, json, requireAllowed, requireFound } from '../http/answer.ts';
import { optionalText, requireInteger, requireText } from '../http/body.ts';
import { bodyOf, param, personal } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { isStaffOf, ownsOrTreats } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import { today } from '../platform.ts';

const guardedPrescription = (call: Call, person: Person) => {
  const row = found(
    call.platform.db.one('SELECT * FROM prescriptions WHERE id = ?', param(call, 'prescriptionId')),
    'prescription',
  );
  requireFound(
    ownsOrTreats(person, { patientId: text(row, 'patientId'), clinicSlug: text(row, 'clinicSlug') }),
    'prescription',
  );
  return row;
};

export const prescriptionRoutes: readonly Route[] = [
  personal('POST', '/v2/prescriptions', async (call, person) => {
    const { platform } = call;
    const body = await bodyOf(call);
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
    audit(platform, person, 'prescription.issue', row.id, call.address);
    announce(platform, patient.id, 'prescription', `${row.medication} is ready for you.`);
    return json(prescriptionOf(row), 201, { location: `/v2/prescriptions/${row.id}` });
  }),

  personal('GET', '/v2/prescriptions/{prescriptionId}', (call, person) =>
    json(prescriptionOf(guardedPrescription(call, person))),
  ),

  personal('POST', '/v2/prescriptions/{prescriptionId}/refills', (call, person) => {
    const row = guardedPrescription(call, person);
    const left = number(row, 'refillsLeft');
    if (left < 1) throw new Refusal(422, 'No refills are left: ask your doctor');
    call.platform.db.run(
      'UPDATE prescriptions SET refillsLeft = refillsLeft - 1 WHERE id = ?',
      text(row, 'id'),
    );
    return json({ ...prescriptionOf(row), refillsLeft: left - 1 }, 201);
  }),

  personal('POST', '/v2/referrals', async (call, person) => {
    const { platform } = call;
    const body = await bodyOf(call);
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
    return json(referralOf(row), 201, { location: `/v2/referrals/${row.code}` });
  }),

  // The practitioner to whom a patient is referred may read the referral, in whatever clinic.
  personal('GET', '/v2/referrals/{referralCode}', (call, person) => {
    const row = found(
      call.platform.db.one('SELECT * FROM referrals WHERE code = ?', param(call, 'referralCode')),
      'referral',
    );
    const owned = { patientId: textOrNull(row, 'patientId') ?? '', clinicSlug: text(row, 'clinicSlug') };
    const isAddressee =
      person.practitionerId !== null && person.practitionerId === number(row, 'toPractitionerId');
    requireFound(isAddressee || ownsOrTreats(person, owned), 'referral');
    return json(referralOf(row));
  }),
];
