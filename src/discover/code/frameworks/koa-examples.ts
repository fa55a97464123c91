/** Examples of Koa applications. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const koaExamples: readonly FrameworkExample[] = [
  {
    title: 'routers in files, prefixes, nested routers, names before paths',
    files: {
      'src/index.js': `
const Koa = require('koa');
const mount = require('koa-mount');
const bodyParser = require('koa-bodyparser');
const api = require('./api');
const app = new Koa();
app.use(bodyParser());
app.use(async (ctx, next) => { ctx.set('x-time', Date.now()); await next(); });
app.use(api.routes()).use(api.allowedMethods());
const status = new Koa();
status.use(require('koa-route').get('/live', (ctx) => { ctx.body = 'ok'; }));
app.use(mount('/status', status));
app.listen(3000);
`,
      'src/api/index.js': `
const Router = require('@koa/router');
const { PREFIX } = require('../constants');
const users = require('./users');
const jwt = require('koa-jwt');
const router = new Router({ prefix: PREFIX });
router.get('/', async (ctx) => { ctx.body = {}; });
router.use('/users', users.routes(), users.allowedMethods());
router.use(jwt({ secret: 's' }));
router.del('note', '/notes/:noteId', async (ctx) => { const { force } = ctx.query; ctx.status = 204; });
module.exports = router;
`,
      'src/constants.js': `exports.PREFIX = '/api';`,
      'src/api/users.js': `
const Router = require('koa-router');
const controller = require('./users.controller');
const router = new Router();
router
  .get('/', controller.list)
  .post('/', controller.create)
  .get('/:id', controller.auth, controller.one);
module.exports = router;
`,
      'src/api/users.controller.js': `
/** Lists users. */
async function list(ctx) { ctx.body = find(ctx.query.page, ctx.request.query.size, ctx.get('X-Tenant')); }
async function create({ request, response }) { const { email, name } = request.body; response.body = { email, name }; }
const one = async (ctx) => { ctx.body = ctx.params.id + ctx.cookies.get('theme'); };
const auth = async (ctx, next) => { if (!ctx.state.user) ctx.throw(401); await next(); };
module.exports = { list, create, one, auth };
`,
      'src/orphan.js': `
const Router = require('koa-router');
const router = new Router();
router.get('/nowhere', (ctx) => {});
module.exports = router;
`,
    },
    routes: [
      { route: 'GET /status/live', auth: 'unknown' },
      { route: 'GET /api', file: 'src/api/index.js', line: 7, auth: 'unknown' },
      {
        route: 'GET /api/users',
        params: ['query page', 'query size', 'header X-Tenant'],
        purpose: 'Lists users.',
        handler: 'controller.list',
        auth: 'unknown',
      },
      { route: 'POST /api/users', params: ['body email', 'body name'] },
      { route: 'GET /api/users/{id}', params: ['path id', 'cookie theme'], auth: 'required' },
      {
        route: 'DELETE /api/notes/{noteId}',
        params: ['path noteId', 'query force'],
        auth: 'required bearer',
      },
      { route: 'GET /nowhere', mounted: false },
    ],
  },
];
