import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../model/clock.ts';
import type { ExchangeBatch } from '../model/exchange.ts';
import type { Catalogue, CatalogueDocument } from '../store/ports/catalogue.ts';
import type { AssignedBatch, ExchangeStore } from '../store/ports/exchange-store.ts';
import type { SpoolCursor, SpoolReader } from '../store/ports/spool.ts';
import { openDuckdbExchangeStore } from '../store/duckdb/store.ts';
import { openSqliteCatalogue } from '../store/sqlite/catalogue.ts';
import { createInventory } from './create.ts';
import { startPump } from './pump.ts';
import { BatchBuilder, objectShape, testClock } from './testing.ts';
import type { Call } from './testing.ts';

class MemoryReader implements SpoolReader {
  readonly all: ExchangeBatch[] = [];
  released: SpoolCursor = {};
  at: number;

  constructor(at = 0) {
    this.at = at;
  }

  async read({ batchesMax, waitMs }: { batchesMax: number; waitMs: number }) {
    if (this.at >= this.all.length) await new Promise((resolve) => setTimeout(resolve, Math.min(5, waitMs)));
    const from = this.at;
    this.at = Math.min(this.all.length, from + batchesMax);
    return this.all
      .slice(from, this.at)
      .map((batch, index) => ({ batch, position: { stream: 'w', segment: 0, offset: from + index + 1 } }));
  }

  release(cursor: SpoolCursor) {
    this.released = cursor;
    return Promise.resolve();
  }

  backlog() {
    return { bytes: (this.all.length - this.at) * 100, damaged: 0 };
  }

  [Symbol.asyncDispose]() {
    return Promise.resolve();
  }
}

class MemoryStore {
  readonly rows: { n: number; ref: string; operations: readonly string[] }[] = [];
  at: SpoolCursor = {};
  failures = 0;

  append(batches: readonly AssignedBatch[]) {
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('the disk is full'));
    }
    for (const { batch, position, operations } of batches) {
      if ((this.at[position.stream]?.offset ?? 0) >= position.offset) continue;
      batch.columns.n.forEach((n, row) => {
        const form = batch.columns.form[row] ?? 0;
        this.rows.push({ n, ref: batch.forms[form]?.ref ?? '', operations: operations[form] ?? [] });
      });
      this.at = { ...this.at, [position.stream]: position };
    }
    return Promise.resolve(0);
  }

  cursor() {
    return Promise.resolve(this.at);
  }

  reassign(forms: ReadonlyMap<string, readonly string[]>) {
    for (const row of this.rows) row.operations = forms.get(row.ref) ?? row.operations;
    return Promise.resolve();
  }
}

class MemoryCatalogue {
  readonly documents = new Map<string, CatalogueDocument>();
  cursor: SpoolCursor = {};
  failures = 0;

  saveInventory(change: Parameters<Catalogue['saveInventory']>[0]) {
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('the catalogue is locked'));
    }
    for (const document of change.put) this.documents.set(`${document.kind} ${document.id}`, document);
    for (const { kind, id } of change.remove) this.documents.delete(`${kind} ${id}`);
    this.cursor = change.cursor;
    return Promise.resolve();
  }
}

const clinic = objectShape(['slug', 'title', 'city', 'phone']);
const call = (name: string): Call => ({ path: `/clinics/${name}`, response: clinic });

const world = () => {
  const clock = testClock();
  return {
    clock,
    builder: new BatchBuilder(clock),
    store: new MemoryStore(),
    catalogue: new MemoryCatalogue(),
    reader: new MemoryReader(),
  };
};

type World = ReturnType<typeof world>;

const start = ({ reader, store, catalogue, clock }: World, saveMs = 20) => {
  const inventory = createInventory({ documents: [...catalogue.documents.values()], clock });
  const pump = startPump({
    reader,
    store: store as unknown as ExchangeStore,
    catalogue: catalogue as unknown as Catalogue,
    inventory,
    inventoryCursor: catalogue.cursor,
    clock: systemClock,
    saveMs,
    retryMs: { first: 1, longest: 4 },
  });
  return { inventory, pump };
};

test('what is written is stored, reassigned, saved and released', async () => {
  const here = world();
  const { inventory, pump } = start(here);
  here.reader.all.push(
    here.builder.batch([call('north-side')]),
    here.builder.batch([call('old-town'), call('river-bank')]),
  );
  await pump.flush();
  const [only] = inventory.operations({}).items;
  assert.equal(only?.path, '/clinics/{clinicSlug}');
  assert.deepEqual(
    here.store.rows.map((row) => row.operations),
    [[only?.id], [only?.id], [only?.id]],
  );
  assert.deepEqual(here.catalogue.cursor, { w: { segment: 0, offset: 2 } });
  assert.deepEqual(here.reader.released, { w: { segment: 0, offset: 2 } });
  assert.equal(pump.status().rows, 3);
  await pump.reassign(inventory.unfold(only?.id ?? ''));
  assert.equal(new Set(here.store.rows.map((row) => row.operations[0])).size, 3);
  await pump[Symbol.asyncDispose]();
});

test('a store that fails loses nothing, and the pump says why it waits', async () => {
  const here = world();
  here.store.failures = 3;
  here.catalogue.failures = 2;
  const { pump } = start(here);
  here.reader.all.push(here.builder.batch([call('north-side')]), here.builder.batch([call('old-town')]));
  await pump.flush();
  assert.equal(here.store.rows.length, 2);
  assert.ok(here.catalogue.documents.size > 0);
  assert.match(pump.status().lastError?.message ?? '', /locked/);
  assert.equal(pump.status().pendingRows, 0);
  await pump[Symbol.asyncDispose]();
});

test('a process that dies goes on from both cursors without counting twice', async () => {
  const here = world();
  const batches = ['north-side', 'old-town', 'river-bank', 'green-hill'].map((name) =>
    here.builder.batch([call(name)]),
  );
  const first = start(here);
  here.reader.all.push(...batches.slice(0, 2));
  await first.pump.flush();
  const documents = new Map(here.catalogue.documents);
  const { cursor } = here.catalogue;
  here.reader.all.push(...batches.slice(2));
  await first.pump.flush();
  await first.pump[Symbol.asyncDispose]();
  // The inventory falls back to an earlier save; the store keeps all.
  here.catalogue.documents.clear();
  for (const [key, document] of documents) here.catalogue.documents.set(key, document);
  here.catalogue.cursor = cursor;
  here.reader = new MemoryReader();
  here.reader.all.push(...batches);
  const second = start(here);
  await second.pump.flush();
  const [only] = second.inventory.operations({}).items;
  assert.equal(only?.count, 4);
  assert.equal(here.store.rows.length, 4);
  assert.deepEqual(new Set(here.store.rows.flatMap((row) => row.operations)), new Set([only?.id]));
  await second.pump[Symbol.asyncDispose]();
  // And the other way: the store is new, the inventory is not.
  here.store = new MemoryStore();
  here.reader = new MemoryReader();
  here.reader.all.push(...batches);
  const third = start(here);
  await third.pump.flush();
  assert.equal(third.inventory.operations({}).items[0]?.count, 4);
  assert.deepEqual(
    here.store.rows.map((row) => row.operations),
    Array.from({ length: 4 }, () => [only?.id]),
  );
  await third.pump[Symbol.asyncDispose]();
});

test('with the embedded stores, an inventory comes back as it was', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-pump-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const clock = testClock();
  const builder = new BatchBuilder(clock, 'w1');
  const reader = new MemoryReader();
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  let before: unknown;
  {
    await using catalogue = openSqliteCatalogue({ path: join(folder, 'catalogue.db'), clock: systemClock });
    await using store = await openDuckdbExchangeStore({ path: join(folder, 'exchanges.duckdb') });
    const inventory = createInventory({ documents: [], clock });
    await using pump = startPump({
      reader,
      store,
      catalogue,
      inventory,
      inventoryCursor: {},
      clock: systemClock,
    });
    reader.all.push(
      builder.batch([call('north-side'), call('old-town')]),
      builder.batch([call('river-bank')]),
    );
    await pump.flush();
    before = plain(inventory.operations({}));
    const [only] = inventory.operations({}).items;
    assert.equal(await store.count(), 3);
    assert.equal((await store.recent({ limit: 10, operationId: only?.id ?? '' })).length, 3);
  }
  await using catalogue = openSqliteCatalogue({ path: join(folder, 'catalogue.db'), clock: systemClock });
  const saved = await catalogue.loadInventory();
  assert.deepEqual(saved.cursor, { w: { segment: 0, offset: 2 } });
  assert.deepEqual(plain(createInventory({ documents: saved.documents, clock }).operations({})), before);
});
