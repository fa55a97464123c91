import { audit, book, cancel, move, practitionerClinic, readAppointment } from '../domain/bookings.ts';
import { appointmentOf } from '../domain/records.ts';
import type { Appointment } from '../domain/records.ts';
import { Refusal, found, json, requireAllowed, requireFound } from '../http/answer.ts';
import { optionalText, requireInteger, requireText } from '../http/body.ts';
import { bodyOf, integerQuery, param, personal } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { ownsOrTreats } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';

const appointmentInPath = (call: Call): Appointment =>
  found(readAppointment(call.platform, param(call, 'appointmentId')), 'appointment');

const guarded = (call: Call, person: Person): Appointment => {
  const appointment = appointmentInPath(call);
  requireFound(ownsOrTreats(person, appointment), 'appointment');
  return appointment;
};

/** Where a page begins: the start and id of the last appointment shown, as `start|id`. */
const cursorOf = (call: Call): readonly [string, string] => {
  const [start = '', id = ''] = Buffer.from(call.query.get('cursor') ?? '', 'base64url')
    .toString('utf8')
    .split('|');
  return [start, id];
};

export const appointmentRoutes: readonly Route[] = [
  personal('GET', '/v2/appointments', (call, person) => {
    const limit = Math.min(100, Math.max(1, integerQuery(call, 'limit', 20)));
    const [start, after] = cursorOf(call);
    const [column, value] =
      person.role === 'patient'
        ? (['patientId', person.patientId ?? ''] as const)
        : person.practitionerId === null
          ? (['clinicSlug', person.clinicSlug] as const)
          : (['practitionerId', person.practitionerId] as const);
    const rows = call.platform.db.all(
      `SELECT * FROM appointments WHERE ${column} = ? AND (startsAt > ? OR (startsAt = ? AND id > ?)) AND (? IS NULL OR status = ?)
       ORDER BY startsAt, id LIMIT ?`,
      value,
      start,
      start,
      after,
      call.query.get('status'),
      call.query.get('status'),
      limit + 1,
    );
    const items = rows.slice(0, limit).map(appointmentOf);
    const last = items.at(-1);
    const nextCursor =
      rows.length > limit && last ? Buffer.from(`${last.startsAt}|${last.id}`).toString('base64url') : null;
    return json({ items, nextCursor });
  }),

  personal('POST', '/v2/appointments', async (call, person) => {
    const body = await bodyOf(call);
    const appointment = book(call.platform, person, {
      practitionerId: requireInteger(body, 'practitionerId'),
      startsAt: requireText(body, 'startsAt', 40),
      reason: requireText(body, 'reason', 400),
      patientId: optionalText(body, 'patientId', 20),
    });
    audit(call.platform, person, 'appointment.book', appointment.id, call.address);
    return json(appointment, 201, { location: `/v2/appointments/${appointment.id}` });
  }),

  personal('GET', '/v2/appointments/{appointmentId}', (call, person) => json(guarded(call, person))),

  personal('PATCH', '/v2/appointments/{appointmentId}', async (call, person) => {
    const appointment = guarded(call, person);
    return json(move(call.platform, appointment, requireText(await bodyOf(call), 'startsAt', 40)));
  }),

  personal('POST', '/v2/appointments/{appointmentId}/cancel', (call, person) => {
    const appointment = appointmentInPath(call);
    requireFound(call.platform.rules['bola-appointment-cancel'](person, appointment), 'appointment');
    audit(call.platform, person, 'appointment.cancel', appointment.id, call.address);
    return json(cancel(call.platform, appointment));
  }),

  personal('PUT', '/v2/appointments/{appointmentId}/notes', async (call, person) => {
    const appointment = guarded(call, person);
    requireAllowed(person.role === 'doctor');
    if (practitionerClinic(call.platform, appointment.practitionerId) !== person.clinicSlug)
      throw new Refusal(403, 'Your role may not do this');
    const body = await bodyOf(call);
    const notes = requireText(body, 'notes', 4000);
    const icdCode = optionalText(body, 'icdCode', 8) ?? appointment.icdCode;
    call.platform.db.run(
      'UPDATE appointments SET notes = ?, icdCode = ? WHERE id = ?',
      notes,
      icdCode,
      appointment.id,
    );
    return json({ ...appointment, notes, icdCode });
  }),
];
