import { z } from 'zod';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { exchangeSchema } from '../schemas/exchange.ts';

/** One exchange. */
export const getExchange = defineRoute({
  id: 'getExchange',
  method: 'get',
  path: '/exchanges/{id}',
  title: 'One exchange',
  tag: 'exchanges',
  access: 'viewer',
  params: z.strictObject({ id: z.string().max(200) }),
  answer: { status: 200, schema: exchangeSchema },
  problems: ['not-found'],
  handle: async ({ params, hub }) => (await hub.exchangeStore.find(params.id)) ?? notFound('exchange'),
});
