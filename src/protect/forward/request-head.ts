/**
 * One pass over the fields of a request: what the gateway must know of them, and those that go on to the upstream.
 */
import type { HeaderKinds } from './header-kind.ts';

/** What one pass over the request's fields found. */
export interface RequestHead {
  /** Fields that go on, flat: name, value, name, value. */
  readonly passed: string[];
  readonly fields: number;
  readonly bytes: number;
  readonly host: string | null;
  readonly hosts: number;
  readonly contentLength: string | null;
  readonly transferEncoding: string | null;
  readonly contentType: string;
  readonly expect: string | null;
  readonly upgrade: string | null;
  readonly acceptsEventStream: boolean;
  /** The client takes trailers (RFC 9110 section 10.1.4). */
  readonly teTrailers: boolean;
  readonly forwardedFor: string | null;
  readonly forwardedProto: string | null;
  readonly forwardedHost: string | null;
  readonly forwarded: string | null;
  readonly requestId: string | null;
  readonly traceparent: string | null;
}

const joined = (before: string | null, value: string): string =>
  before === null ? value : `${before}, ${value}`;

/** The field names that `Connection` lists, lower case, without `close` and `keep-alive`. */
export function connectionOptions(value: string): readonly string[] {
  const lower = value.toLowerCase();
  if (lower === 'keep-alive' || lower === 'close') return [];
  return lower
    .split(',')
    .map((option) => option.trim())
    .filter((option) => option !== '' && option !== 'close' && option !== 'keep-alive');
}

/** Fields that `Connection` may not remove: without them the request would mean something else to the upstream. */
const neverListed: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'content-type',
  'authorization',
  'cookie',
]);

/** Takes out the fields that a `Connection` field lists (RFC 9110 section 7.6.1). */
export function withoutListed(passed: string[], listed: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < passed.length; i += 2) {
    const name = passed[i] ?? '';
    const lower = name.toLowerCase();
    if (listed.includes(lower) && !neverListed.has(lower)) continue;
    kept.push(name, passed[i + 1] ?? '');
  }
  return kept;
}

/**
 * Reads the fields of a request once.
 *
 * @param raw flat names and values as received
 * @param trusted the peer is a trusted proxy: its forwarding fields and request id are kept
 */
export function readRequestHead(raw: readonly string[], kinds: HeaderKinds, trusted: boolean): RequestHead {
  let passed: string[] = [];
  let bytes = 0;
  let host: string | null = null;
  let hosts = 0;
  let contentLength: string | null = null;
  let transferEncoding: string | null = null;
  let contentType = '';
  let expect: string | null = null;
  let upgrade: string | null = null;
  let acceptsEventStream = false;
  let teTrailers = false;
  let forwardedFor: string | null = null;
  let forwardedProto: string | null = null;
  let forwardedHost: string | null = null;
  let forwarded: string | null = null;
  let requestId: string | null = null;
  let traceparent: string | null = null;
  let listed: readonly string[] | null = null;

  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    const value = raw[i + 1] ?? '';
    bytes += name.length + value.length + 4;
    switch (kinds.of(name)) {
      case 'end-to-end':
        passed.push(name, value);
        break;
      case 'host':
        hosts += 1;
        host = value;
        break;
      case 'accept':
        acceptsEventStream ||= value.includes('text/event-stream');
        passed.push(name, value);
        break;
      case 'content-type':
        contentType = value;
        passed.push(name, value);
        break;
      case 'content-length':
        contentLength = value;
        break;
      case 'transfer-encoding':
        transferEncoding = joined(transferEncoding, value);
        break;
      case 'connection': {
        const options = connectionOptions(value);
        if (options.length > 0) listed = listed === null ? options : [...listed, ...options];
        break;
      }
      case 'te':
        teTrailers ||= /(^|,)\s*trailers\s*(,|$)/i.test(value);
        break;
      case 'expect':
        expect = joined(expect, value);
        break;
      case 'upgrade':
        upgrade = joined(upgrade, value);
        break;
      case 'x-forwarded-for':
        if (trusted) forwardedFor = joined(forwardedFor, value);
        break;
      case 'x-forwarded-proto':
        if (trusted) forwardedProto = value;
        break;
      case 'x-forwarded-host':
        if (trusted) forwardedHost = value;
        break;
      case 'forwarded':
        if (trusted) forwarded = joined(forwarded, value);
        break;
      case 'forwarding-other':
        if (trusted) passed.push(name, value);
        break;
      case 'x-request-id':
        if (trusted) requestId = value;
        break;
      case 'traceparent':
        traceparent = value;
        break;
      case 'hop-by-hop':
        break;
    }
  }
  if (listed !== null) passed = withoutListed(passed, listed);
  return {
    passed,
    fields: raw.length >> 1,
    bytes,
    host,
    hosts,
    contentLength,
    transferEncoding,
    contentType,
    expect,
    upgrade,
    acceptsEventStream,
    teTrailers,
    forwardedFor,
    forwardedProto,
    forwardedHost,
    forwarded,
    requestId,
    traceparent,
  };
}
