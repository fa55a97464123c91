import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { isPerson } from './domain/actors.ts';
import { startLab } from './index.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

const decoys = z
  .array(
    z.object({
      id: z.string(),
      operation: z.string(),
      looksLike: z.string().regex(/^API\d+:2023$/),
      why: z.string(),
    }),
  )
  .parse(read('./decoys.json'));
const operations = z
  .array(z.object({ method: z.string(), path: z.string() }))
  .parse(read('./operations.json'));
const weaknesses = z
  .array(z.object({ operation: z.string(), class: z.object({ owasp: z.string() }) }))
  .parse(read('./weaknesses.json'));

test('decoys are routed, and no weakness of that class is listed for their operation', () => {
  const routed = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  const weak = new Set(weaknesses.map((weakness) => `${weakness.class.owasp} ${weakness.operation}`));
  for (const decoy of decoys) {
    assert.ok(routed.has(decoy.operation), decoy.operation);
    assert.ok(!weak.has(`${decoy.looksLike} ${decoy.operation}`), decoy.id);
  }
});

for (const fixed of [false, true])
  test(`decoys hold in the ${fixed ? 'fixed' : 'weak'} twin`, async () => {
    await using lab = await startLab({ fixed });
    const people = lab.actors.filter(isPerson);
    const logIn = async (id: string): Promise<Readonly<Record<string, string>>> => {
      const person = people.find((one) => one.id === id);
      const answer = await fetch(`${lab.api}/v2/sessions`, {
        method: 'POST',
        body: JSON.stringify({ email: person?.email, password: person?.password }),
      });
      const { accessToken } = z.object({ accessToken: z.string() }).parse(await answer.json());
      return { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    };
    const [owner, stranger] = [await logIn('north-patient-1'), await logIn('harbour-patient-1')];
    const patientId = people.find((one) => one.id === 'north-patient-1')?.patientId ?? '';
    const get = async (path: string, headers: Readonly<Record<string, string>>) =>
      fetch(`${lab.api}${path}`, { headers });
    const preferences = z.object({ preferences: z.unknown() });

    const before = preferences.parse(await (await get('/v2/patients/me', owner)).json());
    const written = await fetch(`${lab.api}/v2/patients/${patientId}/preferences`, {
      method: 'PUT',
      headers: stranger,
      body: JSON.stringify({ channel: 'push', reminders: false, newsletter: true }),
    });
    assert.equal(written.status, 200);
    assert.deepEqual(preferences.parse(await (await get('/v2/patients/me', owner)).json()), before);

    const list = z.object({ items: z.array(z.record(z.string(), z.unknown())).min(1) });
    const firstOf = async (path: string) => list.parse(await (await get(path, owner)).json()).items[0] ?? {};
    const invoice = String((await firstOf('/v2/invoices'))['number']);
    const appointment = String((await firstOf('/v2/appointments'))['id']);
    const prescription = String((await firstOf(`/v2/patients/${patientId}/prescriptions`))['id']);
    for (const path of [
      `/v2/invoices/${invoice}/pdf`,
      `/v1/appointments/${appointment}`,
      `/v2/prescriptions/${prescription}`,
    ]) {
      assert.equal((await get(path, owner)).status, 200, path);
      assert.equal((await get(path, stranger)).status, 404, path);
    }
    const graph = await fetch(`${lab.api}/graphql`, {
      method: 'POST',
      headers: stranger,
      body: JSON.stringify({ query: `{ invoice(number: "${invoice}") { amountCents } }` }),
    });
    assert.match(await graph.text(), /"invoice":null/);
    const settings = await fetch(`${lab.api}/v2/admin/settings`, {
      method: 'PUT',
      headers: stranger,
      body: '{"reminderHours":1}',
    });
    assert.equal(settings.status, 403);
  });
