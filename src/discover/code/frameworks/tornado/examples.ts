/** Tornado as it is written. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'handler lists of several files, subclasses of the application, sockets',
    files: {
      'server.py': `
import tornado.ioloop
import tornado.web
from tornado.web import url, URLSpec, StaticFileHandler
from tornado.options import options
from handlers import users, misc

class Application(tornado.web.Application):
    def __init__(self):
        handlers = [
            (r"/", misc.MainHandler),
            url(r"/story/([0-9]+)", misc.StoryHandler, dict(db=None), name="story"),
            (r"/static/(.*)", StaticFileHandler, {"path": "static"}),
        ] + users.handlers
        if options.debug:
            handlers.append((r"/debug/?", misc.MainHandler))
        settings = dict(cookie_secret="x")
        super().__init__(handlers, **settings)

def main():
    app = Application()
    app.listen(8888)
    other = tornado.web.Application([(r"/ws/(?P<room>\\\\w+)", misc.Socket)])
    other.add_handlers(r".*", [("/more", misc.MainHandler)])

if __name__ == "__main__":
    main()
`,
      'handlers/users.py': `
from tornado.web import authenticated
from handlers.base import BaseHandler, ApiHandler
import tornado.escape

class UserHandler(BaseHandler):
    @authenticated
    async def get(self, user_id):
        """Shows one user."""
        self.get_query_argument("expand", None)
    def put(self, user_id):
        data = tornado.escape.json_decode(self.request.body)
        return data["name"]

class KeyHandler(ApiHandler):
    def post(self):
        self.get_body_argument("scope")

handlers = [
    (r"/api/users/(?P<user_id>[^/]+)/?", UserHandler),
    (r"/api/keys", KeyHandler),
    # (r"/api/old", UserHandler),
]
`,
      'handlers/base.py': `
import tornado.web
class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self): return None
class ApiHandler(BaseHandler):
    def prepare(self):
        if not self.request.headers.get("X-Api-Key"):
            raise tornado.web.HTTPError(401)
`,
      'handlers/misc.py': `
import tornado.websocket
from handlers.base import BaseHandler
from tornado.httpclient import AsyncHTTPClient

class MainHandler(BaseHandler):
    def get(self):
        page = int(self.get_argument("page", 1))
        AsyncHTTPClient().fetch("/nowhere")
    def helper(self): ...

class StoryHandler(BaseHandler):
    def initialize(self, db): self.db = db
    def get(self, story_id): ...

class Socket(tornado.websocket.WebSocketHandler):
    def open(self, room): ...
`,
    },
    routes: [
      { route: 'GET /', params: ['query page: integer'], auth: 'unknown', handler: 'MainHandler.get' },
      { route: 'GET /story/{story_id}', params: ['path story_id: integer'] },
      { route: 'GET /static/{arg1*}' },
      { route: 'GET /debug' },
      {
        route: 'GET /api/users/{user_id}',
        params: ['path user_id', 'query expand'],
        auth: 'required',
        purpose: 'Shows one user',
        file: 'handlers/users.py',
        line: 8,
      },
      { route: 'PUT /api/users/{user_id}', params: ['path user_id', 'body name'], auth: 'unknown' },
      { route: 'POST /api/keys', params: ['form scope'], auth: 'required' },
      { route: 'WS /ws/{room}' },
      { route: 'GET /more' },
    ],
  },
  {
    title: 'preflights of a base class; patterns from constants that bring their slash',
    files: {
      'base.py': `
import tornado.web
path_regex = r"(?P<path>(?:(?:/[^/]+)+|/?))"
class Base(tornado.web.RequestHandler):
    def options(self, *args): self.set_status(204)
`,
      'app.py': `
import tornado.web
from base import Base, path_regex
class Contents(Base):
    def get(self, path): ...
class Probe(Base):
    def head(self): ...
handlers = [(r"/contents%s/trust" % path_regex, Contents), (rf"/contents{path_regex}", Contents), (r"/probe", Probe)]
app = tornado.web.Application(handlers)
`,
    },
    routes: [
      { route: 'GET /contents/{path*}/trust' },
      { route: 'GET /contents/{path*}' },
      { route: 'HEAD /probe' },
    ],
  },
];
