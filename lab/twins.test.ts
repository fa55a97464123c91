import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { isPerson } from './domain/actors.ts';
import { startLab } from './index.ts';
import type { Lab } from './index.ts';

const logIn = async (lab: Lab, id: string): Promise<Readonly<Record<string, string>>> => {
  const person = lab.actors.filter(isPerson).find((one) => one.id === id);
  const answer = await fetch(`${lab.api}/v2/sessions`, {
    method: 'POST',
    body: JSON.stringify({ email: person?.email, password: person?.password }),
  });
  const { accessToken } = z.object({ accessToken: z.string() }).parse(await answer.json());
  return { authorization: `Bearer ${accessToken}` };
};

const graph = (query: string): string => `/graphql?query=${encodeURIComponent(query)}`;

/** What ordinary users read, by who reads it. */
const reads: Readonly<Record<string, readonly string[]>> = {
  'north-patient-1': [
    '/v2/me',
    '/v2/patients/me',
    '/v2/appointments',
    '/v2/invoices',
    '/v2/messages?limit=50',
    '/v2/notifications',
    '/v2/practitioners?clinic=north-river-clinic',
    '/v2/availability?date=2026-04-09&specialty=dermatology',
    '/v2/campaigns/flu-2026/slots',
    '/v1/patients/pat_mszkeg',
    graph(
      '{ me { name patient { givenName invoices { number amountCents } appointments { startsAt practitioner { name } } } } }',
    ),
  ],
  'harbour-doctor-1': [
    '/v2/patients?limit=30',
    '/v2/patients/search?q=web',
    '/v2/appointments?limit=50&status=booked',
    '/v2/reports/latest',
    '/v2/reports/daily/2026-03-10',
    graph('{ practitioner(id: 201) { name appointments { startsAt patient { givenName familyName } } } }'),
  ],
  'linden-admin': ['/v2/admin/settings', '/v2/webhooks', '/v2/exports/patients.csv', '/v2/reports/latest'],
};

test('ordinary users are answered alike by both twins', async () => {
  await using weak = await startLab({ seed: 5 });
  await using fixed = await startLab({ seed: 5, fixed: true });
  for (const [id, paths] of Object.entries(reads)) {
    const [before, after] = [await logIn(weak, id), await logIn(fixed, id)];
    for (const path of paths) {
      const [one, other] = await Promise.all([
        fetch(`${weak.api}${path}`, { headers: before }),
        fetch(`${fixed.api}${path}`, { headers: after }),
      ]);
      assert.equal(one.status, 200, `${id} ${path}`);
      assert.equal(other.status, 200, `${id} ${path}`);
      assert.equal(await one.text(), await other.text(), `${id} ${path}`);
    }
  }
});

test('both twins serve the same contract', async () => {
  await using weak = await startLab();
  await using fixed = await startLab({ fixed: true });
  assert.equal(await (await fetch(weak.contract)).text(), await (await fetch(fixed.contract)).text());
});
