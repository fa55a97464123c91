/** Starlette as it is written. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'lists of routes over files, mounts, endpoint classes, sockets',
    files: {
      'app/main.py': `
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.routing import Route, Mount, WebSocketRoute, Router
from starlette.staticfiles import StaticFiles
from starlette.authentication import requires
from .api import routes as api_routes, Users
from . import ws
import httpx

API = "/api"

async def home(request):
    """Says hello."""
    httpx.get("/not-here")
    return request.query_params.get("name")

@requires(["authenticated", "admin"])
async def admin(request): ...

def page(path):
    return Route(path, lambda request: None, name=path)

routes = [
    Route("/", home),
    Route("/admin", endpoint=admin, methods=["GET", "POST"]),
    Mount(API, routes=api_routes),
    Mount("/static", app=StaticFiles(directory="static")),
    Mount("/sub", app=Router([Route("/{rest:path}", home)])),
    WebSocketRoute("/ws/{room}", ws.chat),
    WebSocketRoute("/echo", ws.Echo),
    *[page(name) for name in ("/a", "/b")],
]
if DEBUG:
    routes += [Route("/debug", home)]

app = Starlette(debug=True, routes=routes, middleware=[Middleware(AuthenticationMiddleware, backend=None)])
app.add_route("/late", home, methods=["PUT"])

@app.route("/decorated")
async def decorated(request): ...
`,
      'app/api.py': `
from starlette.endpoints import HTTPEndpoint
from starlette.routing import Route, Mount

class Users(HTTPEndpoint):
    """Users."""
    async def get(self, request):
        return request.path_params["user_id"]
    async def put(self, request):
        data = await request.json()
        return data["name"], data.get("age"), request.headers.get("x-trace")

routes = [Route("/users/{user_id:int}", Users)]
forgotten = [Route("/forgotten", Users)]
`,
      'app/ws.py': `
from starlette.endpoints import WebSocketEndpoint
async def chat(websocket):
    await websocket.accept()
class Echo(WebSocketEndpoint):
    async def on_receive(self, websocket, data): ...
`,
    },
    routes: [
      { route: 'GET /', params: ['query name'], purpose: 'Says hello' },
      { route: 'GET /admin', auth: 'required' },
      { route: 'POST /admin', auth: 'required' },
      {
        route: 'GET /api/users/{user_id}',
        params: ['path user_id: integer'],
        handler: 'Users.get',
        file: 'app/api.py',
        line: 7,
      },
      {
        route: 'PUT /api/users/{user_id}',
        params: ['path user_id: integer', 'body name', 'body age', 'header x-trace'],
        purpose: 'Users',
      },
      { route: 'GET /sub/{rest*}' },
      { route: 'WS /ws/{room}' },
      { route: 'WS /echo' },
      { route: 'GET /a' },
      { route: 'GET /b' },
      { route: 'GET /debug' },
      { route: 'PUT /late' },
      { route: 'GET /decorated' },
      { route: 'GET /forgotten', mounted: false },
      { route: 'PUT /forgotten', mounted: false },
    ],
  },
];
