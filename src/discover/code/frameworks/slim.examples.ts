/** Slim applications as people write them, and what they serve. */
import type { FrameworkExample } from './framework.ts';

/** The examples. */
export const slimExamples: readonly FrameworkExample[] = [
  {
    title: 'routes in a file of their own, groups, optional parts and middleware',
    files: {
      'public/index.php': `<?php
use Slim\\Factory\\AppFactory;
$app = AppFactory::create();
$routes = require __DIR__ . '/../app/routes.php';
$routes($app);
$app->run();`,
      'app/routes.php': `<?php
declare(strict_types=1);
use App\\Actions\\ListUsers;
use App\\Actions\\UserController;
use App\\Middleware\\AuthMiddleware;
use Slim\\App;
use Slim\\Interfaces\\RouteCollectorProxyInterface as Group;

return function (App $app) {
    $app->get('/', function ($request, $response) {
        $request->getQueryParams()['q'];
        return $response;
    });
    // $app->get('/old', Old::class);
    $app->group('/users', function (Group $group) {
        $group->get('[/{page:[0-9]+}]', ListUsers::class);
        $group->map(['PUT', 'PATCH'], '/{id}', UserController::class . ':update');
        $group->group('/{id}/notes', function (Group $inner) {
            $inner->post('', [UserController::class, 'note'])->add(AuthMiddleware::class);
        });
    });
    $app->any('/any', 'App\\Actions\\UserController:update');
};`,
      'src/Actions/ListUsers.php': `<?php
namespace App\\Actions;
class ListUsers { public function __invoke($request, $response) { $client->get('/elsewhere'); } }`,
      'src/Actions/UserController.php': `<?php
namespace App\\Actions;
class UserController {
    /** Changes a user. */
    public function update($request, $response, $args) {
        $data = $request->getParsedBody();
        $name = $data['name'] ?? '';
    }
    public function note($request) {
        $body = $this->parsed($request);
        if (array_key_exists('done', $body)) { return $body['text']; }
    }
    protected function parsed($request) {
        if ($request->getHeaderLine('Content-Type') != 'application/json') { throw new \\Exception(); }
        $body = $request->getParsedBody();
        return $body;
    }
}`,
    },
    routes: [
      { route: 'GET /', params: ['query q'] },
      { route: 'GET /users/{page}', params: ['path page: integer'], file: 'src/Actions/ListUsers.php' },
      { route: 'GET /users' },
      { route: 'PUT /users/{id}', params: ['path id', 'body name'], purpose: 'Changes a user.' },
      { route: 'PATCH /users/{id}' },
      { route: 'POST /users/{id}/notes', auth: 'required', params: ['path id', 'body done', 'body text'] },
      { route: 'ANY /any', handler: 'UserController:update' },
    ],
  },
];
