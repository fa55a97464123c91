/** Examples of AdonisJS applications. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const adonisExamples: readonly FrameworkExample[] = [
  {
    title: 'version 6: groups, resources, lazy controllers, validators',
    files: {
      'package.json': `{ "imports": { "#controllers/*": "./app/controllers/*.js", "#start/*": "./start/*.js", "#validators/*": "./app/validators/*.js" } }`,
      'start/routes.ts': `
import router from '@adonisjs/core/services/router';
import { middleware } from '#start/kernel';
import SessionController from '#controllers/session_controller';
const UsersController = () => import('#controllers/users_controller');
router.get('/', async () => 'hello');
router.on('/about').render('pages/about');
router.group(() => {
  router.post('login', [SessionController, 'store']);
  router.group(() => {
    router.get('users/:id', [UsersController, 'show']).where('id', router.matchers.number());
    router.resource('posts.comments', UsersController).only(['index', 'destroy']);
  }).use(middleware.auth({ guards: ['api'] }));
}).prefix('/api/v1');
`,
      'start/kernel.ts': `
import router from '@adonisjs/core/services/router';
export const middleware = router.named({ auth: () => import('#middleware/auth') });
`,
      'app/controllers/session_controller.ts': `
import type { HttpContext } from '@adonisjs/core/http';
import { loginValidator } from '#validators/auth';
export default class SessionController {
  /** Signs in. */
  async store({ request }: HttpContext) { const { email } = await request.validateUsing(loginValidator); return email; }
}
`,
      'app/validators/auth.ts': `
import vine from '@vinejs/vine';
export const loginValidator = vine.compile(vine.object({ email: vine.string().email(), password: vine.string(), remember: vine.boolean().optional() }));
`,
      'app/controllers/users_controller.ts': `
export default class UsersController {
  async show({ params, request }) { return find(params.id, request.input('include'), request.header('x-trace')); }
  async index({ request }) { return request.only(['page', 'limit']); }
}
`,
    },
    routes: [
      { route: 'GET /', file: 'start/routes.ts', line: 6 },
      { route: 'GET /about' },
      {
        route: 'POST /api/v1/login',
        params: ['body email: string:email', 'body password: string', 'body remember: boolean'],
        purpose: 'Signs in.',
        handler: 'SessionController.store',
        auth: 'unknown',
      },
      {
        route: 'GET /api/v1/users/{id}',
        params: ['path id', 'query include', 'header x-trace'],
        auth: 'required bearer',
        handler: 'UsersController.show',
      },
      {
        route: 'GET /api/v1/posts/{post_id}/comments',
        params: ['path post_id', 'query page', 'query limit'],
      },
      { route: 'DELETE /api/v1/posts/{post_id}/comments/{id}', auth: 'required bearer' },
    ],
  },
  {
    title: 'version 5: controllers by name',
    files: {
      'start/routes.ts': `
import Route from '@ioc:Adonis/Core/Route';
Route.get('health', 'HealthController.check');
Route.group(() => {
  Route.resource('articles', 'ArticlesController').apiOnly();
  Route.delete('/files/*', 'Admin/FilesController.destroy').middleware('auth:api');
}).prefix('/api').middleware(['throttle']);
`,
      'app/Controllers/Http/ArticlesController.ts': `
export default class ArticlesController {
  public async store({ request }) { return request.input('title'); }
}
`,
      'app/Controllers/Http/Admin/FilesController.ts': `
export default class FilesController { public async destroy({ request }) { return request.qs().force; } }
`,
    },
    routes: [
      { route: 'GET /health', handler: 'HealthController.check' },
      { route: 'GET /api/articles' },
      { route: 'POST /api/articles', params: ['body title'] },
      { route: 'GET /api/articles/{id}' },
      { route: 'PUT /api/articles/{id}' },
      { route: 'PATCH /api/articles/{id}' },
      { route: 'DELETE /api/articles/{id}' },
      { route: 'DELETE /api/files/{path*}', auth: 'required bearer', params: ['path path', 'query force'] },
    ],
  },
];
