import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { evidenceQuery, outboundSchema } from '../schemas/evidence.ts';

/** Calls to others. */
export const listOutbound = defineRoute({
  id: 'listOutbound',
  method: 'get',
  path: '/outbound',
  title: 'Calls to third parties',
  description: 'Seen in code, contracts and front ends: whom, with which fields, over what transport.',
  tag: 'inventory',
  access: 'viewer',
  query: evidenceQuery,
  answer: {
    status: 200,
    schema: z.object({ items: z.array(outboundSchema), total: z.int().min(0) }).meta({ id: 'OutboundPage' }),
  },
  handle: ({ query, hub }) => hub.inventory.outbound(query),
});
