/** Examples of Fastify applications. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const fastifyExamples: readonly FrameworkExample[] = [
  {
    title: 'plugins with prefixes in files of their own, hooks, schemas',
    files: {
      'server.js': `
'use strict'
const fastify = require('fastify')({ logger: true })
const { v1 } = require('./prefixes')
fastify.register(require('@fastify/cors'))
fastify.register(require('./auth'))
fastify.register(require('./users'), { prefix: v1 + '/users' })
fastify.register(async (instance, opts) => {
  instance.addHook('onRequest', instance.authenticate)
  instance.route({ method: ['GET', 'HEAD'], url: '/report/:year(^\\\\d{4}$).csv', handler: report })
}, { prefix: '/admin' })
fastify.get('/', async () => ({ hello: 'world' }))
async function report (request, reply) { return request.query.format }
fastify.listen({ port: 3000 })
`,
      'prefixes.js': `exports.v1 = '/api/v1'`,
      'auth.js': `
const fp = require('fastify-plugin')
module.exports = fp(async function (app, opts) {
  app.register(require('@fastify/jwt'), { secret: process.env.SECRET })
  app.decorate('authenticate', async (request, reply) => { await request.jwtVerify() })
  app.get('/login', async (request) => request.headers['x-code'])
})
`,
      'users.js': `
const schema = {
  summary: 'Adds a user',
  tags: ['users'],
  body: { type: 'object', required: ['email'], properties: { email: { type: 'string', format: 'email' }, age: { type: 'integer' } } },
  querystring: { type: 'object', properties: { dry: { type: 'boolean' } } }
}
module.exports = async function users (fastify, opts) {
  const { db } = fastify
  /** Lists users. */
  fastify.get('/', async (request) => db.find(request.query.page))
  fastify.post('/', { schema, preHandler: [fastify.authenticate] }, create)
  fastify.get('/:id', { onRequest: fastify.authenticate, handler: async ({ params: { id }, cookies }) => cookies.theme + id })
}
async function create (request, reply) { const { nick } = request.body; reply.send(nick) }
`,
    },
    routes: [
      { route: 'GET /' },
      { route: 'GET /login', params: ['header x-code'], file: 'auth.js', line: 6 },
      {
        route: 'GET /admin/report/{year}.csv',
        auth: 'required bearer',
        params: ['path year', 'query format'],
      },
      { route: 'HEAD /admin/report/{year}.csv', handler: 'report' },
      { route: 'GET /api/v1/users', params: ['query page'], auth: 'unknown', purpose: 'Lists users.' },
      {
        route: 'POST /api/v1/users',
        params: ['body email: string:email', 'body age: integer', 'query dry: boolean', 'body nick'],
        auth: 'required bearer',
        purpose: 'Adds a user',
        handler: 'create',
        file: 'users.js',
        line: 12,
      },
      { route: 'GET /api/v1/users/{id}', params: ['path id', 'cookie theme'], auth: 'required bearer' },
    ],
  },
  {
    title: 'TypeScript with TypeBox, folders loaded by convention',
    files: {
      'src/app.ts': `
import { join } from 'node:path';
import AutoLoad from '@fastify/autoload';
import Fastify, { type FastifyInstance } from 'fastify';
export async function build(): Promise<FastifyInstance> {
  const app = Fastify().withTypeProvider<TypeBoxTypeProvider>();
  void app.register(AutoLoad, { dir: join(__dirname, 'plugins') });
  void app.register(AutoLoad, { dir: join(__dirname, 'routes'), options: {}, routeParams: true });
  return app;
}
`,
      'src/plugins/env.ts': `
import fp from 'fastify-plugin';
export default fp(async (fastify) => { fastify.decorate('config', {}); });
`,
      'src/routes/root.ts': `
import type { FastifyPluginAsync } from 'fastify';
const root: FastifyPluginAsync = async (fastify, opts): Promise<void> => {
  fastify.get('/', async function (request, reply) { return { root: true }; });
};
export default root;
`,
      'src/routes/tasks/_id/index.ts': `
import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox';
const Query = Type.Object({ page: Type.Optional(Type.Integer()), sort: Type.Union([Type.Literal('a')]) });
const plugin: FastifyPluginAsyncTypebox = async (fastify) => {
  fastify.get('/notes', { schema: { querystring: Query } }, async (request) => request.query.page);
  fastify.put<{ Body: { title: string; done?: boolean } }>('/', async (request) => request.body.title);
};
export default plugin;
`,
      'src/client.ts': `
export class Client { async load(http: Http) { return http.get('/remote'); } }
`,
    },
    routes: [
      { route: 'GET /', file: 'src/routes/root.ts', line: 4 },
      { route: 'GET /tasks/{id}/notes', params: ['path id', 'query page: integer', 'query sort'] },
      { route: 'PUT /tasks/{id}', params: ['path id', 'body title: string', 'body done: boolean'] },
    ],
  },
];
