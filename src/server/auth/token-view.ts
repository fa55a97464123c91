/** An access token as the control API shows it: without its hash. */
import type { AccessToken } from '../../store/ports/catalogue.ts';

/** The token with its state at this time. */
export function tokenView({ hash: _, ...token }: AccessToken, nowMs: number) {
  const over = token.expiresMs !== null && token.expiresMs <= nowMs;
  const state: 'active' | 'expired' | 'revoked' =
    token.revokedMs !== null ? 'revoked' : over ? 'expired' : 'active';
  return { ...token, state };
}
