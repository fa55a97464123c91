/** Evidence beyond alike siblings: what answers name, what is known elsewhere, what stands around a value. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInventory } from '../create.ts';
import { BatchBuilder, objectShape, testClock } from '../testing.ts';
import type { Call } from '../testing.ts';

const start = (calls: readonly Call[]) => {
  const clock = testClock();
  const inventory = createInventory({ documents: [], clock });
  inventory.ingest(new BatchBuilder(clock).batch(calls));
  const { items } = inventory.operations({ limit: 500 });
  return {
    inventory,
    names: items.map((one) => `${one.method} ${one.path}`).sort(),
    detail: (path: string) => inventory.operation(items.find((one) => one.path === path)?.id ?? ''),
  };
};
const clinic = objectShape(['slug', 'name', 'city']);

test('one slug that its answer names is a value; a word is not', () => {
  const { names, detail } = start([
    { path: '/clinics/north-river', response: clinic, echoed: [1] },
    { path: '/reports/latest', response: objectShape(['rows', 'from', 'to']) },
    { path: '/topics/golang', response: objectShape(['name']), echoed: [1] },
  ]);
  assert.deepEqual(names, ['GET /clinics/{clinicSlug}', 'GET /reports/latest', 'GET /topics/golang']);
  assert.equal(detail('/clinics/{clinicSlug}')?.template[0]?.reason, 'echoed');
});

test('two words that their answers name are values', () => {
  const answer = objectShape(['code', 'name', 'speakers']);
  const { names } = start(
    ['de', 'fr'].map((word) => ({ path: `/lang/${word}`, response: answer, echoed: [1] })),
  );
  assert.deepEqual(names, ['GET /lang/{langSlug}']);
});

test('a custom method of several heads stays behind the parameter', () => {
  const answer = objectShape(['messageIds']);
  const { names } = start([
    ...['lotus', 'kelp', 'onyx'].map((head) => ({
      method: 'POST',
      path: `/topics/${head}:publish`,
      response: answer,
    })),
    { method: 'POST', path: '/messages:batchGet', response: answer },
  ]);
  assert.deepEqual(names, ['POST /messages:batchGet', 'POST /topics/{topicSlug}:publish']);
});

test('paths of files are one value, also after a restart', () => {
  const paths = [
    'a.txt',
    'b.pdf',
    'photos/c.jpg',
    'photos/2024/d.jpg',
    'notes/e.md',
    'notes/old/f.md',
    'x/y/z/g.csv',
  ];
  const clock = testClock();
  const inventory = createInventory({ documents: [], clock });
  const file = objectShape(['size', 'etag', 'modified']);
  inventory.ingest(
    new BatchBuilder(clock).batch(paths.map((path) => ({ path: `/objects/${path}`, response: file }))),
  );
  const again = createInventory({ documents: inventory.drain().put, clock });
  for (const one of [inventory, again])
    assert.deepEqual(
      one.operations({ limit: 9 }).items.map(({ path, count }) => [path, count]),
      [['/objects/{path}', 7]],
    );
});

test('documents in one place are values with their extension, whatever words are in their names; a site’s own text is not', () => {
  const text = (path: string): Call => ({ path, responseType: 'text/plain', auth: [] });
  const { names } = start([
    ...['consent.txt', 'new-patient.txt', 'data-access.txt'].map((name) => text(`/v2/forms/${name}`)),
    text('/robots.txt'),
  ]);
  assert.equal(names.length, 1);
  assert.match(names[0] ?? '', /^GET \/v2\/forms\/\{[a-zA-Z]+\}$/);
});

test('a preflight belongs to what it asks for; an unknown gRPC method is no operation', () => {
  const { names, inventory } = start([
    { path: '/rooms', response: clinic },
    { path: '/rooms', response: clinic },
    { method: 'POST', path: '/rooms', response: clinic, status: 201 },
    { method: 'OPTIONS', path: '/rooms', status: 204, preflightFor: 'POST' },
    {
      method: 'POST',
      path: '/clinic.v1.Rooms/Nothing',
      protocol: 'grpc',
      responseType: 'application/grpc',
      grpcStatus: 12,
    },
  ]);
  assert.deepEqual(names, ['GET /rooms', 'POST /rooms']);
  assert.equal(inventory.totals().unrouted, 1);
});
