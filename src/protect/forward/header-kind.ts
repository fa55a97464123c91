/**
 * What a proxy does with a header field, by its name (RFC 9110 section 7.6.1).
 *
 * Names arrive in any case; each spelling that was seen is remembered, up to a bound, so that the usual ones cost one lookup.
 */

/** End-to-end fields are passed on as they are; the others are the proxy's business. */
export type HeaderKind =
  | 'end-to-end'
  | 'hop-by-hop' // for this connection alone: dropped
  | 'connection'
  | 'transfer-encoding'
  | 'content-length'
  | 'content-type'
  | 'host'
  | 'te'
  | 'expect'
  | 'accept'
  | 'upgrade'
  | 'x-forwarded-for'
  | 'x-forwarded-proto'
  | 'x-forwarded-host'
  | 'forwarded'
  | 'forwarding-other' // x-forwarded-*, x-real-ip: believed from trusted proxies only
  | 'x-request-id'
  | 'traceparent';

const kinds: ReadonlyMap<string, HeaderKind> = new Map<string, HeaderKind>([
  ['connection', 'connection'],
  ['keep-alive', 'hop-by-hop'],
  ['proxy-connection', 'hop-by-hop'],
  ['proxy-authenticate', 'hop-by-hop'],
  ['proxy-authorization', 'hop-by-hop'],
  ['http2-settings', 'hop-by-hop'],
  ['transfer-encoding', 'transfer-encoding'],
  ['content-length', 'content-length'],
  ['content-type', 'content-type'],
  ['host', 'host'],
  ['te', 'te'],
  ['expect', 'expect'],
  ['accept', 'accept'],
  ['upgrade', 'upgrade'],
  ['x-forwarded-for', 'x-forwarded-for'],
  ['x-forwarded-proto', 'x-forwarded-proto'],
  ['x-forwarded-host', 'x-forwarded-host'],
  ['forwarded', 'forwarded'],
  ['x-real-ip', 'forwarding-other'],
  ['x-request-id', 'x-request-id'],
  ['traceparent', 'traceparent'],
]);

const spellingsMax = 2048;

/** Tells the kind of a field by its name; one a thread, because it remembers spellings. */
export class HeaderKinds {
  readonly #seen = new Map<string, HeaderKind>();

  of(name: string): HeaderKind {
    const seen = this.#seen.get(name);
    if (seen !== undefined) return seen;
    const lower = name.toLowerCase();
    const kind: HeaderKind =
      kinds.get(lower) ?? (lower.startsWith('x-forwarded-') ? 'forwarding-other' : 'end-to-end');
    if (this.#seen.size < spellingsMax) this.#seen.set(name, kind);
    return kind;
  }
}
