/**
 * Refuses foreign names in the Host header, so that a web site whose name is pointed at this machine (DNS rebinding) cannot reach
 * the hub through a visitor's browser. An address cannot be rebound; a name can.
 */
import { isIP } from 'node:net';
import { HeliostatError } from '../../model/errors.ts';

/** The host of a `Host` value without its port, lower case; null when it is not one. */
function hostName(value: string): string | null {
  const match = /^(\[[0-9A-Fa-f:.]{2,45}\]|[0-9A-Za-z._-]{1,253})(?::[0-9]{1,5})?$/.exec(value);
  return match?.[1]?.toLowerCase() ?? null;
}

/**
 * A check for `Host` values: `localhost`, loopback addresses, the configured host and further names pass; when the hub listens on
 * all addresses, every address literal passes.
 *
 * @returns a function that throws HeliostatError `host-invalid`
 */
export function knownHosts(
  configured: string,
  names: readonly string[] = [],
): (value: string | null) => void {
  const bracketed = (name: string): string => (isIP(name) === 6 ? `[${name}]` : name).toLowerCase();
  const known = new Set(['localhost', '127.0.0.1', '[::1]', bracketed(configured), ...names.map(bracketed)]);
  const everyAddress = configured === '0.0.0.0' || configured === '::';
  return (value) => {
    const name = value === null ? null : hostName(value);
    if (name === null) throw new HeliostatError('host-invalid');
    if (known.has(name)) return;
    if (everyAddress && isIP(name.replace(/^\[|\]$/g, '')) !== 0) return;
    throw new HeliostatError('host-invalid', { detail: 'the hub is not known by this name' });
  };
}
