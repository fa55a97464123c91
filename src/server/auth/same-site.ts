/** Refuses what other sites make a browser send: cross-site requests, and writes without the session's CSRF token. */
import { HeliostatError } from '../../model/errors.ts';
import type { Caller } from './caller.ts';
import { sameText } from './same-text.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Looks at `Sec-Fetch-Site` and `Origin`, when the client is a browser that sends them. The scheme is left out of the comparison,
 * because TLS may end before us.
 *
 * @throws HeliostatError `csrf-refused`
 */
export function refuseOtherSites(method: string, headers: Headers): void {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') {
    throw new HeliostatError('csrf-refused', { detail: 'the request came from another site' });
  }
  const origin = headers.get('origin');
  if (origin === null || safeMethods.has(method)) return;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  if (host === null || host !== headers.get('host')?.toLowerCase()) {
    throw new HeliostatError('csrf-refused', { detail: 'the Origin header names another site' });
  }
}

/** @throws HeliostatError `csrf-refused` when a write with the session cookie lacks the session's token */
export function requireCsrfToken(method: string, headers: Headers, caller: Caller): void {
  if (caller.via !== 'session' || safeMethods.has(method)) return;
  const sent = headers.get('x-csrf-token');
  if (sent === null || caller.csrf === null || !sameText(sent, caller.csrf))
    throw new HeliostatError('csrf-refused');
}
