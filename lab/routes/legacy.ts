import { Router } from 'express';
import { readAppointment } from '../domain/bookings.ts';
import { readPatient } from '../domain/records.ts';
import { text } from '../domain/database.ts';
import { Refusal, found, requireFound } from '../http/answer.ts';
import { fieldsOf, jsonBody, requireText } from '../http/body.ts';
import { callerOf, personOf, platformOf, recogniseCaller, requireLogin } from '../http/guards.ts';
import { ownsOrTreats } from '../identity/caller.ts';
import { readInvoice } from './invoices.ts';
import { ownedBy } from './patients.ts';

/** The first version of the API, snake case and all. It was to be switched off two years ago; an old mobile app still calls it. */

export const legacyRouter = Router();

legacyRouter.post('/login', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const body = fieldsOf(req.body);
  const { session } = platform.sessions.login(
    requireText(body, 'email', 254),
    requireText(body, 'password', 200),
  );
  res.json({ token: session.accessToken, user_id: session.account.id });
});

legacyRouter.get('/patients', recogniseCaller, (req, res) => {
  const platform = platformOf(req);
  const person = callerOf(res);
  const clinic = platform.rules['v1-patient-list'](person);
  if (clinic === undefined) throw new Refusal(person ? 403 : 401, 'This list is for staff');
  const rows = platform.db.all(
    'SELECT id, givenName, familyName, clinicSlug FROM patients WHERE ?1 IS NULL OR clinicSlug = ?1 ORDER BY id LIMIT 500',
    clinic,
  );
  const patients = rows.map((row) => ({
    id: text(row, 'id'),
    first_name: text(row, 'givenName'),
    last_name: text(row, 'familyName'),
    clinic: text(row, 'clinicSlug'),
  }));
  res.json({ patients });
});

legacyRouter.get('/patients/:patientId', recogniseCaller, (req, res) => {
  const platform = platformOf(req);
  const person = callerOf(res);
  const patient = readPatient(platform.db, req.params.patientId);
  const allowed =
    patient !== undefined && platform.rules['v1-patient-unauthorised'](person, ownedBy(patient));
  if (!allowed && !person) throw new Refusal(401, 'Log in first');
  requireFound(allowed, 'patient');
  const record = found(patient, 'patient');
  res.json({
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
});

legacyRouter.get('/appointments/:appointmentId', requireLogin, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const appointment = found(readAppointment(platform, req.params.appointmentId), 'appointment');
  requireFound(ownsOrTreats(person, appointment), 'appointment');
  res.json({
    id: appointment.id,
    patient_id: appointment.patientId,
    doctor_id: appointment.practitionerId,
    starts_at: appointment.startsAt,
    status: appointment.status,
    reason: appointment.reason,
  });
});

legacyRouter.get('/invoices/:invoiceNumber', requireLogin, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const invoice = found(readInvoice(platform, req.params.invoiceNumber), 'invoice');
  requireFound(ownsOrTreats(person, invoice), 'invoice');
  res.json({
    number: invoice.number,
    patient_id: invoice.patientId,
    amount: invoice.amountCents / 100,
    state: invoice.status,
  });
});
