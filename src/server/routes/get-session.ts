import { HeliostatError } from '../../model/errors.ts';
import { defineRoute } from '../route.ts';
import { sessionSchema } from '../schemas/control.ts';

/** Tells who is signed in. */
export const getSession = defineRoute({
  id: 'getSession',
  method: 'get',
  path: '/session',
  title: 'Who is signed in',
  tag: 'session',
  access: 'viewer',
  answer: { status: 200, schema: sessionSchema },
  handle({ caller }) {
    if (caller.role === null) throw new HeliostatError('unauthenticated');
    return {
      name: caller.name,
      role: caller.role,
      csrf: caller.csrf,
      expiresAt: caller.expiresMs === null ? null : new Date(caller.expiresMs).toISOString(),
    };
  },
});
