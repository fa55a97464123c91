import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { mapViewSchema } from '../schemas/map.ts';

/** The first screen. */
export const getMap = defineRoute({
  id: 'getMap',
  method: 'get',
  path: '/map',
  title: 'The map',
  description:
    'The busiest operations with the groups of actors that call them and the assets that they reach.',
  tag: 'inventory',
  access: 'viewer',
  query: z.strictObject({
    operations: z.coerce.number().int().min(1).max(200).default(18),
    search: z.exactOptional(z.string().max(200)),
    service: z.exactOptional(z.string().max(64)),
  }),
  answer: { status: 200, schema: mapViewSchema },
  handle: ({ query, hub }) => {
    const { operations, ...filter } = query;
    return hub.inventory.map({ operationsMax: operations, ...filter });
  },
});
