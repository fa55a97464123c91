import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { versionSchema } from '../schemas/evidence.ts';

/** Versions of the inventory. */
export const listVersions = defineRoute({
  id: 'listVersions',
  method: 'get',
  path: '/versions',
  title: 'Versions of the inventory',
  description: 'Each run of discovery makes one, and each day; newest first.',
  tag: 'inventory',
  access: 'viewer',
  answer: {
    status: 200,
    schema: z.object({ items: z.array(versionSchema) }).meta({ id: 'VersionList' }),
  },
  handle: async ({ hub }) => ({ items: await hub.history.list() }),
});
