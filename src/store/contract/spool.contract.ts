/** What every spool keeps to. An adapter's tests call `spoolContract` with a way to open it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExchangeBatch, ObservedExchange } from '../../model/exchange.ts';
import { cursorAfter, isConsumed } from '../ports/cursor.ts';
import type { SpoolCursor, SpoolPosition, SpoolReader, SpoolWriter } from '../ports/spool.ts';
import { batchOf } from '../spool/encode.ts';
import { sampleExchanges, sampleForm } from './sample.ts';

/** One spool, empty at first; writers and readers may be opened and closed again. */
export interface SpoolSubject extends AsyncDisposable {
  writer(stream: string): SpoolWriter;
  reader(cursor: SpoolCursor): Promise<SpoolReader>;
}

type Read = { readonly batch: ExchangeBatch; readonly position: SpoolPosition };

/** Reads until so many exchanges have come or nothing comes for a second. */
export async function readRows(reader: SpoolReader, rows: number): Promise<readonly Read[]> {
  const all: Read[] = [];
  for (let have = 0; have < rows; ) {
    const some = await reader.read({ batchesMax: 8, waitMs: 1_000 });
    if (some.length === 0) break;
    for (const { batch } of some) have += batch.columns.n.length;
    all.push(...some);
  }
  return all;
}

const numbersOf = (read: readonly Read[]): number[] => read.flatMap(({ batch }) => [...batch.columns.n]);

/** Declares the contract's tests. */
export function spoolContract(name: string, open: () => Promise<SpoolSubject>): void {
  describe(`${name} keeps the spool contract`, () => {
    it('gives back what was recorded, whole and in order', async () => {
      await using spool = await open();
      await using writer = spool.writer('w0');
      const exchanges: ObservedExchange[] = sampleExchanges({ count: 300 }).map((exchange) => ({
        ...exchange,
        n: writer.nextNumber(),
        ...(exchange.n === 7 ? { body: { request: 'a "quoted" line\n', response: 'é€😀' } } : {}),
      }));
      for (const exchange of exchanges) writer.record(exchange);
      await writer.flush();
      await using reader = await spool.reader({});
      const read = await readRows(reader, 300);
      assert.deepEqual(
        read.map(({ batch }) => batch),
        [batchOf(exchanges, writer.writer, 0)],
      );
    });

    it('numbers exchanges and batches without a gap', async () => {
      await using spool = await open();
      await using writer = spool.writer('w0');
      for (const exchange of sampleExchanges({ count: 5 })) {
        writer.record({ ...exchange, n: writer.nextNumber() });
        await writer.flush();
      }
      await using reader = await spool.reader({});
      const read = await readRows(reader, 5);
      assert.deepEqual(numbersOf(read), [0, 1, 2, 3, 4]);
      assert.deepEqual(
        read.map(({ batch }) => batch.seq),
        [0, 1, 2, 3, 4],
      );
      assert.match(writer.writer, /^[a-z0-9]+$/);
    });

    it('writes by itself, without a flush', async () => {
      await using spool = await open();
      await using writer = spool.writer('w0');
      await using reader = await spool.reader({});
      for (const exchange of sampleExchanges({ count: 10 })) writer.record(exchange);
      assert.equal(numbersOf(await readRows(reader, 10)).length, 10);
    });

    it('goes on after a cursor and never gives a batch twice', async () => {
      await using spool = await open();
      await using writer = spool.writer('w0');
      const exchanges = sampleExchanges({ count: 20 });
      for (const exchange of exchanges) {
        writer.record(exchange);
        await writer.flush();
      }
      let cursor: SpoolCursor = {};
      const numbers: number[] = [];
      for (let round = 0; round < 20; round += 1) {
        await using reader = await spool.reader(cursor);
        for (const { batch, position } of await reader.read({ batchesMax: 1, waitMs: 1_000 })) {
          assert.equal(isConsumed(cursor, position), false);
          cursor = cursorAfter(cursor, [position]);
          numbers.push(...batch.columns.n);
        }
      }
      assert.deepEqual(
        numbers,
        exchanges.map(({ n }) => n),
      );
      await using reader = await spool.reader(cursor);
      assert.deepEqual(await reader.read({ batchesMax: 8, waitMs: 0 }), []);
      assert.deepEqual(reader.backlog(), { bytes: 0, damaged: 0 });
    });

    it('gives no more batches than asked for, and tells the backlog', async () => {
      await using spool = await open();
      await using writer = spool.writer('w0');
      for (const exchange of sampleExchanges({ count: 6 })) {
        writer.record(exchange);
        await writer.flush();
      }
      await using reader = await spool.reader({});
      assert.equal((await reader.read({ batchesMax: 4, waitMs: 0 })).length, 4);
      assert.ok(reader.backlog().bytes > 0);
      assert.equal((await reader.read({ batchesMax: 4, waitMs: 0 })).length, 2);
      assert.equal(reader.backlog().bytes, 0);
    });

    it('reads several streams, each in its order', async () => {
      await using spool = await open();
      await using one = spool.writer('w0');
      await using two = spool.writer('w1');
      assert.notEqual(one.writer, two.writer);
      for (const exchange of sampleExchanges({ count: 40 })) {
        (exchange.n % 2 === 0 ? one : two).record(exchange);
        if (exchange.n % 10 === 9) await Promise.all([one.flush(), two.flush()]);
      }
      await using reader = await spool.reader({});
      const read = await readRows(reader, 40);
      for (const [stream, parity] of [
        ['w0', 0],
        ['w1', 1],
      ] as const) {
        const numbers = numbersOf(read.filter(({ position }) => position.stream === stream));
        assert.deepEqual(
          numbers,
          Array.from({ length: 20 }, (_, i) => 2 * i + parity),
        );
      }
    });

    it('reads the streams of earlier runs, then those of this run', async () => {
      await using spool = await open();
      for (const round of [0, 1, 2]) {
        await using writer = spool.writer('w0');
        for (const exchange of sampleExchanges({ count: 5, from: round * 5 })) writer.record(exchange);
      }
      await using reader = await spool.reader({});
      const read = await readRows(reader, 15);
      assert.deepEqual(
        numbersOf(read),
        Array.from({ length: 15 }, (_, i) => i),
      );
      assert.equal(new Set(read.map(({ batch }) => batch.writer)).size, 3);
    });

    it('never numbers back after everything was released', async () => {
      await using spool = await open();
      let cursor: SpoolCursor = {};
      const numbers: number[] = [];
      for (const round of [0, 1, 2]) {
        await using reader = await spool.reader(cursor);
        await using writer = spool.writer('w0');
        for (const exchange of sampleExchanges({ count: 5, from: round * 5 })) writer.record(exchange);
        await writer.flush();
        for (const { batch, position } of await readRows(reader, 5)) {
          assert.equal(isConsumed(cursor, position), false);
          cursor = cursorAfter(cursor, [position]);
          numbers.push(...batch.columns.n);
        }
        await reader.release(cursor);
      }
      assert.deepEqual(
        numbers,
        Array.from({ length: 15 }, (_, i) => i),
      );
    });

    it('keeps numbers that JSON cannot say from spoiling their batch', async () => {
      await using spool = await open();
      await using writer = spool.writer('w0');
      const [sample] = sampleExchanges({ count: 1 });
      assert.ok(sample);
      writer.record({
        ...sample,
        durationUs: Number.NaN,
        requestBytes: Number.POSITIVE_INFINITY,
        ttfbUs: 1.5,
      });
      await writer.flush();
      await using reader = await spool.reader({});
      const [read] = await readRows(reader, 1);
      assert.ok(read);
      assert.deepEqual([...read.batch.columns.durationUs, ...read.batch.columns.ttfbUs], [0, 2]);
    });

    it('takes hostile text in forms as it is', async () => {
      await using spool = await open();
      await using writer = spool.writer('w0');
      const [sample] = sampleExchanges({ count: 1 });
      assert.ok(sample);
      const form = sampleForm({ path: '/\u0000"\\\ud800\u2028{uuid}', host: 'x"]}' });
      writer.record({ ...sample, form, resources: '"\\' });
      await writer.flush();
      await using reader = await spool.reader({});
      const [read] = await readRows(reader, 1);
      assert.equal(read?.batch.forms[0]?.form.path, form.value.path);
      assert.deepEqual(read?.batch.columns.resources, ['"\\']);
    });

    it('waits no longer than it is told, and is woken by its end', async () => {
      await using spool = await open();
      const reader = await spool.reader({});
      assert.deepEqual(await reader.read({ batchesMax: 1, waitMs: 1 }), []);
      const waiting = reader.read({ batchesMax: 1, waitMs: 60_000 });
      await reader[Symbol.asyncDispose]();
      assert.deepEqual(await waiting, []);
    });
  });
}
