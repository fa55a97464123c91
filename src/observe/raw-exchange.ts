/**
 * What a source of exchanges (the gateway, a HAR file, a log) hands to the observer: the request and its answer as they were on the
 * wire, with bounded copies of the bodies. It lives only in memory and only until `observe` has made an `ObservedExchange` of it.
 */
import type { ExchangeOutcome, ExchangeProtocol, ExchangeSource, Verdict } from '../model/exchange.ts';

/** A body, or the part of it that was looked at. */
export interface RawBody {
  /** At most `capture.bodyBytesMax` bytes, as they were on the wire (content coding not removed); null when nothing was kept. */
  readonly captured: Uint8Array | null;
  /** More was sent than was captured. */
  readonly truncated: boolean;
  /** Bytes on the wire, without framing. */
  readonly bytes: number;
}

/** One exchange with its values; never stored. */
export interface RawExchange {
  readonly source: ExchangeSource;
  readonly service: string;
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly protocol: ExchangeProtocol;
  readonly method: string;
  /** Request target as sent: path and query, percent-encoded. */
  readonly target: string;
  /** Flat name, value, name, value, ... as received. */
  readonly requestHeaders: readonly string[];
  readonly requestBody: RawBody;
  /** 0 when no status was sent. */
  readonly status: number;
  readonly responseHeaders: readonly string[];
  readonly responseBody: RawBody;
  readonly outcome: ExchangeOutcome;
  readonly refusedBy?: string;
  readonly verdicts?: readonly Verdict[];
  /** Wall clock at the first byte, ms since the epoch. */
  readonly atMs: number;
  readonly durationUs: number;
  /** -1 when the upstream sent no header. */
  readonly ttfbUs: number;
  /** After trusted proxies are peeled off. */
  readonly clientAddress: string;
  /** JA4, when TLS ended here. */
  readonly tlsFingerprint?: string;
  /** Subject of a verified client certificate. */
  readonly certificateSubject?: string;
}
