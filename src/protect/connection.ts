/** What is known of a connection before its first request; the same for all requests on it. */
import type { ErrorCode } from '../model/errors.ts';
import { forwardedNode, plainAddress, type TrustedProxies } from './forward/forwarded.ts';

export interface Connection {
  readonly address: string;
  readonly scheme: 'http' | 'https';
  /** JA4 of the ClientHello, when TLS ends here. */
  readonly tlsFingerprint: string | null;
  /** The peer is a trusted proxy, by the ranges that held when it connected. */
  readonly trusted: boolean;
  readonly proxies: TrustedProxies;
  /** The request that is under way by HTTP/1.1, to be told when the connection must end. */
  current: { giveUp(code: ErrorCode): void } | null;
  /** The beginning of a `Forwarded` element: `for=...;proto=...;host=`. */
  readonly forwardedStart: string;
}

export function describeConnection(
  remoteAddress: string | undefined,
  scheme: 'http' | 'https',
  tlsFingerprint: string | null,
  proxies: TrustedProxies,
): Connection {
  const address = plainAddress(remoteAddress ?? '');
  return {
    address,
    scheme,
    tlsFingerprint,
    trusted: proxies.has(address),
    proxies,
    current: null,
    forwardedStart: `for=${address === '' ? 'unknown' : forwardedNode(address)};proto=${scheme};host=`,
  };
}
