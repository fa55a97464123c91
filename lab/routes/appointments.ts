import { Router } from 'express';
import { audit, book, cancel, move, practitionerClinic, readAppointment } from '../domain/bookings.ts';
import { appointmentOf } from '../domain/records.ts';
import type { Appointment } from '../domain/records.ts';
import { Refusal, found, requireAllowed, requireFound } from '../http/answer.ts';
import { fieldsOf, jsonBody, optionalText, requireInteger, requireText } from '../http/body.ts';
import { addressOf, personOf, platformOf, requireLogin } from '../http/guards.ts';
import { integerQuery, textOf } from '../http/query.ts';
import { ownsOrTreats } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import type { Platform } from '../platform.ts';

const appointmentBy = (platform: Platform, id: string): Appointment =>
  found(readAppointment(platform, id), 'appointment');

const guarded = (platform: Platform, id: string, person: Person): Appointment => {
  const appointment = appointmentBy(platform, id);
  requireFound(ownsOrTreats(person, appointment), 'appointment');
  return appointment;
};

/** Where a page begins: the start and id of the last appointment shown, as `start|id`. */
const startOf = (cursor: string | null): readonly [string, string] => {
  const [start = '', id = ''] = Buffer.from(cursor ?? '', 'base64url')
    .toString('utf8')
    .split('|');
  return [start, id];
};

export const appointmentRouter = Router();

appointmentRouter.use(requireLogin);

appointmentRouter.get('/', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const limit = Math.min(100, Math.max(1, integerQuery(req.query['limit'], 'limit', 20)));
  const [start, after] = startOf(textOf(req.query['cursor']));
  const [column, value] =
    person.role === 'patient'
      ? (['patientId', person.patientId ?? ''] as const)
      : person.practitionerId === null
        ? (['clinicSlug', person.clinicSlug] as const)
        : (['practitionerId', person.practitionerId] as const);
  const rows = platform.db.all(
    `SELECT * FROM appointments WHERE ${column} = ? AND (startsAt > ? OR (startsAt = ? AND id > ?)) AND (? IS NULL OR status = ?)
       ORDER BY startsAt, id LIMIT ?`,
    value,
    start,
    start,
    after,
    textOf(req.query['status']),
    textOf(req.query['status']),
    limit + 1,
  );
  const items = rows.slice(0, limit).map(appointmentOf);
  const last = items.at(-1);
  const nextCursor =
    rows.length > limit && last ? Buffer.from(`${last.startsAt}|${last.id}`).toString('base64url') : null;
  res.json({ items, nextCursor });
});

appointmentRouter.post('/', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const body = fieldsOf(req.body);
  const appointment = book(platform, person, {
    practitionerId: requireInteger(body, 'practitionerId'),
    startsAt: requireText(body, 'startsAt', 40),
    reason: requireText(body, 'reason', 400),
    patientId: optionalText(body, 'patientId', 20),
  });
  audit(platform, person, 'appointment.book', appointment.id, addressOf(req));
  res.status(201).location(`/v2/appointments/${appointment.id}`).json(appointment);
});

appointmentRouter.get('/:appointmentId', (req, res) => {
  const person = personOf(res);
  res.json(guarded(platformOf(req), req.params.appointmentId, person));
});

appointmentRouter.patch('/:appointmentId', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const appointment = guarded(platformOf(req), req.params.appointmentId, person);
  res.json(move(platform, appointment, requireText(fieldsOf(req.body), 'startsAt', 40)));
});

appointmentRouter.post('/:appointmentId/cancel', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const appointment = appointmentBy(platform, req.params.appointmentId);
  requireFound(platform.rules['bola-appointment-cancel'](person, appointment), 'appointment');
  audit(platform, person, 'appointment.cancel', appointment.id, addressOf(req));
  res.json(cancel(platform, appointment));
});

appointmentRouter.put('/:appointmentId/notes', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const appointment = guarded(platformOf(req), req.params.appointmentId, person);
  requireAllowed(person.role === 'doctor');
  if (practitionerClinic(platform, appointment.practitionerId) !== person.clinicSlug)
    throw new Refusal(403, 'Your role may not do this');
  const body = fieldsOf(req.body);
  const notes = requireText(body, 'notes', 4000);
  const icdCode = optionalText(body, 'icdCode', 8) ?? appointment.icdCode;
  platform.db.run(
    'UPDATE appointments SET notes = ?, icdCode = ? WHERE id = ?',
    notes,
    icdCode,
    appointment.id,
  );
  res.json({ ...appointment, notes, icdCode });
});
