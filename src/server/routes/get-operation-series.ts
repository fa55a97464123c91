import { z } from 'zod';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { seriesSchema } from '../schemas/exchange.ts';
import { seriesQuery } from '../schemas/queries.ts';
import { readSeries } from '../series.ts';

/** How often and how fast an operation was over time. */
export const getOperationSeries = defineRoute({
  id: 'getOperationSeries',
  method: 'get',
  path: '/operations/{id}/series',
  title: 'An operation over time',
  tag: 'exchanges',
  access: 'viewer',
  params: z.strictObject({ id: z.string().max(200) }),
  query: seriesQuery,
  answer: { status: 200, schema: seriesSchema },
  problems: ['not-found'],
  async handle({ params, query, hub }) {
    if (hub.inventory.name(params.id) === null) notFound('operation');
    return readSeries(hub, { operationId: params.id }, query);
  },
});
