/** What the adapter and its thread say to each other. Everything here survives a structured clone. */
import type { ErrorCode } from '../../model/errors.ts';
import type { ExchangeQuery } from '../../model/operation.ts';
import type { SeriesPoint } from '../ports/exchange-store.ts';
import type { SpoolCursor } from '../ports/spool.ts';

/** Given to the thread at its start. */
export interface ThreadOptions {
  readonly path: string;
  readonly memoryBytesMax: number;
}

/** What exchanges share, by table. */
export type DictionaryKind = 'writer' | 'form' | 'shape' | 'actor' | 'client';

/** A value that the adapter has no id for yet. */
export interface DictionaryEntry {
  readonly ref: string;
  /** '' for writers, whose name is all there is. */
  readonly json: string;
  /** Actors only: the actor's id, the same for all that was seen of it. */
  readonly actor?: string;
}

/** Operations of a form, by the form's ref. */
export type FormOperations = readonly { readonly ref: string; readonly operations: readonly string[] }[];

/** Columns of 64-bit integers, in the table's order; each as an Int32Array of low and high words. */
export const wideColumns = ['atMs', 'n', 'durationUs', 'ttfbUs', 'requestBytes', 'responseBytes'] as const;
/** Columns of 32-bit integers, in the table's order, after the wide ones. */
export const narrowColumns = [
  'writer',
  'form',
  'actor',
  'client',
  'requestShape',
  'responseShape',
  'status',
  'outcome',
] as const;

/** Rows to be added, ids resolved. */
export interface AppendRows {
  readonly rows: number;
  readonly wide: readonly Int32Array<ArrayBuffer>[];
  readonly narrow: readonly Int32Array<ArrayBuffer>[];
  /** One line a row. */
  readonly resources: string;
  readonly bodies: readonly {
    readonly writer: number;
    readonly n: number;
    readonly request: string | null;
    readonly response: string | null;
  }[];
  readonly cursor: SpoolCursor;
}

/** Outcomes as they are stored; the order is part of the schema. */
export const outcomes = ['answered', 'refused', 'upstream-failed', 'client-left'] as const;

/** One exchange as stored, with the JSON of what it shares left to the dictionaries. */
export interface FoundRow {
  readonly id: string;
  readonly atMs: number;
  readonly durationUs: number;
  readonly ttfbUs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly resources: string;
  readonly form: number;
  readonly actor: number;
  readonly client: number;
  readonly requestShape: number;
  readonly responseShape: number;
  readonly body: { readonly request: string | null; readonly response: string | null } | null;
}

/** An answer to `recent` or `find`. */
export interface FoundRows {
  readonly rows: readonly FoundRow[];
  /** JSON texts by id. */
  readonly forms: ReadonlyMap<number, string>;
  readonly shapes: ReadonlyMap<number, string>;
  readonly actors: ReadonlyMap<number, string>;
  readonly clients: ReadonlyMap<number, string>;
  /** Operation ids by form. */
  readonly operations: ReadonlyMap<number, readonly string[]>;
}

/** What can be asked of a time series. */
export interface SeriesQuery {
  readonly operationId?: string;
  readonly actorId?: string;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly bucketMs: number;
}

/** All calls: what goes in, what comes out. */
export interface ThreadCalls {
  open: { in: ThreadOptions; out: SpoolCursor };
  resolve: {
    in: {
      readonly entries: readonly {
        readonly kind: DictionaryKind;
        readonly entries: readonly DictionaryEntry[];
      }[];
      readonly operations: FormOperations;
    };
    /** Ids in the order of the entries. */
    out: readonly { readonly kind: DictionaryKind; readonly ids: readonly number[] }[];
  };
  append: { in: AppendRows; out: null };
  reassign: { in: FormOperations; out: null };
  recent: { in: ExchangeQuery; out: FoundRows };
  find: { in: string; out: FoundRows };
  series: { in: SeriesQuery; out: readonly SeriesPoint[] };
  count: { in: null; out: number };
  prune: { in: { readonly nowMs: number; readonly ageMs: number; readonly bytesMax: number }; out: number };
  size: { in: null; out: number };
  close: { in: null; out: null };
}

/** Name of a call. */
export type CallName = keyof ThreadCalls;

/** To the thread. */
export interface CallRequest {
  readonly call: number;
  readonly name: CallName;
  readonly input: unknown;
}

/** From the thread. */
export type CallAnswer =
  | { readonly call: number; readonly output: unknown }
  | {
      readonly call: number;
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly detail?: string };
    };
