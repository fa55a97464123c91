import { child, listAt, textAt, valueAt } from '../answer.ts';
import type { Journey } from '../scenario.ts';
import { choose, two } from './visitor.ts';

const givenNames = ['Lena', 'Marta', 'Ivan', 'Noor', 'Paul', 'Carmen', 'Erik', 'Aisha'] as const;
const familyNames = ['Winter', 'Okoye', 'Larsen', 'Moreau', 'Keller', 'Santos', 'Bauer', 'Nilsen'] as const;

/** Admits a patient at the desk; a field is forgotten now and then. */
export const admitPatient: Journey = async (user) => {
  const givenName = user.random.pick(givenNames);
  const familyName = user.random.pick(familyNames);
  if (user.random.chance(0.3)) await user.call('POST /v2/patients', { json: { givenName, familyName } });
  const admitted = await user.call('POST /v2/patients', {
    json: {
      givenName,
      familyName,
      birthDate: `${user.random.between(1940, 2015)}-${two(user.random.between(1, 12))}-${two(user.random.between(1, 28))}`,
      email: `${givenName}.${familyName}.${user.random.between(1000, 999_999)}@example.org`.toLowerCase(),
      phone: `+49 30 ${user.random.between(1_000_000, 9_999_999)}`,
      sex: user.random.pick(['female', 'male', 'other']),
    },
  });
  const params = { patientId: textAt(admitted, 'id') };
  await user.call('GET /v2/patients/{patientId}', { params });
  await user.call('POST /v2/patients/{patientId}/insurance-checks', {
    params,
    json: user.random.chance(0.5)
      ? {}
      : { insuranceNumber: `H${user.random.between(100_000_000, 999_999_999)}` },
  });
};

/** Looks at accounts and at who did what. */
export const superviseAccounts: Journey = async (user) => {
  await user.call('GET /v2/admin/users');
  const log = await user.call('GET /v2/admin/audit-log', { query: { limit: '20' } });
  const cursor = child(valueAt(log), 'nextCursor');
  if (typeof cursor === 'string')
    await user.call('GET /v2/admin/audit-log', { query: { limit: '20', cursor } });
};

/** Reads and adjusts the clinic's settings. */
export const adjustSettings: Journey = async (user) => {
  await user.call('GET /v2/admin/settings');
  if (user.random.chance(0.2))
    await user.call('PUT /v2/admin/settings', { json: { reminderHours: 'a day' } });
  await user.call('PUT /v2/admin/settings', {
    json: {
      reminderHours: user.random.pick([12, 24, 48]),
      bookingWindowDays: user.random.pick([30, 60, 90]),
    },
  });
};

/** Registers a webhook of the clinic's own system when there are few, and tests one. */
export const tendWebhooks: Journey = async (user) => {
  const hooks = listAt(await user.call('GET /v2/webhooks'), 'items');
  const url = hooks.map((each) => child(each, 'url')).find((each) => typeof each === 'string');
  let webhookId = hooks.length === 0 ? undefined : choose(user, hooks, 'id');
  if (hooks.length < 5) {
    const made = await user.call('POST /v2/webhooks', {
      json: { url: url ?? 'https://files.medilab.example/hooks/clinic', events: ['appointment.booked'] },
    });
    if (made.status === 201) webhookId = textAt(made, 'id');
  }
  if (webhookId === undefined) return;
  await user.call('POST /v2/webhooks/{webhookId}/test', { params: { webhookId } });
};

/** The weekly figures: reports and the export. */
export const weeklyFigures: Journey = async (user) => {
  const latest = Number(textAt(await user.call('GET /v2/reports/latest'), 'id'));
  for (const reportId of [latest, latest - 1]) {
    await user.call('GET /v2/reports/{reportId}', { params: { reportId: String(reportId) } });
  }
  await user.call('GET /v2/exports/patients.csv', { headers: { accept: 'text/csv' } });
};

/** Everything that a clinic admin does, once a round. */
export const adminJourneys: readonly Journey[] = [
  admitPatient,
  superviseAccounts,
  adjustSettings,
  tendWebhooks,
  weeklyFigures,
];
