/** Symfony applications as people write them, and what they serve. */
import type { FrameworkExample } from '../framework.ts';

/** The examples. */
export const examples: readonly FrameworkExample[] = [
  {
    title: 'attributes, annotations, files of routes and access control',
    files: {
      'composer.json':
        '{"require": {"symfony/framework-bundle": "7.1.*"}, "autoload": {"psr-4": {"App\\\\": "src/"}}}',
      'config/routes.yaml': `
controllers:
    resource: ../src/Controller/
    type: attribute
api_controllers:
    resource: ../src/Controller/Api/
    type: attribute
    prefix: /api
legacy:
    path: /legacy/{id}
    controller: App\\Controller\\LegacyController::show
    methods: [GET, POST]
    requirements: { id: '\\d+' }
`,
      'config/packages/security.yaml': `
security:
    firewalls:
        main: { form_login: true }
    access_control:
        - { path: ^/blog/admin, roles: ROLE_ADMIN }
`,
      'src/Controller/BlogController.php': `<?php
namespace App\\Controller;

use Symfony\\Bundle\\FrameworkBundle\\Controller\\AbstractController;
use Symfony\\Component\\HttpFoundation\\Request;
use Symfony\\Component\\Routing\\Attribute\\Route;
use Symfony\\Component\\Security\\Http\\Attribute\\IsGranted;

#[Route('/blog', name: 'blog_')]
final class BlogController extends AbstractController
{
    /** Lists posts. */
    #[Route('/{page<\\d+>}', name: 'index', methods: ['GET'])]
    public function index(Request $request, int $page = 1): Response
    {
        $request->query->get('tag');
        return $this->client->request('GET', '/elsewhere');
    }

    #[Route('/admin/{slug:post}', methods: ['DELETE'])]
    public function delete(): Response {}

    #[Route('/mine', methods: 'POST')]
    #[IsGranted('ROLE_USER')]
    public function mine(): Response {}

    // #[Route('/gone')]
    public function gone() {}
}`,
      'src/Controller/Api/SearchController.php': `<?php
namespace App\\Controller\\Api;

use Symfony\\Component\\HttpKernel\\Attribute\\MapQueryParameter;
use Symfony\\Component\\Routing\\Attribute\\Route;

#[Route('/search')]
class SearchController
{
    public function __invoke(#[MapQueryParameter] int $limit) {}
}`,
      'src/Controller/OldController.php': `<?php
namespace App\\Controller;

use Symfony\\Component\\Routing\\Annotation\\Route;

/**
 * @Route("/old")
 */
class OldController
{
    /**
     * Says hello.
     *
     * @Route("/hello/{name}", name="hello", methods={"GET", "HEAD"})
     */
    public function hello($name) {}
}`,
      'src/Controller/LegacyController.php': `<?php
namespace App\\Controller;
class LegacyController extends AbstractController
{
    public function show(int $id) {}
}`,
    },
    routes: [
      {
        route: 'GET /blog/{page}',
        params: ['path page: integer', 'query tag'],
        purpose: 'Lists posts.',
        auth: 'unknown',
        file: 'src/Controller/BlogController.php',
        line: 14,
      },
      { route: 'GET /blog' },
      { route: 'DELETE /blog/admin/{slug}', auth: 'required session' },
      { route: 'POST /blog/mine', auth: 'required session' },
      { route: 'ANY /api/search', params: ['query limit: integer'] },
      { route: 'GET /old/hello/{name}', purpose: 'Says hello.' },
      { route: 'HEAD /old/hello/{name}' },
      { route: 'GET /legacy/{id}', params: ['path id: integer'], handler: 'LegacyController::show' },
      { route: 'POST /legacy/{id}' },
    ],
  },
  {
    title: 'resources of API Platform',
    files: {
      'src/Entity/BlogPost.php': `<?php
namespace App\\Entity;
use ApiPlatform\\Metadata\\ApiResource;
use ApiPlatform\\Metadata\\Get;
use ApiPlatform\\Metadata\\GetCollection;
#[ApiResource(operations: [new Get(), new GetCollection(uriTemplate: '/posts')])]
class BlogPost { public ?int $id = null; }`,
      'src/Entity/Book.php': `<?php
namespace App\\Entity;
use ApiPlatform\\Metadata\\ApiResource;
#[ApiResource]
class Book { public ?int $id = null; public string $title = ''; }`,
    },
    routes: [
      { route: 'GET /api/blog_posts/{id}' },
      { route: 'GET /api/posts' },
      { route: 'GET /api/books' },
      { route: 'POST /api/books', params: ['body title'] },
      { route: 'GET /api/books/{id}' },
      { route: 'PATCH /api/books/{id}' },
      { route: 'DELETE /api/books/{id}' },
    ],
  },
];
