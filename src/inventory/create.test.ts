import assert from 'node:assert/strict';
import { test } from 'node:test';
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
      .operations({ sort: 'path' })
      .items.map((one) => `${one.method} ${one.path}`)
      .sort();
  return { clock, inventory, builder, ingest, names };
};

const patient = objectShape(['id', 'name', 'birthDate', 'insurer']);
const clinic = objectShape(['slug', 'title', 'city', 'phone']);

test('typed ids of one place are one parameter, and literals beside them stay', () => {
  const { ingest, names, inventory } = start();
  ingest([
    { path: '/patients/{uuid}', response: patient, resources: 'aa' },
    { path: '/patients/{integer}', response: patient, resources: 'bb' },
    { path: '/patients/{uuid}/notes', response: objectShape(['items', 'total', 'page']) },
    { path: '/users/{uuid}', response: objectShape(['id', 'email', 'role']) },
    { path: '/users/me', response: objectShape(['id', 'email', 'role']) },
    { path: '/reports/latest', response: objectShape(['a', 'b', 'c']) },
  ]);
  assert.deepEqual(names(), [
    'GET /patients/{patientId}',
    'GET /patients/{patientId}/notes',
    'GET /reports/latest',
    'GET /users/me',
    'GET /users/{userId}',
  ]);
  const one = inventory
    .operations({ search: 'patients' })
    .items.find((item) => item.path === '/patients/{patientId}');
  assert.ok(one);
  const detail = inventory.operation(one.id);
  assert.equal(detail?.parameters[0]?.distinct, 2);
  assert.deepEqual(detail?.parameters[0]?.shape, {
    t: 'any',
    o: [{ t: 'integer' }, { t: 'string', f: 'uuid' }],
  });
});

test('slugs that answer alike are folded late, told in words, split again on demand and folded by hand', () => {
  const { ingest, names, inventory } = start();
  ingest([
    { path: '/clinics/north-side', response: clinic },
    { path: '/clinics', response: objectShape(['items', 'total', 'next']) },
  ]);
  assert.deepEqual(names(), ['GET /clinics', 'GET /clinics/north-side']);
  const { reassigned } = ingest([
    { path: '/clinics/old-town', response: clinic, actor: 'bob' },
    { path: '/clinics/river-bank', response: clinic, actor: 'eve' },
    { path: '/clinics/search', response: objectShape(['hits', 'took', 'query']) },
  ]);
  assert.deepEqual(names(), ['GET /clinics', 'GET /clinics/search', 'GET /clinics/{clinicSlug}']);
  assert.equal(reassigned.size, 1);
  ingest([
    { path: '/clinics/green-hill', response: clinic },
    { path: '/clinics/nowhere-at-all', status: 404, response: objectShape(['error']) },
  ]);
  const [folded] = inventory.operations({ search: 'clinicSlug' }).items;
  assert.ok(folded);
  assert.equal(folded.count, 5);
  const detail = inventory.operation(folded.id);
  assert.equal(detail?.canUnfold, true);
  assert.equal(detail?.template[0]?.reason, 'same-answers');
  assert.match(detail?.template[0]?.explanation ?? '', /different values/);
  const split = inventory.unfold(folded.id);
  assert.ok(split.size >= 4);
  assert.deepEqual(names(), [
    'GET /clinics',
    'GET /clinics/green-hill',
    'GET /clinics/north-side',
    'GET /clinics/old-town',
    'GET /clinics/river-bank',
    'GET /clinics/search',
  ]);
  ingest([{ path: '/clinics/west-end', response: clinic }]);
  assert.equal(names().length, 7);
  const ids = inventory
    .operations({ search: 'clinics/' })
    .items.filter((one) => one.path !== '/clinics/search')
    .map((one) => one.id);
  inventory.fold(ids, 1, 'clinic');
  assert.deepEqual(names(), ['GET /clinics', 'GET /clinics/search', 'GET /clinics/{clinic}']);
  assert.equal(inventory.operations({ search: '{clinic}' }).items[0]?.count, 6);
});

test('what nothing routes is no operation until something answers', () => {
  const { ingest, names, inventory } = start();
  const first = ingest([
    { path: '/admin.php', status: 404, responseType: 'text/html' },
    { path: '/orders/export', status: 404 },
    { path: '/orders/{integer}', method: 'DELETE', status: 405 },
  ]);
  assert.deepEqual(names(), []);
  assert.equal(inventory.totals().unrouted, 3);
  assert.deepEqual(first.operations, [[], [], []]);
  const { reassigned } = ingest([
    { path: '/orders/export', status: 200, response: objectShape(['a', 'b', 'c']) },
  ]);
  assert.deepEqual(names(), ['GET /orders/export']);
  assert.equal(reassigned.size, 1);
  assert.equal(inventory.operations({}).items[0]?.count, 2);
});

test('GraphQL fields, WebSockets and gRPC methods are operations', () => {
  const { ingest, names } = start();
  const graph = (field: string, type: 'query' | 'mutation', response: Call['response']): Call => ({
    path: '/graphql',
    method: 'POST',
    graphql: [{ type, field }],
    ...(response === undefined ? {} : { response }),
  });
  ingest([
    graph('patient', 'query', { t: 'object', p: { data: { t: 'object', p: { patient } } } }),
    graph('__schema', 'query', {
      t: 'object',
      p: { data: { t: 'object', p: { __schema: objectShape(['types']) } } },
    }),
    graph('addNote', 'mutation', {
      t: 'object',
      p: { data: { t: 'object', p: { addNote: objectShape(['id']) } } },
    }),
    graph('nothingHere', 'query', {
      t: 'object',
      p: { errors: { t: 'array', i: objectShape(['message']) } },
    }),
    { path: '/graphql', method: 'POST', status: 400, response: objectShape(['errors']) },
    { path: '/ws/events', method: 'WS', status: 101, protocol: 'websocket' },
    { path: '/pkg.Patients/List', method: 'POST', protocol: 'grpc', responseType: 'application/grpc' },
  ]);
  assert.deepEqual(names(), [
    'MUTATION /graphql#addNote',
    'POST /pkg.Patients/List',
    'QUERY /graphql#__schema',
    'QUERY /graphql#patient',
    'WS /ws/events',
  ]);
});

test('half of the traffic, a restart, and the other half make the same inventory', () => {
  const calls = (offset: number): Call[] =>
    Array.from({ length: 40 }, (_, at): Call => {
      const n = at + offset;
      return n % 4 === 0
        ? {
            path: `/clinics/town-number${n % 30}-x`,
            response: clinic,
            actor: `a${n % 5}`,
            durationUs: 500 + n,
          }
        : n % 4 === 1
          ? { path: `/scan/x${n}`, status: 404, auth: [], authNames: [], actor: 'scanner' }
          : {
              path: '/patients/{uuid}',
              response: n % 3 === 0 ? patient : objectShape(['id', 'name']),
              resources: `r${n}`,
              actor: `a${n % 5}`,
            };
    });
  const whole = start();
  const half = start();
  whole.ingest(calls(0));
  half.ingest(calls(0));
  const { put } = half.inventory.drain();
  assert.deepEqual(half.inventory.drain().put, []);
  const back = createInventory({ documents: put, clock: half.clock });
  whole.ingest(calls(40));
  back.ingest(half.builder.batch(calls(40)));
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  assert.deepEqual(plain(back.operations({})), plain(whole.inventory.operations({})));
  assert.deepEqual(plain(back.actors({})), plain(whole.inventory.actors({})));
  assert.deepEqual(plain(back.totals()), plain(whole.inventory.totals()));
  assert.deepEqual(plain(back.openapi({})), plain(whole.inventory.openapi({})));
  for (const { id } of whole.inventory.operations({}).items) {
    assert.deepEqual(plain(back.operation(id)), plain(whole.inventory.operation(id)));
  }
  assert.deepEqual(plain(back.map({ operationsMax: 20 })), plain(whole.inventory.map({ operationsMax: 20 })));
});

test('a single literal beside ids joins them when it looks like one or has two operations in common', () => {
  const { ingest, names } = start();
  const slots = objectShape(['from', 'to', 'free']);
  const booking = objectShape(['number', 'slot', 'state']);
  const campaign = (name: string): Call[] => [
    { path: `/campaigns/${name}/slots`, response: slots },
    { path: `/campaigns/${name}/reservations`, method: 'POST', response: booking },
  ];
  ingest([
    { path: '/patients/{prefixed-id}', response: patient },
    { path: '/patients/pat_jrttrf', response: patient },
    { path: '/patients/search_all', response: patient },
    ...campaign('{token}'),
    ...campaign('travel-clinic-2026'),
  ]);
  assert.deepEqual(names(), [
    'GET /campaigns/{campaignId}/slots',
    'GET /patients/search_all',
    'GET /patients/{patientId}',
    'POST /campaigns/{campaignId}/reservations',
  ]);
});
