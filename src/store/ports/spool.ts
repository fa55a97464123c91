/**
 * The spool: an append-only log on disk between those who see exchanges and those who keep them. A writer is one thread; a reader is
 * one process. What was appended and flushed survives `kill -9`.
 */
import type { ExchangeBatch, ObservedExchange, ShedCounts } from '../../model/exchange.ts';

/** A place in one writer's stream; compare only within a stream. The position of a batch is its end, where the next one begins. */
export interface SpoolPosition {
  readonly stream: string;
  readonly segment: number;
  readonly offset: number;
}

/** The last position a consumer has made durable, by stream. */
export type SpoolCursor = Readonly<Record<string, { readonly segment: number; readonly offset: number }>>;

/** Is fed exchange by exchange on the hot path; never throws, never blocks, sheds by the stated rule. */
export interface SpoolWriter extends AsyncDisposable {
  /** Takes one finished exchange. */
  record(exchange: ObservedExchange): void;
  /** Number for the next exchange; ids are `${writer}-${n.toString(36)}`. */
  nextNumber(): number;
  readonly writer: string;
  /** Writes out what is pending and resolves when it is on disk (or shed and counted). */
  flush(): Promise<void>;
  /** All that was shed since the start. */
  shed(): ShedCounts;
}

/** Reads batches in order, stream by stream, from a cursor on, and waits for more. */
export interface SpoolReader extends AsyncDisposable {
  /** The next batches (at most `batchesMax`), or an empty array when there is nothing after `waitMs`. A damaged frame is skipped and counted. */
  read(options: {
    readonly batchesMax: number;
    readonly waitMs: number;
  }): Promise<readonly { readonly batch: ExchangeBatch; readonly position: SpoolPosition }[]>;
  /** Everything up to the cursor may be deleted. Give the older of all consumers' cursors (`olderCursor`). */
  release(cursor: SpoolCursor): Promise<void>;
  /** Bytes not yet read, and damaged frames so far. */
  backlog(): { readonly bytes: number; readonly damaged: number };
}
