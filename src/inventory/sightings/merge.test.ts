/** Evidence and traffic become one operation each; re-runs, restarts, templates that come and go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInventory } from '../create.ts';
import type { Inventory } from '../port.ts';
import type { Sighting } from '../../model/sighting.ts';
import { BatchBuilder, objectShape, testClock } from '../testing.ts';
import type { Call, TestClock } from '../testing.ts';
import { evidence, line } from './testing.ts';

interface Bench {
  readonly clock: TestClock;
  readonly inventory: Inventory;
  readonly ingest: (calls: readonly Call[]) => ReturnType<Inventory['ingest']>;
  readonly code: (lines: readonly (string | Sighting)[], run?: string, root?: string) => void;
  readonly contract: (lines: readonly (string | Sighting)[], run?: string) => void;
  readonly names: () => readonly string[];
  readonly sources: () => readonly string[];
}

function bench(): Bench {
  const clock = testClock();
  const builder = new BatchBuilder(clock);
  const one: Bench = {
    clock,
    inventory: createInventory({ documents: [], clock }),
    ingest: (calls) => one.inventory.ingest(builder.batch(calls)),
    code: (lines, run = 'run-1', root = '/srv/app') =>
      void one.inventory.takeEvidence(
        evidence(
          'code',
          root,
          lines.map((text) => (typeof text === 'string' ? line('code', text) : text)),
        ),
        { id: run, atMs: clock.now, roots: [root] },
      ),
    contract: (lines, run = 'run-1') =>
      void one.inventory.takeEvidence(
        evidence(
          'contract',
          'openapi.yaml',
          lines.map((text) => (typeof text === 'string' ? line('contract', text) : text)),
        ),
        { id: run, atMs: clock.now, roots: ['openapi.yaml'] },
      ),
    names: () =>
      one.inventory
        .operations({ limit: 5000 })
        .items.map(({ method, path }) => `${method} ${path}`)
        .sort(),
    sources: () =>
      one.inventory
        .operations({ limit: 5000 })
        .items.map(({ method, path, sources }) => `${method} ${path} ${sources.join('+')}`)
        .sort(),
  };
  return one;
}

/** The same inventory, made again from its documents. */
function restarted(one: Inventory, clock: TestClock): Inventory {
  return createInventory({ documents: one.drain().put, clock });
}

const user = objectShape(['id', 'name', 'born']);

test('one place with three spellings is one operation with three sources', () => {
  const { ingest, code, contract, sources, inventory } = bench();
  code(['GET /users/{id}', 'GET /users', 'POST /users']);
  contract(['GET /users/{userId}/', 'GET //users']);
  ingest([
    { path: '/users/{uuid}', response: user },
    { path: '/users', response: user },
  ]);
  assert.deepEqual(sources(), [
    'GET /users code+contract+traffic',
    'GET /users/{id} code+contract+traffic',
    'POST /users code',
  ]);
  const { items } = inventory.operations({ search: '/users/{id}' });
  const detail = inventory.operation(items[0]?.id ?? '');
  assert.deepEqual(
    detail?.evidence.map((one) => `${one.source} ${one.path}`),
    ['code /users/{id}', 'contract /users/{userId}/', 'traffic /users/{}'],
  );
  assert.match(detail?.merged.join('\n') ?? '', /names of parameters/);
  assert.equal(detail?.parameters.length, 1);
  assert.deepEqual(detail?.parameters[0]?.sources, ['code', 'contract', 'traffic']);
});

test('declared words stay words, other words are values of the declared parameter, whenever it is declared', () => {
  const calls: Call[] = ['me', 'jane', 'bob', 'smith-9'].map((name) => ({
    path: `/users/${name}`,
    response: user,
  }));
  for (const first of ['code', 'traffic'] as const) {
    const { ingest, code, names, inventory } = bench();
    if (first === 'traffic') ingest(calls);
    code(['GET /users/{id}', 'GET /users/me']);
    if (first === 'code') ingest(calls);
    assert.deepEqual(names(), ['GET /users/me', 'GET /users/{id}'], first);
    const me = inventory.operations({ search: '/users/me' }).items[0];
    assert.equal(me?.count, 1);
    code([], 'run-2');
    assert.ok(names().includes('GET /users/me'));
    assert.equal(
      inventory.operations({ limit: 99 }).items.reduce((sum, one) => sum + one.count, 0),
      4,
    );
  }
});

test('what an earlier run gave of a root vanishes with the next, what others gave stays', () => {
  const { code, contract, sources } = bench();
  code(['GET /a', 'GET /b']);
  contract(['GET /a', 'GET /b']);
  code(['GET /a', 'GET /c'], 'run-2');
  assert.deepEqual(sources(), ['GET /a code+contract', 'GET /b contract', 'GET /c code']);
});

test('readers of one run add to each other', () => {
  const { code, sources } = bench();
  code(['GET /a']);
  code(['GET /b']);
  assert.deepEqual(sources(), ['GET /a code', 'GET /b code']);
});

test('a route for all methods stands under each that is known, and alone where none is', () => {
  const { ingest, code, contract, sources } = bench();
  code(['ANY /hooks', 'ANY /proxy', 'ANY /idle']);
  assert.deepEqual(sources(), ['ANY /hooks code', 'ANY /idle code', 'ANY /proxy code']);
  contract(['POST /hooks']);
  ingest([
    { path: '/proxy', response: user },
    { path: '/proxy', method: 'PUT', response: user },
    { path: '/idle', method: 'DELETE', status: 404 },
  ]);
  assert.deepEqual(sources(), [
    'ANY /idle code',
    'GET /proxy code+traffic',
    'POST /hooks code+contract',
    'PUT /proxy code+traffic',
  ]);
  contract([], 'run-2');
  assert.ok(sources().includes('ANY /hooks code'));
});

test('what takes all that follows has the rest, and no path that an API answers at beside it', () => {
  const { ingest, code, names } = bench();
  code(['GET /files/{path*}', 'GET /files/recent', 'GET /{all*}']);
  ingest([
    { path: '/files/a/b.txt', response: user },
    { path: '/files/recent', response: user },
    { path: '/files/2024/c/d.txt', response: user },
    { path: '/orders/{uuid}', response: user },
  ]);
  assert.deepEqual(names(), [
    'GET /files/recent',
    'GET /files/{path*}',
    'GET /orders/{orderId}',
    'GET /{all*}',
  ]);
});

test('all of it survives a restart', () => {
  const { ingest, code, contract, inventory, clock } = bench();
  code(['GET /users/{id}', 'ANY /hooks', 'GET /users/me', 'GET /files/{path*}']);
  contract(['GET /users/{userId}', 'POST /hooks']);
  ingest([
    { path: '/users/{uuid}', response: user },
    { path: '/users/me', response: user },
    { path: '/files/a/b', response: user },
  ]);
  const [some] = inventory.operations({ search: '/users/me' }).items;
  inventory.setPurpose(some?.id ?? '', 'Read who calls');
  const again = restarted(inventory, clock);
  assert.deepEqual(again.operations({ limit: 99 }), inventory.operations({ limit: 99 }));
  for (const { id } of inventory.operations({ limit: 99 }).items)
    assert.deepEqual(again.operation(id), inventory.operation(id));
  assert.equal(again.operation(some?.id ?? '')?.purpose.from, 'hand');
  const written = again.drain().put.filter(({ kind }) => kind !== 'inventory');
  assert.deepEqual(written, []);
});
