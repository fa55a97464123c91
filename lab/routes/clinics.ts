import { dayOf, openingHours } from '../domain/calendar.ts';
import { clinicOf, practitionerOf } from '../domain/records.ts';
import { Refusal, found, json } from '../http/answer.ts';
import { open, param } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { publicPractitionerFields } from '../policy/properties.ts';

const readClinic = (call: Call) =>
  clinicOf(
    found(call.platform.db.one('SELECT * FROM clinics WHERE slug = ?', param(call, 'clinicSlug')), 'clinic'),
  );

/** The day in the path. @throws Refusal 400 */
export const dayParam = (call: Call): string => {
  try {
    return dayOf(param(call, 'date'));
  } catch {
    throw new Refusal(400, 'date must be a day as yyyy-mm-dd');
  }
};

/** The fields of a practitioner that are on the door. */
export const doorplate = (practitioner: ReturnType<typeof practitionerOf>) =>
  Object.fromEntries(
    Object.entries(practitioner).filter(([name]) => publicPractitionerFields.includes(name)),
  );

export const clinicRoutes: readonly Route[] = [
  open('GET', '/v2/clinics', (call) => {
    const near = (call.query.get('near') ?? '').split(',').map(Number);
    const city = call.query.get('city');
    const distance = (clinic: ReturnType<typeof clinicOf>): number =>
      Math.hypot(clinic.location.latitude - (near[0] ?? 0), clinic.location.longitude - (near[1] ?? 0));
    const clinics = call.platform.db.all('SELECT * FROM clinics ORDER BY name').map(clinicOf);
    const inCity = clinics.filter(
      (clinic) =>
        city === null ||
        (clinic.address as { city?: string } | null)?.city?.toLowerCase() === city.toLowerCase(),
    );
    const items =
      near.length === 2 ? inCity.toSorted((one, other) => distance(one) - distance(other)) : inCity;
    return json({ items });
  }),

  open('GET', '/v2/clinics/{clinicSlug}', (call) => json(readClinic(call))),

  open('GET', '/v2/clinics/{clinicSlug}/practitioners', (call) => {
    const { slug } = readClinic(call);
    const rows = call.platform.db.all('SELECT * FROM practitioners WHERE clinicSlug = ? ORDER BY name', slug);
    return json({ items: rows.map((row) => doorplate(practitionerOf(row))) });
  }),

  open('GET', '/v2/clinics/{clinicSlug}/opening-hours/{date}', (call) => {
    const { slug } = readClinic(call);
    const date = dayParam(call);
    const hours = openingHours(date);
    return json({
      clinicSlug: slug,
      date,
      open: hours !== null,
      from: hours?.from ?? null,
      to: hours?.to ?? null,
    });
  }),
];
