import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { exchangeQuery } from '../exchange-query.ts';
import { exchangePageSchema } from '../schemas/exchange.ts';
import { exchangePageQuery } from '../schemas/queries.ts';

/** The latest exchanges. */
export const listExchanges = defineRoute({
  id: 'listExchanges',
  method: 'get',
  path: '/exchanges',
  title: 'Exchanges',
  tag: 'exchanges',
  access: 'viewer',
  query: z.strictObject({
    ...exchangePageQuery,
    operationId: z.exactOptional(z.string().max(200)),
    actorId: z.exactOptional(z.string().max(200)),
  }),
  answer: { status: 200, schema: exchangePageSchema },
  handle: async ({ query, hub }) => ({ items: await hub.exchangeStore.recent(exchangeQuery(query)) }),
});
