/** Examples of Express applications. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const expressExamples: readonly FrameworkExample[] = [
  {
    title: 'routers in files of their own, CommonJS, guards on the way',
    files: {
      'index.js': `
const express = require('express');
const config = require('./config');
const { requireLogin } = require('./middleware/auth');
const app = express();
app.use(express.json());
app.set('view engine', 'pug');
const engine = app.get('view engine');
app.get('/health', (req, res) => res.send('ok'));
app.use(config.prefix, require('./routes'));
app.use(config.prefix + '/admin', requireLogin, require('./routes/admin'));
// app.get('/gone', (req, res) => res.send('no'));
app.listen(config.port);
`,
      'config.js': `module.exports = { prefix: '/api/v1', port: process.env.PORT || 3000 };`,
      'middleware/auth.js': `
exports.requireLogin = (req, res, next) => {
  const token = (req.headers.authorization || '').split(' ')[1];
  if (!token) return res.status(401).json({ error: 'no token' });
  req.user = verify(token);
  next();
};
`,
      'routes/index.js': `
const router = require('express').Router();
const users = require('../controllers/users');
const cache = new Map();
router.get('/', (req, res) => { cache.get('/key'); res.json({}); });
router.route('/users')
  // Lists users
  .get(users.list)
  .post(users.create);
router.get('/users/:id(\\\\d+)', users.one);
module.exports = router;
`,
      'routes/admin.js': `
const { Router } = require('express');
const router = Router();
router.delete('/users/:userId', (req, res) => res.sendStatus(204));
module.exports = router;
`,
      'controllers/users.js': `
const asyncHandler = require('express-async-handler');
const axios = require('axios');
/**
 * Lists them all.
 * @route GET /api/v1/users
 */
exports.list = asyncHandler(async (req, res) => {
  const { page = 1, limit } = req.query;
  const all = await axios.get('/internal/users');
  res.json(all);
});
/** Adds one. */
const create = async (req, res) => {
  const { email, name } = req.body;
  const tenant = req.header('X-Tenant');
  res.status(201).json(await save(email, name, req.body.age, tenant));
};
exports.create = create;
exports.one = function (req, res) { res.json(find(Number(req.params.id), req.cookies.theme)); };
`,
      'test/users.test.js': `
const request = require('supertest');
it('works', () => request(app).get('/not-a-route'));
`,
    },
    routes: [
      { route: 'GET /health', file: 'index.js', line: 9, auth: 'unknown', mounted: true, params: [] },
      { route: 'GET /api/v1', file: 'routes/index.js' },
      {
        route: 'GET /api/v1/users',
        file: 'routes/index.js',
        line: 8,
        params: ['query page', 'query limit'],
        purpose: 'Lists users',
        handler: 'users.list',
      },
      {
        route: 'POST /api/v1/users',
        params: ['body email', 'body name', 'body age', 'header X-Tenant'],
        purpose: 'Adds one.',
        auth: 'unknown',
      },
      { route: 'GET /api/v1/users/{id}', params: ['path id: integer', 'cookie theme'] },
      {
        route: 'DELETE /api/v1/admin/users/{userId}',
        file: 'routes/admin.js',
        line: 4,
        auth: 'required bearer',
      },
    ],
  },
  {
    title: 'TypeScript: classes, a list of controllers, validation by schema, a router nobody mounts',
    files: {
      'src/server.ts': `
import App from './app';
import { UserController } from './users/user.controller';
import { HealthController } from './health';
const app = new App([new UserController(), new HealthController()]);
app.listen();
`,
      'src/app.ts': `
import express, { Application } from 'express';
import type { Controller } from './controller';
export default class App {
  private readonly app: Application;
  constructor(controllers: Controller[]) {
    this.app = express();
    controllers.forEach((controller) => {
      this.app.use(\`/\${Version.One}\`, controller.router);
    });
  }
  listen(): void { this.app.listen(3000); }
}
enum Version { One = 'v1' }
`,
      'src/users/user.controller.ts': `
import { Router, Request, Response } from 'express';
import { z } from 'zod';
import passport from 'passport';
import { validate } from '../validate';
const createUser = z.object({ email: z.string().email(), age: z.number().int().optional() });
interface ListQuery { page: number; q?: string }
export class UserController {
  public path = '/users';
  public router = Router();
  constructor() { this.initializeRoutes(); }
  private initializeRoutes() {
    this.router.get(this.path, this.list);
    this.router
      .all(\`\${this.path}/*\`, passport.authenticate('jwt', { session: false }))
      .post(this.path + '/new', validate(createUser), this.create.bind(this));
  }
  /** All users, by page. */
  private list = async (req: Request<{}, {}, {}, ListQuery>, res: Response) => { res.json([]); };
  private async create(req: Request, res: Response) { res.json(createUser.parse(req.body)); }
}
`,
      'src/health.ts': `
import { Router } from 'express';
export class HealthController {
  router = Router().get(['/live', '/ready'], (_req, res) => { res.end(); });
}
`,
      'src/validate.ts': `
export const validate = (schema) => (req, res, next) => {
  const result = schema.safeParse(req.body);
  if (!result.success) return res.status(400).end();
  next();
};
`,
      'src/old.ts': `
import { Router } from 'express';
const router = Router();
router.get('/forgotten/:id', (req, res) => res.end());
export default router;
`,
    },
    routes: [
      {
        route: 'GET /v1/users',
        file: 'src/users/user.controller.ts',
        line: 13,
        params: ['query page: number', 'query q: string'],
        purpose: 'All users, by page.',
        auth: 'unknown',
      },
      {
        route: 'POST /v1/users/new',
        params: ['body email: string:email', 'body age: integer'],
        auth: 'required bearer',
        line: 16,
      },
      { route: 'GET /v1/live', mounted: true },
      { route: 'GET /v1/ready' },
      { route: 'GET /forgotten/{id}', mounted: false },
    ],
  },
  {
    title:
      'factories, folders that are loaded file by file, methods from a table, prefix from the environment',
    files: {
      'server.js': `
import express from 'express';
import fs from 'fs';
import path from 'path';
import registerUsers from './modules/users.js';
const app = express();
fs.readdirSync(path.join(__dirname, 'api')).filter((file) => file.endsWith('.js')).forEach((file) => {
  app.use('/api/' + path.basename(file, '.js'), require(path.join(__dirname, 'api', file)));
});
registerUsers(app, { base: '/users' });
for (const method of ['get', 'put']) app[method]('/either', (req, res) => res.end());
const table = [{ verb: 'post', at: '/jobs' }, { verb: 'delete', at: '/jobs/:job' }];
table.forEach(({ verb, at }) => app[verb](at, (req, res) => res.end()));
app.use(process.env.PREFIX, inner());
function inner() { const r = express.Router(); r.get('/inner', (q, s) => s.end()); return r; }
app.get(/^\\/files\\/(\\d+)\\/?$/, (req, res) => res.end());
app.use('/docs', (req, res) => res.redirect('/'));
if (process.env.DEBUG) { app.get('/debug', (req, res) => res.end()); }
`,
      'modules/users.js': `
export default (app, { base }) => {
  app.get(base + '/:id/posts/*', (req, res) => res.end());
};
`,
      'api/cars.js': `
const r = require('express').Router();
r.get('/', (req, res) => res.end());
module.exports = r;
`,
      'api/boats.js': `
module.exports = require('express').Router().post('/:boat', (req, res) => res.end());
`,
    },
    routes: [
      { route: 'GET /api/cars' },
      { route: 'POST /api/boats/{boat}' },
      { route: 'GET /users/{id}/posts/{path*}' },
      { route: 'GET /either' },
      { route: 'PUT /either' },
      { route: 'POST /jobs' },
      { route: 'DELETE /jobs/{job}' },
      { route: 'GET /inner' },
      { route: 'GET /files/{0}', params: ['path 0: integer'] },
      { route: 'ANY /docs' },
      { route: 'GET /debug' },
    ],
    unresolved: ['PREFIX'],
  },
  {
    title: 'validators by name, uploads, celebrate, Joi',
    files: {
      'app.js': `
const express = require('express');
const { body, query, param } = require('express-validator');
const { celebrate, Joi, Segments } = require('celebrate');
const multer = require('multer');
const joi = require('joi');
const upload = multer({ dest: 'up/' });
const app = express();
const rules = [body('email').isEmail(), body(['first', 'last']).optional().isString()];
app.post('/a', rules, (req, res) => res.end());
app.get('/b/:id', [param('id').isInt(), query('size').isInt().optional()], (req, res) => res.end());
app.put('/c', celebrate({ [Segments.BODY]: Joi.object().keys({ name: Joi.string().required() }), query: { dry: Joi.boolean() } }), (req, res) => res.end());
app.post('/d', upload.single('avatar'), (req, res) => res.end());
const schema = joi.object({ code: joi.number().integer().required() });
app.post('/e', (req, res) => { const { error, value } = schema.validate(req.body); res.json(value.code); });
app.post('/f', async (req, res) => { const { a: { deep }, ...rest } = req.body; helper(req); res.end(); });
function helper(request) { return request.query['x-y'] ?? request.body.more; }
`,
    },
    routes: [
      { route: 'POST /a', params: ['body email: string:email', 'body first', 'body last'] },
      { route: 'GET /b/{id}', params: ['path id: integer', 'query size: integer'] },
      { route: 'PUT /c', params: ['body name: string', 'query dry: boolean'] },
      { route: 'POST /d', params: ['form avatar: file'] },
      { route: 'POST /e', params: ['body code: integer'] },
      { route: 'POST /f', params: ['body a', 'query x-y', 'body more'] },
    ],
  },
];
