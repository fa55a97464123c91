import { readAppointment } from '../domain/bookings.ts';
import { readPatient } from '../domain/records.ts';
import { text } from '../domain/database.ts';
import { Refusal, found, json, requireFound } from '../http/answer.ts';
import { requireText } from '../http/body.ts';
import { attended, bodyOf, open, param, personal } from '../http/route.ts';
import type { Route } from '../http/route.ts';
import { ownsOrTreats } from '../identity/caller.ts';
import { readInvoice } from './invoices.ts';
import { ownedBy } from './patients.ts';

/** The first version of the API, snake case and all. It was to be switched off two years ago; an old mobile app still calls it. */
export const legacyRoutes: readonly Route[] = [
  open('POST', '/v1/login', async (call) => {
    const body = await bodyOf(call);
    const { session } = call.platform.sessions.login(
      requireText(body, 'email', 254),
      requireText(body, 'password', 200),
    );
    return json({ token: session.accessToken, user_id: session.account.id });
  }),

  attended('GET', '/v1/patients', 'bearer', (call, person) => {
    const clinic = call.platform.rules['v1-patient-list'](person);
    if (clinic === undefined) throw new Refusal(person ? 403 : 401, 'This list is for staff');
    const rows = call.platform.db.all(
      'SELECT id, givenName, familyName, clinicSlug FROM patients WHERE ?1 IS NULL OR clinicSlug = ?1 ORDER BY id LIMIT 500',
      clinic,
    );
    const patients = rows.map((row) => ({
      id: text(row, 'id'),
      first_name: text(row, 'givenName'),
      last_name: text(row, 'familyName'),
      clinic: text(row, 'clinicSlug'),
    }));
    return json({ patients });
  }),

  attended('GET', '/v1/patients/{patientId}', 'bearer', (call, person) => {
    const patient = readPatient(call.platform.db, param(call, 'patientId'));
    const allowed =
      patient !== undefined && call.platform.rules['v1-patient-unauthorised'](person, ownedBy(patient));
    if (!allowed && !person) throw new Refusal(401, 'Log in first');
    requireFound(allowed, 'patient');
    const record = found(patient, 'patient');
    return json({
      id: record.id,
      first_name: record.givenName,
      last_name: record.familyName,
      date_of_birth: record.birthDate,
      national_id: record.nationalId,
      email: record.email,
      phone: record.phone,
      address: record.address,
      insurance_number: record.insuranceNumber,
      clinic: record.clinicSlug,
    });
  }),

  personal('GET', '/v1/appointments/{appointmentId}', (call, person) => {
    const appointment = found(readAppointment(call.platform, param(call, 'appointmentId')), 'appointment');
    requireFound(ownsOrTreats(person, appointment), 'appointment');
    return json({
      id: appointment.id,
      patient_id: appointment.patientId,
      doctor_id: appointment.practitionerId,
      starts_at: appointment.startsAt,
      status: appointment.status,
      reason: appointment.reason,
    });
  }),

  personal('GET', '/v1/invoices/{invoiceNumber}', (call, person) => {
    const invoice = found(readInvoice(call.platform, param(call, 'invoiceNumber')), 'invoice');
    requireFound(ownsOrTreats(person, invoice), 'invoice');
    return json({
      number: invoice.number,
      patient_id: invoice.patientId,
      amount: invoice.amountCents / 100,
      state: invoice.status,
    });
  }),
];
