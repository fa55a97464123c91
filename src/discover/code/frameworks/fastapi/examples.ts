/** FastAPI as it is written: routers over several files, dependencies in every place, typed parameters. */
import type { FrameworkExample } from '../framework.ts';

export const examples: readonly FrameworkExample[] = [
  {
    title: 'routers over files, aliases of dependencies, settings in prefixes',
    files: {
      'backend/app/__init__.py': '',
      'backend/app/main.py': `
from fastapi import FastAPI
from app.api.main import api_router
from app.core.config import settings

def custom_id(route): return route.name

app = FastAPI(title=settings.PROJECT_NAME, openapi_url=f"{settings.API_V1_STR}/openapi.json")
app.include_router(api_router, prefix=settings.API_V1_STR)
`,
      'backend/app/core/config.py': `
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    API_V1_STR: str = "/api/v1"
    PROJECT_NAME: str

settings = Settings()
`,
      'backend/app/api/main.py': `
from fastapi import APIRouter
from app.api.routes import items, login

api_router = APIRouter()
api_router.include_router(login.router)
api_router.include_router(items.router, prefix="/items", tags=["items"])
`,
      'backend/app/api/deps.py': `
from typing import Annotated
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlmodel import Session
from app.models import User

reusable_oauth2 = OAuth2PasswordBearer(tokenUrl="/login")

def get_db():
    with Session(engine) as session:
        yield session

SessionDep = Annotated[Session, Depends(get_db)]
TokenDep = Annotated[str, Depends(reusable_oauth2)]

def get_current_user(session: SessionDep, token: TokenDep) -> User:
    raise HTTPException(status_code=403)

CurrentUser = Annotated[User, Depends(get_current_user)]
`,
      'backend/app/models.py': `
import uuid
from sqlmodel import Field, Relationship, SQLModel

class User(SQLModel, table=True):
    id: uuid.UUID

class ItemBase(SQLModel):
    title: str = Field(min_length=1)
    description: str | None = Field(default=None)

class ItemCreate(ItemBase):
    pass

class ItemUpdate(ItemBase):
    title: str | None = None
`,
      'backend/app/api/routes/login.py': `
from typing import Annotated
from fastapi import APIRouter, Depends
from fastapi.security import OAuth2PasswordRequestForm

router = APIRouter(tags=["login"])

@router.post("/login/access-token")
def login(form_data: Annotated[OAuth2PasswordRequestForm, Depends()]):
    """
    OAuth2 compatible token login. Get a token.
    """
`,
      'backend/app/api/routes/items.py': `
import uuid
from typing import Any
from fastapi import APIRouter
from app.api.deps import CurrentUser, SessionDep
from app.models import ItemCreate, ItemUpdate

router = APIRouter()

@router.get("/", response_model=list)
def read_items(session: SessionDep, current_user: CurrentUser, skip: int = 0, limit: int = 100) -> Any:
    """Retrieve items."""

@router.post("/")
def create_item(*, session: SessionDep, current_user: CurrentUser, item_in: ItemCreate) -> Any:
    ...

@router.put("/{id}")
def update_item(*, session: SessionDep, current_user: CurrentUser, id: uuid.UUID, item_in: ItemUpdate): ...
# @router.delete("/{id}")
`,
    },
    routes: [
      {
        route: 'POST /api/v1/login/access-token',
        params: [
          'form grant_type',
          'form username: string',
          'form password',
          'form scope',
          'form client_id',
          'form client_secret',
        ],
        auth: 'unknown',
        purpose: 'OAuth2 compatible token login',
        file: 'backend/app/api/routes/login.py',
        line: 9,
      },
      {
        route: 'GET /api/v1/items',
        params: ['query skip: integer', 'query limit: integer'],
        auth: 'required oauth2',
        handler: 'read_items',
        purpose: 'Retrieve items',
      },
      {
        route: 'POST /api/v1/items',
        params: ['body title: string', 'body description: string'],
        auth: 'required oauth2',
      },
      {
        route: 'PUT /api/v1/items/{id}',
        params: ['path id: string:uuid', 'body title', 'body description'],
        auth: 'required oauth2',
      },
    ],
  },
  {
    title: 'guards of routers and applications, sub-applications, markers, sockets',
    files: {
      'main.py': `
import fastapi
from fastapi import FastAPI, Depends, Security, Query, Path, Header, Cookie, Form, File, UploadFile, Body, WebSocket
from fastapi.security import HTTPBearer, APIKeyHeader
from fastapi.staticfiles import StaticFiles
from admin import admin_router
import users as users_module
from internal import sub
import httpx

PREFIX = "/v2"
api_key = APIKeyHeader(name="X-API-Key", auto_error=False)

async def verify_key(key: str = Security(api_key), x_tenant: str = Header()):
    if not key:
        raise fastapi.HTTPException(status_code=401)

class RoleChecker:
    def __init__(self, roles): self.roles = roles
    def __call__(self, token=Depends(HTTPBearer())):
        raise fastapi.HTTPException(403)

class Paging:
    def __init__(self, page: int = 1, size: int = Query(20, alias="pageSize")): ...

app = FastAPI()

def create_routes(app: FastAPI) -> None:
    for router, prefix in ((users_module.router, PREFIX + "/users"), (admin_router, "/admin")):
        app.include_router(router, prefix=prefix)
    app.mount("/internal", sub)
    app.mount("/static", StaticFiles(directory="static"))

create_routes(app)

@app.post("/upload/{name:path}", deprecated=True, dependencies=[Depends(verify_key)])
async def upload(name: str, file: UploadFile = File(...), note: str = Form(""), session: str = Cookie(None)): ...

@app.api_route("/any", methods=["GET", "POST"])
@app.get("/paged", summary="Lists pages")
def paged(paging: Paging = Depends(), x_request_id: str | None = Header(None)): ...

@app.put("/both")
def both(a: dict = Body(...), b: int = Body(..., embed=True)):
    httpx.get("/not-a-route")

@app.websocket("/ws/{room}")
async def ws(websocket: WebSocket, room: str, token: str = Query(...)): ...

def extra(x: int): ...
app.add_api_route("/extra/{x}", extra, methods=["DELETE"], dependencies=[Depends(RoleChecker(["admin"]))])
`,
      'users.py': `
from fastapi import APIRouter, Depends
from auth import current_user
router = APIRouter(prefix="/{org_id}", dependencies=[Depends(current_user)])
unused = APIRouter(prefix="/unused")

@router.get("/list")
async def list_users(org_id: int, q: list[str] = []): ...

@unused.get("/gone")
async def gone(): ...
`,
      'auth.py': `
from fastapi import HTTPException, Request
def current_user(request: Request):
    if "Authorization" not in request.headers:
        raise HTTPException(401)
`,
      'admin.py': `
from fastapi import APIRouter
admin_router = APIRouter()
nested = APIRouter(prefix="/deep")
@nested.get("")
def root(): ...
admin_router.include_router(nested, prefix="/very")
`,
      'internal.py': `
from fastapi import FastAPI
sub = FastAPI()
@sub.get("/health")
def health(): return {}
`,
    },
    routes: [
      {
        route: 'POST /upload/{name*}',
        params: [
          'path name',
          'form file: file',
          'form note: string',
          'cookie session: string',
          'header x-tenant: string',
        ],
        auth: 'required api-key',
        deprecated: true,
      },
      { route: 'GET /any', params: ['query page', 'query pageSize', 'header x-request-id'] },
      { route: 'POST /any', params: ['query page', 'query pageSize', 'header x-request-id'] },
      { route: 'GET /paged', purpose: 'Lists pages', auth: 'unknown' },
      { route: 'PUT /both', params: ['body a: object', 'body b: integer'] },
      { route: 'WS /ws/{room}', params: ['path room: string', 'query token: string'] },
      { route: 'DELETE /extra/{x}', params: ['path x: integer'], auth: 'required bearer', handler: 'extra' },
      {
        route: 'GET /v2/users/{org_id}/list',
        params: ['path org_id: integer', 'body q: array'],
        auth: 'required',
        mounted: true,
      },
      { route: 'GET /unused/gone', mounted: false },
      { route: 'GET /admin/very/deep', mounted: true },
      { route: 'GET /internal/health', mounted: true },
    ],
  },
];
