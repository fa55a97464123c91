import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { actorKindSchema, actorSummarySchema } from '../schemas/actor.ts';

const text = z.exactOptional(z.string().max(200));

/** Everybody who acts. */
export const listActors = defineRoute({
  id: 'listActors',
  method: 'get',
  path: '/actors',
  title: 'Actors',
  tag: 'inventory',
  access: 'viewer',
  query: z.strictObject({
    search: text,
    kind: z.exactOptional(actorKindSchema),
    group: text,
    operationId: text,
    sort: z.exactOptional(z.enum(['label', 'count', 'errors', 'operations', 'lastSeen'])),
    order: z.exactOptional(z.enum(['asc', 'desc'])),
    offset: z.exactOptional(z.coerce.number().int().min(0).max(1_000_000)),
    limit: z.coerce.number().int().min(1).max(5000).default(100),
  }),
  answer: {
    status: 200,
    schema: z.object({ items: z.array(actorSummarySchema), total: z.int().min(0) }).meta({ id: 'ActorPage' }),
  },
  handle: ({ query, hub }) => hub.inventory.actors(query),
});
