/** Signed-in browsers: a cookie that scripts cannot read, of which only the hash is kept, and a token against forged writes. */
import type { Clock } from '../../model/clock.ts';
import type { AccessToken, Catalogue, Session } from '../../store/ports/catalogue.ts';
import { hashOf, randomSecret } from './access-token.ts';

/** Name of the session cookie. */
export const sessionCookie = 'heliostat_session';

/** How long a session lasts. */
export const sessionMs = 12 * 60 * 60 * 1000;

/** Opens a session for a token; the session ends with the token when that comes first. */
export async function openSession(
  catalogue: Catalogue,
  clock: Clock,
  token: AccessToken,
): Promise<{ readonly secret: string; readonly session: Session }> {
  const nowMs = clock.nowMs();
  const secret = randomSecret();
  const session: Session = {
    hash: hashOf(secret),
    tokenId: token.id,
    csrf: randomSecret(),
    createdMs: nowMs,
    expiresMs: Math.min(nowMs + sessionMs, token.expiresMs ?? Number.POSITIVE_INFINITY),
  };
  await catalogue.pruneSessions(nowMs);
  await catalogue.putSession(session);
  return { secret, session };
}

/** The `Set-Cookie` value that gives (or, with an empty secret, takes) the session cookie (RFC 6265). */
export function sessionCookieHeader(secret: string, maxAgeMs: number, secure: boolean): string {
  const seconds = Math.max(0, Math.floor(maxAgeMs / 1000));
  return `${sessionCookie}=${secret}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

/** The value of the session cookie in a `Cookie` header, if it can be one of ours. Two of them are none. */
export function readSessionCookie(header: string | null): string | null {
  if (header === null || header.length > 16_384) return null;
  const values = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${sessionCookie}=`))
    .map((pair) => pair.slice(sessionCookie.length + 1));
  const [value] = values;
  return values.length === 1 && value !== undefined && /^[0-9A-Za-z]{43}$/.test(value) ? value : null;
}
