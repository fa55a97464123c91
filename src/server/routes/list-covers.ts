import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { coverSchema, evidenceQuery } from '../schemas/evidence.ts';

/** What was read. */
export const listCovers = defineRoute({
  id: 'listCovers',
  method: 'get',
  path: '/covers',
  title: 'What was read',
  description: 'Folders, contracts and sites that evidence comes from. What was not read cannot be claimed.',
  tag: 'inventory',
  access: 'viewer',
  query: evidenceQuery,
  answer: {
    status: 200,
    schema: z.object({ items: z.array(coverSchema), total: z.int().min(0) }).meta({ id: 'CoverPage' }),
  },
  handle: ({ query, hub }) => hub.inventory.covers(query),
});
