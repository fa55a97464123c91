import { z } from 'zod';
import { defineRoute } from '../route.ts';

/** Is the hub there? For supervisors; it tells nothing else. */
export const getHealth = defineRoute({
  id: 'getHealth',
  method: 'get',
  path: '/healthz',
  title: 'Is the hub there?',
  description: 'Also served as `/healthz` at the root.',
  tag: 'operation of the hub',
  access: 'public',
  answer: { status: 200, schema: z.object({ status: z.literal('ok') }) },
  handle: () => ({ status: 'ok' as const }),
});
