import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openVersionStore } from './version-store.ts';

describe('versions of the inventory', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heliostat-versions-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are listed newest first, read back, and bounded', async () => {
    const store = openVersionStore({ folder: join(folder, 'a'), versionsMax: 2 });
    assert.deepEqual(await store.list(), []);
    for (const [at, id] of [
      [2_000, 'b'],
      [1_000, 'a'],
      [3_000, 'c'],
    ] as const)
      await store.put({ id, atMs: at, reason: `./${id}, übrig`, operations: at / 1_000 }, `{"id":"${id}"}`);
    assert.deepEqual(await store.list(), [
      { id: 'c', atMs: 3_000, reason: './c, übrig', operations: 3 },
      { id: 'b', atMs: 2_000, reason: './b, übrig', operations: 2 },
    ]);
    assert.equal(await store.get('c'), '{"id":"c"}');
    assert.equal(await store.get('a'), null);
  });
});
