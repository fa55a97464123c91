/** The first admin token: made at the first start, shown once, replaced by the machine's owner when it is lost. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../model/clock.ts';
import type { AccessToken, AuditEntry, Catalogue } from '../../store/ports/catalogue.ts';
import { hashOf, newAccessToken } from './access-token.ts';

/** Name of the token that the first start makes. */
export const firstAdminName = 'first admin';

async function makeAdminToken(
  catalogue: Catalogue,
  clock: Clock,
  who: string,
  detail: string,
): Promise<string> {
  const text = newAccessToken();
  const token: AccessToken = {
    id: randomUUID(),
    name: firstAdminName,
    role: 'admin',
    hash: hashOf(text),
    createdMs: clock.nowMs(),
    expiresMs: null,
    revokedMs: null,
  };
  const audit: AuditEntry = { atMs: clock.nowMs(), who, action: 'token.create', subject: token.id, detail };
  await catalogue.putToken(token, audit);
  return text;
}

/**
 * Makes the first admin token when the catalogue has none at all.
 *
 * @returns the token in clear when it was made, the only time that it is told; otherwise null
 * @example
 * const token = await ensureAdminToken(catalogue, systemClock);
 * if (token !== null) process.stderr.write(`Admin token, shown once: ${token}\n`);
 */
export async function ensureAdminToken(catalogue: Catalogue, clock: Clock): Promise<string | null> {
  if ((await catalogue.tokens()).length > 0) return null;
  return makeAdminToken(catalogue, clock, 'hub', `admin token "${firstAdminName}" made at the first start`);
}

/**
 * Revokes the admin tokens that earlier calls made and makes a new one: the way back in for whoever owns the machine.
 *
 * @returns the new token in clear
 */
export async function resetAdminToken(catalogue: Catalogue, clock: Clock): Promise<string> {
  const nowMs = clock.nowMs();
  for (const token of await catalogue.tokens()) {
    if (token.name !== firstAdminName || token.revokedMs !== null) continue;
    await catalogue.putToken(
      { ...token, revokedMs: nowMs },
      {
        atMs: nowMs,
        who: 'cli',
        action: 'token.revoke',
        subject: token.id,
        detail: `token "${token.name}" replaced on the machine itself`,
      },
    );
  }
  await catalogue.pruneSessions(nowMs);
  return makeAdminToken(
    catalogue,
    clock,
    'cli',
    `admin token "${firstAdminName}" made on the machine itself`,
  );
}
