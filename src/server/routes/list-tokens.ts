import { z } from 'zod';
import { tokenView } from '../auth/token-view.ts';
import { defineRoute } from '../route.ts';
import { tokenSchema } from '../schemas/control.ts';

/** All access tokens, without their secrets. */
export const listTokens = defineRoute({
  id: 'listTokens',
  method: 'get',
  path: '/tokens',
  title: 'Access tokens',
  tag: 'settings',
  access: 'admin',
  answer: { status: 200, schema: z.object({ items: z.array(tokenSchema) }) },
  handle: async ({ hub }) => ({
    items: (await hub.catalogue.tokens()).map((token) => tokenView(token, hub.clock.nowMs())),
  }),
});
