import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { HeliostatError } from '../../model/errors.ts';
import { assigned } from '../contract/exchange-store.contract.ts';
import { sampleExchanges } from '../contract/sample.ts';
import type { AssignedBatch } from '../ports/exchange-store.ts';
import { openDuckdbExchangeStore } from './store.ts';

async function emptyFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-duckdb-'));
  return {
    path: join(folder, 'exchanges.duckdb'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const startMs = 1_790_000_000_000;

const batchAt = (offset: number, count: number, from: number): AssignedBatch =>
  assigned(sampleExchanges({ count, from, startMs }), { stream: 'w0', segment: 1, offset });

describe('The DuckDB store, when things fail', { timeout: 120_000 }, () => {
  it('rejects what was under way when its thread dies, and goes on in a new one', async () => {
    await using place = await emptyFolder();
    await using store = await openDuckdbExchangeStore({ path: place.path });
    const batches = [1, 2, 3].map((i) => batchAt(i, 500, i * 500));
    await store.append(batches.slice(0, 1));
    const underWay = [store.append(batches.slice(1, 2)), store.recent({ limit: 10 }), store.count()];
    const results = Promise.allSettled(underWay);
    await store.crash();
    for (const result of await results) {
      if (result.status === 'rejected') assert.equal(result.reason.name, 'HeliostatError');
    }
    // Whatever became of the second: each is there once in the end.
    await store.append(batches);
    assert.equal(await store.count(), 1_500);
    assert.deepEqual(await store.cursor(), { w0: { segment: 1, offset: 3 } });
    assert.equal((await store.recent({ limit: 1_000 })).length, 1_000);
  });

  it('survives one death after another, appends between them', async () => {
    await using place = await emptyFolder();
    await using store = await openDuckdbExchangeStore({ path: place.path });
    for (let i = 0; i < 3; i += 1) {
      await store.append([batchAt(i + 1, 100, i * 100)]);
      await store.crash();
    }
    assert.equal(await store.count(), 300);
    assert.equal(new Set((await store.recent({ limit: 1_000 })).map(({ id }) => id)).size, 300);
  });

  it('keeps every acknowledged append through kill -9', async () => {
    await using place = await emptyFolder();
    const at = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
    const script = `
      const { openDuckdbExchangeStore } = await import(${at('./store.ts')});
      const { assigned } = await import(${at('../contract/exchange-store.contract.ts')});
      const { sampleExchanges } = await import(${at('../contract/sample.ts')});
      const store = await openDuckdbExchangeStore({ path: ${JSON.stringify(place.path)} });
      const observed = sampleExchanges({ count: 500 });
      for (let i = 0; ; i += 1) {
        const batch = observed.map((exchange) => ({ ...exchange, n: i * 500 + exchange.n }));
        await store.append([assigned(batch, { stream: 'w0', segment: 1, offset: i + 1 })]);
        console.log(i + 1);
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    let acknowledged = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      if (!/^\d+$/.test(line)) continue;
      acknowledged = Number(line);
      if (acknowledged === 20) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await using store = await openDuckdbExchangeStore({ path: place.path });
    const offset = (await store.cursor())['w0']?.offset ?? 0;
    assert.ok(acknowledged >= 20 && offset >= acknowledged, `${offset} of ${acknowledged}`);
    assert.equal(await store.count(), offset * 500);
  });

  it('refuses a file that another process has open', async () => {
    await using place = await emptyFolder();
    const at = JSON.stringify(new URL('./store.ts', import.meta.url).href);
    const script = `
      const { openDuckdbExchangeStore } = await import(${at});
      globalThis.store = await openDuckdbExchangeStore({ path: ${JSON.stringify(place.path)} });
      console.log('open');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      await assert.rejects(openDuckdbExchangeStore({ path: place.path }), { code: 'data-folder-busy' });
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await using store = await openDuckdbExchangeStore({ path: place.path });
    assert.equal(await store.count(), 0);
  });

  it('refuses what is newer, damaged or not a file', async () => {
    await using place = await emptyFolder();
    {
      await using _store = await openDuckdbExchangeStore({ path: place.path });
    }
    const instance = await DuckDBInstance.create(place.path);
    const connection = await instance.connect();
    await connection.run('INSERT INTO migration VALUES (99, now()::TIMESTAMP)');
    connection.closeSync();
    instance.closeSync();
    await assert.rejects(openDuckdbExchangeStore({ path: place.path }), { code: 'store-newer' });
    await rm(place.path);
    await writeFile(place.path, 'this is no database '.repeat(1_000));
    await assert.rejects(openDuckdbExchangeStore({ path: place.path }), { code: 'data-folder-unusable' });
    await assert.rejects(openDuckdbExchangeStore({ path: join(place.path, 'below') }), {
      code: 'data-folder-unusable',
    });
  });

  it('rejects appends while the disk is full, and adds each batch once when there is room', async (test) => {
    await using place = await emptyFolder();
    const folder = dirname(place.path);
    const run = promisify(execFile);
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'heliostat-test', folder]);
    } catch {
      test.skip('needs the right to mount a small tmpfs');
      return;
    }
    try {
      await writeFile(join(folder, 'ballast'), Buffer.alloc(8 * 1024 * 1024));
      await using store = await openDuckdbExchangeStore({ path: place.path });
      const observed = sampleExchanges({ count: 5_000, startMs });
      const batch = (i: number): AssignedBatch =>
        assigned(
          observed.map((exchange, at) => ({ ...exchange, n: i * 5_000 + at })),
          { stream: 'w0', segment: 1, offset: i + 1 },
        );
      let refused: unknown;
      let next = 0;
      for (; refused === undefined && next < 40; next += refused === undefined ? 1 : 0) {
        refused = await store.append([batch(next)]).then(
          () => undefined,
          (error: unknown) => error,
        );
      }
      assert.ok(refused instanceof HeliostatError, 'the disk was never full');
      assert.equal(refused.code, 'data-folder-unusable');
      await assert.rejects(store.append([batch(next)]), { name: 'HeliostatError' });
      await rm(join(folder, 'ballast'));
      const offset = (await store.cursor())['w0']?.offset ?? 0;
      assert.ok(offset >= next, `${offset} of ${next} acknowledged`);
      await store.append([batch(next - 1), batch(next), batch(next + 1)]);
      assert.equal(await store.count(), (next + 2) * 5_000);
    } finally {
      await run('umount', [folder]);
    }
  });

  it('drops the oldest until it fits, and the file gets shorter', async () => {
    await using place = await emptyFolder();
    await using store = await openDuckdbExchangeStore({ path: place.path });
    const perBatch = 20_000;
    const observed = sampleExchanges({ count: perBatch, startMs });
    for (let i = 0; i < 20; i += 1) {
      const batch = observed.map((exchange, at) => ({
        ...exchange,
        n: i * perBatch + at,
        atMs: startMs + i * perBatch + at,
        // Incompressible, so that there is something to drop.
        resources: `${exchange.resources}${Math.imul(at + i, 0x9e3779b1) >>> 0}${Math.imul(at ^ i, 0x85ebca6b) >>> 0}`,
      }));
      await store.append([assigned(batch, { stream: 'w0', segment: 1, offset: i + 1 })]);
    }
    const before = await store.size();
    const bytesMax = 8 * 1024 * 1024;
    assert.ok(before > bytesMax, `${before} bytes`);
    const limits = { nowMs: startMs + 500_000, ageMs: 1e12, bytesMax };
    const [dropped, ...asked] = await Promise.all([
      store.prune(limits),
      store.recent({ limit: 10 }),
      store.recent({ limit: 10 }),
    ]);
    assert.ok(dropped > 0);
    for (const records of asked) assert.equal(records.length, 10);
    const after = await store.size();
    assert.ok(after <= bytesMax && after < before / 2, `${before} bytes before, ${after} after`);
    assert.equal((await stat(place.path)).size <= bytesMax, true);
    assert.equal(await store.count(), 400_000 - dropped);
    // The newest are still there, the oldest are not; appending goes on.
    assert.ok(await store.find(`w0-${(399_999).toString(36)}`));
    assert.equal(await store.find('w0-0'), null);
    assert.equal(await store.append([batchAt(21, 100, 500_000)]), 100);
    assert.equal(await store.prune(limits), 0);
  });
});
