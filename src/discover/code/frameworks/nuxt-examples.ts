/** Examples of Nuxt and Nitro applications. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const nuxtExamples: readonly FrameworkExample[] = [
  {
    title: 'files as routes, method suffixes, catch-alls, event readers',
    files: {
      'package.json': `{ "devDependencies": { "nuxt": "^3.0.0" } }`,
      'nuxt.config.ts': `export default defineNuxtConfig({});`,
      'server/api/users/index.get.ts': `
// Lists users
export default defineEventHandler(async (event) => {
  const { page, size } = getQuery(event);
  return { page, size, trace: getHeader(event, 'x-trace'), theme: getCookie(event, 'theme') };
});
`,
      'server/api/users/[id].delete.ts': `
export default defineEventHandler(async (event) => {
  const session = await requireUserSession(event);
  return remove(getRouterParam(event, 'id'), session);
});
`,
      'server/api/users/index.post.ts': `
import { z } from 'zod';
const schema = z.object({ email: z.string().email() });
export default eventHandler(async (event) => {
  const body = await readValidatedBody(event, schema.parse);
  const more = await readBody<{ nick?: string }>(event);
  return { body, more };
});
`,
      'server/routes/feed.xml.ts': `export default defineEventHandler(() => '<xml/>');`,
      'server/api/files/[...path].ts': `
export default defineEventHandler((event) => {
  if (event.method === 'PUT') return write(event.context.params.path);
  if (event.method === 'GET') return open(event.context.params.path);
});
`,
      'server/utils/db.ts': `export const useDb = () => null;`,
      'pages/index.vue': `<template><div/></template>`,
    },
    routes: [
      {
        route: 'GET /api/users',
        params: ['query page', 'query size', 'header x-trace', 'cookie theme'],
        purpose: 'Lists users',
        file: 'server/api/users/index.get.ts',
        line: 3,
        auth: 'unknown',
      },
      { route: 'DELETE /api/users/{id}', params: ['path id'], auth: 'required session' },
      { route: 'POST /api/users', params: ['body email: string:email', 'body nick: string'] },
      { route: 'ANY /feed.xml' },
      { route: 'PUT /api/files/{path*}', params: ['path path'] },
      { route: 'GET /api/files/{path*}' },
    ],
  },
  {
    title: 'h3 by itself',
    files: {
      'index.mjs': `
import { createApp, createRouter, eventHandler, getQuery, useBase } from 'h3';
export const app = createApp();
const router = createRouter();
router.get('/hi/:name', eventHandler((event) => getQuery(event).loud));
app.use('/v1', useBase('/v1', router.handler));
app.use(router);
`,
    },
    routes: [{ route: 'GET /hi/{name}', params: ['path name', 'query loud'] }],
  },
  {
    title: 'aliases of the configuration; a validator that a function makes; a wrapper of the project',
    files: {
      'nuxt.config.ts': `
import { fileURLToPath } from 'node:url';
export default defineNuxtConfig({
  alias: {
    '#db': fileURLToPath(new URL('./server/database/', import.meta.url)),
  },
});
`,
      'server/database/types.ts': `
import { z } from 'zod';
export const General = z.object({ timeout: z.number(), secret: z.string().nullable() });
`,
      'server/utils/handler.ts': `
import { defineEventHandler, createError } from 'h3';
export const defineAdminHandler = (handler) => defineEventHandler(async (event) => {
  const user = await getCurrentUser(event);
  if (!user) throw createError({ statusCode: 401 });
  return handler({ event, user });
});
export const checked = (schema, event) => async (data) => schema.parseAsync(data);
`,
      'server/api/general.post.ts': `
import { readValidatedBody } from 'h3';
import { defineAdminHandler, checked } from '#server/utils/handler';
import { General } from '#db/types';
export default defineAdminHandler(async ({ event }) => {
  return readValidatedBody(event, checked(General, event));
});
`,
    },
    routes: [
      {
        route: 'POST /api/general',
        params: ['body timeout: number', 'body secret: string'],
        auth: 'required',
      },
    ],
  },
];
