/** Where exchanges are kept and asked about. Adapters are held to `store/contract/exchange-store.contract.ts`. */
import type { ExchangeBatch } from '../../model/exchange.ts';
import type { ExchangeRecord } from '../../model/exchange-record.ts';
import type { ExchangeQuery } from '../../model/operation.ts';
import type { SpoolCursor, SpoolPosition } from './spool.ts';

/** A batch with the operations that the inventory gave to each of its rows. */
export interface AssignedBatch {
  readonly batch: ExchangeBatch;
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
  /** Adds all rows of all batches and moves the cursor, in one transaction: either all or nothing. Batches at or before the cursor are left out. Resolves to the number of rows added. */
  append(batches: readonly AssignedBatch[]): Promise<number>;
  /** The cursor of the last committed append. */
  cursor(): Promise<SpoolCursor>;
  count(): Promise<number>;
  /** Newest first. */
  recent(query: ExchangeQuery): Promise<readonly ExchangeRecord[]>;
  /** One exchange by its id. */
  find(id: string): Promise<ExchangeRecord | null>;
  /** Counts and latency by time bucket, oldest first, buckets without exchanges left out. */
  series(query: {
    readonly operationId?: string;
    readonly actorId?: string;
    readonly sinceMs: number;
    readonly untilMs: number;
    readonly bucketMs: number;
  }): Promise<readonly SeriesPoint[]>;
  /** Exchanges of operations that were folded into one (or unfolded) get their new operation. Keys are form refs. */
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
