import { z } from 'zod';
import { openSession, sessionCookieHeader } from '../auth/session.ts';
import { refuseWhenTooMany, verifyToken } from '../auth/authenticate.ts';
import { defineRoute } from '../route.ts';
import { sessionSchema } from '../schemas/control.ts';

/** Signs a browser in with an access token. */
export const createSession = defineRoute({
  id: 'createSession',
  method: 'post',
  path: '/session',
  title: 'Sign in',
  description: 'Exchanges an access token for a session cookie that scripts cannot read.',
  tag: 'session',
  access: 'public',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  answer: { status: 201, schema: sessionSchema },
  problems: ['unauthenticated', 'too-many-attempts'],
  async handle({ body, request, answerHeaders, hub }) {
    refuseWhenTooMany(hub, request.client);
    const token = await verifyToken(hub, body.token.trim(), request.client);
    const { secret, session } = await openSession(hub.catalogue, hub.clock, token);
    hub.attempts.succeeded(request.client);
    await hub.catalogue.addAudit({
      atMs: session.createdMs,
      who: token.name,
      action: 'session.open',
      subject: token.id,
      detail: `signed in as ${token.role}`,
    });
    answerHeaders.append(
      'set-cookie',
      sessionCookieHeader(secret, session.expiresMs - session.createdMs, request.secure),
    );
    return {
      name: token.name,
      role: token.role,
      csrf: session.csrf,
      expiresAt: new Date(session.expiresMs).toISOString(),
    };
  },
});
