/**
 * Which functions may register routes, told by the words in them: those that make or change applications and routers, and those that call such
 * functions. What nobody is seen to call is only run when it may matter; a project's business code is many times larger than its wiring.
 */
import type { Decorator, Expr, Fn } from '../ir.ts';
import { walkFn } from '../ir-walk.ts';
import type { FnValue } from './values.ts';

const signs =
  /^(?:FastAPI|APIRouter|Flask|Quart|APIFlask|OpenAPI|Blueprint|APIBlueprint|Api|RestApi|Namespace|Sanic|Starlette|Router|\w+Router|Route|Mount|WebSocketRoute|Application|RouteTableDef|NinjaAPI|include_router|add_(?:api_|websocket_|api_websocket_)?route|add_routes|add_router|register_blueprint|register_blueprints|add_url_rule|add_resource|add_namespace|add_(?:get|post|put|patch|delete|head|options|view|subapp|handlers|middleware|rule)|blueprint|group|mount|route|websocket|urlpatterns|path|re_path|include|register\w*|before_request|middlewares?|init_app|url|as_view|urls|router|routes|routers|handlers|setup_routes|create_app|make_app|get_app|make_server)$/;

const roundsMax = 3;

/** Names so common that calling one says nothing. */
const common =
  /^(?:__\w+__|get|set|run|main|list|load|save|update|create|delete|call|start|stop|execute|init|close|open|read|write|add|all|filter|first|send|check|wrapper|inner|decorator|func|handler|test\w*)$/;

interface Words {
  readonly fn: Fn;
  readonly names: ReadonlySet<string>;
}

/** The functions among these that may register routes. */
export function registeringFunctions(all: readonly FnValue[]): ReadonlySet<Fn> {
  const found = new Set<Fn>();
  const rest: Words[] = [];
  for (const { fn } of all) {
    const { names, isSure } = wordsOf(fn);
    if (isSure) found.add(fn);
    else rest.push({ fn, names });
  }
  let fresh = [...found];
  for (let round = 0; round < roundsMax && fresh.length > 0; round += 1) {
    const callees = new Set(
      fresh.map(({ name }) => name).filter((name) => name.length > 3 && !common.test(name)),
    );
    fresh = [];
    for (const { fn, names } of rest)
      if (!found.has(fn) && [...names].some((name) => callees.has(name))) fresh.push(fn);
    for (const fn of fresh) found.add(fn);
  }
  return found;
}

/** Names that a function calls; sure when one is a sign, or a function within is decorated by a method of something. */
function wordsOf(fn: Fn): { readonly names: ReadonlySet<string>; readonly isSure: boolean } {
  const names = new Set<string>();
  let isSure = false;
  walkFn(fn, {
    stmt(stmt) {
      if (stmt.t === 'fn' && stmt.fn.decorators.some(isMethod)) isSure = true;
      if (stmt.t === 'class' && stmt.class.decorators.some(isMethod)) isSure = true;
    },
    expr(expr) {
      if (expr.t !== 'call') return;
      const name = calledName(expr.fn);
      if (name === '') return;
      names.add(name);
      if (signs.test(name)) isSure = true;
    },
  });
  return { names, isSure };
}

const isMethod = ({ name }: Decorator): boolean => name.t === 'member';

const calledName = (callee: Expr): string =>
  callee.t === 'name' ? callee.v : callee.t === 'member' ? callee.name : '';
