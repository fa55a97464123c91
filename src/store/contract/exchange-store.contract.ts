/** What every exchange store keeps to. An adapter's tests call `exchangeStoreContract` with a way to open it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exchangeRecord } from '../../model/exchange-record.ts';
import type { ObservedExchange } from '../../model/exchange.ts';
import type { AssignedBatch, ExchangeStore } from '../ports/exchange-store.ts';
import type { SpoolPosition } from '../ports/spool.ts';
import { exchangeRecordAt, type OperationName } from '../record.ts';
import { batchOf } from '../spool/encode.ts';
import { sampleActor, sampleExchanges, sampleForm, sampleShape } from './sample.ts';

/** One store, empty at first; `open` may be called again after the store before was closed. */
export interface ExchangeStoreSubject extends AsyncDisposable {
  open(operationName: OperationName): Promise<ExchangeStore>;
}

const startMs = 1_790_000_000_000;

const operationName: OperationName = (id) =>
  id.startsWith('op:') ? { method: 'GET', path: `/named/${id.slice(3)}` } : null;

/** Every form's operation is `op:` and its path; none when the path says so. */
const operationsOf = (batch: AssignedBatch['batch']): readonly (readonly string[])[] =>
  batch.forms.map(({ form }) =>
    form.graphql !== undefined
      ? form.graphql.map(({ field }) => `op:${field}`)
      : form.path.startsWith('/unrouted')
        ? []
        : [`op:${form.path}`],
  );

/** A batch at a place in a stream; the writer is the stream. */
export function assigned(observed: readonly ObservedExchange[], position: SpoolPosition): AssignedBatch {
  const batch = batchOf(observed, position.stream, position.offset);
  return { batch, position, operations: operationsOf(batch) };
}

const at = (offset: number, stream = 'w0', segment = 1): SpoolPosition => ({ stream, segment, offset });

const samples = sampleExchanges({ count: 1, startMs });

/** One sample with another number, changed. */
function one(n: number, differs: Partial<ObservedExchange> = {}): ObservedExchange {
  const [sample] = samples;
  assert.ok(sample);
  return { ...sample, n, atMs: startMs + n, ...differs };
}

/** Declares the contract's tests. */
export function exchangeStoreContract(name: string, make: () => Promise<ExchangeStoreSubject>): void {
  describe(`${name} keeps the exchange store contract`, () => {
    it('is empty at first', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      assert.equal(await store.count(), 0);
      assert.deepEqual(await store.cursor(), {});
      assert.deepEqual(await store.recent({ limit: 10 }), []);
      assert.equal(await store.find('w0-0'), null);
      assert.deepEqual(await store.series({ sinceMs: 0, untilMs: 1_000, bucketMs: 1_000 }), []);
    });

    it('gives back records that are valid and say what was observed', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      const observed = [
        one(0),
        one(1, {
          form: sampleForm({
            path: '/unrouted',
            status: 404,
            outcome: 'refused',
            refusedBy: 'method-refused',
            protocol: 'h2',
            verdicts: [{ guard: 'method', mode: 'enforce', code: 'method-refused', reason: 'TRACE' }],
          }),
          requestShape: sampleShape(3),
          responseShape: null,
          resources: 'aa bb',
          ttfbUs: -1,
          durationUs: 5_000_000_000,
          responseBytes: 6_000_000_000,
          body: { request: 'ö"\n', response: '' },
        }),
      ];
      const batch = assigned(observed, at(10));
      assert.equal(await store.append([batch]), 2);
      const records = await store.recent({ limit: 10 });
      assert.deepEqual(
        records,
        [1, 0].map((row) => exchangeRecordAt(batch.batch, row, batch.operations, operationName)),
      );
      for (const record of records) assert.deepEqual(exchangeRecord.parse(record), record);
      assert.deepEqual(await store.find('w0-1'), records[0]);
      assert.equal(await store.find('w1-1'), null);
      assert.equal(await store.find("x' OR 1=1 --"), null);
    });

    it('adds each batch once, whatever is repeated', async () => {
      await using subject = await make();
      const batches = [0, 1, 2, 3].map((i) =>
        assigned(sampleExchanges({ count: 10, from: i * 10, startMs }), at((i + 1) * 100)),
      );
      {
        await using store = await subject.open(operationName);
        assert.equal(await store.append(batches.slice(0, 2)), 20);
        assert.equal(await store.append(batches.slice(0, 3)), 10);
        assert.equal(await store.append(batches.slice(0, 3)), 0);
        assert.equal(await store.append([]), 0);
      }
      await using store = await subject.open(operationName);
      assert.deepEqual(await store.cursor(), { w0: { segment: 1, offset: 300 } });
      assert.equal(await store.append(batches), 10);
      assert.equal(await store.count(), 40);
      const ids = (await store.recent({ limit: 100 })).map(({ id }) => id);
      assert.equal(new Set(ids).size, 40);
    });

    it('moves the cursor over batches without rows', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      assert.equal(await store.append([assigned([], at(7, 'w3', 2))]), 0);
      assert.deepEqual(await store.cursor(), { w3: { segment: 2, offset: 7 } });
    });

    it('keeps streams apart', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      await Promise.all(
        ['w0', 'w1', 'w2'].map((stream) =>
          store.append([assigned(sampleExchanges({ count: 5, startMs }), at(50, stream))]),
        ),
      );
      assert.equal(await store.count(), 15);
      assert.deepEqual(Object.keys(await store.cursor()).sort(), ['w0', 'w1', 'w2']);
    });

    it('pages by time, newest first, without a gap or a repeat while more arrives', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      // Many exchanges of the same millisecond, from two writers.
      const same = (n: number): ObservedExchange => one(n, { atMs: startMs + Math.floor(n / 8) });
      const observed = Array.from({ length: 60 }, (_, n) => same(n));
      await store.append([assigned(observed, at(1, 'w0')), assigned(observed, at(1, 'w1'))]);
      const seen: string[] = [];
      let before: string | undefined;
      for (let page = 0; page < 40; page += 1) {
        const records = await store.recent({ limit: 7, ...(before === undefined ? {} : { before }) });
        if (records.length === 0) break;
        seen.push(...records.map(({ id }) => id));
        before = records.at(-1)?.id;
        await store.append([
          assigned([one(1_000 + page, { atMs: startMs + 5_000 + page })], at(2 + page, 'w0')),
        ]);
      }
      assert.equal(seen.length, 120);
      assert.equal(new Set(seen).size, 120);
      const times = await Promise.all(seen.map(async (id) => (await store.find(id))?.at ?? ''));
      assert.deepEqual(times, times.toSorted().reverse());
    });

    it('finds by operation, actor, status class and time', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      const observed = [200, 302, 404, 503].flatMap((status, i) =>
        [0, 1].map((side) =>
          one(i * 2 + side, {
            form: sampleForm({ path: side === 0 ? '/a' : '/b', status }),
            actor: sampleActor(side),
          }),
        ),
      );
      await store.append([assigned(observed, at(1))]);
      const ids = async (query: object): Promise<number[]> =>
        (await store.recent({ limit: 50, ...query })).map(({ id }) => Number.parseInt(id.slice(3), 36));
      assert.deepEqual(await ids({ operationId: 'op:/a' }), [6, 4, 2, 0]);
      assert.deepEqual(await ids({ actorId: sampleActor(1).value.id }), [7, 5, 3, 1]);
      assert.deepEqual(await ids({ statusClass: 4 }), [5, 4]);
      assert.deepEqual(await ids({ statusClass: 5, operationId: 'op:/b' }), [7]);
      assert.deepEqual(await ids({ sinceMs: startMs + 2, untilMs: startMs + 5 }), [4, 3, 2]);
      assert.deepEqual(await ids({ operationId: 'op:/none' }), []);
      assert.deepEqual(await ids({ operationId: 'op:/a', before: 'w0-4' }), [2, 0]);
      assert.deepEqual(await ids({ before: 'w0-zzz' }), []);
      assert.equal((await store.recent({ limit: 0 })).length, 0);
    });

    it('finds an exchange of several operations under each of them', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      const form = sampleForm({
        method: 'POST',
        path: '/graphql',
        graphql: [
          { type: 'query', field: 'patient' },
          { type: 'query', field: 'invoices' },
        ],
      });
      await store.append([assigned([one(0, { form }), one(1)], at(1))]);
      for (const operationId of ['op:patient', 'op:invoices']) {
        const [record, ...others] = await store.recent({ operationId, limit: 10 });
        assert.equal(others.length, 0);
        assert.deepEqual(record?.operations.map(({ id }) => id).sort(), ['op:invoices', 'op:patient']);
        const points = await store.series({
          operationId,
          sinceMs: startMs,
          untilMs: startMs + 1_000,
          bucketMs: 1_000,
        });
        assert.deepEqual(
          points.map((point) => point.count),
          [1],
        );
      }
      assert.equal(await store.count(), 2);
    });

    it('counts and measures by bucket', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      const observed = Array.from({ length: 1_000 }, (_, n) =>
        one(n, {
          atMs: startMs + (n < 600 ? 0 : 180_000),
          durationUs: (n % 100) + 1,
          form: sampleForm({
            status: n % 10 === 0 ? 500 : 200,
            ...(n % 20 === 1 ? { status: 403, outcome: 'refused' } : {}),
          }),
        }),
      );
      await store.append([assigned(observed, at(1))]);
      const points = await store.series({
        sinceMs: startMs - 60_000,
        untilMs: startMs + 600_000,
        bucketMs: 60_000,
      });
      assert.deepEqual(
        points.map(({ count, errors, blocked }) => [count, errors, blocked]),
        [
          [600, 90, 30],
          [400, 60, 20],
        ],
      );
      const [first, second] = points;
      assert.ok(first && second);
      assert.equal(first.atMs % 60_000, 0);
      assert.equal(second.atMs - first.atMs, 180_000);
      for (const { p50Us, p95Us, p99Us } of points) {
        assert.ok(Math.abs(p50Us - 50) <= 2, `p50 ${p50Us}`);
        assert.ok(Math.abs(p95Us - 95) <= 2, `p95 ${p95Us}`);
        assert.ok(Math.abs(p99Us - 99) <= 1, `p99 ${p99Us}`);
      }
      await assert.rejects(store.series({ sinceMs: 0, untilMs: startMs, bucketMs: 1 }), {
        code: 'input-invalid',
      });
      await assert.rejects(store.series({ sinceMs: 0, untilMs: 10, bucketMs: 0 }), { code: 'input-invalid' });
    });

    it('gives exchanges that are stored already to other operations', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      const forms = ['/slugs/red', '/slugs/blue', '/unrouted'].map((path) => sampleForm({ path }));
      const batch = (n: number): AssignedBatch =>
        assigned(
          forms.map((form, i) => one(n + i, { form })),
          at(n + 1),
        );
      await store.append([batch(0)]);
      await store.reassign(new Map(forms.map(({ ref }) => [ref, ['op:/slugs/{name}', 'op:other']])));
      await store.reassign(new Map([['no-such-form', ['op:x']]]));
      assert.equal((await store.recent({ operationId: 'op:/slugs/{name}', limit: 10 })).length, 3);
      assert.equal((await store.recent({ operationId: 'op:other', limit: 10 })).length, 3);
      assert.equal((await store.recent({ operationId: 'op:/slugs/red', limit: 10 })).length, 0);
      // What comes later with its own assignment has the last word.
      await store.append([batch(10)]);
      assert.equal((await store.recent({ operationId: 'op:/slugs/red', limit: 10 })).length, 2);
      assert.equal((await store.recent({ operationId: 'op:/slugs/{name}', limit: 10 })).length, 0);
      const [first] = await store.recent({ operationId: 'op:/slugs/red', limit: 1 });
      assert.deepEqual(first?.operations, [
        { id: 'op:/slugs/red', method: 'GET', path: '/named//slugs/red' },
      ]);
    });

    it('calls an operation without a name by its form', async () => {
      await using subject = await make();
      await using store = await subject.open(() => null);
      await store.append([assigned([one(0, { form: sampleForm({ path: '/p' }) })], at(1))]);
      const [record] = await store.recent({ limit: 1 });
      assert.deepEqual(record?.operations, [{ id: 'op:/p', method: 'GET', path: '/p' }]);
    });

    it('drops by age, and what only the dropped had', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      const old = Array.from({ length: 30 }, (_, n) =>
        one(n, { atMs: startMs, form: sampleForm({ path: `/old/${n}` }) }),
      );
      const young = Array.from({ length: 20 }, (_, n) => one(100 + n, { atMs: startMs + 60_000 }));
      await store.append([assigned([...old, ...young], at(1))]);
      const limits = { nowMs: startMs + 61_000, bytesMax: 1e12 };
      assert.equal(await store.prune({ ...limits, ageMs: 3_600_000 }), 0);
      assert.equal(await store.prune({ ...limits, ageMs: 30_000 }), 30);
      assert.equal(await store.count(), 20);
      assert.equal(await store.find('w0-0'), null);
      // The same forms again get their place back.
      await store.append([
        assigned(
          old.map((exchange) => ({ ...exchange, n: exchange.n + 1_000 })),
          at(2),
        ),
      ]);
      assert.equal((await store.recent({ operationId: 'op:/old/3', limit: 5 })).length, 1);
      assert.equal(await store.count(), 50);
    });

    it('takes a clock that jumps back as it is', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      const observed = [0, 5_000, -3_600_000, -3_599_000].map((jump, n) => one(n, { atMs: startMs + jump }));
      await store.append([assigned(observed, at(1))]);
      const ids = (await store.recent({ limit: 10 })).map(({ id }) => id);
      assert.deepEqual(ids, ['w0-1', 'w0-0', 'w0-3', 'w0-2']);
      assert.equal(await store.prune({ nowMs: startMs - 3_600_000, ageMs: 1_000, bytesMax: 1e12 }), 0);
    });

    it('reads beside appends, each answer of one moment', async () => {
      await using subject = await make();
      await using store = await subject.open(operationName);
      const appends = Array.from({ length: 20 }, (_, i) =>
        store.append([assigned(sampleExchanges({ count: 500, from: i * 500, startMs }), at(i + 1))]),
      );
      const counts: number[] = [];
      for (let i = 0; i < 10; i += 1) {
        counts.push(await store.count());
        assert.ok((await store.recent({ limit: 20 })).length <= 20);
      }
      assert.deepEqual(
        await Promise.all(appends),
        Array.from({ length: 20 }, () => 500),
      );
      assert.deepEqual(
        counts,
        counts.toSorted((a, b) => a - b),
      );
      assert.ok(counts.every((count) => count % 500 === 0));
      assert.equal(await store.count(), 10_000);
    });

    it('refuses calls after its end', async () => {
      await using subject = await make();
      const store = await subject.open(operationName);
      await store[Symbol.asyncDispose]();
      await assert.rejects(store.count(), { name: 'HeliostatError' });
      await assert.rejects(store.append([assigned([one(0)], at(1))]), { name: 'HeliostatError' });
      await store[Symbol.asyncDispose]();
    });
  });
}
