import { z } from 'zod';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { exchangeQuery } from '../exchange-query.ts';
import { exchangePageSchema } from '../schemas/exchange.ts';
import { exchangePageQuery } from '../schemas/queries.ts';

/** The latest exchanges of an actor. */
export const listActorExchanges = defineRoute({
  id: 'listActorExchanges',
  method: 'get',
  path: '/actors/{id}/exchanges',
  title: 'Exchanges of an actor',
  tag: 'exchanges',
  access: 'viewer',
  params: z.strictObject({ id: z.string().max(200) }),
  query: z.strictObject(exchangePageQuery),
  answer: { status: 200, schema: exchangePageSchema },
  problems: ['not-found'],
  async handle({ params, query, hub }) {
    if (hub.inventory.actor(params.id) === null) notFound('actor');
    return { items: await hub.exchangeStore.recent({ ...exchangeQuery(query), actorId: params.id }) };
  },
});
