import { z } from 'zod';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { actorDetailSchema } from '../schemas/actor.ts';

/** One actor. */
export const getActor = defineRoute({
  id: 'getActor',
  method: 'get',
  path: '/actors/{id}',
  title: 'One actor',
  tag: 'inventory',
  access: 'viewer',
  params: z.strictObject({ id: z.string().max(200) }),
  answer: { status: 200, schema: actorDetailSchema },
  problems: ['not-found'],
  handle: ({ params, hub }) => hub.inventory.actor(params.id) ?? notFound('actor'),
});
