import { child, fieldOf, listAt, valueAt } from '../answer.ts';
import type { Journey } from '../scenario.ts';
import { two } from './visitor.ts';

const tests = [
  { test: 'Haemoglobin A1c', loincCode: '4548-4', unit: '%', low: 48, high: 92 },
  { test: 'Creatinine', loincCode: '2160-0', unit: 'mg/dL', low: 6, high: 14 },
  { test: 'Potassium', loincCode: '2823-3', unit: 'mmol/L', low: 34, high: 52 },
  { test: 'C-reactive protein', loincCode: '1988-5', unit: 'mg/L', low: 1, high: 90 },
] as const;

/** The key of an integration. */
export function useKey(apiKey: string): Journey {
  return async (user) => {
    user.wear('x-api-key', apiKey);
  };
}

/** The laboratory asks who comes, and delivers results one by one: steady, all day. */
export const deliverResults: Journey = async (user) => {
  const since = `2026-${two(user.random.between(1, 3))}-01T00:00:00Z`;
  const appointments = listAt(
    await user.call('GET /v2/partner/appointments', { query: { since, limit: '20' } }),
    'items',
  );
  for (let sample = 0; sample < 4 && appointments.length > 0; sample += 1) {
    const { low, high, ...test } = user.random.pick(tests);
    await user.call('POST /v2/partner/lab-results', {
      json: {
        ...test,
        patientId: fieldOf(user.random.pick(appointments), 'patientId'),
        value: user.random.between(low, high) / 10,
        takenOn: `2026-03-${two(user.random.between(1, 28))}`,
      },
    });
  }
};

/** The nightly batch of a booking platform: all appointments, by cursor, as fast as it may. */
export const copyAppointments: Journey = async (user) => {
  let query: Record<string, string> = { since: '2026-01-01T00:00:00Z', limit: '25' };
  for (let page = 0; page < 6; page += 1) {
    const answer = await user.call('GET /v2/partner/appointments', { query, thinkMs: 50 });
    const cursor = child(valueAt(answer), 'nextCursor');
    if (typeof cursor !== 'string') break;
    query = { ...query, cursor };
  }
};
