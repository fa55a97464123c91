import { z } from 'zod';
import { sessionCookieHeader } from '../auth/session.ts';
import { defineRoute } from '../route.ts';

/** Signs the browser out. */
export const deleteSession = defineRoute({
  id: 'deleteSession',
  method: 'delete',
  path: '/session',
  title: 'Sign out',
  tag: 'session',
  access: 'viewer',
  answer: { status: 204, schema: z.undefined() },
  async handle({ caller, request, answerHeaders, hub }) {
    if (caller.sessionHash !== null) {
      await hub.catalogue.removeSession(caller.sessionHash);
      await hub.catalogue.addAudit({
        atMs: hub.clock.nowMs(),
        who: caller.name,
        action: 'session.close',
        subject: caller.tokenId ?? '',
        detail: 'signed out',
      });
    }
    answerHeaders.append('set-cookie', sessionCookieHeader('', 0, request.secure));
    return undefined;
  },
});
