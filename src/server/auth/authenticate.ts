/** From a request to its caller: a bearer token (RFC 6750) or the session cookie. */
import { HeliostatError } from '../../model/errors.ts';
import type { AccessToken } from '../../store/ports/catalogue.ts';
import type { Hub } from '../hub.ts';
import type { RequestFacts } from '../route.ts';
import { hashOf, looksLikeAccessToken } from './access-token.ts';
import { type Caller, nobody } from './caller.ts';
import { sameText } from './same-text.ts';
import { readSessionCookie } from './session.ts';

/** Is the token neither revoked nor over? */
export function isActive(token: AccessToken, nowMs: number): boolean {
  return token.revokedMs === null && (token.expiresMs === null || token.expiresMs > nowMs);
}

/**
 * The token that a text in clear stands for. A failure counts against the client.
 *
 * @throws HeliostatError `unauthenticated`, or `too-many-attempts` with the seconds to wait in `detail`
 */
export async function verifyToken(
  hub: Pick<Hub, 'catalogue' | 'clock' | 'attempts'>,
  text: string,
  client: string,
): Promise<AccessToken> {
  const hash = hashOf(text);
  const token = looksLikeAccessToken(text) ? await hub.catalogue.tokenByHash(hash) : null;
  if (token !== null && sameText(token.hash, hash) && isActive(token, hub.clock.nowMs())) return token;
  refuseWhenTooMany(hub, client);
  hub.attempts.failed(client);
  throw new HeliostatError('unauthenticated', { detail: 'the token is unknown, revoked or over' });
}

/** @throws HeliostatError `too-many-attempts` when the client has failed too often */
export function refuseWhenTooMany(hub: Pick<Hub, 'attempts'>, client: string): void {
  const wait = hub.attempts.waitSeconds(client);
  if (wait > 0) throw new HeliostatError('too-many-attempts', { detail: `wait ${wait} seconds` });
}

async function bySession(hub: Hub, secret: string): Promise<Caller> {
  const session = await hub.catalogue.sessionByHash(hashOf(secret));
  const nowMs = hub.clock.nowMs();
  if (session === null || session.expiresMs <= nowMs) return nobody;
  const token = (await hub.catalogue.tokens()).find((candidate) => candidate.id === session.tokenId);
  if (token === undefined || !isActive(token, nowMs)) return nobody;
  return {
    name: token.name,
    role: token.role,
    via: 'session',
    tokenId: token.id,
    expiresMs: session.expiresMs,
    csrf: session.csrf,
    sessionHash: session.hash,
  };
}

/**
 * Tells who calls. No credential, or a session that is over, is nobody; a wrong bearer token is an error.
 *
 * @throws HeliostatError `unauthenticated`, `too-many-attempts`
 */
export async function authenticate(
  hub: Hub,
  request: Pick<RequestFacts, 'headers' | 'client'>,
): Promise<Caller> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const match = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization);
    if (match?.[1] === undefined)
      throw new HeliostatError('unauthenticated', { detail: 'expected: Authorization: Bearer TOKEN' });
    const token = await verifyToken(hub, match[1], request.client);
    return {
      name: token.name,
      role: token.role,
      via: 'token',
      tokenId: token.id,
      expiresMs: token.expiresMs,
      csrf: null,
      sessionHash: null,
    };
  }
  const secret = readSessionCookie(request.headers.get('cookie'));
  return secret === null ? nobody : bySession(hub, secret);
}

/** Do the token and the session by which somebody came in still hold? Asked again and again by answers that last. */
export async function stillHolds(hub: Pick<Hub, 'catalogue' | 'clock'>, caller: Caller): Promise<boolean> {
  const nowMs = hub.clock.nowMs();
  const token = (await hub.catalogue.tokens()).find((candidate) => candidate.id === caller.tokenId);
  if (token === undefined || !isActive(token, nowMs)) return false;
  if (caller.sessionHash === null) return true;
  const session = await hub.catalogue.sessionByHash(caller.sessionHash);
  return session !== null && session.expiresMs > nowMs;
}
