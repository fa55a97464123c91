/** A copied request, as the proxy that copied it sent it: what it was before is told by the headers that the proxy set. */
import type { RawBody, RawExchange } from '../../../observe/raw-exchange.ts';
import { bareAddress, clientOf } from '../log/log-line.ts';

/** A request as it arrived. */
export interface CopiedRequest {
  readonly method: string;
  readonly target: string;
  /** Flat: name, value, name, value, ... */
  readonly headers: readonly string[];
  readonly body: RawBody;
  readonly peer: string;
  readonly atMs: number;
  readonly isSecure: boolean;
}

/** Set by the proxy for us, and no part of what the client sent. */
const ofProxy =
  /^(?:x-original-(?:uri|url|method|host)|x-forwarded-.*|forwarded|x-real-ip|x-envoy-.*|via|connection|host|:.*)$/;

const methodText = /^[A-Za-z][A-Za-z-]{0,31}$/;
/** What Envoy appends to the host of a request that it mirrors. */
const shadow = /-shadow(?=:\d{1,5}$|$)/;

/** The exchange that the copy tells of: a request without an answer. Null when it is no request for a path. */
export function exchangeOfCopy(copy: CopiedRequest, service: string | undefined): RawExchange | null {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < copy.headers.length; at += 2) {
    const name = (copy.headers[at] ?? '').toLowerCase();
    if (!headers.has(name)) headers.set(name, copy.headers[at + 1] ?? '');
  }
  const given =
    headers.get('x-original-uri') ?? headers.get('x-original-url') ?? headers.get('x-envoy-original-path');
  const whole = given ?? copy.target;
  const absolute = /^https?:\/\/[^/?#]+(\/[^]*)?$/i.exec(whole);
  const target = absolute === null ? whole : (absolute[1] ?? '/');
  const method = headers.get('x-original-method') ?? copy.method;
  if (!target.startsWith('/') || !methodText.test(method)) return null;
  const scheme = /^https\b/i.test(headers.get('x-forwarded-proto') ?? (copy.isSecure ? 'https' : ''))
    ? 'https'
    : 'http';
  const host = (
    headers.get('x-original-host') ??
    headers.get('x-forwarded-host') ??
    headers.get('host') ??
    'unknown'
  )
    .split(',', 1)[0]
    ?.trim()
    .toLowerCase()
    .replace(shadow, '')
    .replace(scheme === 'https' ? /:443$/ : /:80$/, '');
  const requestHeaders = ['host', host ?? 'unknown'];
  for (let at = 0; at + 1 < copy.headers.length; at += 2) {
    const name = (copy.headers[at] ?? '').toLowerCase();
    if (!ofProxy.test(name)) requestHeaders.push(name, copy.headers[at + 1] ?? '');
  }
  const isSocket = /^websocket$/i.test(headers.get('upgrade') ?? '');
  const isGrpc = /^application\/grpc/i.test(headers.get('content-type') ?? '');
  // Whoever sends copies is a proxy of ours; what stands before it in the chain is believed as far as networks are private.
  const forwarded = headers.get('x-forwarded-for') ?? headers.get('x-real-ip') ?? '';
  return {
    source: 'mirror',
    service: service ?? host ?? 'unknown',
    scheme,
    host: host ?? 'unknown',
    protocol: isSocket ? 'websocket' : isGrpc ? 'grpc' : 'http/1.1',
    method: method.toUpperCase(),
    target,
    requestHeaders,
    requestBody: copy.body,
    // The answer went another way.
    status: 0,
    responseHeaders: [],
    responseBody: { captured: null, truncated: false, bytes: 0 },
    outcome: 'answered',
    atMs: copy.atMs,
    durationUs: 0,
    ttfbUs: -1,
    clientAddress: clientOf(
      copy.peer,
      forwarded,
      (address) => address === bareAddress(copy.peer) || isHop(address),
    ),
  };
}

/** Addresses that only proxies within one's own network have. */
const isHop = (address: string): boolean => /^(?:127\.|::1$)/.test(address);
