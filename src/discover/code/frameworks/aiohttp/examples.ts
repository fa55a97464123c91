/** aiohttp's server as it is written. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'route tables, routers, class views, applications within applications',
    files: {
      'main.py': `
import aiohttp
from aiohttp import web
from handlers import routes, Item, status, chat
from setup_routes import setup_routes
from admin import make_admin

@web.middleware
async def auth_middleware(request, handler):
    if "Authorization" not in request.headers:
        raise web.HTTPUnauthorized()
    return await handler(request)

async def fetch():
    async with aiohttp.ClientSession() as session:
        await session.get("/not-a-route")

async def create_app():
    app = web.Application()
    app.add_routes(routes)
    app.add_routes([web.get("/status", status), web.view("/items/{id:\\\\d+}", Item), web.static("/static", "static")])
    setup_routes(app)
    app.add_subapp("/admin/", make_admin(auth_middleware))
    return app

if __name__ == "__main__":
    web.run_app(create_app())
`,
      'handlers.py': `
from aiohttp import web
from aiohttp_security import check_permission
routes = web.RouteTableDef()
BASE = "/v1"

@routes.get(BASE + "/users/{name}")
async def user(request: web.Request) -> web.Response:
    """Shows a user."""
    return web.json_response({"n": request.match_info["name"], "p": request.query.get("page")})

@routes.post(f"{BASE}/users")
async def create(request):
    await check_permission(request, "create")
    data = await request.json()
    return data["email"]

@routes.view("/things")
class Things(web.View):
    async def get(self): return self.request.rel_url.query["q"]
    async def post(self):
        form = await self.request.post()
        return form["file"]

@routes.route("*", "/all")
async def everything(request): ...

class Item(web.View):
    async def delete(self): ...

async def status(request): ...
async def chat(request):
    ws = web.WebSocketResponse()
    await ws.prepare(request)
`,
      'setup_routes.py': `
from handlers import status, chat
def setup_routes(app):
    app.router.add_get("/health", status, name="health")
    app.router.add_route("PUT", "/put", status)
    app.router.add_get("/ws", chat)
    resource = app.router.add_resource("/res/{tail:.*}")
    resource.add_route("GET", status)
`,
      'admin.py': `
from aiohttp import web
async def stats(request): ...
def make_admin(middleware):
    admin = web.Application(middlewares=[middleware])
    admin.router.add_get("/stats", stats)
    return admin
`,
    },
    routes: [
      {
        route: 'GET /v1/users/{name}',
        params: ['path name', 'query page'],
        purpose: 'Shows a user',
        auth: 'unknown',
      },
      { route: 'POST /v1/users', params: ['body email'], auth: 'required session' },
      { route: 'GET /things', params: ['query q'], handler: 'Things.get' },
      { route: 'POST /things', params: ['form file'] },
      { route: 'ANY /all' },
      { route: 'GET /status' },
      { route: 'DELETE /items/{id}', params: ['path id: integer'] },
      { route: 'GET /health' },
      { route: 'PUT /put' },
      { route: 'WS /ws' },
      { route: 'GET /res/{tail*}' },
      { route: 'GET /admin/stats', auth: 'required', mounted: true, file: 'admin.py', line: 3 },
    ],
  },
];
