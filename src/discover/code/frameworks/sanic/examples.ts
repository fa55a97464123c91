/** Sanic as it is written. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'blueprints in groups, versions before prefixes, class-based views',
    files: {
      'server.py': `
from sanic import Sanic, Blueprint
from sanic.response import json
from blueprints import api, content
from blueprints.users import users

app = Sanic("shop")
app.blueprint(api)
app.blueprint(users, url_prefix="/people")
app.blueprint([content])

@app.get("/")
async def index(request):
    """Start."""
    return json({"q": request.args.get("q"), "t": request.cookies.get("t")})

@app.route("/both/<name:str>", methods=["POST", "PUT"], version=2)
async def both(request, name):
    return json(request.json["x"])

@app.websocket("/feed")
async def feed(request, ws): ...

async def late(request, tag: int): ...
app.add_route(late, "/late/<tag:int>", methods={"DELETE"})

redis.get("/not-a-route")
`,
      'blueprints/__init__.py': `
from sanic import Blueprint
from .items import items
from .admin import admin
content = Blueprint("content", url_prefix="/content", version=1)
lost = Blueprint("lost", url_prefix="/lost")

@content.post("/upload")
async def upload(request):
    return request.files.get("file"), request.form.get("title")

@lost.get("/x")
async def lost_one(request): ...

inner = Blueprint.group(admin, url_prefix="/inner")
api = Blueprint.group(items, inner, url_prefix="/api", version=3)
`,
      'blueprints/items.py': `
from sanic import Blueprint
from sanic.views import HTTPMethodView
from sanic_ext import validate
from dataclasses import dataclass
items = Blueprint("items", url_prefix="/items")

@dataclass
class NewItem:
    title: str
    price: float = 0.0

class ItemView(HTTPMethodView):
    async def get(self, request, item_id):
        """One item."""
    @validate(json=NewItem)
    async def post(self, request, item_id, body): ...

items.add_route(ItemView.as_view(), "/<item_id:uuid>")
`,
      'blueprints/admin.py': `
from functools import wraps
from sanic import Blueprint
from sanic.exceptions import Unauthorized
admin = Blueprint("admin", url_prefix="/admin")

def protected(wrapped):
    def decorator(f):
        @wraps(f)
        async def decorated_function(request, *args, **kwargs):
            if not request.token:
                raise Unauthorized("no")
            return await f(request, *args, **kwargs)
        return decorated_function
    return decorator(wrapped)

@admin.get("/stats")
@protected
async def stats(request): ...
`,
      'blueprints/users.py': `
from sanic import Blueprint
users = Blueprint("users", url_prefix="/ignored")

@users.on_request
async def check_token(request):
    raise_if(request.headers.get("authorization"))

@users.get("/<user_id:int>")
async def user(request, user_id: int): ...
`,
    },
    routes: [
      { route: 'GET /', params: ['query q', 'cookie t'], purpose: 'Start' },
      { route: 'POST /v2/both/{name}', params: ['path name', 'body x'] },
      { route: 'PUT /v2/both/{name}' },
      { route: 'WS /feed' },
      { route: 'DELETE /late/{tag}', params: ['path tag: integer'] },
      {
        route: 'GET /v3/api/items/{item_id}',
        params: ['path item_id: string:uuid'],
        handler: 'ItemView.get',
      },
      {
        route: 'POST /v3/api/items/{item_id}',
        params: ['path item_id', 'body title: string', 'body price: number'],
      },
      { route: 'GET /v3/api/inner/admin/stats', auth: 'required bearer' },
      { route: 'GET /people/{user_id}', auth: 'required bearer', params: ['path user_id: integer'] },
      { route: 'POST /v1/content/upload', params: ['form file: file', 'form title'] },
      { route: 'GET /lost/x', mounted: false },
    ],
  },
];
