/** How far a name or an address reaches: what is only resolved or routed inside, what partners are given, what the world sees. */
import { BlockList, isIP } from 'node:net';

/** `loopback` tells nothing: whatever was tried out on one machine has it. */
export type Reach = 'public' | 'partner' | 'internal' | 'loopback' | 'unknown';

const makeList = (ranges: readonly (readonly [network: string, prefix: number])[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of ranges)
    list.addSubnet(network, prefix, network.includes(':') ? 'ipv6' : 'ipv4');
  return list;
};

/** RFC 1918, 3927, 4193, 4291, 6598. */
const privateRanges = makeList([
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
  ['fc00::', 7],
  ['fe80::', 10],
]);
const loopbackRanges = makeList([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** How far an address reaches. */
export const reachOfAddress = (address: string): Reach => {
  const version = isIP(address);
  if (version === 0) return 'unknown';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (address === '0.0.0.0' || address === '::') return 'unknown';
  if (loopbackRanges.check(address, family)) return 'loopback';
  return privateRanges.check(address, family) ? 'internal' : 'public';
};

/** How far a network reaches: `203.0.113.0/24`. */
export const reachOfNetwork = (network: string): Reach => reachOfAddress(network.split('/')[0] ?? '');

/** Names that are only resolved inside (RFC 6762, RFC 8375, ICANN's `.internal`, Kubernetes, what houses use). */
const insideSuffix =
  /(?:^|\.)(?:internal|local|lan|intranet|corp|home|private|localdomain|home\.arpa|svc|svc\.cluster\.local|cluster\.local|consul|docker|mesh)$/;
const insideLabel = /(?:^|[.-])(?:internal|intranet|int|private|corp|backoffice)(?=[.-])/;
const partnerLabel = /(?:^|[.-])(?:partners?|b2b|suppliers?|vendors?|resellers?)(?=[.-])/;

/** A host without its port, lower case. */
const bareHost = (host: string): string => {
  const lower = host.toLowerCase();
  const address = /^\[([^\]]*)\]/.exec(lower)?.[1];
  return address ?? (isIP(lower) === 6 ? lower : lower.replace(/:\d+$/, '').replace(/\.$/, ''));
};

/**
 * How far a host reaches, by its name.
 *
 * @example
 * reachOfHost('users.shop.svc.cluster.local:8080'); // 'internal'
 */
export const reachOfHost = (host: string): Reach => {
  const bare = bareHost(host);
  if (bare === '' || bare.length > 253 || /[{}$*\s]/.test(bare)) return 'unknown';
  if (isIP(bare) !== 0) return reachOfAddress(bare);
  if (bare === 'localhost' || bare.endsWith('.localhost')) return 'loopback';
  if (/\.(?:test|invalid|onion)$/.test(bare)) return 'unknown';
  if (!bare.includes('.') || insideSuffix.test(bare) || insideLabel.test(bare)) return 'internal';
  return partnerLabel.test(bare) ? 'partner' : 'public';
};
