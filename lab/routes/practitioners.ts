import { freeTimes } from '../domain/bookings.ts';
import { dayOf } from '../domain/calendar.ts';
import { number } from '../domain/database.ts';
import { practitionerOf } from '../domain/records.ts';
import { Refusal, found, json } from '../http/answer.ts';
import { integerParam, open, personal } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { dayParam, doorplate } from './clinics.ts';

const practitionerRow = (call: Call) =>
  found(
    call.platform.db.one('SELECT * FROM practitioners WHERE id = ?', integerParam(call, 'practitionerId')),
    'practitioner',
  );

/** Practitioners by specialty and clinic; both may be left out. */
const practitionerRows = (call: Call) =>
  call.platform.db.all(
    'SELECT * FROM practitioners WHERE (?1 IS NULL OR specialty = ?1) AND (?2 IS NULL OR clinicSlug = ?2) ORDER BY id',
    call.query.get('specialty'),
    call.query.get('clinic'),
  );

const reviewTexts = [
  'Took time and explained well.',
  'Friendly, but I waited forty minutes.',
  'Found what others had missed.',
  'Clear advice, quick appointment.',
];

export const practitionerRoutes: readonly Route[] = [
  personal('GET', '/v2/practitioners', (call) =>
    json({ items: practitionerRows(call).map((row) => doorplate(practitionerOf(row))) }),
  ),

  personal('GET', '/v2/practitioners/{practitionerId}', (call) =>
    json(call.platform.rules['excess-practitioner-data'](practitionerOf(practitionerRow(call)))),
  ),

  personal('GET', '/v2/practitioners/{practitionerId}/availability/{date}', (call) => {
    const row = practitionerRow(call);
    return json({ items: freeTimes(call.platform, number(row, 'id'), dayParam(call)) });
  }),

  open('GET', '/v2/practitioners/{practitionerId}/reviews', (call) => {
    const id = number(practitionerRow(call), 'id');
    const items = reviewTexts.map((words, at) => ({
      author: ['A. L.', 'M. N.', 'J. W.', 'S. P.'][at] ?? 'A patient',
      stars: 5 - ((id + at) % 3),
      text: words,
      writtenOn: `2025-${String(((id + at) % 12) + 1).padStart(2, '0')}-14`,
    }));
    return json({ items });
  }),

  personal('GET', '/v2/availability', (call) => {
    let day: string;
    try {
      day = dayOf(call.query.get('date') ?? '');
    } catch {
      throw new Refusal(400, 'date must be a day as yyyy-mm-dd');
    }
    const items = practitionerRows(call).flatMap((row) =>
      freeTimes(call.platform, number(row, 'id'), day).slice(0, 6),
    );
    return json({ items });
  }),
];
