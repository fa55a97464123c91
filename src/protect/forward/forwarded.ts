/**
 * Who the client is, and what the upstream is told of it: `Forwarded` (RFC 7239) and `X-Forwarded-*`.
 *
 * What a peer says is believed only when the peer itself is a trusted proxy; from others it is replaced, never added to.
 */
import { BlockList, isIP, isIPv6 } from 'node:net';
import { HeliostatError } from '../../model/errors.ts';
import type { RequestHead } from './request-head.ts';

/** Answers whether an address is one of the trusted proxies. */
export interface TrustedProxies {
  has(address: string): boolean;
}

/** An IPv4 address that came in IPv6 clothes is an IPv4 address. */
export const plainAddress = (address: string): string =>
  address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;

/** Reads CIDR ranges and single addresses. Throws `config-invalid` with the value that is wrong. */
export function trustedProxies(ranges: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const [index, range] of ranges.entries()) {
    const [address = '', prefix] = range.split('/', 2);
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
    if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 6 ? 128 : 32)) {
      throw new HeliostatError('config-invalid', {
        issues: [
          {
            path: `trustedProxies[${index}]`,
            expected: 'an address or a CIDR range such as 10.0.0.0/8',
            got: range,
          },
        ],
      });
    }
    list.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
  }
  if (ranges.length === 0) return { has: () => false };
  return {
    has(address) {
      const plain = plainAddress(address);
      const version = isIP(plain);
      return version !== 0 && list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

const hopsMax = 64;

/** One hop as proxies write it: an address, with or without port and brackets. Null for what is no address. */
function hopAddress(hop: string): string | null {
  const text = hop.trim().replace(/^"|"$/g, '');
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text);
  const bare =
    bracketed?.[1] ?? (/^\d+\.\d+\.\d+\.\d+:\d+$/.test(text) ? text.slice(0, text.indexOf(':')) : text);
  return isIP(bare) === 0 ? null : bare;
}

function forwardedHops(forwarded: string): string[] {
  const hops: string[] = [];
  for (const element of forwarded.split(',', hopsMax)) {
    const found = /(?:^|;)\s*for=("[^"]*"|[^;,\s]*)/i.exec(element);
    if (found?.[1] !== undefined) hops.push(found[1]);
  }
  return hops;
}

/**
 * The client's address: from the nearest hop outwards, the first that is not a trusted proxy.
 *
 * @param peer the address at the other end of the connection, known to be trusted
 */
export function clientAddress(
  peer: string,
  head: Pick<RequestHead, 'forwardedFor' | 'forwarded'>,
  proxies: TrustedProxies,
): string {
  const hops =
    head.forwardedFor === null
      ? head.forwarded === null
        ? []
        : forwardedHops(head.forwarded)
      : head.forwardedFor.split(',');
  let client = peer;
  for (let i = hops.length - 1; i >= Math.max(0, hops.length - hopsMax); i -= 1) {
    const address = hopAddress(hops[i] ?? '');
    if (address === null) return client;
    client = address;
    if (!proxies.has(address)) return client;
  }
  return client;
}

/** An address as `Forwarded` wants it (RFC 7239 section 6). */
export const forwardedNode = (address: string): string => (isIPv6(address) ? `"[${address}]"` : address);
