/** Exchanges in DuckDB, which works in a thread of its own. */
import { HeliostatError } from '../../model/errors.ts';
import type { ActorSeen, ClientSeen } from '../../model/actor.ts';
import type { ExchangeForm } from '../../model/exchange.ts';
import type { ExchangeRecord } from '../../model/exchange-record.ts';
import type { ExchangeQuery } from '../../model/operation.ts';
import type { Shape } from '../../model/shape.ts';
import { cursorAfter, isConsumed } from '../ports/cursor.ts';
import type { AssignedBatch, ExchangeStore, SeriesPoint } from '../ports/exchange-store.ts';
import type { SpoolCursor } from '../ports/spool.ts';
import { bodyOf, exchangeRecordOf, type OperationName } from '../record.ts';
import type { FormOperations, FoundRows, SeriesQuery } from './protocol.ts';
import { appendRowsOf, KnownIds, unknownOf } from './rows.ts';
import { ThreadClient } from './thread-client.ts';

/** How the store works. */
export interface DuckdbStoreOptions {
  /** The file; its folder must exist. */
  readonly path: string;
  /** Bound for DuckDB's own memory, bytes. Default 128 MB. */
  readonly memoryBytesMax?: number;
  /** Names operations in records; asked anew each time, since names change. */
  readonly operationName?: OperationName;
}

/** Appends that wait are put together until they have this many rows. */
const appendRowsMax = 10_000;
/** Most records of one answer. */
const recordsMax = 1_000;
/** Most points of one series. */
const pointsMax = 10_000;

/** A DuckDB exchange store, and what only its own tests use. */
export interface DuckdbExchangeStore extends ExchangeStore {
  /** Ends the thread as a crash would; the next call starts another. */
  crash(): Promise<void>;
}

/**
 * Opens or makes the store.
 *
 * @throws HeliostatError `store-newer`, `data-folder-busy`, `data-folder-unusable`.
 * @example
 * await using store = await openDuckdbExchangeStore({ path: '/var/lib/heliostat/exchanges.duckdb' });
 */
export async function openDuckdbExchangeStore(options: DuckdbStoreOptions): Promise<DuckdbExchangeStore> {
  const store = new DuckdbStore(options);
  try {
    await store.start();
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
  return store;
}

interface Waiting {
  readonly batches: readonly AssignedBatch[];
  readonly rows: number;
  readonly resolve: (rows: number) => void;
  readonly reject: (error: unknown) => void;
}

class DuckdbStore implements DuckdbExchangeStore {
  readonly #thread: ThreadClient;
  readonly #operationName: OperationName;
  readonly #known = new KnownIds();
  #cursor: SpoolCursor = {};
  readonly #waiting: Waiting[] = [];
  /** Whatever changes ids or cursor goes one after another. */
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(options: DuckdbStoreOptions) {
    this.#operationName = options.operationName ?? (() => null);
    this.#thread = new ThreadClient(
      { path: options.path, memoryBytesMax: options.memoryBytesMax ?? 128_000_000 },
      (cursor) => {
        this.#cursor = cursor;
        this.#known.clear();
      },
    );
  }

  start(): Promise<void> {
    return this.#thread.start();
  }

  crash(): Promise<void> {
    return this.#thread.crash();
  }

  append(batches: readonly AssignedBatch[]): Promise<number> {
    return new Promise((resolve, reject) => {
      const rows = batches.reduce((sum, { batch }) => sum + batch.columns.n.length, 0);
      this.#waiting.push({ batches, rows, resolve, reject });
      void this.#change(() => this.#appendWaiting());
    });
  }

  /** Puts together what waits, as far as one transaction should go. What was taken along by an earlier turn leaves nothing to do. */
  async #appendWaiting(): Promise<void> {
    const taken: Waiting[] = [];
    for (let rows = 0; this.#waiting.length > 0 && (rows < appendRowsMax || taken.length === 0); ) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      taken.push(next);
      rows += next.rows;
    }
    if (taken.length === 0) return;
    try {
      await this.#thread.start();
      const counts: number[] = [];
      const added: AssignedBatch[] = [];
      let cursor = this.#cursor;
      for (const { batches } of taken) {
        let rows = 0;
        for (const assigned of batches) {
          if (isConsumed(cursor, assigned.position)) continue;
          cursor = cursorAfter(cursor, [assigned.position]);
          added.push(assigned);
          rows += assigned.batch.columns.n.length;
        }
        counts.push(rows);
      }
      if (added.length > 0) await this.#appendBatches(added, cursor);
      taken.forEach(({ resolve }, index) => resolve(counts[index] ?? 0));
    } catch (error) {
      this.#known.clear();
      for (const { reject } of taken) reject(error);
    }
  }

  async #appendBatches(batches: readonly AssignedBatch[], cursor: SpoolCursor): Promise<void> {
    this.#known.trim();
    const unknown = unknownOf(batches, this.#known);
    if (unknown.entries.length > 0 || unknown.operations.length > 0) {
      const answers = await this.#thread.call('resolve', unknown);
      answers.forEach(({ kind, ids }, index) => {
        unknown.entries[index]?.entries.forEach(({ ref }, at) => this.#known.set(kind, ref, ids[at] ?? -1));
      });
      this.#known.setOperations(unknown.operations);
    }
    const rows = appendRowsOf(batches, this.#known, cursor);
    await this.#thread.call(
      'append',
      rows,
      [...rows.wide, ...rows.narrow].map(({ buffer }) => buffer),
    );
    this.#cursor = cursor;
  }

  async cursor(): Promise<SpoolCursor> {
    await this.#thread.start();
    return this.#cursor;
  }

  count(): Promise<number> {
    return this.#thread.call('count', null);
  }

  async recent(query: ExchangeQuery): Promise<readonly ExchangeRecord[]> {
    const limit = Math.min(Math.max(Math.trunc(query.limit) || 0, 0), recordsMax);
    if (limit === 0) return [];
    return this.#records(await this.#thread.call('recent', { ...query, limit }));
  }

  async find(id: string): Promise<ExchangeRecord | null> {
    return this.#records(await this.#thread.call('find', id))[0] ?? null;
  }

  async series(query: SeriesQuery): Promise<readonly SeriesPoint[]> {
    const bucketMs = Math.trunc(query.bucketMs);
    if (!(bucketMs >= 1) || !((query.untilMs - query.sinceMs) / bucketMs <= pointsMax)) {
      throw new HeliostatError('input-invalid', {
        issues: [
          {
            path: 'bucketMs',
            expected: `at least 1, and at most ${pointsMax} buckets between since and until`,
            got: String(query.bucketMs),
            mend: 'Ask for longer buckets or a shorter time.',
          },
        ],
      });
    }
    return this.#thread.call('series', { ...query, bucketMs });
  }

  reassign(forms: ReadonlyMap<string, readonly string[]>): Promise<void> {
    if (forms.size === 0) return Promise.resolve();
    const changed: FormOperations = [...forms].map(([ref, operations]) => ({ ref, operations }));
    return this.#change(async () => {
      try {
        await this.#thread.call('reassign', changed);
        this.#known.setOperations(changed.filter(({ ref }) => this.#known.get('form', ref) !== undefined));
      } catch (error) {
        this.#known.clear();
        throw error;
      }
    });
  }

  prune(limits: {
    readonly nowMs: number;
    readonly ageMs: number;
    readonly bytesMax: number;
  }): Promise<number> {
    return this.#change(async () => {
      try {
        return await this.#thread.call('prune', limits);
      } finally {
        // Values that nothing uses any more have lost their ids.
        this.#known.clear();
      }
    });
  }

  size(): Promise<number> {
    return this.#thread.call('size', null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lastChange;
    await this.#thread[Symbol.asyncDispose]();
  }

  #change<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#lastChange.then(work);
    this.#lastChange = result.catch(() => undefined);
    return result;
  }

  #records(found: FoundRows): readonly ExchangeRecord[] {
    // Stored by this program and checked when it came in: read as it was written.
    const parsed = <T>(texts: ReadonlyMap<number, string>): ReadonlyMap<number, T> =>
      new Map([...texts].map(([id, text]) => [id, JSON.parse(text) as T]));
    const forms = parsed<ExchangeForm>(found.forms);
    const actors = parsed<ActorSeen>(found.actors);
    const clients = parsed<ClientSeen>(found.clients);
    const shapes = parsed<Shape>(found.shapes);
    return found.rows.flatMap((row) => {
      const form = forms.get(row.form);
      const actor = actors.get(row.actor);
      const client = clients.get(row.client);
      if (form === undefined || actor === undefined || client === undefined) return [];
      const { body, ...numbers } = row;
      return exchangeRecordOf(
        {
          ...numbers,
          form,
          actor,
          client,
          requestShape: shapes.get(row.requestShape) ?? null,
          responseShape: shapes.get(row.responseShape) ?? null,
          operations: found.operations.get(row.form) ?? [],
          ...(body === null ? {} : { body: bodyOf(body.request, body.response) }),
        },
        this.#operationName,
      );
    });
  }
}
