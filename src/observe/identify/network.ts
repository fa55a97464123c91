/** Client networks: where from, without who. */
import { isIPv4, isIPv6 } from 'node:net';

/** Eight groups of an IPv6 address, or null. */
const groupsOf = (address: string): number[] | null => {
  const [head = '', tail]: readonly (string | undefined)[] = address.split('::', 2);
  const read = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const front = read(head);
  const back = tail === undefined ? [] : read(tail);
  const groups =
    tail === undefined
      ? front
      : [...front, ...Array<number>(Math.max(0, 8 - front.length - back.length)).fill(0), ...back];
  return groups.length === 8 && groups.every((group) => group >= 0 && group <= 0xffff) ? groups : null;
};

/**
 * The /24 (IPv4) or /48 (IPv6) of an address in CIDR form; IPv4-mapped IPv6 counts as IPv4; 'unknown' for anything else.
 *
 * @example
 * networkOf('203.0.113.7'); // '203.0.113.0/24'
 */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIPv4(mapped)) return `${mapped.slice(0, mapped.lastIndexOf('.'))}.0/24`;
  const plain = mapped.replace(/%.*$/, '').replace(/^\[|\]$/g, '');
  if (isIPv6(plain) && !plain.includes('.')) {
    const groups = groupsOf(plain);
    if (groups !== null) {
      const [a = 0, b = 0, c = 0] = groups;
      return `${a.toString(16)}:${b.toString(16)}:${c.toString(16)}::/48`;
    }
  }
  return 'unknown';
};
