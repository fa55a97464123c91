import { Router } from 'express';
import { dayOf, openingHours } from '../domain/calendar.ts';
import { clinicOf, practitionerOf } from '../domain/records.ts';
import { Refusal, found } from '../http/answer.ts';
import { platformOf } from '../http/guards.ts';
import { textOf } from '../http/query.ts';
import type { Platform } from '../platform.ts';
import { publicPractitionerFields } from '../policy/properties.ts';

const readClinic = ({ db }: Platform, slug: string) =>
  clinicOf(found(db.one('SELECT * FROM clinics WHERE slug = ?', slug), 'clinic'));

/** The day in the path. @throws Refusal 400 */
export const dayParam = (date: string): string => {
  try {
    return dayOf(date);
  } catch {
    throw new Refusal(400, 'date must be a day as yyyy-mm-dd');
  }
};

/** The fields of a practitioner that are on the door. */
export const doorplate = (practitioner: ReturnType<typeof practitionerOf>) =>
  Object.fromEntries(
    Object.entries(practitioner).filter(([name]) => publicPractitionerFields.includes(name)),
  );

export const clinicRouter = Router();

clinicRouter.get('/', (req, res) => {
  const platform = platformOf(req);
  const near = (textOf(req.query['near']) ?? '').split(',').map(Number);
  const city = textOf(req.query['city']);
  const distance = (clinic: ReturnType<typeof clinicOf>): number =>
    Math.hypot(clinic.location.latitude - (near[0] ?? 0), clinic.location.longitude - (near[1] ?? 0));
  const clinics = platform.db.all('SELECT * FROM clinics ORDER BY name').map(clinicOf);
  const inCity = clinics.filter(
    (clinic) =>
      city === null ||
      (clinic.address as { city?: string } | null)?.city?.toLowerCase() === city.toLowerCase(),
  );
  const items = near.length === 2 ? inCity.toSorted((one, other) => distance(one) - distance(other)) : inCity;
  res.json({ items });
});

clinicRouter.get('/:clinicSlug', (req, res) => {
  res.json(readClinic(platformOf(req), req.params.clinicSlug));
});

clinicRouter.get('/:clinicSlug/practitioners', (req, res) => {
  const platform = platformOf(req);
  const { slug } = readClinic(platformOf(req), req.params.clinicSlug);
  const rows = platform.db.all('SELECT * FROM practitioners WHERE clinicSlug = ? ORDER BY name', slug);
  res.json({ items: rows.map((row) => doorplate(practitionerOf(row))) });
});

clinicRouter.get('/:clinicSlug/opening-hours/:date', (req, res) => {
  const { slug } = readClinic(platformOf(req), req.params.clinicSlug);
  const date = dayParam(req.params.date);
  const hours = openingHours(date);
  res.json({
    clinicSlug: slug,
    date,
    open: hours !== null,
    from: hours?.from ?? null,
    to: hours?.to ?? null,
  });
});
