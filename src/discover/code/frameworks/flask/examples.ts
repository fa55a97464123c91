/** Flask as it is written: factories, blueprints within blueprints, class-based views, REST extensions. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'a factory, blueprints over files, guards, what views read',
    files: {
      'shop/__init__.py': `
from flask import Flask
from .config import config

def create_app(name="default"):
    app = Flask(__name__)
    app.config.from_object(config[name])

    from .api import api as api_blueprint
    from .main import main as main_blueprint
    app.register_blueprint(main_blueprint)
    app.register_blueprint(api_blueprint, url_prefix="/api/v1")

    @app.route("/ping")
    def ping():
        return "pong"
    return app
`,
      'shop/config.py': 'config = {"default": object}\n',
      'shop/main/__init__.py': `
from flask import Blueprint
main = Blueprint("main", __name__)
from . import views
`,
      'shop/main/views.py': `
from flask import render_template, request, jsonify
from flask_login import login_required
from . import main
import requests

PAGES = ["about", "terms"]

@main.route("/", methods=["GET", "POST"])
@main.route("/index/")
def index():
    """Shows the start page.

    More words."""
    page = request.args.get("page", 1, type=int)
    form = request.form
    name = form["name"]
    requests.get("/elsewhere")
    return render_template("index.html")

@main.route("/user/<int:user_id>/files/<path:filename>")
@login_required
def file(user_id, filename):
    token = request.headers.get("X-Token") or request.cookies.get("token")
    return ""

@login_required
@main.delete("/session")
def logout():
    data = request.get_json() or {}
    if "all" in data:
        pass
    return jsonify(device=data.get("device"))

for page in PAGES:
    main.add_url_rule(f"/{page}", page, lambda: render_template("page.html"))

# @main.route("/old")
`,
      'shop/api/__init__.py': `
from flask import Blueprint, request, abort
from flask.views import MethodView
from .items import items
api = Blueprint("api", __name__, url_prefix="/ignored")
lost = Blueprint("lost", __name__, url_prefix="/lost")
api.register_blueprint(items)

@api.before_request
def before_request():
    if not verify_token(request.headers.get("Authorization")):
        abort(401)

@lost.route("/here")
def here(): ...
`,
      'shop/api/items.py': `
from flask import Blueprint, request
from flask.views import MethodView
items = Blueprint("items", __name__, url_prefix="/items")

class ItemAPI(MethodView):
    def get(self, item_id):
        """One item."""
    def delete(self, item_id): ...

class ItemsAPI(MethodView):
    def get(self):
        return request.args.getlist("tag")
    def post(self):
        body = request.json
        return body["title"]

def register_api(bp):
    bp.add_url_rule("/<uuid:item_id>", view_func=ItemAPI.as_view("item"))
    view = ItemsAPI.as_view("items")
    bp.add_url_rule("", view_func=view, methods=["GET"])
    bp.add_url_rule("", view_func=view, methods=["POST"])

register_api(items)
`,
    },
    routes: [
      { route: 'GET /ping', auth: 'unknown' },
      {
        route: 'GET /',
        params: ['query page: integer'],
        purpose: 'Shows the start page',
      },
      {
        route: 'POST /',
        params: ['query page: integer', 'form name: string'],
        handler: 'index',
        file: 'shop/main/views.py',
        line: 11,
      },
      { route: 'GET /index' },
      {
        route: 'GET /user/{user_id}/files/{filename*}',
        params: ['path user_id: integer', 'path filename', 'header X-Token', 'cookie token'],
        auth: 'required session',
      },
      { route: 'DELETE /session', params: ['body all', 'body device'], auth: 'unknown' },
      { route: 'GET /about' },
      { route: 'GET /terms' },
      {
        route: 'GET /api/v1/items/{item_id}',
        params: ['path item_id: string:uuid'],
        auth: 'required',
        handler: 'ItemAPI.get',
      },
      { route: 'DELETE /api/v1/items/{item_id}', auth: 'required' },
      { route: 'GET /api/v1/items', params: ['query tag'], auth: 'required' },
      { route: 'POST /api/v1/items', params: ['body title'] },
      { route: 'GET /lost/here', mounted: false },
    ],
  },
  {
    title: 'blueprints that are loaded by name, and a blueprint class of its own',
    files: {
      'site/app.py': `
import pkgutil
from importlib import import_module
from flask import Flask
import site.views

def create_app():
    app = Flask(__name__)
    for _, name, _ in pkgutil.iter_modules(site.views.__path__):
        module = import_module(f"site.views.{name}")
        app.register_blueprint(module.blueprint)
    return app
`,
      'site/blueprint.py': `
from flask import Blueprint
class SiteBlueprint(Blueprint):
    def add_url_rule(self, rule, endpoint=None, view_func=None, **options):
        super().add_url_rule("/site" + rule, endpoint, view_func, **options)
`,
      'site/views/__init__.py': '',
      'site/views/news.py': `
from flask import Blueprint
blueprint = Blueprint("news", __name__, url_prefix="/news")

@blueprint.route("/latest")
def latest(): ...
`,
      'site/views/rooms.py': `
from site.blueprint import SiteBlueprint
blueprint = SiteBlueprint("rooms", __name__, url_prefix="/rooms")
def room(room_id): ...
blueprint.add_url_rule("/<int:room_id>", "room", room, methods=("GET", "POST"))
`,
    },
    unresolved: ['blueprint'],
    routes: [
      { route: 'GET /news/latest', mounted: true },
      { route: 'GET /rooms/site/{room_id}', mounted: true },
      { route: 'POST /rooms/site/{room_id}' },
    ],
  },
  {
    title: 'REST extensions: resources, namespaces, parsers, schemas',
    files: {
      'app.py': `
from flask import Flask, Blueprint
from flask_restx import Api, Resource, fields
from flask_restful import Api as RestfulApi, reqparse
from flask_smorest import Api as SmorestApi
from ns import ns as users_ns
from resources import Todo, TodoList
from pets import blp
from flask_jwt_extended import jwt_required

app = Flask(__name__)
blueprint = Blueprint("api", __name__, url_prefix="/api/2")
api = Api(blueprint, doc="/doc")
api.add_namespace(users_ns)
api.add_namespace(users_ns, path="/people")
app.register_blueprint(blueprint)

class ApiExt(RestfulApi):
    def add_org_resource(self, resource, *urls, **kwargs):
        return self.add_resource(resource, *["/<org>" + url for url in urls], **kwargs)

rest = ApiExt(prefix="/rest")
rest.add_org_resource(TodoList, "/todos", "/todo-list", endpoint="todos")
rest.add_resource(Todo, "/todos/<todo_id>")
rest.init_app(app)

smorest = SmorestApi(app)
smorest.register_blueprint(blp)
`,
      'ns.py': `
from flask_restx import Namespace, Resource, fields, reqparse
ns = Namespace("users", description="Users")
user = ns.model("User", {"name": fields.String(required=True), "age": fields.Integer})
parser = ns.parser()
parser.add_argument("q", type=str, location="args")
parser.add_argument("limit", type=int, location="args", required=True)

@ns.route("/")
class Users(Resource):
    @ns.expect(parser)
    def get(self):
        """Lists users"""
        args = parser.parse_args()
    @ns.expect(user, validate=True)
    @ns.doc(security="token")
    def post(self): ...
`,
      'resources.py': `
from flask_restful import Resource, reqparse
from flask_jwt_extended import jwt_required

class Base(Resource):
    method_decorators = [jwt_required()]

class Todo(Base):
    def __init__(self):
        self.reqparse = reqparse.RequestParser()
        self.reqparse.add_argument("title", type=str, location="json")
    def put(self, todo_id):
        args = self.reqparse.parse_args()

class TodoList(Resource):
    @jwt_required(optional=True)
    def get(self, org): ...
`,
      'pets.py': `
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import Schema, fields
blp = Blueprint("pets", "pets", url_prefix="/pets", description="Pets")

class PetSchema(Schema):
    id = fields.Int(dump_only=True)
    name = fields.String(required=True)
    born = fields.Date(data_key="birthDate")

class PetQuery(Schema):
    kind = fields.String()

@blp.route("/")
class Pets(MethodView):
    @blp.arguments(PetQuery, location="query")
    @blp.response(200, PetSchema(many=True))
    def get(self, args):
        """List pets"""
    @blp.arguments(PetSchema)
    @blp.response(201, PetSchema)
    def post(self, new_data): ...
`,
    },
    routes: [
      {
        route: 'GET /api/2/users',
        params: ['query q: string', 'query limit: integer'],
        purpose: 'Lists users',
      },
      { route: 'POST /api/2/users', params: ['body name: string', 'body age: integer'] },
      { route: 'GET /api/2/people' },
      { route: 'POST /api/2/people' },
      { route: 'GET /rest/{org}/todos', auth: 'optional' },
      { route: 'GET /rest/{org}/todo-list' },
      {
        route: 'PUT /rest/todos/{todo_id}',
        params: ['path todo_id', 'body title: string'],
        auth: 'required bearer',
      },
      { route: 'GET /pets', params: ['query kind'] },
      { route: 'POST /pets', params: ['body name: string', 'body birthDate: string:date'] },
    ],
  },
];
