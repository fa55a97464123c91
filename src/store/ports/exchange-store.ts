/** Where exchanges are kept and asked about. Adapters are held to `store/contract/exchange-store.contract.ts`. */
import type { ExchangeBatch } from '../../model/exchange.ts';
import type { ExchangeRecord } from '../../model/exchange-record.ts';
import type { ExchangeQuery } from '../../model/operation.ts';
import type { SpoolCursor, SpoolPosition } from './spool.ts';

/** A batch with the operations that the inventory gave to each of its rows. */
export interface AssignedBatch {
  readonly batch: ExchangeBatch;
  /** Where the batch ends in its stream. */
  readonly position: SpoolPosition;
  /** Per form of the batch (same index): the ids of its operations; empty for an unrouted path. */
  readonly operations: readonly (readonly string[])[];
}

/** A point of a time series. */
export interface SeriesPoint {
  readonly atMs: number;
  readonly count: number;
  readonly errors: number;
  readonly blocked: number;
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
}

/** Exchanges on disk. All methods reject with `HeliostatError`. */
export interface ExchangeStore extends AsyncDisposable {
  /**
   * Adds all rows of all batches and moves the cursor, in one transaction: either all or nothing. Batches at or before the cursor are left
   * out; those of one stream must come in its order. A form has the operations that were assigned to it last. Resolves to the number of rows
   * added. Appends that wait for each other may share a transaction.
   */
  append(batches: readonly AssignedBatch[]): Promise<number>;
  /** The cursor of the last committed append. */
  cursor(): Promise<SpoolCursor>;
  count(): Promise<number>;
  /**
   * Newest first by the wall clock, at most 1,000. `sinceMs` is part of the answer, `untilMs` is not; `before` goes on after the exchange with
   * this id, and there is nothing more when it was dropped meanwhile.
   */
  recent(query: ExchangeQuery): Promise<readonly ExchangeRecord[]>;
  /** One exchange by its id. */
  find(id: string): Promise<ExchangeRecord | null>;
  /**
   * Counts and latency by time bucket, oldest first, buckets without exchanges left out. A bucket begins at a multiple of `bucketMs`; errors are
   * statuses from 400 on and upstreams that failed. Rejects with `input-invalid` beyond 10,000 buckets.
   */
  series(query: {
    readonly operationId?: string;
    readonly actorId?: string;
    readonly sinceMs: number;
    readonly untilMs: number;
    readonly bucketMs: number;
  }): Promise<readonly SeriesPoint[]>;
  /**
   * Exchanges of operations that were folded into one (or unfolded) get their new operation. Keys are form refs; unknown ones are left out.
   * Call it after the append of the batches that led to it, or their own assignment comes last.
   */
  reassign(forms: ReadonlyMap<string, readonly string[]>): Promise<void>;
  /** Drops what is older than `ageMs` before now, then the oldest until the store is below `bytesMax`. Resolves to rows dropped. */
  prune(limits: {
    readonly nowMs: number;
    readonly ageMs: number;
    readonly bytesMax: number;
  }): Promise<number>;
  /** Bytes on disk. */
  size(): Promise<number>;
}
