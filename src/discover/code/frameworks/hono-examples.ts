/** Examples of Hono applications. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const honoExamples: readonly FrameworkExample[] = [
  {
    title: 'routes in files, base paths, middleware by path, validators, chains',
    files: {
      'src/index.ts': `
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { logger } from 'hono/logger';
import { jwt } from 'hono/jwt';
import books from './books';
import { admin } from './admin';
const app = new Hono<{ Bindings: Env }>().basePath('/v1');
app.use('*', logger());
app.use('/admin/*', jwt({ secret: 'x' }));
app.get('/', (c) => c.text('hi'));
app.route('/books', books);
app.route('/admin', admin);
app.on(['PUT', 'PATCH'], '/both/:id{[0-9]+}', (c) => c.body(null));
serve(app);
export default app;
`,
      'src/books.ts': `
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { z } from 'zod';
const create = z.object({ title: z.string(), pages: z.coerce.number().int().optional() });
const app = new Hono()
  .get('/', (c) => c.json({ page: c.req.query('page'), tags: c.req.queries('tag') }))
  // Adds a book.
  .post('/', zValidator('json', create), (c) => { const { title } = c.req.valid('json'); return c.json({ title }); })
  .get('/:id', async (c) => {
    const theme = getCookie(c, 'theme');
    const { id } = c.req.param();
    return c.json({ id, theme, trace: c.req.header('X-Trace') });
  })
  .put(async (c) => { const body = await c.req.json<{ done: boolean }>(); return c.json(body); });
export default app;
`,
      'src/admin.ts': `
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
const route = createRoute({
  method: 'delete',
  path: '/users/{userId}',
  summary: 'Removes a user',
  request: { params: z.object({ userId: z.string().uuid() }), query: z.object({ hard: z.boolean().optional() }) },
  responses: {},
});
export const admin = new OpenAPIHono();
admin.openapi(route, (c) => c.body(null, 204));
`,
      'src/client.ts': `
import { hc } from 'hono/client';
const client = hc('http://localhost');
export const load = () => client.books.$get('/not');
`,
    },
    routes: [
      { route: 'GET /v1', auth: 'unknown', file: 'src/index.ts', line: 11 },
      { route: 'PUT /v1/both/{id}', params: ['path id: integer'] },
      { route: 'PATCH /v1/both/{id}' },
      { route: 'GET /v1/books', params: ['query page', 'query tag: array'] },
      {
        route: 'POST /v1/books',
        params: ['body title: string', 'body pages: integer'],
        purpose: 'Adds a book.',
      },
      { route: 'GET /v1/books/{id}', params: ['path id', 'cookie theme', 'header X-Trace'], auth: 'unknown' },
      { route: 'PUT /v1/books/{id}', params: ['path id', 'body done: boolean'] },
      {
        route: 'DELETE /v1/admin/users/{userId}',
        params: ['path userId: string:uuid', 'query hard: boolean'],
        auth: 'required bearer',
        purpose: 'Removes a user',
      },
    ],
  },
];
