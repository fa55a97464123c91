import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { startLab } from './index.ts';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

const neighbours = z
  .array(
    z.strictObject({
      service: z.enum(['partner', 'ledger']),
      method: z.enum(['GET', 'POST', 'PUT', 'ANY']),
      path: z.string(),
      auth: z.enum(['none', 'pin', 'clinicCredential']),
      code: z.string(),
      summary: z.string(),
    }),
  )
  .parse(JSON.parse(read('./neighbours.json')));

test('neighbours.json has as many operations as its files declare routes', () => {
  for (const [file, listed] of Map.groupBy(neighbours, ({ code }) => code))
    assert.equal(read(file).match(/\bapp\.(?:get|put|post|all)(?:<.*>)?\(/g)?.length, listed.length, file);
});

test('the partner and the ledger answer what neighbours.json lists, and ask for what it says', async () => {
  await using lab = await startLab();
  const file = { '{fileName}': 'lr_1.pdf', '{address}': 'nobody@example.org' };
  const member = /"insuranceNumber":"(\w+)"/;
  const person = lab.actors.find((actor) => actor.id === 'north-patient-1');
  assert.ok(person && 'email' in person);
  const login = await fetch(`${lab.api}/v2/sessions`, {
    method: 'POST',
    body: JSON.stringify({ email: person.email, password: person.password }),
  });
  const { accessToken } = z.object({ accessToken: z.string() }).parse(await login.json());
  const me = await fetch(`${lab.api}/v2/patients/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const insuranceNumber = member.exec(await me.text())?.[1] ?? '';
  for (const { service, method, path, auth } of neighbours) {
    const filled = path
      .replace('{insuranceNumber}', insuranceNumber)
      .replace(/\{fileName\}|\{address\}/, (name) => file[name as keyof typeof file])
      .replace('{name}', 'bookings');
    const base = service === 'partner' ? lab.partner : lab.internal;
    const response = await fetch(`${base}${filled}`, { method: method === 'ANY' ? 'GET' : method });
    const text = await response.text();
    assert.equal(response.status, auth === 'none' ? 200 : 401, `${method} ${path}: ${text}`);
  }
});
