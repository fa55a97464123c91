import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Shape } from '../model/shape.ts';
import { createInventory } from './create.ts';
import { BatchBuilder, objectShape, testClock } from './testing.ts';
import type { Call } from './testing.ts';

const start = () => {
  const clock = testClock();
  const inventory = createInventory({ documents: [], clock });
  const builder = new BatchBuilder(clock);
  const ingest = (calls: readonly Call[]) => inventory.ingest(builder.batch(calls));
  const names = () =>
    inventory
      .operations({ limit: 5000 })
      .items.map((one) => `${one.method} ${one.path}`)
      .sort();
  return { clock, inventory, ingest, names };
};

const anonymous = { auth: [], authNames: [] } as const;
const words =
  'admin backup config console dashboard debug dump env git hidden installer jenkins kibana login manager node old phpinfo query root secret shell temp upload vendor webmail xmlrpc yaml zabbix solr'.split(
    ' ',
  );
const sweep = (more: Partial<Call>, actor = 'scanner'): Call[] =>
  words.map((word) => ({ ...anonymous, path: `/${word}`, actor, ...more }));

const real: readonly Call[] = [
  { path: '/patients', response: objectShape(['items', 'total', 'next']) },
  { path: '/patients/{uuid}', response: objectShape(['id', 'name', 'born']) },
  { path: '/invoices/{uuid}', response: objectShape(['id', 'amount', 'due']) },
];
const realNames = ['GET /invoices/{invoiceId}', 'GET /patients', 'GET /patients/{patientId}'];

const html = { responseType: 'text/html' } as const;
const error: Shape = objectShape(['error', 'message']);

for (const [title, more] of [
  ['404', { status: 404 }],
  ['400', { status: 400, response: error }],
  ['401', { status: 401, response: error }],
  ['403', { status: 403, response: error }],
  ['a redirect', { status: 301, ...html }],
  ['500', { status: 500, response: error }],
  ['a page of a front end', { status: 200, ...html }],
] as const) {
  for (const first of ['scanner', 'users'] as const) {
    test(`a scanner makes no operation where every path answers ${title}; ${first} first`, () => {
      const { ingest, names, inventory } = start();
      if (first === 'users') ingest(real);
      ingest(sweep(more));
      ingest(sweep({ ...more, method: 'POST', ...(title.startsWith('a page') ? { status: 404 } : {}) }));
      if (first === 'scanner') ingest(real);
      ingest(sweep(more, 'scanner-2'));
      assert.deepEqual(names(), realNames);
      assert.equal(inventory.totals().exchanges, 3 + words.length * 3);
    });
  }
}

test('a 200 that means 404 makes at most one operation', () => {
  const { ingest, names } = start();
  ingest(real);
  ingest(sweep({ status: 200, response: objectShape(['error', 'message', 'path']) }));
  ingest(
    words.map((word) => ({
      ...anonymous,
      path: `/${word}/index/${word}`,
      actor: 'scanner',
      response: objectShape(['error', 'message', 'path']),
    })),
  );
  assert.ok(names().length <= realNames.length + 1, names().join('\n'));
});

test('401 and 403 tell of a route only where the service says 404 to others', () => {
  const quiet = start();
  quiet.ingest([{ ...anonymous, path: '/admin/users', status: 401 }]);
  assert.deepEqual(quiet.names(), []);
  quiet.ingest([
    { ...anonymous, path: '/a', status: 404 },
    { ...anonymous, path: '/b', status: 404 },
  ]);
  assert.deepEqual(quiet.names(), ['GET /admin/users']);
  const scanned = start();
  scanned.ingest([
    ...sweep({ status: 404 }),
    { ...anonymous, path: '/admin/users', status: 401, actor: 'scanner' },
  ]);
  assert.deepEqual(scanned.names(), []);
  const known = start();
  known.ingest([...real, { path: '/patients/{uuid}', method: 'DELETE', status: 403 }]);
  assert.ok(known.names().includes('DELETE /patients/{patientId}'));
});

test('random hosts are one service; the most used is shown', () => {
  const { ingest, inventory } = start();
  ingest(real);
  ingest(
    Array.from({ length: 200 }, (_, at) => ({
      path: '/patients',
      host: `x${at}.evil.example`,
      response: objectShape(['items', 'total', 'next']),
    })),
  );
  assert.equal(inventory.totals().operations, 3);
  ingest(
    Array.from({ length: 5 }, () => ({
      path: '/patients',
      response: objectShape(['items', 'total', 'next']),
    })),
  );
  assert.equal(inventory.operations({}).items[0]?.host, 'api.example.org');
});

test('preflights and HEAD belong to the operation of their path', () => {
  const { ingest, inventory, names } = start();
  const early = ingest([
    { ...anonymous, path: '/patients', method: 'OPTIONS', status: 204 },
    { path: '/patients', method: 'HEAD', status: 200 },
  ]);
  assert.deepEqual(early.operations[0]?.length, 1);
  const { reassigned } = ingest(real);
  assert.deepEqual(names(), realNames);
  assert.equal(reassigned.size, 2);
  const [patients] = inventory.operations({ search: '/patients', sort: 'path' }).items;
  assert.equal(patients?.count, 2);
  assert.equal(patients?.anonymousSuccesses, 0);
  ingest([{ path: '/files', method: 'HEAD', status: 200 }]);
  assert.ok(names().includes('HEAD /files'));
});

test('files and pages of a front end are kept out, pages of an API are not', () => {
  const { ingest, names, inventory } = start();
  ingest([
    { ...anonymous, path: '/', ...html },
    { ...anonymous, path: '/app.js', responseType: 'text/javascript' },
    { ...anonymous, path: '/assets/logo.png', responseType: 'image/png' },
    { ...anonymous, path: '/robots.txt', responseType: 'text/plain' },
    { path: '/patients/{uuid}/photo', responseType: 'image/png' },
    { path: '/exports/{uuid}.csv', responseType: 'text/csv' },
    { ...anonymous, path: '/oauth/consent', ...html },
    { ...anonymous, path: '/oauth/consent', method: 'POST', response: objectShape(['code', 'state', 'iss']) },
    { path: '/reports/summary', ...html },
  ]);
  assert.deepEqual(names(), [
    'GET /exports/{exportId}.csv',
    'GET /oauth/consent',
    'GET /patients/{patientId}/photo',
    'GET /reports/summary',
    'POST /oauth/consent',
  ]);
  assert.equal(inventory.totals().unrouted, 0);
});

test('actions on a resource and views of a collection stay apart', () => {
  const { ingest, names } = start();
  const visit = objectShape(['id', 'state', 'room', 'doctor']);
  const actions = ['check-in', 'check-out', 'mark-paid', 'hand-over'];
  ingest([
    { path: '/visits/{uuid}', response: visit },
    ...actions.map((action): Call => ({ path: `/visits/{uuid}/${action}`, method: 'POST', response: visit })),
    ...['v1', 'v2', 'v3'].map(
      (version): Call => ({ path: `/${version}/visits`, response: objectShape(['items', 'total', 'next']) }),
    ),
    ...['latest', 'daily', 'weekly', 'monthly'].map(
      (view): Call => ({ path: `/reports/${view}`, response: objectShape(['from', 'to', 'sum']) }),
    ),
    ...['db', 'redis', 'queue'].map(
      (part): Call => ({ path: `/health/${part}`, response: objectShape(['status', 'since', 'detail']) }),
    ),
  ]);
  assert.equal(names().length, 1 + 4 + 3 + 4 + 3);
});

test('a value of a fold that is no value stays apart even when the place is crowded', () => {
  const { ingest, names } = start();
  const clinic = objectShape(['slug', 'title', 'city', 'phone']);
  const many = (from: number): Call[] =>
    Array.from({ length: 100 }, (_, at) => ({
      path: `/clinics/clinic-in-town${from + at}`,
      response: clinic,
      actor: `a${at % 9}`,
    }));
  ingest(many(0));
  ingest(many(100));
  ingest([
    { path: '/clinics/search', response: objectShape(['hits', 'took', 'query']) },
    { path: '/clinics/opening-hours', response: objectShape(['days', 'zone', 'closed']) },
  ]);
  ingest([
    { path: '/clinics/clinic-of-hill/rooms', response: objectShape(['rooms', 'floor', 'beds']) },
    { path: '/clinics/clinic-in-town7/rooms', response: objectShape(['rooms', 'floor', 'beds']) },
  ]);
  assert.deepEqual(names(), [
    'GET /clinics/opening-hours',
    'GET /clinics/search',
    'GET /clinics/{clinicSlug}',
    'GET /clinics/{clinicSlug}/rooms',
  ]);
});

test('memory stays bounded whatever comes', () => {
  const clock = testClock();
  const inventory = createInventory({
    documents: [],
    clock,
    limits: { tracksMax: 300, candidatesMax: 100, actorsMax: 50, formsMax: 400 },
  });
  const builder = new BatchBuilder(clock);
  for (let round = 0; round < 20; round += 1) {
    clock.now += 1000;
    inventory.ingest(
      builder.batch(
        Array.from({ length: 100 }, (_, at) => ({
          path: at % 2 === 0 ? `/gone/r${round}a${at}` : `/thing${round}x${at}/{uuid}`,
          status: at % 2 === 0 ? 404 : 200,
          actor: `a${round}-${at}`,
          response: objectShape([`f${round}${at}`, `g${round}${at}`, `h${round}${at}`]),
        })),
      ),
    );
  }
  const totals = inventory.totals();
  assert.ok(totals.operations <= 300);
  assert.ok(totals.unrouted <= 100);
  assert.ok(totals.actors <= 50);
  assert.equal(totals.exchanges, 2000);
  const back = createInventory({ documents: inventory.drain().put, clock });
  assert.equal(back.totals().operations, totals.operations);
});
