import { z } from 'zod';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { operationDetailSchema } from '../schemas/operation.ts';

/** One operation. */
export const getOperation = defineRoute({
  id: 'getOperation',
  method: 'get',
  path: '/operations/{id}',
  title: 'One operation',
  tag: 'inventory',
  access: 'viewer',
  params: z.strictObject({ id: z.string().max(200) }),
  answer: { status: 200, schema: operationDetailSchema },
  problems: ['not-found'],
  handle: ({ params, hub }) => hub.inventory.operation(params.id) ?? notFound('operation'),
});
