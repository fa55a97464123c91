import { z } from 'zod';
import { HeliostatError } from '../../model/errors.ts';
import { isActive } from '../auth/authenticate.ts';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';

/** Revokes an access token and ends its sessions. */
export const deleteToken = defineRoute({
  id: 'deleteToken',
  method: 'delete',
  path: '/tokens/{id}',
  title: 'Revoke an access token',
  description: 'Its sessions end with it. The last active admin token cannot be revoked here.',
  tag: 'settings',
  access: 'admin',
  params: z.strictObject({ id: z.string().max(64) }),
  answer: { status: 204, schema: z.undefined() },
  problems: ['not-found', 'input-invalid'],
  async handle({ params, caller, hub }) {
    const nowMs = hub.clock.nowMs();
    const tokens = await hub.catalogue.tokens();
    const token =
      tokens.find(({ id, revokedMs }) => id === params.id && revokedMs === null) ?? notFound('active token');
    const others = tokens.filter(
      (other) => other.id !== token.id && other.role === 'admin' && isActive(other, nowMs),
    );
    if (token.role === 'admin' && others.length === 0) {
      throw new HeliostatError('input-invalid', {
        detail: 'this is the last admin token; make another one first',
      });
    }
    await hub.catalogue.putToken(
      { ...token, revokedMs: nowMs },
      { atMs: nowMs, who: caller.name, action: 'token.revoke', subject: token.id, detail: `"${token.name}"` },
    );
    await hub.catalogue.pruneSessions(nowMs);
    return undefined;
  },
});
