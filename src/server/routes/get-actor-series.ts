import { z } from 'zod';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { seriesSchema } from '../schemas/exchange.ts';
import { seriesQuery } from '../schemas/queries.ts';
import { readSeries } from '../series.ts';

/** What an actor did over time. */
export const getActorSeries = defineRoute({
  id: 'getActorSeries',
  method: 'get',
  path: '/actors/{id}/series',
  title: 'An actor over time',
  tag: 'exchanges',
  access: 'viewer',
  params: z.strictObject({ id: z.string().max(200) }),
  query: seriesQuery,
  answer: { status: 200, schema: seriesSchema },
  problems: ['not-found'],
  async handle({ params, query, hub }) {
    if (hub.inventory.actor(params.id) === null) notFound('actor');
    return readSeries(hub, { actorId: params.id }, query);
  },
});
