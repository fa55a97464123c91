import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { HeliostatError } from '../../model/errors.ts';
import type { AccessToken } from '../../store/ports/catalogue.ts';
import { hashOf, newAccessToken } from '../auth/access-token.ts';
import { isActive } from '../auth/authenticate.ts';
import { tokenView } from '../auth/token-view.ts';
import { defineRoute } from '../route.ts';
import { newTokenSchema, roleSchema } from '../schemas/control.ts';

const tokensMax = 1000;
const dayMs = 86_400_000;

/** Makes an access token. */
export const createToken = defineRoute({
  id: 'createToken',
  method: 'post',
  path: '/tokens',
  title: 'Make an access token',
  description: 'The token is told in this answer and never again.',
  tag: 'settings',
  access: 'admin',
  body: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(64)
      .regex(/^[^\p{C}]+$/u, 'expected a name without control characters'),
    role: roleSchema,
    expiresInDays: z.exactOptional(z.int().min(1).max(3650)),
  }),
  answer: { status: 201, schema: newTokenSchema },
  async handle({ body, caller, hub }) {
    const nowMs = hub.clock.nowMs();
    const active = (await hub.catalogue.tokens()).filter((known) => isActive(known, nowMs));
    if (active.length >= tokensMax) {
      throw new HeliostatError('input-invalid', { detail: `there are ${tokensMax} active tokens already` });
    }
    const text = newAccessToken();
    const token: AccessToken = {
      id: randomUUID(),
      name: body.name,
      role: body.role,
      hash: hashOf(text),
      createdMs: nowMs,
      expiresMs: body.expiresInDays === undefined ? null : nowMs + body.expiresInDays * dayMs,
      revokedMs: null,
    };
    await hub.catalogue.putToken(token, {
      atMs: nowMs,
      who: caller.name,
      action: 'token.create',
      subject: token.id,
      detail: `"${token.name}" with the role ${token.role}`,
    });
    return { ...tokenView(token, nowMs), token: text };
  },
});
