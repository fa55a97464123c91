/**
 * Which routers a program serves. `http.ServeMux`, chi and gorilla make routers that are nothing by themselves: one is served when it is handed to
 * something outside of the project, is part of another when it is mounted there, and else nobody can reach it.
 */
import type { Expr } from '../../../ir.ts';
import { walkFn } from '../../../ir-walk.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ArgValue, CallSite, Env, FnValue, Model, RouteScope, Value } from '../../../machine/values.ts';
import { known } from '../../../machine/values.ts';
import { type PathPattern, rootPattern } from '../../../routes/template.ts';
import { bracePath } from './brace-paths.ts';

/** A router: a model with routes of its own. */
export type Router = Model & { readonly scope: RouteScope };

const isRouter = (value: Model): value is Router => value.scope !== null;

/** A router, and what requests pass before they come to it. */
export interface Passed {
  readonly router: Router;
  readonly around: readonly Value[];
}

interface Served {
  readonly routers: Set<RouteScope>;
  readonly served: Set<RouteScope>;
  readonly mounted: Set<RouteScope>;
}

const notes = (machine: Machine): Served =>
  machine.notes('go-serving', () => ({ routers: new Set(), served: new Set(), mounted: new Set() }));

/** Takes note of a router of one of these frameworks. */
export function noteRouter(made: Model | undefined, machine: Machine): Model | undefined {
  if (made !== undefined && isRouter(made)) notes(machine).routers.add(made.scope);
  return made;
}

/** Takes note that a router is part of another. */
export function noteMounted(scope: RouteScope, machine: Machine): void {
  scope.isRoot = false;
  notes(machine).mounted.add(scope);
}

/** Takes note of routers that are handed to something outside of the project. */
export function noteServed(site: CallSite, machine: Machine): void {
  for (const one of site.args) {
    const found = routerIn(one.value, 0) ?? routerBehind(one.value, 0)?.router ?? null;
    if (found !== null) notes(machine).served.add(found.scope);
  }
}

/** A router that is assigned somewhere: `server.Handler = router`. */
export function noteAssigned(value: Value, machine: Machine): void {
  const found = routerIn(value, 0) ?? routerBehind(value, 0)?.router ?? null;
  if (found !== null) notes(machine).served.add(found.scope);
}

/** At the end: when it is known what some program serves, a router that is neither served nor mounted is not an application. */
export function settleServing(machine: Machine): void {
  const { routers, served, mounted } = notes(machine);
  const known = [...served].some((scope) => !mounted.has(scope));
  for (const scope of routers) {
    if (mounted.has(scope)) scope.isRoot = false;
    else if (known && !served.has(scope)) {
      scope.isRoot = false;
      scope.isAdopted = true;
    }
  }
}

const depthMax = 6;

/** The router in a value: itself, or inside of calls of libraries that were given it. */
export function routerIn(value: Value, depth: number): Router | null {
  switch (value.t) {
    case 'model': {
      if (isRouter(value)) return value;
      const inner = value.data.get('inner') as Value | undefined;
      return inner === undefined || depth > depthMax ? null : routerIn(inner, depth + 1);
    }
    case 'result':
      if (depth > depthMax) return null;
      for (const one of [{ value: value.callee }, ...value.args]) {
        const found = routerIn(one.value, depth + 1);
        if (found !== null) return found;
      }
      return null;
    case 'member':
      return depth > depthMax ? null : routerIn(value.of, depth + 1);
    case 'either':
      for (const option of value.options) {
        const found = routerIn(option, depth + 1);
        if (found !== null) return found;
      }
      return null;
    default:
      return null;
  }
}

/** The router that is handed on as an argument, through middleware of the project that is called with it. What is around it comes along. */
export function routerOf(one: ArgValue, env: Env, machine: Machine, depth = 0): Passed | null {
  const direct = routerIn(one.value, 0);
  if (direct !== null) return { router: direct, around: aroundIn(one.value) };
  const inside = routerBehind(one.value, 0);
  if (inside !== null) return inside;
  const expr: Expr = one.expr;
  if (expr.t !== 'call' || expr.isNew === true || depth > depthMax) return null;
  if (
    one.value.t !== 'fn' &&
    one.value.t !== 'result' &&
    one.value.t !== 'unknown' &&
    one.value.t !== 'instance'
  )
    return null;
  for (const { value: inner } of expr.args) {
    if (inner.t !== 'name' && inner.t !== 'member' && inner.t !== 'call') continue;
    const found = routerOf({ value: machine.evaluate(inner, env), expr: inner }, env, machine, depth + 1);
    if (found !== null) return { ...found, around: [machine.evaluate(expr.fn, env), ...found.around] };
  }
  return null;
}

/**
 * The router that a function of the project hands requests on to: `func(w, r) { ...; next.ServeHTTP(w, r) }`, where `next` is a router or
 * another such function. The functions are around it.
 */
function routerBehind(value: Value, depth: number): Passed | null {
  if (value.t === 'either') {
    for (const option of value.options) {
      const found = routerBehind(option, depth + 1);
      if (found !== null) return found;
    }
    return null;
  }
  if (value.t !== 'fn' || depth > depthMax) return null;
  const fn: FnValue = value;
  let found: Passed | null = null;
  walkFn(fn.fn, {
    expr(expr) {
      if (found !== null || expr.t !== 'call' || expr.fn.t !== 'member' || expr.fn.name !== 'ServeHTTP')
        return;
      const next = passedTo(expr.fn.of, fn);
      if (next === null) return;
      const router = routerIn(next, 0);
      const behind = router === null ? routerBehind(next, depth + 1) : { router, around: [] };
      if (behind !== null) found = { router: behind.router, around: [fn, ...behind.around] };
    },
  });
  return found;
}

/** What is around a router whose prefix is cut off. */
const aroundIn = (value: Value): readonly Value[] =>
  value.t === 'model' ? ((value.data.get('around') as readonly Value[] | undefined) ?? []) : [];

/** What a name, or a field of the receiver, stands for where a function was made. */
function passedTo(expr: Expr, fn: FnValue): Value | null {
  if (expr.t === 'name') {
    const found = fn.env.get(expr.v);
    return found === undefined || 'binding' in found ? null : found;
  }
  if (expr.t !== 'member' || expr.of.t !== 'name' || fn.self?.t !== 'instance') return null;
  return expr.of.v === fn.fn.receiver?.name ? (fn.self.fields.get(expr.name) ?? null) : null;
}

/** Where a router stands that is a handler of another: it sees the whole path, but for a prefix that is cut off with `http.StripPrefix`. */
export const placeOf = (handler: ArgValue, env: Env, machine: Machine): PathPattern => {
  const prefix = strippedPrefix(handler, env, machine, 0);
  return prefix === null ? rootPattern : bracePath(prefix);
};

function strippedPrefix(handler: ArgValue, env: Env, machine: Machine, depth: number): string | null {
  if (handler.value.t === 'model' && handler.value.kind === 'stripped')
    return known(handler.value.data.get('prefix') as Value | undefined);
  if (handler.expr.t !== 'call' || depth > depthMax) return null;
  for (const { value: expr } of handler.expr.args) {
    if (expr.t !== 'call' && expr.t !== 'name') continue;
    const found = strippedPrefix({ value: machine.evaluate(expr, env), expr }, env, machine, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
