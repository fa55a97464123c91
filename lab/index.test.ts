import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as addFormatsModule } from 'ajv-formats';
import { WebSocket } from 'ws';
import { parse } from 'yaml';
import { z } from 'zod';
import { isIntegration, isPerson } from './domain/actors.ts';
import type { PersonActor } from './domain/actors.ts';
import { startLab } from './index.ts';
import type { Lab } from './index.ts';

const main = new URL('./main.ts', import.meta.url).pathname;

type Json = Readonly<Record<string, unknown>>;

const contract = parse(readFileSync(new URL('./openapi.yaml', import.meta.url), 'utf8')) as Json;

const routed = z
  .array(
    z.object({
      method: z.string(),
      path: z.string(),
      routed: z.boolean().optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('./operations.json', import.meta.url), 'utf8')))
  .filter((one) => one.routed !== false && ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(one.method));

/** A validator that knows the contract's schemas by `#/components/schemas/Name`. */
const createValidator = (): Ajv2020 => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormatsModule as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(contract, 'contract');
  return ajv;
};

const json = async (response: Response): Promise<Json> => (await response.json()) as Json;

const post = (
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const logIn = async (lab: Lab, person: PersonActor): Promise<Readonly<Record<string, string>>> => {
  if (person.login === 'graphql') {
    const query =
      'mutation Login($email: String!, $password: String!) { login(email: $email, password: $password) { accessToken } }';
    const answer = await post(`${lab.api}/graphql`, {
      query,
      variables: { email: person.email, password: person.password },
    });
    const body = (await answer.json()) as { data: { login: { accessToken: string } } };
    return { authorization: `Bearer ${body.data.login.accessToken}` };
  }
  const answer = await post(`${lab.api}/v2/sessions`, { email: person.email, password: person.password });
  assert.equal(answer.status, 201, person.id);
  if (person.login === 'cookie') {
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('clinic_session='));
    return { cookie: cookie?.split(';')[0] ?? '' };
  }
  return { authorization: `Bearer ${String((await json(answer))['accessToken'])}` };
};

const personOf = (lab: Lab, id: string): PersonActor => {
  const actor = lab.actors.filter(isPerson).find((one) => one.id === id);
  assert.ok(actor, id);
  return actor;
};

for (const fixed of [false, true])
  describe(`the ${fixed ? 'fixed' : 'weak'} twin`, () => {
    let lab: Lab;
    before(async () => {
      lab = await startLab({ fixed });
    });
    after(() => lab[Symbol.asyncDispose]());

    const get = async (
      path: string,
      headers: Readonly<Record<string, string>> = {},
      wanted = 200,
    ): Promise<Json> => {
      const response = await fetch(`${lab.api}${path}`, { headers });
      assert.equal(response.status, wanted, `${path}: ${await response.clone().text()}`);
      return json(response);
    };

    test('logs in every account as actors.yaml says', async () => {
      for (const person of lab.actors.filter(isPerson)) {
        const account = await get('/v2/me', await logIn(lab, person));
        assert.deepEqual(
          [account['id'], account['role'], account['clinicSlug'], account['patientId'] ?? undefined],
          [person.userId, person.role, person.clinic, person.patientId],
        );
      }
      for (const partner of lab.actors.filter(isIntegration)) {
        const wanted = partner.scopes.includes('appointments:read') ? 200 : 403;
        await get('/v2/partner/appointments', { 'x-api-key': partner.apiKey }, wanted);
      }
    });

    test('answers ordinary reads as the contract promises', async () => {
      const ajv = createValidator();
      const patient = personOf(lab, 'north-patient-1');
      const me = await logIn(lab, patient);
      const doctor = await logIn(lab, personOf(lab, 'north-doctor-1'));
      const admin = await logIn(lab, personOf(lab, 'north-admin'));
      const firstOf = async (path: string, headers: Readonly<Record<string, string>>): Promise<Json> => {
        const items = (await get(path, headers))['items'] as readonly Json[];
        assert.ok(items[0], path);
        return items[0];
      };
      const id = patient.patientId ?? '';
      const appointment = await firstOf('/v2/appointments', me);
      const prescription = await firstOf(`/v2/patients/${id}/prescriptions`, me);
      const document = await firstOf(`/v2/patients/${id}/documents`, me);
      const invoice = await firstOf('/v2/invoices', me);
      const message = await firstOf('/v2/messages', me);
      const reads: readonly (readonly [
        template: string,
        path: string,
        headers: Readonly<Record<string, string>>,
      ])[] = [
        ['/health', '/health', {}],
        ['/v2/me', '/v2/me', me],
        ['/v2/clinics', '/v2/clinics?near=53.5,9.9', {}],
        ['/v2/clinics/{clinicSlug}', '/v2/clinics/linden-family-health', {}],
        ['/v2/clinics/{clinicSlug}/practitioners', '/v2/clinics/linden-family-health/practitioners', {}],
        [
          '/v2/clinics/{clinicSlug}/opening-hours/{date}',
          '/v2/clinics/linden-family-health/opening-hours/2026-03-08',
          {},
        ],
        ['/v2/articles', '/v2/articles?limit=3', {}],
        ['/v2/articles/{articleSlug}', '/v2/articles/living-with-asthma', {}],
        ['/v2/diagnoses/{icdCode}', '/v2/diagnoses/J45.9', {}],
        ['/v2/practitioners', '/v2/practitioners?specialty=dermatology', me],
        ['/v2/practitioners/{practitionerId}', '/v2/practitioners/102', me],
        [
          '/v2/practitioners/{practitionerId}/availability/{date}',
          '/v2/practitioners/102/availability/2026-03-09',
          me,
        ],
        ['/v2/practitioners/{practitionerId}/reviews', '/v2/practitioners/102/reviews', {}],
        ['/v2/availability', '/v2/availability?date=2026-03-09', me],
        ['/v2/patients', '/v2/patients?limit=5', doctor],
        ['/v2/patients/me', '/v2/patients/me', me],
        ['/v2/patients/search', '/v2/patients/search?q=lind', doctor],
        ['/v2/patients/{patientId}', `/v2/patients/${id}`, doctor],
        ['/v2/patients/{patientId}/appointments', `/v2/patients/${id}/appointments`, me],
        ['/v2/patients/{patientId}/prescriptions', `/v2/patients/${id}/prescriptions`, me],
        ['/v2/patients/{patientId}/documents', `/v2/patients/${id}/documents`, me],
        ['/v2/patients/{patientId}/timeline', `/v2/patients/${id}/timeline`, me],
        ['/v2/appointments', '/v2/appointments?limit=2', me],
        ['/v2/appointments/{appointmentId}', `/v2/appointments/${String(appointment['id'])}`, me],
        ['/v2/prescriptions/{prescriptionId}', `/v2/prescriptions/${String(prescription['id'])}`, me],
        ['/v2/invoices', '/v2/invoices?page=1', me],
        ['/v2/invoices/{invoiceNumber}', `/v2/invoices/${String(invoice['number'])}`, me],
        ['/v2/documents/{documentId}', `/v2/documents/${String(document['id'])}`, me],
        ['/v2/messages', '/v2/messages?limit=5&page=2', me],
        ['/v2/messages/{messageId}', `/v2/messages/${String(message['id'])}`, me],
        ['/v2/campaigns/{campaignSlug}/slots', '/v2/campaigns/flu-2026/slots', me],
        ['/v2/reports/latest', '/v2/reports/latest', doctor],
        ['/v2/reports/daily/{date}', '/v2/reports/daily/2026-03-09', doctor],
        ['/v2/reports/{reportId}', '/v2/reports/1', doctor],
        ['/v2/notifications', '/v2/notifications', me],
        ['/v2/webhooks', '/v2/webhooks', admin],
        ['/v2/admin/users', '/v2/admin/users', admin],
        ['/v2/admin/settings', '/v2/admin/settings', admin],
        ['/v2/admin/audit-log', '/v2/admin/audit-log', admin],
      ];
      for (const [template, path, headers] of reads) {
        const pointer = `contract#/paths/${template.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/get/responses/200/content/application~1json/schema`;
        const validate = ajv.compile({ $ref: pointer });
        const body = await get(path, headers);
        assert.ok(validate(body), `${path}: ${ajv.errorsText(validate.errors)}`);
      }
    });

    test('keeps a patient out of what is not theirs where the weak twin has no hole', async () => {
      const me = await logIn(lab, personOf(lab, 'north-patient-1'));
      const other = personOf(lab, 'harbour-patient-2');
      await get(`/v2/patients/${other.patientId ?? ''}/appointments`, me, 404);
      await get('/v2/patients', me, 403);
      await get('/v2/admin/settings', me, 403);
      await get('/v2/patients/me', {}, 401);
      await get('/v2/patients/me', { authorization: 'Bearer nonsense' }, 401);
    });

    test('books, pays, uploads, imports, checks cover and writes as ordinary users do', async () => {
      const patient = personOf(lab, 'linden-patient-1');
      const me = await logIn(lab, patient);
      const booked = await post(
        `${lab.api}/v2/appointments`,
        { practitionerId: 303, startsAt: '2026-04-07T10:20:00Z', reason: 'Check-up' },
        me,
      );
      assert.equal(booked.status, 201);
      const again = await post(
        `${lab.api}/v2/appointments`,
        { practitionerId: 303, startsAt: '2026-04-07T10:20:00Z', reason: 'Check-up' },
        me,
      );
      assert.equal(again.status, 409);
      const invoice = ((await get('/v2/invoices?status=open', me))['items'] as readonly Json[])[0];
      const number = String(invoice?.['number']);
      const voucher = await post(`${lab.api}/v2/invoices/${number}/voucher`, { code: 'CARE-2026-1000' }, me);
      assert.equal(voucher.status, 200);
      const owed = await json(voucher);
      const card = { cardNumber: '4242 4242 4242 4242', expires: '12/29', cvc: '123', holder: patient.name };
      const amountCents = Number(owed['amountCents']) - Number(owed['discountCents']);
      const paid = await post(`${lab.api}/v2/invoices/${number}/payments`, { ...card, amountCents }, me);
      assert.equal(paid.status, 201);
      const form = new FormData();
      form.append('file', new Blob(['Blood pressure, morning: 128/82']), 'diary.txt');
      const uploaded = await fetch(`${lab.api}/v2/documents`, { method: 'POST', headers: me, body: form });
      assert.equal(uploaded.status, 201);
      const imported = await post(
        `${lab.api}/v2/documents/import`,
        { url: `${lab.partner}/results/lr_7731.pdf` },
        me,
      );
      assert.equal(imported.status, 201);
      const named = await post(
        `${lab.api}/v2/documents/import`,
        { url: 'https://files.medilab.example/results/lr_2.pdf' },
        me,
      );
      assert.equal(named.status, 201);
      const content = await fetch(`${lab.api}/v2/documents/${String((await json(imported))['id'])}/content`, {
        headers: me,
      });
      assert.match(await content.text(), /^%PDF/);
      const cover = await post(`${lab.api}/v2/patients/${patient.patientId ?? ''}/insurance-checks`, {}, me);
      assert.equal(cover.status, 201);
      assert.equal((await json(cover))['covered'], true);
      const slots = (await get('/v2/campaigns/flu-2026/slots', me))['items'] as readonly Json[];
      const reserved = await post(
        `${lab.api}/v2/campaigns/flu-2026/reservations`,
        { slotId: slots[5]?.['id'] },
        me,
      );
      assert.equal(reserved.status, 201);
      const doctor = lab.actors.filter(isPerson).find((one) => one.id === 'linden-doctor-1');
      const sent = await post(
        `${lab.api}/v2/messages`,
        { toUserId: doctor?.userId, subject: 'Dose', body: 'Once a day?' },
        me,
      );
      assert.equal(sent.status, 201);
    });

    test('resets a password with the code from the mail', async () => {
      const person = personOf(lab, 'harbour-patient-8');
      assert.equal((await post(`${lab.api}/v2/password-resets`, { email: person.email })).status, 202);
      const box = await fetch(`${lab.partner}/mailbox/${person.email}`, {
        headers: { 'x-mailbox-pin': person.mailboxPin },
      });
      const [mail] = (await json(box))['items'] as readonly Json[];
      const code = /code is (\d{6})/.exec(String(mail?.['text']))?.[1];
      const confirmed = await post(`${lab.api}/v2/password-resets/confirm`, {
        email: person.email,
        code,
        password: 'Another-Word-77',
      });
      assert.equal(confirmed.status, 204);
      await logIn(lab, { ...person, password: 'Another-Word-77' });
    });

    test('answers the graph', async () => {
      const me = await logIn(lab, personOf(lab, 'north-patient-6'));
      const query =
        '{ me { name patient { appointments { startsAt practitioner { name clinic { name } } } invoices { number payTo { iban } } } } clinic(slug: "north-river-clinic") { practitioners { name } } }';
      const answers = [
        await post(`${lab.api}/graphql`, { query }, me),
        await fetch(`${lab.api}/graphql?query=${encodeURIComponent(query)}`, { headers: me }),
      ];
      for (const answer of answers) {
        const body = (await answer.json()) as {
          data: { me: { patient: { appointments: unknown[] } } };
          errors?: unknown;
        };
        assert.equal(body.errors, undefined);
        assert.ok(body.data.me.patient.appointments.length > 0);
      }
    });

    test('lets patients into the waiting room and streams notifications', async () => {
      const me = await logIn(lab, personOf(lab, 'north-patient-3'));
      const ticket = await json(await post(`${lab.api}/v2/waiting-room/tickets`, {}, me));
      const socket = new WebSocket(
        `${lab.api.replace('http', 'ws')}/v2/waiting-room?ticket=${String(ticket['ticket'])}`,
      );
      const [joined] = (await once(socket, 'message')) as [Buffer];
      assert.equal((JSON.parse(joined.toString()) as Json)['type'], 'joined');
      socket.terminate();
      const stream = await fetch(`${lab.api}/v2/notifications/stream`, { headers: me });
      assert.equal(stream.headers.get('content-type'), 'text/event-stream');
      const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      await post(
        `${lab.api}/v2/appointments`,
        { practitionerId: 104, startsAt: '2026-04-08T09:20:00Z', reason: 'Cough' },
        me,
      );
      const event = await reader.read();
      assert.match(Buffer.from(event.value ?? []).toString(), /event: booked/);
      await reader.cancel();
    });

    test('survives nonsense on every path', async () => {
      const me = await logIn(lab, personOf(lab, 'north-admin'));
      const oddities = ['%00', "'%20OR%201=1--", '..%2f..%2f', '%ff%fe', '9'.repeat(40), '%F0%9F%92%89'];
      const bodies = [
        '',
        '[]',
        '{',
        '{"a":1}',
        `{"email":${'['.repeat(5000)}`,
        '"'.repeat(3),
        '{"__proto__":{"role":"doctor"}}',
      ];
      for (const route of routed) {
        if (route.path.endsWith('/stream') || route.path === '/v2/sessions/current') continue;
        for (const [at, odd] of oddities.entries()) {
          const path = route.path.replaceAll(/\{\w+\}/g, odd);
          const body = route.method === 'GET' || route.method === 'DELETE' ? null : (bodies[at] ?? '');
          const headers = { ...me, ...(body === null ? {} : { 'content-type': 'application/json' }) };
          const response = await fetch(`${lab.api}${path}?limit=${odd}&cursor=${odd}&date=${odd}&q=${odd}`, {
            method: route.method,
            headers,
            body,
          });
          await response.arrayBuffer();
          if (fixed) assert.ok(response.status < 500, `${route.method} ${path}: ${response.status}`);
        }
      }
      await get('/health');
    });

    test('answers offers of other protocols in HTTP', async () => {
      const { hostname, port } = new URL(lab.api);
      const asked = await new Promise<number | undefined>((resolve, reject) => {
        const headers = {
          connection: 'Upgrade, HTTP2-Settings',
          upgrade: 'h2c',
          'http2-settings': 'AAMAAABkAAQAAP__',
        };
        request({ hostname, port, path: '/health', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      assert.equal(asked, 200);
      await get('/v2/waiting-room', {}, 426);
      for (const path of ['/v2/waiting-room?ticket=none', '/v2/waiting-room']) {
        const socket = new WebSocket(`${lab.api.replace('http', 'ws')}${path}`);
        const [error] = (await once(socket, 'error')) as [Error];
        assert.match(error.message, /401/);
      }
    });

    test('refuses bodies that are too large', async () => {
      const answer = await post(`${lab.api}/v2/sessions`, { email: 'x'.repeat(400_000) });
      assert.equal(answer.status, 413);
      await answer.arrayBuffer();
      await get('/health');
    });
  });

test('the same seed gives the same world, another seed another', async () => {
  const read = async (seed: number): Promise<string> => {
    await using lab = await startLab({ seed });
    return await (await fetch(`${lab.api}/v1/patients`)).text();
  };
  const one = await read(7);
  assert.equal(one, await read(7));
  assert.notEqual(one, await read(8));
});

test('one weakness alone can be left in a fixed lab', async () => {
  await using lab = await startLab({ fixed: true, except: ['debug-endpoint'] });
  assert.equal((await fetch(`${lab.api}/v2/debug/state`)).status, 200);
  assert.equal((await fetch(`${lab.api}/v1/patients`)).status, 401);
});

test('says which port is taken', async () => {
  await using lab = await startLab();
  const port = new URL(lab.api).port;
  await assert.rejects(startLab({ port: Number(port) }), { code: 'EADDRINUSE' });
  const child = run('--port', port);
  let said = '';
  child.stderr.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(code, 3);
  assert.match(said, new RegExp(`taken.*${port}.*--port N`));
});

const run = (...args: readonly string[]) =>
  spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

test('refuses to listen anywhere but on loopback', async () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.7']) {
    const child = run('--host', host, '--port', '0');
    let said = '';
    child.stderr.on('data', (part: Buffer) => {
      said += part.toString();
    });
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 2);
    assert.match(said, /listens on 127\.0\.0\.1 only; it refuses/);
  }
  await assert.rejects(startLab({ callbacks: ['192.168.1.7:80'] }), /loopback only/);
});

test('ends on SIGTERM while a socket and a stream are open', async () => {
  const child = run('--port', '0', '--json');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const said = JSON.parse(line.toString()) as Lab;
  const me = await logIn(said, personOf(said, 'north-patient-1'));
  const ticket = await json(await post(`${said.api}/v2/waiting-room/tickets`, {}, me));
  const socket = new WebSocket(
    `${said.api.replace('http', 'ws')}/v2/waiting-room?ticket=${String(ticket['ticket'])}`,
  );
  await once(socket, 'open');
  const stream = await fetch(`${said.api}/v2/notifications/stream`, { headers: me });
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  const [code] = (await ended) as [number];
  assert.equal(code, 0);
  await assert.rejects(async () => {
    for await (const part of stream.body ?? []) void part;
  });
});
