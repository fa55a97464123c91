import { Refusal } from '../http/answer.ts';
import type { Person } from '../identity/caller.ts';
import { isStaffOf } from '../identity/caller.ts';
import { nowText } from '../platform.ts';
import type { Platform } from '../platform.ts';
import { consultationTimes, openingHours } from './calendar.ts';
import { number, text } from './database.ts';
import { appointmentOf, readPatient } from './records.ts';
import type { Appointment } from './records.ts';

/** A free time of a practitioner. */
export type FreeTime = {
  readonly practitionerId: number;
  readonly startsAt: string;
  readonly minutes: number;
};

const canonicalTime = (asked: string): string => {
  const moment = Date.parse(asked);
  if (Number.isNaN(moment)) throw new Refusal(400, 'startsAt must be a date and time');
  return new Date(moment).toISOString().replace('.000Z', 'Z');
};

/** What a practitioner has free on a day. */
export const freeTimes = (platform: Platform, practitionerId: number, day: string): readonly FreeTime[] => {
  const taken = new Set(
    platform.db
      .all(
        "SELECT startsAt FROM appointments WHERE practitionerId = ? AND startsAt >= ? AND startsAt < ? AND status = 'booked'",
        practitionerId,
        day,
        `${day}T99`,
      )
      .map((row) => text(row, 'startsAt')),
  );
  return consultationTimes(day)
    .filter((time) => !taken.has(time))
    .map((startsAt) => ({ practitionerId, startsAt, minutes: 20 }));
};

const isTaken = (platform: Platform, practitionerId: number, startsAt: string): boolean =>
  platform.db.one(
    "SELECT 1 AS taken FROM appointments WHERE practitionerId = ? AND startsAt = ? AND status = 'booked'",
    practitionerId,
    startsAt,
  ) !== undefined;

const requireOpen = (startsAt: string): void => {
  const hours = openingHours(startsAt.slice(0, 10));
  const time = startsAt.slice(11, 16);
  if (!hours || time < hours.from || time >= hours.to)
    throw new Refusal(422, 'The clinic is closed at that time');
};

/** Tells the patient and everybody who waits at the clinic. */
export const announce = (platform: Platform, patientId: string, kind: string, message: string): void => {
  const createdAt = nowText(platform);
  const id = platform.db.insert('notifications', { patientId, kind, text: message, createdAt });
  platform.announcements.publish(patientId, { id, kind, text: message, createdAt });
};

/**
 * Books a time.
 * @throws Refusal 403, 404, 409 when it is taken, 422 when the clinic is closed
 */
export const book = (
  platform: Platform,
  person: Person,
  wish: {
    readonly practitionerId: number;
    readonly startsAt: string;
    readonly reason: string;
    readonly patientId?: string | undefined;
  },
): Appointment => {
  const patientId = person.role === 'patient' ? person.patientId : (wish.patientId ?? null);
  if (patientId === null) throw new Refusal(422, 'patientId is missing');
  const patient = readPatient(platform.db, patientId);
  const practitioner = platform.db.one(
    'SELECT clinicSlug FROM practitioners WHERE id = ?',
    wish.practitionerId,
  );
  if (!patient || (person.role !== 'patient' && !isStaffOf(person, patient.clinicSlug)))
    throw new Refusal(404, 'No such patient');
  if (!practitioner) throw new Refusal(404, 'No such practitioner');
  const startsAt = canonicalTime(wish.startsAt);
  requireOpen(startsAt);
  if (isTaken(platform, wish.practitionerId, startsAt)) throw new Refusal(409, 'That time is taken');
  const appointment: Appointment = {
    id: platform.random.uuid(),
    clinicSlug: text(practitioner, 'clinicSlug'),
    patientId,
    practitionerId: wish.practitionerId,
    startsAt,
    minutes: 20,
    status: 'booked',
    reason: wish.reason,
    icdCode: null,
    notes: null,
  };
  platform.db.insert('appointments', appointment);
  announce(platform, patientId, 'booked', `Booked for ${startsAt}.`);
  return appointment;
};

/** The appointment as it is kept, or nothing. */
export const readAppointment = (platform: Platform, id: string): Appointment | undefined => {
  const row = platform.db.one('SELECT * FROM appointments WHERE id = ?', id);
  return row && appointmentOf(row);
};

/** @throws Refusal 409 when the new time is taken, 422 when the appointment is over or the clinic closed */
export const move = (platform: Platform, appointment: Appointment, asked: string): Appointment => {
  if (appointment.status !== 'booked') throw new Refusal(422, 'Only booked appointments can be moved');
  const startsAt = canonicalTime(asked);
  requireOpen(startsAt);
  if (startsAt !== appointment.startsAt && isTaken(platform, appointment.practitionerId, startsAt))
    throw new Refusal(409, 'That time is taken');
  platform.db.run('UPDATE appointments SET startsAt = ? WHERE id = ?', startsAt, appointment.id);
  announce(platform, appointment.patientId, 'moved', `Moved to ${startsAt}.`);
  return { ...appointment, startsAt };
};

/** @throws Refusal 422 when the appointment is over already */
export const cancel = (platform: Platform, appointment: Appointment): Appointment => {
  if (appointment.status !== 'booked') throw new Refusal(422, 'Only booked appointments can be cancelled');
  platform.db.run("UPDATE appointments SET status = 'cancelled' WHERE id = ?", appointment.id);
  announce(
    platform,
    appointment.patientId,
    'cancelled',
    `The appointment on ${appointment.startsAt} was cancelled.`,
  );
  return { ...appointment, status: 'cancelled' };
};

/** Writes down who did what. */
export const audit = (
  platform: Platform,
  person: Person,
  action: string,
  target: string,
  address: string,
): number =>
  platform.db.insert('audit', {
    clinicSlug: person.clinicSlug,
    at: nowText(platform),
    userId: person.userId,
    action,
    target,
    address,
  });

export const practitionerClinic = (platform: Platform, id: number): string | undefined => {
  const row = platform.db.one('SELECT clinicSlug FROM practitioners WHERE id = ?', id);
  return row && text(row, 'clinicSlug');
};

export const userIdOf = (platform: Platform, patientId: string): number | undefined => {
  const row = platform.db.one('SELECT id FROM users WHERE patientId = ?', patientId);
  return row && number(row, 'id');
};
