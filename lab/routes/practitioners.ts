import { Router } from 'express';
import { freeTimes } from '../domain/bookings.ts';
import { dayOf } from '../domain/calendar.ts';
import { number } from '../domain/database.ts';
import { practitionerOf } from '../domain/records.ts';
import { Refusal, found } from '../http/answer.ts';
import { platformOf, requireLogin } from '../http/guards.ts';
import { integerParam, textOf } from '../http/query.ts';
import type { Platform } from '../platform.ts';
import { dayParam, doorplate } from './clinics.ts';

const practitionerRow = ({ db }: Platform, id: number) =>
  found(db.one('SELECT * FROM practitioners WHERE id = ?', id), 'practitioner');

/** Practitioners by specialty and clinic; both may be left out. */
const practitionerRows = ({ db }: Platform, specialty: string | null, clinic: string | null) =>
  db.all(
    'SELECT * FROM practitioners WHERE (?1 IS NULL OR specialty = ?1) AND (?2 IS NULL OR clinicSlug = ?2) ORDER BY id',
    specialty,
    clinic,
  );

const reviewTexts = [
  'Took time and explained well.',
  'Friendly, but I waited forty minutes.',
  'Found what others had missed.',
  'Clear advice, quick appointment.',
];

export const practitionerRouter = Router();

practitionerRouter.get('/practitioners', requireLogin, (req, res) => {
  res.json({
    items: practitionerRows(platformOf(req), textOf(req.query['specialty']), textOf(req.query['clinic'])).map(
      (row) => doorplate(practitionerOf(row)),
    ),
  });
});

practitionerRouter.get('/practitioners/:practitionerId', requireLogin, (req, res) => {
  const platform = platformOf(req);
  res.json(
    platform.rules['excess-practitioner-data'](
      practitionerOf(
        practitionerRow(platformOf(req), integerParam(req.params.practitionerId, 'practitionerId')),
      ),
    ),
  );
});

practitionerRouter.get('/practitioners/:practitionerId/availability/:date', requireLogin, (req, res) => {
  const platform = platformOf(req);
  const row = practitionerRow(platformOf(req), integerParam(req.params.practitionerId, 'practitionerId'));
  res.json({ items: freeTimes(platform, number(row, 'id'), dayParam(req.params.date)) });
});

practitionerRouter.get('/practitioners/:practitionerId/reviews', (req, res) => {
  const id = number(
    practitionerRow(platformOf(req), integerParam(req.params.practitionerId, 'practitionerId')),
    'id',
  );
  const items = reviewTexts.map((words, at) => ({
    author: ['A. L.', 'M. N.', 'J. W.', 'S. P.'][at] ?? 'A patient',
    stars: 5 - ((id + at) % 3),
    text: words,
    writtenOn: `2025-${String(((id + at) % 12) + 1).padStart(2, '0')}-14`,
  }));
  res.json({ items });
});

practitionerRouter.get('/availability', requireLogin, (req, res) => {
  const platform = platformOf(req);
  let day: string;
  try {
    day = dayOf(textOf(req.query['date']) ?? '');
  } catch {
    throw new Refusal(400, 'date must be a day as yyyy-mm-dd');
  }
  const items = practitionerRows(
    platformOf(req),
    textOf(req.query['specialty']),
    textOf(req.query['clinic']),
  ).flatMap((row) => freeTimes(platform, number(row, 'id'), day).slice(0, 6));
  res.json({ items });
});
