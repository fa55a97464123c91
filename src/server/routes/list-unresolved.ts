import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { evidenceQuery, unresolvedSchema } from '../schemas/evidence.ts';

/** What could not be told. */
export const listUnresolved = defineRoute({
  id: 'listUnresolved',
  method: 'get',
  path: '/unresolved',
  title: 'What could not be told',
  description:
    'Places that are operations, or may be, but whose method or path is not known from the source.',
  tag: 'inventory',
  access: 'viewer',
  query: evidenceQuery,
  answer: {
    status: 200,
    schema: z
      .object({ items: z.array(unresolvedSchema), total: z.int().min(0) })
      .meta({ id: 'UnresolvedPage' }),
  },
  handle: ({ query, hub }) => hub.inventory.unresolved(query),
});
