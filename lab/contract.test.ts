import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { z } from 'zod';
import { isIntegration, isPerson } from './domain/actors.ts';
import { startLab } from './index.ts';
import type { Lab } from './index.ts';

const text = readFileSync(new URL('./openapi.yaml', import.meta.url), 'utf8');
const contract = z
  .object({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({ responses: z.record(z.string(), z.unknown()), security: z.array(z.unknown()) }),
      ),
    ),
  })
  .parse(parse(text));

/** What the contract promises and no code keeps: planned, or removed. */
const orphans: ReadonlySet<string> = new Set(
  z
    .array(z.object({ method: z.string(), path: z.string(), lifecycle: z.string() }))
    .parse(JSON.parse(readFileSync(new URL('./operations.json', import.meta.url), 'utf8')))
    .filter(({ lifecycle }) => lifecycle === 'orphan')
    .map(({ method, path }) => `${method} ${path}`),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(parse(text), 'contract');

type Headers = Readonly<Record<string, string>>;

const pointerOf = (...parts: readonly string[]): string =>
  `contract#/${parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')).join('/')}`;

/** Holds an answer to what the contract promises for its operation: status, media type, schema. */
const hold = async (operation: string, response: Response): Promise<Readonly<Record<string, unknown>>> => {
  const [method = '', template = ''] = operation.split(' ');
  const body = await response.text();
  const what = `${operation} ${response.status} ${body.slice(0, 300)}`;
  const promised = contract.paths[template]?.[method.toLowerCase()]?.responses;
  const status = String(response.status);
  assert.ok(promised && Object.hasOwn(promised, status), `not promised: ${what}`);
  if (response.status === 204) return {};
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (response.status >= 400) {
    assert.equal(type, 'application/problem+json', what);
    const problem = ajv.compile({ $ref: 'contract#/components/schemas/Problem' });
    assert.ok(problem(JSON.parse(body)), what);
    return {};
  }
  if (type !== 'application/json') return {};
  const value: unknown = JSON.parse(body);
  const validate = ajv.compile({
    $ref: pointerOf(
      'paths',
      template,
      method.toLowerCase(),
      'responses',
      status,
      'content',
      'application/json',
      'schema',
    ),
  });
  assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)}`);
  return z.record(z.string(), z.unknown()).parse(value);
};

for (const fixed of [false, true])
  describe(`the contract and the ${fixed ? 'fixed' : 'weak'} twin`, () => {
    let lab: Lab;
    before(async () => {
      lab = await startLab({ fixed });
    });
    after(() => lab[Symbol.asyncDispose]());

    const held = new Set<string>();

    /** Calls an operation as its template says, and holds the answer to the contract. */
    const call = async (
      operation: string,
      wanted: number,
      headers: Headers = {},
      more: { readonly path?: string; readonly body?: unknown } = {},
    ) => {
      const [method = '', template = ''] = operation.split(' ');
      const response = await fetch(`${lab.api}${more.path ?? template}`, {
        method,
        headers: { ...headers, ...(more.body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
      });
      held.add(operation);
      assert.equal(response.status, wanted, `${operation}: ${await response.clone().text()}`);
      return hold(operation, response);
    };

    const logIn = async (id: string): Promise<Headers> => {
      const person = lab.actors.filter(isPerson).find((one) => one.id === id);
      const session = await call(
        'POST /v2/sessions',
        201,
        {},
        { body: { email: person?.email, password: person?.password } },
      );
      return { authorization: `Bearer ${String(session['accessToken'])}` };
    };

    const patientIdOf = (id: string): string =>
      lab.actors.filter(isPerson).find((one) => one.id === id)?.patientId ?? '';

    test('agree on what asks for a login', async () => {
      for (const [template, item] of Object.entries(contract.paths))
        for (const [method, { security }] of Object.entries(item)) {
          const unsignedCallback = template.endsWith('/insurance-callbacks');
          if (security.length === 0 || unsignedCallback) continue;
          const response = await fetch(`${lab.api}${template.replaceAll(/\{\w+\}/g, '1')}`, {
            method: method.toUpperCase(),
          });
          assert.equal(response.status, 401, `${method} ${template}`);
          await hold(`${method.toUpperCase()} ${template}`, response);
        }
    });

    test('agree on sessions and accounts', async () => {
      await call(
        'POST /v2/sessions',
        401,
        {},
        { body: { email: 'anna.lindqvist@example.org', password: 'wrong' } },
      );
      await call('POST /v2/sessions', 400, {}, { body: { email: 7 } });
      const newcomer = {
        email: 'new.comer@example.net',
        password: 'Long-Enough-1',
        givenName: 'New',
        familyName: 'Comer',
        birthDate: '1990-01-31',
        clinicSlug: 'north-river-clinic',
      };
      await call('POST /v2/accounts', 201, {}, { body: newcomer });
      await call('POST /v2/accounts', 409, {}, { body: newcomer });
      await call('POST /v2/accounts', 422, {}, { body: { ...newcomer, clinicSlug: 'nowhere' } });
      const session = await call(
        'POST /v2/sessions',
        201,
        {},
        { body: { email: newcomer.email, password: newcomer.password } },
      );
      await call('POST /v2/sessions/refresh', 200, {}, { body: { refreshToken: session['refreshToken'] } });
      await call('POST /v2/sessions/refresh', 401, {}, { body: { refreshToken: 'rt_unknown' } });
      const me = { authorization: `Bearer ${String(session['accessToken'])}` };
      await call('GET /v2/me', 200, me);
      await call('DELETE /v2/sessions/current', 204, me);
      await call('POST /v2/password-resets', 202, {}, { body: { email: newcomer.email } });
      await call(
        'POST /v2/password-resets/confirm',
        422,
        {},
        { body: { email: newcomer.email, code: '1', password: 'Long-Enough-2' } },
      );
    });

    test('agree on appointments, prescriptions and referrals', async () => {
      const [me, doctor] = [await logIn('north-patient-1'), await logIn('north-doctor-1')];
      const patientId = patientIdOf('north-patient-1');
      const wish = { practitionerId: 103, startsAt: '2026-05-05T08:40:00Z', reason: 'Cough for two weeks' };
      const booked = await call('POST /v2/appointments', 201, me, { body: wish });
      const path = `/v2/appointments/${String(booked['id'])}`;
      await call('POST /v2/appointments', 409, me, { body: wish });
      await call('POST /v2/appointments', 422, me, { body: { ...wish, startsAt: '2026-05-05T03:00:00Z' } });
      await call('POST /v2/appointments', 404, me, { body: { ...wish, practitionerId: 9 } });
      await call('GET /v2/appointments/{appointmentId}', 200, me, { path });
      await call('GET /v2/appointments/{appointmentId}', 404, me, { path: '/v2/appointments/none' });
      await call('PATCH /v2/appointments/{appointmentId}', 200, me, {
        path,
        body: { startsAt: '2026-05-05T09:00:00Z' },
      });
      await call('PUT /v2/appointments/{appointmentId}/notes', 403, me, {
        path: `${path}/notes`,
        body: { notes: 'x' },
      });
      await call('PUT /v2/appointments/{appointmentId}/notes', 200, doctor, {
        path: `${path}/notes`,
        body: { notes: 'Lungs clear.', icdCode: 'J06.9' },
      });
      await call('POST /v2/appointments/{appointmentId}/cancel', 200, me, { path: `${path}/cancel` });
      await call('POST /v2/appointments/{appointmentId}/cancel', 422, me, { path: `${path}/cancel` });
      await call('PATCH /v2/appointments/{appointmentId}', 422, me, {
        path,
        body: { startsAt: '2026-05-05T09:20:00Z' },
      });
      const remedy = {
        patientId,
        medication: 'Ramipril 5 mg',
        atcCode: 'C09AA05',
        dose: '1-0-0',
        icdCode: 'I10',
        refills: 1,
      };
      const prescribed = await call('POST /v2/prescriptions', 201, doctor, { body: remedy });
      const prescription = `/v2/prescriptions/${String(prescribed['id'])}`;
      await call('GET /v2/prescriptions/{prescriptionId}', 200, me, { path: prescription });
      await call('POST /v2/prescriptions/{prescriptionId}/refills', 201, me, {
        path: `${prescription}/refills`,
      });
      await call('POST /v2/prescriptions/{prescriptionId}/refills', 422, me, {
        path: `${prescription}/refills`,
      });
      const referral = {
        patientId,
        toPractitionerId: 202,
        icdCode: 'G43.9',
        reason: 'Second opinion',
        urgency: 'soon',
      };
      const referred = await call('POST /v2/referrals', 201, doctor, { body: referral });
      const addressee = await logIn('harbour-doctor-2');
      await call('GET /v2/referrals/{referralCode}', 200, addressee, {
        path: `/v2/referrals/${String(referred['code'])}`,
      });
      await call('POST /v2/referrals', 403, me, { body: referral });
    });

    test('agree on patients, invoices, documents and messages', async () => {
      const [me, doctor] = [await logIn('north-patient-2'), await logIn('north-doctor-1')];
      const patientId = patientIdOf('north-patient-2');
      await call('POST /v2/patients', 201, doctor, {
        body: { givenName: 'Mia', familyName: 'Berg', birthDate: '2001-02-03', email: 'mia@example.net' },
      });
      await call('PATCH /v2/patients/me', 200, me, {
        body: {
          phone: '+49 30 23125 999',
          address: { street: 'Gartenweg 1', postcode: '28195', city: 'Bremen', country: 'DE' },
        },
      });
      await call('PATCH /v2/patients/{patientId}', 200, doctor, {
        path: `/v2/patients/${patientId}`,
        body: { email: 'marek@example.net' },
      });
      await call('PATCH /v2/patients/{patientId}', 400, doctor, {
        path: `/v2/patients/${patientId}`,
        body: { address: 'Bremen' },
      });
      await call('PUT /v2/patients/{patientId}/preferences', 200, me, {
        path: `/v2/patients/${patientId}/preferences`,
        body: { channel: 'sms', reminders: true, newsletter: false },
      });
      await call('POST /v2/patients/{patientId}/insurance-checks', 201, me, {
        path: `/v2/patients/${patientId}/insurance-checks`,
        body: {},
      });
      await call('GET /v2/patients/search', 400, doctor);
      const invoices = z
        .object({ items: z.array(z.object({ number: z.string(), amountCents: z.number() })) })
        .parse(await call('GET /v2/invoices', 200, me, { path: '/v2/invoices?status=open' }));
      const [invoice] = invoices.items;
      const path = `/v2/invoices/${invoice?.number ?? ''}`;
      await call('POST /v2/invoices/{invoiceNumber}/voucher', 200, me, {
        path: `${path}/voucher`,
        body: { code: 'CARE-2026-1007' },
      });
      await call('POST /v2/invoices/{invoiceNumber}/voucher', 422, me, {
        path: `${path}/voucher`,
        body: { code: 'NONE' },
      });
      const owed = await call('GET /v2/invoices/{invoiceNumber}', 200, me, { path });
      const card = { cardNumber: '4000056655665556', expires: '11/30', cvc: '321', holder: 'Marek Novak' };
      await call('POST /v2/invoices/{invoiceNumber}/payments', 422, me, {
        path: `${path}/payments`,
        body: { ...card, cardNumber: '4000056655665557', amountCents: 1 },
      });
      await call('POST /v2/invoices/{invoiceNumber}/payments', 201, me, {
        path: `${path}/payments`,
        body: { ...card, amountCents: Number(owed['amountCents']) - Number(owed['discountCents']) },
      });
      await call('GET /v2/invoices/{invoiceNumber}/pdf', 200, me, { path: `${path}/pdf` });
      const form = new FormData();
      form.append('file', new Blob(['Notes']), 'notes.txt');
      const uploaded = await hold(
        'POST /v2/documents',
        await fetch(`${lab.api}/v2/documents`, { method: 'POST', headers: me, body: form }),
      );
      held.add('POST /v2/documents');
      const document = `/v2/documents/${String(uploaded['id'])}`;
      await call('GET /v2/documents/{documentId}', 200, me, { path: document });
      await call('GET /v2/documents/{documentId}/content', 200, me, { path: `${document}/content` });
      await call('DELETE /v2/documents/{documentId}', 204, me, { path: document });
      await call('POST /v2/documents', 400, me, { body: {} });
      await call('POST /v2/documents/import', 201, me, { body: { url: `${lab.partner}/results/lr_12.pdf` } });
      await call('POST /v2/documents/import', 502, me, { body: { url: `${lab.partner}/results/none` } });
      await call('POST /v2/documents/import', 400, me, { body: { url: 'file:///etc/passwd' } });
      const doctorUser = lab.actors.filter(isPerson).find((one) => one.id === 'north-doctor-1')?.userId;
      await call('POST /v2/messages', 201, me, {
        body: { toUserId: doctorUser, subject: 'Hello', body: 'One question.' },
      });
      await call('POST /v2/messages', 404, me, {
        body: { toUserId: 1, subject: 'Hello', body: 'One question.' },
      });
      const inbox = z
        .object({ items: z.array(z.object({ id: z.number() })) })
        .parse(await call('GET /v2/messages', 200, me));
      await call('POST /v2/messages/{messageId}/read', 204, me, {
        path: `/v2/messages/${inbox.items[0]?.id ?? 0}/read`,
      });
      await call('GET /v2/messages/{messageId}', 400, me, { path: '/v2/messages/first' });
      const slots = z.object({ items: z.array(z.object({ id: z.number() })) }).parse(
        await call('GET /v2/campaigns/{campaignSlug}/slots', 200, me, {
          path: '/v2/campaigns/flu-2026/slots',
        }),
      );
      await call('POST /v2/campaigns/{campaignSlug}/reservations', 201, me, {
        path: '/v2/campaigns/flu-2026/reservations',
        body: { slotId: slots.items[1]?.id },
      });
      await call('POST /v2/waiting-room/tickets', 201, me);
    });

    test('agree on administration and partners', async () => {
      const admin = await logIn('north-admin');
      const registered = await call('POST /v2/webhooks', 201, admin, {
        body: { url: `${lab.partner}/hooks/bookings`, events: ['appointment.booked'] },
      });
      await call('POST /v2/webhooks/{webhookId}/test', 200, admin, {
        path: `/v2/webhooks/${String(registered['id'])}/test`,
      });
      await call('DELETE /v2/webhooks/{webhookId}', 204, admin, {
        path: `/v2/webhooks/${String(registered['id'])}`,
      });
      await call('PUT /v2/admin/settings', 200, admin, { body: { reminderHours: 48 } });
      await call('PUT /v2/admin/users/{userId}/role', 200, admin, {
        path: '/v2/admin/users/1005/role',
        body: { role: 'patient' },
      });
      await call('GET /v2/exports/patients.csv', 200, admin);
      const partners = lab.actors.filter(isIntegration);
      const medilab = { 'x-api-key': partners.find((one) => one.id === 'partner-medilab')?.apiKey ?? '' };
      await call('GET /v2/partner/appointments', 200, medilab, {
        path: '/v2/partner/appointments?since=2026-03-01T00:00:00Z&limit=3',
      });
      const result = {
        patientId: patientIdOf('north-patient-5'),
        test: 'HbA1c',
        loincCode: '4548-4',
        value: 47,
        unit: 'mmol/mol',
        takenOn: '2026-03-02',
      };
      await call('POST /v2/partner/lab-results', 201, medilab, { body: result });
      const secret = partners.find((one) => one.callbacksSecret !== undefined)?.callbacksSecret ?? '';
      const body = JSON.stringify({ insuranceNumber: 'A000000000', covered: true, plan: 'Basic' });
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      const told = await fetch(`${lab.api}/v2/partner/insurance-callbacks`, {
        method: 'POST',
        headers: { 'x-partner-signature': signature },
        body,
      });
      held.add('POST /v2/partner/insurance-callbacks');
      await hold('POST /v2/partner/insurance-callbacks', told);
      assert.equal(told.status, 202);
    });

    test('agree that an orphan is answered by nobody', async () => {
      const me = await logIn('north-patient-1');
      assert.equal(orphans.size, 2);
      for (const orphan of orphans) {
        const [method = '', template = ''] = orphan.split(' ');
        const path = template
          .replace('{patientId}', patientIdOf('north-patient-1'))
          .replace(/\{\w+\}/, '00000000-0000-4000-8000-000000000000');
        const response = await fetch(`${lab.api}${path}`, { method, headers: me });
        assert.match(await response.text(), /There is nothing here/, orphan);
        assert.equal(response.status, 404, orphan);
      }
    });

    test('every documented change was held to the contract', () => {
      const changes = Object.entries(contract.paths).flatMap(([template, item]) =>
        Object.keys(item)
          .filter((method) => method !== 'get')
          .map((method) => `${method.toUpperCase()} ${template}`),
      );
      assert.deepEqual(
        changes.filter((operation) => !held.has(operation) && !orphans.has(operation)),
        [],
      );
    });
  });
