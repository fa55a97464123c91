import { z } from 'zod';
import { defineRoute } from '../route.ts';
import {
  evidenceSourceSchema,
  exposureSchema,
  lifecycleSchema,
  operationKindSchema,
  operationSummarySchema,
} from '../schemas/operation.ts';

const text = z.exactOptional(z.string().max(200));

/** The inventory. */
export const listOperations = defineRoute({
  id: 'listOperations',
  method: 'get',
  path: '/operations',
  title: 'Operations',
  tag: 'inventory',
  access: 'viewer',
  query: z.strictObject({
    search: text.meta({ description: 'Words; each must be in method, path, service, host or a data class.' }),
    service: text,
    method: text,
    kind: z.exactOptional(operationKindSchema),
    lifecycle: z.exactOptional(lifecycleSchema),
    source: z
      .exactOptional(evidenceSourceSchema)
      .meta({ description: 'Operations that this source tells of.' }),
    auth: text,
    dataClass: text,
    exposure: z.exactOptional(exposureSchema),
    owner: text.meta({ description: 'Exactly as `owner` has it.' }),
    actorId: text,
    sort: z.exactOptional(
      z.enum([
        'path',
        'method',
        'count',
        'errors',
        'p95',
        'lastSeen',
        'firstSeen',
        'actors',
        'risk',
        'sensitivity',
      ]),
    ),
    order: z.exactOptional(z.enum(['asc', 'desc'])),
    offset: z.exactOptional(z.coerce.number().int().min(0).max(1_000_000)),
    limit: z.coerce.number().int().min(1).max(5000).default(100),
  }),
  answer: {
    status: 200,
    schema: z
      .object({ items: z.array(operationSummarySchema), total: z.int().min(0) })
      .meta({ id: 'OperationPage' }),
  },
  handle: ({ query, hub }) => hub.inventory.operations(query),
});
