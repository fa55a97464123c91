/** Koa with its routers: @koa/router, koa-router, koa-joi-router, koa-tree-router, koa-mount, koa-route. */
import { authOfMiddleware, guardOf } from '../languages/javascript/requests/guards.ts';
import { contextForm, functionsIn } from '../languages/javascript/requests/handlers.ts';
import {
  isPath,
  laidOut,
  methodsOf,
  pathsIn,
  register,
  settled,
} from '../languages/javascript/requests/registration.ts';
import type { Machine } from '../machine/machine.ts';
import type { ArgValue, CallSite, External, FnValue, Model, RouteScope, Value } from '../machine/values.ts';
import { arg, entryOf, itemsOf, known, model } from '../machine/values.ts';
import { joinPaths, type PathPattern, rootPattern } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { koaExamples } from './koa-examples.ts';

const id = 'koa';
const form = contextForm('koa');
const routers = new Set([
  '@koa/router',
  'koa-router',
  'koa-tree-router',
  'koa-joi-router',
  'koa-better-router',
  'koa-advanced-router',
  '@discourse/koa-router',
]);

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  const { from } = callee;
  const name = callee.name.replace(/^default\.?/, '');
  if (from === 'koa' && name === '') {
    const scope = machine.scope({ framework: id, isRoot: true, file: site.file, line: site.line });
    return model(id, 'app', scope);
  }
  if (routers.has(from) && (name === '' || name === 'Router')) {
    const scope = machine.scope({ framework: id, isRoot: false, file: site.file, line: site.line });
    scope.prefix = pathsIn(entryOf(arg(site, 0), 'prefix'))[0]?.pattern ?? rootPattern;
    return model(id, 'router', scope);
  }
  // `mount('/api', app)` stands for the application under the path, `compose([a, b])` for all of them.
  if (from === 'koa-mount') {
    const path = arg(site, 0);
    const inner = isPath(path) ? site.args[1] : site.args[0];
    const at = isPath(path) ? pathsIn(path)[0]?.pattern : undefined;
    return inner === undefined
      ? undefined
      : model(id, 'mounted', null, { given: [inner], at: at ?? rootPattern });
  }
  if (from === 'koa-compose') return model(id, 'mounted', null, { given: site.args, at: rootPattern });
  if (from === 'koa-route' || from === 'koa-path') return pathMiddleware(name, site);
  return undefined;
}

/** `route.get('/x', handler)` of koa-route is itself a middleware: it becomes a route where it is used. */
function pathMiddleware(name: string, site: CallSite): Value | undefined {
  const methods = methodsOf(name);
  return methods.length === 0 ? undefined : model(id, 'route', null, { methods, site });
}

function method(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { scope } = self;
  if (scope === null) return undefined;
  switch (name) {
    case 'use':
      use(scope, site, machine);
      return self;
    case 'routes':
    case 'middleware':
      return self.kind === 'router' ? self : undefined;
    case 'allowedMethods':
      return model(id, 'silent');
    case 'prefix':
      scope.prefix = joinPaths(pathsIn(arg(site, 0))[0]?.pattern ?? rootPattern, scope.prefix);
      return self;
    case 'param':
    case 'redirect':
    case 'on':
      return self;
    case 'register':
      registered(scope, site, machine);
      return self;
    case 'route':
      joiRoutes(scope, site, machine);
      return self;
    default:
  }
  const methods = methodsOf(name);
  if (methods.length === 0 || self.kind !== 'router') return undefined;
  // A name may stand before the path: `router.get('user', '/users/:id', handler)`.
  const isNamed = site.args.length > 2 && isPath(site.args[0]?.value) && isPath(site.args[1]?.value);
  const [path, ...given] = isNamed ? site.args.slice(1) : site.args;
  if (path === undefined || given.length === 0) return undefined;
  register({ scope, methods, path: path.value, given, form, site }, machine);
  return self;
}

/** `router.register('/x', ['get', 'post'], handler)` */
function registered(scope: RouteScope, site: CallSite, machine: Machine): void {
  const [path, verbs, ...given] = site.args;
  const methods = itemsOf(verbs?.value).flatMap((one) => methodsOf(known(one)?.toLowerCase() ?? ''));
  if (path !== undefined && methods.length > 0 && given.length > 0)
    register({ scope, methods, path: path.value, given, form, site }, machine);
}

/** koa-joi-router: `router.route({ method, path, handler })` or a list of them. */
function joiRoutes(scope: RouteScope, site: CallSite, machine: Machine): void {
  for (const { value } of laidOut(site.args, machine)) {
    const methods = itemsOf(entryOf(value, 'method')).flatMap((one) =>
      methodsOf(known(one)?.toLowerCase() ?? ''),
    );
    const handler = entryOf(value, 'handler');
    const path = entryOf(value, 'path');
    if (handler === undefined || path === undefined || methods.length === 0) continue;
    register(
      { scope, methods, path, given: [{ value: handler, expr: { t: 'const', v: null } }], form, site },
      machine,
    );
  }
}

function use(scope: RouteScope, site: CallSite, machine: Machine): void {
  const [first, ...rest] = site.args;
  if (first === undefined) return;
  const pathGiven = rest.length > 0 && isPath(first.value);
  const paths = pathGiven ? pathsIn(first.value).map(({ pattern }) => pattern) : [rootPattern];
  const waiting: ArgValue[] = [];
  for (const one of laidOut(pathGiven ? rest : site.args, machine)) {
    for (const path of paths) take(scope, one, path, waiting, site, machine);
    if (scopeIn(one.value, machine) === null) waiting.push(one);
  }
}

function take(
  scope: RouteScope,
  one: ArgValue,
  path: PathPattern,
  waiting: readonly ArgValue[],
  site: CallSite,
  machine: Machine,
): void {
  const { value } = one;
  const child = scopeIn(value, machine);
  if (child !== null) {
    child.isRoot = false;
    scope.mount(
      child,
      path,
      waiting.flatMap((guard) => guardOf(guard, scope, site.env, machine)),
    );
    return;
  }
  if (value.t === 'either') {
    for (const option of value.options) take(scope, { ...one, value: option }, path, waiting, site, machine);
    return;
  }
  if (value.t === 'model' && value.framework === id) {
    if (value.kind === 'mounted') {
      const under = joinPaths(path, value.data.get('at') as PathPattern);
      for (const inner of laidOut(value.data.get('given') as readonly ArgValue[], machine))
        take(scope, inner, under, waiting, site, machine);
    } else if (value.kind === 'route') {
      const made = value.data.get('site') as CallSite;
      const [at, ...given] = made.args;
      if (at !== undefined)
        register(
          {
            scope,
            methods: value.data.get('methods') as readonly string[],
            path: at.value,
            given,
            form,
            site: made,
          },
          machine,
        );
    }
    return;
  }
  const handed = routerWithin(value, machine);
  if (handed !== null) {
    scope.mount(handed, path);
    return;
  }
  const auth = authOfMiddleware(one, site.env, machine);
  scope.guard(value, { ...(path.segments.length === 0 ? {} : { path }), ...(auth === null ? {} : { auth }) });
}

function scopeIn(value: Value, machine: Machine): RouteScope | null {
  const found = settled(value, machine);
  if (found.t === 'model' && found.framework === id) return found.scope;
  // `router.routes` without its call, and `{ router }` of a library around it
  if (found.t === 'member' && found.of.t === 'model' && found.of.framework === id) return found.of.scope;
  return null;
}

/** A middleware that hands on to a router: `(ctx, next) => router.routes()(ctx, next)`. */
function routerWithin(value: Value, machine: Machine): RouteScope | null {
  for (const fn of functionsIn(value, machine)) {
    const found = returned(fn, machine);
    if (found !== null) return found;
  }
  return null;
}

function returned(fn: FnValue, machine: Machine): RouteScope | null {
  for (const stmt of fn.fn.body) {
    if (stmt.t !== 'return' || stmt.e?.t !== 'call' || stmt.e.fn.t !== 'call') continue;
    const inner = machine.evaluate(stmt.e.fn, fn.env);
    const scope = scopeIn(inner, machine);
    if (scope !== null) return scope;
  }
  return null;
}

/** Koa. */
export const koa: Framework = {
  id,
  title: 'Koa',
  languages: ['javascript'],
  call,
  method,
  parameter(param, fn, machine) {
    const type = param.type?.name ?? '';
    const isRouter = /^(?:Router|KoaRouter)$/.test(type) || (type === '' && param.name === 'router');
    const isApp = /^(?:Koa|Application)$/.test(type) || (type === '' && param.name === 'app');
    if (!isRouter && !isApp) return undefined;
    const imports = machine.project.modules
      .get(fn.file)
      ?.body.some((stmt) => stmt.t === 'import' && (routers.has(stmt.from) || stmt.from === 'koa'));
    if (imports !== true) return undefined;
    const scope = machine.scope({ framework: id, isRoot: false, file: fn.file, line: fn.fn.line });
    return model(id, isRouter ? 'router' : 'app', scope);
  },
  examples: koaExamples,
};
