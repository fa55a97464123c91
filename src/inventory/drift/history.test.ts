import assert from 'node:assert/strict';
import { it } from 'node:test';
import { noEvidence, type Sighting, unknownAuth } from '../../model/sighting.ts';
import type { VersionEntry, VersionStore } from '../../store/ports/version-store.ts';
import { createInventory } from '../create.ts';
import type { Drift } from './compare.ts';
import { createHistory } from './history.ts';

/** Versions in memory. */
const memory = (): VersionStore => {
  const all: { readonly entry: VersionEntry; readonly json: string }[] = [];
  return {
    put: async (entry, json) => void all.unshift({ entry, json }),
    list: async () => all.map(({ entry }) => entry),
    get: async (id) => all.find(({ entry }) => entry.id === id)?.json ?? null,
  };
};

const sighting = (method: string, path: string): Sighting => ({
  source: 'code',
  kind: 'rest',
  api: 'shop',
  hosts: [],
  method,
  path,
  place: { file: 'app.ts', line: 3 },
  framework: 'express',
  params: [],
  auth: unknownAuth,
  mounted: true,
  role: 'app',
  deprecated: false,
  purpose: null,
  handler: null,
  tags: [],
  confidence: 1,
});

it('every run is a version, and what changed since the one before is told', async () => {
  let now = 1_000_000;
  const clock = { nowMs: () => now, monotonicUs: () => now * 1_000 };
  const inventory = createInventory({ documents: [], clock });
  const alerts: Drift[] = [];
  const history = createHistory({
    store: memory(),
    inventory,
    clock,
    onDrift: (drift) => alerts.push(drift),
  });
  const read = async (...sightings: readonly Sighting[]) => {
    now += 1_000;
    const cover = { source: 'code', root: './shop', apis: ['shop'], files: 1, lines: 9 } as const;
    inventory.takeEvidence(
      { ...noEvidence, covers: [cover], sightings },
      { id: `run-${now}`, atMs: now, roots: ['./shop'] },
    );
    await history.take('./shop');
  };
  await read(sighting('GET', '/items'));
  await read(sighting('GET', '/items'));
  assert.equal(alerts.length, 0);
  await read(sighting('GET', '/items'), sighting('DELETE', '/items/{id}'));
  assert.deepEqual(
    alerts.map(({ changes }) => changes.map(({ text }) => text)),
    [['DELETE /items/{id} is new']],
  );
  const versions = await history.list();
  assert.deepEqual(
    versions.map(({ operations, reason }) => [operations, reason]),
    [
      [2, './shop'],
      [1, './shop'],
      [1, './shop'],
    ],
  );
  const [newest, , oldest] = versions;
  assert.ok(newest !== undefined && oldest !== undefined);
  assert.equal(
    (await history.drift({ from: newest.id, to: oldest.id })).changes[0]?.kind,
    'operation-removed',
  );
  now += 1_000;
  assert.deepEqual((await history.drift({})).changes, []);
  await assert.rejects(history.drift({ from: 'none' }), { code: 'not-found' });
});
