import { z } from 'zod';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { exchangeQuery } from '../exchange-query.ts';
import { exchangePageSchema } from '../schemas/exchange.ts';
import { exchangePageQuery } from '../schemas/queries.ts';

/** The latest exchanges of an operation. */
export const listOperationExchanges = defineRoute({
  id: 'listOperationExchanges',
  method: 'get',
  path: '/operations/{id}/exchanges',
  title: 'Exchanges of an operation',
  tag: 'exchanges',
  access: 'viewer',
  params: z.strictObject({ id: z.string().max(200) }),
  query: z.strictObject(exchangePageQuery),
  answer: { status: 200, schema: exchangePageSchema },
  problems: ['not-found'],
  async handle({ params, query, hub }) {
    if (hub.inventory.name(params.id) === null) notFound('operation');
    return { items: await hub.exchangeStore.recent({ ...exchangeQuery(query), operationId: params.id }) };
  },
});
