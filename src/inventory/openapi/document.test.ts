import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import type { AuthKind } from '../../model/exchange.ts';
import type { Shape } from '../../model/shape.ts';
import { createInventory } from '../create.ts';
import { benchOf } from '../sightings/bench.ts';
import { line } from '../sightings/testing.ts';
import { BatchBuilder, objectShape, testClock } from '../testing.ts';
import type { Call } from '../testing.ts';

const exported = (calls: readonly Call[], service?: string): Record<string, unknown> => {
  const clock = testClock();
  const inventory = createInventory({ documents: [], clock });
  if (calls.length > 0) inventory.ingest(new BatchBuilder(clock).batch(calls));
  return inventory.openapi(service === undefined ? {} : { service });
};

const problems = async (document: Record<string, unknown>): Promise<unknown> => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  return valid ? null : errors;
};

const patient = objectShape(['id'], {
  email: { t: 'string', f: 'email', c: ['email'] },
  tags: { t: 'array', i: null },
  'x-"/{}': { t: 'any', o: [{ t: 'null' }, { t: 'integer' }] },
});

const calls: readonly Call[] = [
  { path: '/patients/{uuid}', response: patient, responseClasses: ['email'], resources: 'a' },
  {
    path: '/patients/{integer}',
    response: objectShape(['id']),
    auth: ['api-key-header'],
    authNames: ['x-api-key'],
  },
  {
    path: '/patients',
    method: 'POST',
    status: 201,
    request: objectShape(['name']),
    requestType: 'application/json',
    response: patient,
  },
  {
    path: '/patients',
    parameters: [
      { in: 'query', name: 'page', shape: { t: 'integer' } },
      { in: 'header', name: 'authorization', shape: { t: 'string' } },
    ],
    response: objectShape(['items']),
  },
  { path: '/patients', auth: [], authNames: [], response: objectShape(['items']) },
  {
    path: '/graphql',
    method: 'POST',
    graphql: [{ type: 'query', field: 'patient' }],
    response: { t: 'object', p: { data: { t: 'object', p: { patient } } } },
  },
  { path: '/live', method: 'WS', status: 101, protocol: 'websocket' },
  { path: '/pkg.Patients/List', method: 'POST', protocol: 'grpc', responseType: 'application/grpc' },
  { path: '/patients/{uuid}', method: 'PURGE', response: patient },
  { path: '/patients/{uuid}', service: 'second', response: patient },
];

test('an empty inventory and one of every kind are valid OpenAPI 3.1', async () => {
  assert.equal(await problems(exported([])), null);
  const document = exported(calls);
  assert.equal(await problems(document), null);
  const paths = document['paths'] as Record<string, Record<string, Record<string, unknown>>>;
  assert.deepEqual(Object.keys(paths), [
    '/graphql',
    '/live',
    '/patients',
    '/patients/{patientId}',
    '/pkg.Patients/List',
  ]);
  assert.match(String(paths['/graphql']?.['post']?.['description']), /query `patient`: 1/);
  const list = paths['/patients']?.['get'];
  assert.deepEqual(list?.['security'], [{ bearerJwt: [] }, {}]);
  assert.deepEqual(
    ((list?.['parameters'] ?? []) as { name: string; required: boolean }[]).map(({ name, required }) => [
      name,
      required,
    ]),
    [['page', false]],
  );
  assert.equal(
    ((paths['/patients/{patientId}']?.['get']?.['x-data-classes'] ?? []) as { id: string }[])[0]?.id,
    'email',
  );
  assert.equal(document['servers'], undefined);
  assert.equal((document['x-heliostat-also'] as unknown[]).length, 1);
  assert.equal((document['x-heliostat-other-methods'] as unknown[]).length, 1);
  assert.deepEqual(Object.keys(exported(calls, 'second')['paths'] as object), ['/patients/{patientId}']);
});

const shapes: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Shape>(
      { t: 'null' },
      { t: 'boolean' },
      { t: 'integer' },
      { t: 'number' },
      { t: 'string', f: 'date-time' },
      { t: 'string', c: ['email'] },
      { t: 'opaque', why: 'binary' },
      { t: 'array', i: null },
    ),
    tie('shape').map((i): Shape => ({ t: 'array', i })),
    fc
      .dictionary(fc.string({ maxLength: 6 }), tie('shape'), { maxKeys: 3 })
      .map((p): Shape => ({ t: 'object', p })),
    fc.array(tie('shape'), { minLength: 1, maxLength: 2 }).map((o): Shape => ({ t: 'any', o })),
  ),
})).shape;

const auth = fc.constantFrom<AuthKind>(
  'bearer-jwt',
  'bearer-opaque',
  'basic',
  'api-key-header',
  'api-key-query',
  'session-cookie',
  'client-certificate',
  'signature',
  'other',
);

const call: fc.Arbitrary<Call> = fc.record({
  path: fc
    .array(
      fc.constantFrom(
        'a',
        'b',
        '{uuid}',
        '{integer}',
        '{hex}.csv',
        'x y',
        '%7Bid%7D',
        'v1',
        '~',
        'north-side',
      ),
      { maxLength: 4 },
    )
    .map((parts) => `/${parts.join('/')}`),
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'PURGE'),
  status: fc.constantFrom(200, 201, 204, 302, 400, 404, 422, 500),
  request: fc.option(shapes, { nil: null }),
  response: fc.option(shapes, { nil: null }),
  requestType: fc.constantFrom('application/json', 'text/plain', '*', 'not a type', ''),
  responseType: fc.constantFrom('application/json', 'text/html', 'image/png', ''),
  service: fc.constantFrom('one', 'two'),
  auth: fc.tuple(auth),
  authNames: fc.tuple(fc.string({ maxLength: 8 })),
  parameters: fc.array(
    fc.record({
      in: fc.constantFrom<'query' | 'header' | 'cookie' | 'form'>('query', 'header', 'cookie', 'form'),
      name: fc.string({ maxLength: 6 }),
      shape: shapes,
    }),
    { maxLength: 3 },
  ),
});

test('whatever was learned, the document is valid', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (some) => {
      assert.equal(await problems(exported(some)), null);
    }),
    { numRuns: 50 },
  );
});

test('what is declared and never called is in it, with one spelling for each path', async () => {
  const { inventory, give, ingest } = benchOf();
  give('code', [
    line('code', 'GET /users/{id}', {
      params: [{ in: 'path', name: 'id', type: 'string:uuid', required: true }],
      deprecated: true,
    }),
    line('code', 'PUT /users/{userId}', {
      params: [
        { in: 'path', name: 'userId', type: 'unknown', required: null },
        { in: 'body', name: 'name', type: 'string', required: true },
      ],
    }),
    'GET /charts/{from}-{to}.csv',
    'GET /files/{path*}',
    'ANY /proxy/{path*}',
    line('code', 'PUBLISH /users/new'),
    line('code', 'QUERY /graphql#user', { kind: 'graphql' }),
  ]);
  ingest([{ path: '/users/{uuid}' }]);
  const document = inventory.openapi({});
  assert.equal(await problems(document), null);
  const { paths } = document as {
    paths: Record<string, Record<string, { parameters?: { name: string }[] }>>;
  };
  assert.deepEqual(Object.keys(paths), [
    '/charts/{from}-{to}.csv',
    '/files/{path}',
    '/graphql',
    '/users/{id}',
  ]);
  assert.deepEqual(
    paths['/users/{id}']?.['put']?.parameters?.map((one) => one.name),
    ['id'],
  );
});
