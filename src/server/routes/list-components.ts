import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { componentSchema, evidenceQuery } from '../schemas/evidence.ts';

/** What APIs are made of and stand beside. */
export const listComponents = defineRoute({
  id: 'listComponents',
  method: 'get',
  path: '/components',
  title: 'Components',
  description: 'Libraries, runtimes, databases, brokers, proxies and packages, with where they are named.',
  tag: 'inventory',
  access: 'viewer',
  query: evidenceQuery,
  answer: {
    status: 200,
    schema: z
      .object({ items: z.array(componentSchema), total: z.int().min(0) })
      .meta({ id: 'ComponentPage' }),
  },
  handle: ({ query, hub }) => hub.inventory.components(query),
});
