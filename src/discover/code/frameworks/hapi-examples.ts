/** Examples of hapi applications. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const hapiExamples: readonly FrameworkExample[] = [
  {
    title: 'plugins with prefixes, a default strategy set late, validation, routes in lists',
    files: {
      'server.js': `
'use strict';
const Hapi = require('@hapi/hapi');
const users = require('./plugins/users');
const init = async () => {
  const server = Hapi.server({ port: 3000 });
  server.route({ method: 'GET', path: '/health', options: { auth: false }, handler: () => 'ok' });
  await server.register(require('@hapi/jwt'));
  await server.register([{ plugin: users, options: { limit: 3 }, routes: { prefix: '/api' } }, require('./plugins/files')]);
  server.auth.strategy('token', 'jwt', {});
  server.auth.default('token');
  server.route(require('./routes'));
  await server.start();
};
init();
`,
      'routes/index.js': `module.exports = [].concat(require('./notes'), [{ method: '*', path: '/{any*}', handler: (r, h) => h.response().code(404) }]);`,
      'routes/notes.js': `
const Joi = require('joi');
const handlers = require('../handlers');
module.exports = [
  {
    method: ['PUT', 'PATCH'],
    path: '/notes/{id}/tag-{tag}',
    config: {
      description: 'Tags a note',
      validate: { payload: Joi.object({ word: Joi.string().required() }), query: { dry: Joi.boolean() } },
      auth: { mode: 'try', strategy: 'token' },
    },
    handler: handlers.tag,
  },
];
`,
      'handlers.js': `exports.tag = (request, h) => { const { extra } = request.payload; return request.headers['x-trace'] + extra; };`,
      'plugins/users.js': `
exports.plugin = {
  name: 'users',
  version: '1.0.0',
  register: async function (server, options) {
    server.route([{ method: 'POST', path: '/users', options: { auth: { strategy: 'token', scope: ['admin'] }, handler: create } }]);
  },
};
/** Adds a user. */
function create(request) { return request.payload.email + request.state.sid; }
`,
      'plugins/files.js': `
module.exports = { name: 'files', register: (server) => { server.route({ method: 'get', path: '/files/{name?}', handler: (request) => request.query.v }); } };
`,
    },
    routes: [
      { route: 'GET /health', auth: 'none', line: 7 },
      {
        route: 'PUT /notes/{id}/tag-{tag}',
        params: [
          'path id',
          'path tag',
          'body word: string',
          'query dry: boolean',
          'body extra',
          'header x-trace',
        ],
        auth: 'optional',
        purpose: 'Tags a note',
        file: 'routes/notes.js',
        line: 5,
      },
      { route: 'PATCH /notes/{id}/tag-{tag}', handler: 'tag' },
      { route: 'ANY /{any*}', auth: 'required bearer' },
      {
        route: 'POST /api/users',
        params: ['body email', 'cookie sid'],
        auth: 'required bearer',
        purpose: 'Adds a user.',
      },
      { route: 'GET /files/{name}', params: ['path name', 'query v'], auth: 'required bearer' },
      { route: 'GET /files' },
    ],
  },
];
