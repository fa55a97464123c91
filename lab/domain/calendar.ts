/** The day on which the seeded world stands still: seeded dates lie around it. */
export const seedDay = '2026-03-02';

const dayMs = 86_400_000;

/**
 * A day written as yyyy-mm-dd, some days on.
 * @throws RangeError when the text is no date
 * @example addDays('2026-03-02', 7) // '2026-03-09'
 */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/**
 * The day that a text names.
 * @throws RangeError when the text is no date
 */
export const dayOf = (text: string): string => {
  const day = new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10);
  if (day !== text) throw new RangeError('Invalid time value');
  return day;
};

/** Clinics keep hours from Monday to Friday, and on Saturday morning. */
export const openingHours = (day: string): { readonly from: string; readonly to: string } | null => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0) return null;
  return weekday === 6 ? { from: '09:00', to: '12:00' } : { from: '08:00', to: '18:00' };
};

/** The moments at which a consultation can begin on a day, in UTC. */
export const consultationTimes = (day: string): readonly string[] => {
  const hours = openingHours(day);
  if (!hours) return [];
  const times: string[] = [];
  for (
    let minute = Number(hours.from.slice(0, 2)) * 60;
    minute < Number(hours.to.slice(0, 2)) * 60;
    minute += 20
  )
    times.push(
      `${day}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00Z`,
    );
  return times;
};
