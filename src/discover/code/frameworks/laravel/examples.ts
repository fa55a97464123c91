/** Laravel applications as people write them, and what they serve. */
import type { FrameworkExample } from '../framework.ts';

/** The examples. */
export const examples: readonly FrameworkExample[] = [
  {
    title: 'files of routes that bootstrap/app.php loads, groups, resources and form requests',
    files: {
      'bootstrap/app.php': `<?php
use Illuminate\\Foundation\\Application;
return Application::configure(basePath: dirname(__DIR__))
    ->withRouting(
        web: __DIR__.'/../routes/web.php',
        api: __DIR__.'/../routes/api.php',
        health: '/up',
    )->create();`,
      'routes/web.php': `<?php
use App\\Http\\Controllers\\PageController;
use Illuminate\\Support\\Facades\\Route;

Route::get('/', fn () => view('welcome'));
// Route::get('/old', fn () => 1);
Route::middleware('auth')->group(function () {
    Route::get('/pages/{page}/{section?}', [PageController::class, 'show'])->name('pages.show');
    require __DIR__.'/admin.php';
});
Route::redirect('/here', '/there');`,
      'routes/admin.php': `<?php
use App\\Http\\Controllers\\AdminController;
use Illuminate\\Support\\Facades\\Route;
Route::prefix('admin')->controller(AdminController::class)->group(function () {
    Route::get('stats', 'stats');
});`,
      'routes/api.php': `<?php
use App\\Http\\Controllers\\PhotoController;
use Illuminate\\Support\\Facades\\Route;
Route::group(['prefix' => 'v1', 'middleware' => ['auth:sanctum']], function () {
    Route::apiResource('photos', PhotoController::class)->except(['destroy']);
    Route::resource('photos.comments', 'CommentController')->only('index')->shallow();
});
Route::post('/login', 'LoginController')->whereNumber('id');`,
      'app/Http/Controllers/PageController.php': `<?php
namespace App\\Http\\Controllers;
class PageController extends Controller
{
    /** Shows a page. */
    public function show(Request $request, string $page)
    {
        return $request->query('q') . $request->header('X-Lang');
    }
}`,
      'app/Http/Controllers/AdminController.php': `<?php
namespace App\\Http\\Controllers;
class AdminController extends Controller
{
    public function stats() {}
}`,
      'app/Http/Controllers/PhotoController.php': `<?php
namespace App\\Http\\Controllers;
use App\\Http\\Requests\\StorePhoto;
class PhotoController extends Controller
{
    public function index() {}
    public function store(StorePhoto $request) { Http::get('/elsewhere'); }
    public function show(string $photo) {}
    public function update(Request $request, string $photo)
    {
        $request->validate(['title' => 'required|string', 'tags.*' => ['integer']]);
    }
}`,
      'app/Http/Requests/StorePhoto.php': `<?php
namespace App\\Http\\Requests;
use Illuminate\\Foundation\\Http\\FormRequest;
class StorePhoto extends FormRequest
{
    public function rules(): array
    {
        return ['title' => 'required', 'image' => ['required', 'image']];
    }
}`,
    },
    routes: [
      { route: 'GET /up' },
      { route: 'GET /', auth: 'unknown' },
      {
        route: 'GET /pages/{page}/{section}',
        auth: 'required session',
        params: ['path page', 'path section', 'query q', 'header X-Lang'],
        purpose: 'Shows a page.',
        file: 'app/Http/Controllers/PageController.php',
        line: 6,
        handler: 'PageController@show',
      },
      { route: 'GET /pages/{page}' },
      { route: 'GET /admin/stats', auth: 'required session', handler: 'AdminController@stats' },
      { route: 'ANY /here' },
      { route: 'GET /api/v1/photos', auth: 'required bearer' },
      { route: 'POST /api/v1/photos', params: ['body title', 'body image: file'] },
      { route: 'GET /api/v1/photos/{photo}' },
      { route: 'PUT /api/v1/photos/{photo}', params: ['path photo', 'body title', 'body tags: array'] },
      { route: 'PATCH /api/v1/photos/{photo}' },
      { route: 'GET /api/v1/photos/{photo}/comments' },
      { route: 'POST /api/login' },
    ],
  },
  {
    title: 'a route service provider, middleware of controllers',
    files: {
      'app/Providers/RouteServiceProvider.php': `<?php
namespace App\\Providers;
use Illuminate\\Foundation\\Support\\Providers\\RouteServiceProvider as ServiceProvider;
use Illuminate\\Support\\Facades\\Route;
class RouteServiceProvider extends ServiceProvider
{
    protected $namespace = 'App\\\\Http\\\\Controllers';
    public function boot()
    {
        $this->routes(function () {
            Route::prefix('rest')->middleware('api')->namespace($this->namespace)->group(base_path('routes/api.php'));
        });
    }
}`,
      'routes/api.php': `<?php
Route::get('items/{id}', 'ItemController@show')->where('id', '[0-9]+');
Route::delete('items/{id}', 'ItemController@destroy');`,
      'app/Http/Controllers/ItemController.php': `<?php
namespace App\\Http\\Controllers;
class ItemController extends Controller
{
    public function __construct() { $this->middleware('auth:api')->except('show'); }
    public function show($id) {}
    public function destroy($id) {}
}`,
    },
    routes: [
      { route: 'GET /rest/items/{id}', auth: 'unknown', params: ['path id: integer'] },
      { route: 'DELETE /rest/items/{id}', auth: 'required bearer' },
    ],
  },
];
