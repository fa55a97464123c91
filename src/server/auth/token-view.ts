/** An access token as the control API shows it: without its hash. */
import type { AccessToken } from '../../store/ports/catalogue.ts';

/** The token with its state at this time. */
export function tokenView(token: AccessToken, nowMs: number) {
  const { id, name, role, createdMs, expiresMs, revokedMs } = token;
  const over = expiresMs !== null && expiresMs <= nowMs;
  const state: 'active' | 'expired' | 'revoked' =
    revokedMs !== null ? 'revoked' : over ? 'expired' : 'active';
  return { id, name, role, state, createdMs, expiresMs, revokedMs };
}
