import { z } from 'zod';
import { defineRoute } from '../route.ts';

/** What is known of the APIs, as a contract. */
export const getInventoryOpenapi = defineRoute({
  id: 'getInventoryOpenapi',
  method: 'get',
  path: '/inventory/openapi.json',
  title: 'The inventory as an OpenAPI 3.1 document',
  tag: 'inventory',
  access: 'viewer',
  query: z.strictObject({
    service: z.exactOptional(z.string().max(64)),
    title: z.exactOptional(z.string().max(200)),
  }),
  answer: { status: 200, schema: z.record(z.string(), z.unknown()) },
  handle: ({ query, hub }) => hub.inventory.openapi(query),
});
