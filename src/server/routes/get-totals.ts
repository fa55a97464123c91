import { defineRoute } from '../route.ts';
import { totalsSchema } from '../schemas/totals.ts';

/** The figures above every screen. */
export const getTotals = defineRoute({
  id: 'getTotals',
  method: 'get',
  path: '/totals',
  title: 'Figures of the inventory and the gateway',
  tag: 'inventory',
  access: 'viewer',
  answer: { status: 200, schema: totalsSchema },
  handle: ({ hub }) => ({
    ...hub.inventory.totals(),
    gateway: hub.gateway.status(),
    startedAt: new Date(hub.startedMs).toISOString(),
    version: hub.version,
  }),
});
