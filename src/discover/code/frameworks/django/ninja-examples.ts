/** django-ninja as it is written. */
import type { FrameworkExample } from '../framework.ts';

export const ninjaExamples: readonly FrameworkExample[] = [
  {
    title: 'an interface, routers by value and by name, schemas, auth',
    files: {
      'conf/settings.py': 'ROOT_URLCONF = "conf.urls"\n',
      'conf/urls.py': `
from django.urls import path
from conf.api import api
urlpatterns = [path("api/", api.urls)]
`,
      'conf/api.py': `
from ninja import NinjaAPI
from ninja.security import HttpBearer
from events.api import router as events_router

class GlobalAuth(HttpBearer):
    def authenticate(self, request, token): ...

api = NinjaAPI(auth=GlobalAuth())
api.add_router("/events/", events_router, tags=["events"])
api.add_router("/news", "news.api.router")

@api.get("/hello", auth=None, summary="Says hello")
def hello(request, name: str = "you"): ...
`,
      'events/__init__.py': '',
      'events/api.py': `
from typing import List
from ninja import Router, Schema, Query, File, UploadedFile, Form
router = Router()

class EventIn(Schema):
    title: str
    seats: int = 10

class Filters(Schema):
    limit: int = 100
    q: str | None = None

@router.get("/", response=List[EventIn])
def list_events(request, filters: Filters = Query(...)):
    """Lists events."""

@router.post("")
def create(request, payload: EventIn): ...

@router.put("/{int:event_id}")
def update(request, event_id: int, payload: EventIn, note: str = Form(None)): ...
`,
      'news/__init__.py': '',
      'news/api.py': `
from ninja import Router
router = Router()
@router.api_operation(["GET", "PATCH"], "/{slug}")
def item(request, slug: str): ...
`,
    },
    routes: [
      { route: 'GET /api/hello', auth: 'none', params: ['query name: string'], purpose: 'Says hello' },
      {
        route: 'GET /api/events',
        auth: 'required bearer',
        params: ['query limit: integer', 'query q'],
        purpose: 'Lists events',
      },
      { route: 'POST /api/events', params: ['body title: string', 'body seats: integer'] },
      {
        route: 'PUT /api/events/{event_id}',
        params: ['path event_id: integer', 'body title', 'body seats', 'form note'],
      },
      { route: 'GET /api/news/{slug}', auth: 'required bearer', mounted: true },
      { route: 'PATCH /api/news/{slug}' },
    ],
  },
];
