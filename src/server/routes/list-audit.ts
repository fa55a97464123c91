import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { auditEntrySchema } from '../schemas/control.ts';

/** The journal: who changed what. */
export const listAudit = defineRoute({
  id: 'listAudit',
  method: 'get',
  path: '/audit',
  title: 'The journal, newest first',
  tag: 'settings',
  access: 'analyst',
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(500).default(100),
    before: z
      .exactOptional(z.coerce.number().int().min(0))
      .meta({ description: 'Milliseconds since the epoch.' }),
  }),
  answer: { status: 200, schema: z.object({ items: z.array(auditEntrySchema) }) },
  handle: async ({ query: { limit, before }, hub }) => ({
    items: await hub.catalogue.audit({ limit, ...(before === undefined ? {} : { beforeMs: before }) }),
  }),
});
