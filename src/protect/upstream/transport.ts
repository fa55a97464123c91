/**
 * How the gateway speaks to an upstream. The handler has undici's own shape, so that an HTTP/1.1 answer reaches the exchange with
 * nothing in between.
 */
import type { Duplex } from 'node:stream';
import type { RequestBody } from '../forward/request-body.ts';

export interface UpstreamCall {
  readonly method: string;
  /** Origin-form target, byte for byte as the client sent it. */
  readonly path: string;
  /** Flat names and values. */
  readonly headers: string[];
  readonly body: RequestBody | Buffer | null;
  readonly upgrade: string | null;
  /** Trailers of the request, once its body has ended. HTTP/1.1 upstreams get none, as RFC 9110 section 6.5.1 allows. */
  readonly trailers: () => readonly string[];
  readonly headersTimeout: number;
  /** 0 for none: event streams and gRPC may be quiet. */
  readonly bodyTimeout: number;
}

/** The handle on a call that is under way. */
export interface UpstreamController {
  /** Fields of the last header, flat, as they came; an object when somebody else made them. */
  readonly rawHeaders?: RawFields;
  readonly rawTrailers?: RawFields;
  /** Frees the slot at once. */
  abort(reason: Error): void;
  pause(): void;
  resume(): void;
}

export type RawFields = (Buffer | string)[] | Readonly<Record<string, string | string[] | undefined>> | null;

/** What happens to a call. After the end, the error or the upgrade nothing follows. */
export interface UpstreamHandler {
  /** The request is about to be written. */
  onRequestStart(controller: UpstreamController): void;
  /** 1xx come here, too. */
  onResponseStart(controller: UpstreamController, status: number, headers: unknown, reason?: string): void;
  onResponseData(controller: UpstreamController, chunk: Buffer): void;
  onResponseEnd(controller: UpstreamController): void;
  /** Without a controller when the request never started. */
  onResponseError(controller: UpstreamController | null, error: Error): void;
  onRequestUpgrade(controller: UpstreamController, status: number, headers: unknown, socket: Duplex): void;
}

/** Raw fields as a flat list. */
export function flatFields(raw: RawFields | undefined): readonly (Buffer | string)[] {
  if (raw === null || raw === undefined) return [];
  if (Array.isArray(raw)) return raw;
  return Object.entries(raw).flatMap(([name, value]) =>
    Array.isArray(value) ? value.flatMap((one) => [name, one]) : value === undefined ? [] : [name, value],
  );
}

/** Connections to one upstream. */
export interface Transport {
  dispatch(call: UpstreamCall, handler: UpstreamHandler): void;
  /** Waits for what is open, takes nothing new. */
  close(): Promise<void>;
  /** Cuts what is open. */
  destroy(): Promise<void>;
}
