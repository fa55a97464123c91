/** Evidence and traffic become one operation each; re-runs, restarts, templates that come and go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInventory } from '../create.ts';
import type { Inventory } from '../port.ts';
import { joinEvidence } from '../../model/sighting.ts';
import type { CatalogueDocument } from '../../store/ports/catalogue.ts';
import { answer, benchOf, restarted } from './bench.ts';
import { evidence, line } from './testing.ts';
import type { Call } from '../testing.ts';

test('one place with three spellings is one operation with three sources', () => {
  const { ingest, give, sources, inventory } = benchOf();
  give('code', ['GET /users/{id}', 'GET /users', 'POST /users']);
  give('contract', ['GET /users/{userId}/', 'GET //users']);
  ingest([
    { path: '/users/{uuid}', response: answer },
    { path: '/users', response: answer },
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
    response: answer,
  }));
  for (const first of ['code', 'traffic'] as const) {
    const { ingest, names, inventory, give } = benchOf();
    if (first === 'traffic') ingest(calls);
    give('code', ['GET /users/{id}', 'GET /users/me']);
    if (first === 'code') ingest(calls);
    assert.deepEqual(names(), ['GET /users/me', 'GET /users/{id}'], first);
    const me = inventory.operations({ search: '/users/me' }).items[0];
    assert.equal(me?.count, 1);
    give('code', [], { run: 'run-2' });
    assert.ok(names().includes('GET /users/me'));
    assert.equal(
      inventory.operations({ limit: 99 }).items.reduce((sum, one) => sum + one.count, 0),
      4,
    );
  }
});

test('what an earlier run gave of a root vanishes with the next, what others gave stays', () => {
  const { sources, give } = benchOf();
  give('code', ['GET /a', 'GET /b']);
  give('contract', ['GET /a', 'GET /b']);
  give('code', ['GET /a', 'GET /c'], { run: 'run-2' });
  assert.deepEqual(sources(), ['GET /a code+contract', 'GET /b contract', 'GET /c code']);
});

test('readers of one run add to each other', () => {
  const { sources, give } = benchOf();
  give('code', ['GET /a']);
  give('code', ['GET /b']);
  assert.deepEqual(sources(), ['GET /a code', 'GET /b code']);
});

test('a route for all methods stands under each that is known, and alone where none is', () => {
  const { ingest, sources, give } = benchOf();
  give('code', ['ANY /hooks', 'ANY /proxy', 'ANY /idle']);
  assert.deepEqual(sources(), ['ANY /hooks code', 'ANY /idle code', 'ANY /proxy code']);
  give('contract', ['POST /hooks']);
  ingest([
    { path: '/proxy', response: answer },
    { path: '/proxy', method: 'PUT', response: answer },
    { path: '/idle', method: 'DELETE', status: 404 },
  ]);
  assert.deepEqual(sources(), [
    'ANY /idle code',
    'GET /proxy code+traffic',
    'POST /hooks code+contract',
    'PUT /proxy code+traffic',
  ]);
  give('contract', [], { run: 'run-2' });
  assert.ok(sources().includes('ANY /hooks code'));
});

test('what takes all that follows has the rest, and no path that an API answers at beside it', () => {
  const { ingest, names, give } = benchOf();
  give('code', ['GET /files/{path*}', 'GET /files/recent', 'GET /{all*}']);
  ingest([
    { path: '/files/a/b.txt', response: answer },
    { path: '/files/recent', response: answer },
    { path: '/files/2024/c/d.txt', response: answer },
    { path: '/orders/{uuid}', response: answer },
  ]);
  assert.deepEqual(names(), [
    'GET /files/recent',
    'GET /files/{path*}',
    'GET /orders/{orderId}',
    'GET /{all*}',
  ]);
});

test('all of it survives a restart', () => {
  const bench = benchOf();
  const { ingest, inventory, give } = bench;
  give('code', ['GET /users/{id}', 'ANY /hooks', 'GET /users/me', 'GET /files/{path*}']);
  give('contract', ['GET /users/{userId}', 'POST /hooks']);
  ingest([
    { path: '/users/{uuid}', response: answer },
    { path: '/users/me', response: answer },
    { path: '/files/a/b', response: answer },
  ]);
  const [some] = inventory.operations({ search: '/users/me' }).items;
  inventory.setPurpose(some?.id ?? '', 'Read who calls');
  const again = restarted(bench);
  assert.deepEqual(again.operations({ limit: 99 }), inventory.operations({ limit: 99 }));
  for (const { id } of inventory.operations({ limit: 99 }).items)
    assert.deepEqual(again.operation(id), inventory.operation(id));
  assert.equal(again.operation(some?.id ?? '')?.purpose.from, 'hand');
  const written = again.drain().put.filter(({ kind }) => kind !== 'inventory');
  assert.deepEqual(written, []);
});

test('what a person keeps apart or takes for one outranks what is declared, also in the next run and after a restart', () => {
  const bench = benchOf();
  const { inventory, give, ingest, names, named } = bench;
  const declared = ['GET /users/{id}', 'GET /teams/red', 'GET /teams/blue'];
  give('code', declared);
  ingest(['jane', 'bob', 'report'].map((name) => ({ path: `/users/${name}` })));
  ingest([{ path: '/teams/red' }, { path: '/teams/blue' }, { path: '/users/{uuid}' }]);
  assert.equal(named('GET /users/{id}')?.canUnfold, true);
  inventory.unfold(named('GET /users/{id}')?.id ?? '');
  inventory.fold(
    ['GET /teams/red', 'GET /teams/blue'].map((name) => named(name)?.id ?? ''),
    1,
    'colour',
  );
  const expected = [
    'GET /teams/{colour}',
    'GET /users/bob',
    'GET /users/jane',
    'GET /users/report',
    'GET /users/{id}',
  ];
  assert.deepEqual(names(), expected);
  assert.deepEqual(named('GET /teams/{colour}')?.sources, ['code', 'traffic']);
  give('code', [...declared, 'GET /other'], { run: 'run-2' });
  assert.deepEqual(names(), ['GET /other', ...expected]);
  assert.deepEqual(restarted(bench).operations({ limit: 99 }), inventory.operations({ limit: 99 }));
});

test('words that were counted together as values count for themselves once they are declared', () => {
  const { give, ingest, named } = benchOf();
  const words = Array.from(
    { length: 80 },
    (_, at) =>
      `${'north south west east upper'.split(' ')[at % 5] ?? ''}-${'abcdefghijklmnopqrst'[Math.floor(at / 5)] ?? ''}hill`,
  );
  const calls = words.map((word) => ({ path: `/areas/${word}` }));
  ingest(calls);
  assert.equal(named('GET /areas/{areaSlug}')?.count, 80);
  give(
    'code',
    words.map((word) => `GET /areas/${word}`),
  );
  ingest(calls);
  for (const word of words) assert.ok((named(`GET /areas/${word}`)?.count ?? 0) > 0, word);
});

test('a contract that was deleted from a folder is gone with the next run over it, also from the documents', () => {
  const { inventory, clock } = benchOf();
  const take = (run: string, files: readonly string[]): void => {
    inventory.takeEvidence(
      joinEvidence(
        files.map((file) => evidence('contract', file, [line('contract', `GET /${file}`, { api: file })])),
      ),
      { id: run, atMs: 1, roots: ['/srv/app'] },
    );
  };
  const saved = new Map<string, CatalogueDocument>();
  const names = (of: Inventory): readonly string[] =>
    of
      .operations({ limit: 99 })
      .items.map(({ path }) => path)
      .sort();
  const save = (): void => {
    const { put, remove } = inventory.drain();
    for (const one of put) saved.set(`${one.kind} ${one.id}`, one);
    for (const one of remove) saved.delete(`${one.kind} ${one.id}`);
  };
  take('run-1', ['a', 'b']);
  assert.deepEqual(names(inventory), ['/a', '/b']);
  save();
  take('run-2', ['a']);
  assert.deepEqual(names(inventory), ['/a']);
  save();
  assert.deepEqual([...saved.keys()].filter((key) => key.startsWith('evidence')).length, 1);
  assert.deepEqual(names(createInventory({ documents: [...saved.values()], clock })), ['/a']);
});
