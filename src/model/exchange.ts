/**
 * The Exchange: one action, an actor's request to an operation and its response.
 *
 * On the way from the gateway to the stores exchanges travel in batches, column by column, with what many of them share
 * (form, shapes, actor, client) written once a batch. A batch is self-contained: it can be read without any other.
 * `exchange-record.ts` describes the single, readable record that is public and versioned.
 */
import type { DataClassId, Shape } from './shape.ts';
import type { ActorSeen, ClientSeen } from './actor.ts';

/** How the exchange reached us. */
export type ExchangeSource = 'gateway' | 'har' | 'ndjson' | 'access-log' | 'mirror' | 'otlp' | 'pcap';

/** What was spoken between the client and the API. */
export type ExchangeProtocol = 'http/1.0' | 'http/1.1' | 'h2' | 'websocket' | 'sse' | 'grpc';

/** What became of the request. */
export type ExchangeOutcome =
  | 'answered' // the upstream's answer was delivered whole
  | 'refused' // the gateway answered itself (guard or protocol error)
  | 'upstream-failed' // the upstream did not answer, or broke off
  | 'client-left'; // the client went away before the end

/** A credential that came with the request; never its value. */
export type AuthKind =
  | 'bearer-jwt'
  | 'bearer-opaque'
  | 'basic'
  | 'api-key-header'
  | 'api-key-query'
  | 'session-cookie'
  | 'client-certificate'
  | 'signature'
  | 'other';

/** A parameter's shape: where it is, its name, its value's shape. */
export interface ParameterShape {
  readonly in: 'query' | 'header' | 'cookie' | 'form';
  readonly name: string;
  readonly shape: Shape;
}

/** A GraphQL root field that the request asked for. */
export interface GraphqlRootField {
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly field: string;
}

/** What a guard said. `observe` means: it would have refused. */
export interface Verdict {
  readonly guard: string;
  readonly mode: 'observe' | 'enforce';
  readonly code: string;
  /** In words: which value, which bound. Never a secret. */
  readonly reason: string;
}

/** A path segment that names a resource: its place in the path (0-based) and the type of its value. */
export type SegmentKind =
  | 'integer'
  | 'uuid'
  | 'ulid'
  | 'hex'
  | 'date'
  | 'email'
  | 'prefixed-id'
  | 'token'
  | 'number';

/**
 * What many exchanges have in common: everything of low cardinality. In `path`, each segment whose value clearly is an id is
 * replaced by `{kind}` (`/patients/{uuid}/notes`); words and slugs stay, for the inventory to judge by evidence.
 */
export interface ExchangeForm {
  readonly source: ExchangeSource;
  readonly service: string;
  readonly scheme: 'http' | 'https';
  /** Lower case, without the default port. */
  readonly host: string;
  readonly protocol: ExchangeProtocol;
  /** Upper case. `WS` for a WebSocket. */
  readonly method: string;
  readonly path: string;
  /** HTTP status; 0 when no status was sent. */
  readonly status: number;
  readonly outcome: ExchangeOutcome;
  /** Error code of the gateway's own answer, when it gave one. */
  readonly refusedBy?: string;
  readonly auth: readonly AuthKind[];
  /** Where each credential was: `authorization`, `x-api-key`, cookie or query name; same order as `auth`. */
  readonly authNames: readonly string[];
  readonly parameters: readonly ParameterShape[];
  /** Media type without parameters, lower case; absent when there was no body. */
  readonly requestType?: string;
  readonly responseType?: string;
  /** Union of classes in query, headers and body of the request. */
  readonly requestClasses: readonly DataClassId[];
  readonly responseClasses: readonly DataClassId[];
  readonly graphql?: readonly GraphqlRootField[];
  readonly verdicts?: readonly Verdict[];
  /**
   * Segments of the path (0-based, empty ones not counted) that stayed literal and name a resource by what answers say: this answer holds
   * the segment under a property that names (`"slug": "north-river"`: echoed), or an answer at the path before it did earlier (issued).
   */
  readonly echoed?: readonly number[];
  /** Method that a CORS preflight asks for (`Access-Control-Request-Method`). */
  readonly preflightFor?: string;
  /** Status of a gRPC call, 0..16, when the answer's header had it. */
  readonly grpcStatus?: number;
}

/** Why records were given up, by count. Traffic itself is never shed. */
export interface ShedCounts {
  /** The writer's memory bound was reached because the disk was too slow. */
  readonly memoryFull: number;
  /** The spool's size bound was reached because the consumer was behind. */
  readonly spoolFull: number;
  /** The disk refused the write (full, read-only). */
  readonly diskError: number;
}

/** Columns of a batch; all arrays have the same length, one entry an exchange, in order of their end. */
export interface ExchangeColumns {
  /** Exchange number in its writer: the exchange's id is `${writer}-${n.toString(36)}`. */
  readonly n: readonly number[];
  /** Start, wall clock, ms since the epoch. */
  readonly atMs: readonly number[];
  /** From the request's first byte to the response's last, microseconds. */
  readonly durationUs: readonly number[];
  /** To the upstream's response header, microseconds; -1 when there was none. */
  readonly ttfbUs: readonly number[];
  readonly requestBytes: readonly number[];
  readonly responseBytes: readonly number[];
  /** Index into `forms`, `actors`, `clients`. */
  readonly form: readonly number[];
  readonly actor: readonly number[];
  readonly client: readonly number[];
  /** Index into `shapes`, -1 for none. */
  readonly requestShape: readonly number[];
  readonly responseShape: readonly number[];
  /** Keyed hashes of the ids in the path, in the order of the `{kind}` segments, joined with a space; '' for none. */
  readonly resources: readonly string[];
}

/** What travels: a self-contained batch. Refs are stable content hashes, so stores can keep each form once. */
export interface ExchangeBatch {
  readonly v: 1;
  /** Unique per writer start; time-ordered, lower case letters and digits. */
  readonly writer: string;
  /** Counts up by one a batch, from 0. */
  readonly seq: number;
  /** Shed since the batch before. */
  readonly shed: ShedCounts;
  readonly forms: readonly { readonly ref: string; readonly form: ExchangeForm }[];
  readonly shapes: readonly { readonly ref: string; readonly shape: Shape }[];
  readonly actors: readonly { readonly ref: string; readonly actor: ActorSeen }[];
  readonly clients: readonly { readonly ref: string; readonly client: ClientSeen }[];
  readonly columns: ExchangeColumns;
  /** Bodies that a capture rule asked for, already redacted; sparse: index of the exchange in this batch. */
  readonly bodies?: readonly {
    readonly row: number;
    readonly request?: string;
    readonly response?: string;
  }[];
}

/** One exchange, before it joins a batch: what the observer gives to the recorder. */
export interface ObservedExchange {
  readonly n: number;
  readonly atMs: number;
  readonly durationUs: number;
  readonly ttfbUs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly form: Interned<ExchangeForm>;
  readonly actor: Interned<ActorSeen>;
  readonly client: Interned<ClientSeen>;
  readonly requestShape: Interned<Shape> | null;
  readonly responseShape: Interned<Shape> | null;
  readonly resources: string;
  readonly body?: { readonly request?: string; readonly response?: string };
}

/** A value with its content hash and its JSON text, made once and reused: what keeps the hot path cheap. */
export interface Interned<T> {
  readonly ref: string;
  readonly json: string;
  readonly value: T;
}
