/** Registering a route of a server that takes a path, middleware and a handler: `router.get('/users/:id', guard, handler)`. */
import type { Machine } from '../../../machine/machine.ts';
import type { ArgValue, CallSite, FnValue, Guard, RouteScope, Value } from '../../../machine/values.ts';
import { nameOf, textsOf } from '../../../machine/values.ts';
import { parsePath, type PathPattern, rootPattern } from '../../../routes/template.ts';
import { walkFn } from '../../../ir-walk.ts';
import {
  type CallingForm,
  functionsIn,
  handlerWords,
  readHandler,
  readLater,
  readMiddleware,
} from './handlers.ts';
import { guardOf } from './guards.ts';
import { authInside } from './inner-auth.ts';
import { regexPath } from './regex-path.ts';
import { ParameterSink } from './sink.ts';

/** Verbs that routers have methods for. */
export const verbs: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'search',
  'propfind',
  'report',
  'copy',
  'move',
  'lock',
  'unlock',
  'mkcol',
  'purge',
  'link',
  'unlink',
  'trace',
]);

/** Methods of a verb as routers spell it: `del`, `all`. Empty when it is none. */
export function methodsOf(name: string): readonly string[] {
  if (name === 'all' || name === 'any') return ['ANY'];
  if (name === 'del') return ['DELETE'];
  return verbs.has(name) ? [name.toUpperCase()] : [];
}

/** A module stands for what it exports. */
export const settled = (value: Value, machine: Machine): Value =>
  value.t === 'module' ? machine.moduleValue(value.file) : value;

/** Arguments with lists laid out: `[guard, check], handler`. */
export function laidOut(args: readonly ArgValue[], machine: Machine, depth = 0): readonly ArgValue[] {
  return args.flatMap((one): readonly ArgValue[] => {
    const value = settled(one.value, machine);
    if (value.t !== 'list' || depth > 4) return [{ ...one, value }];
    const { expr } = one;
    const aligned = expr.t === 'list' && expr.items.length === value.items.length;
    return laidOut(
      value.items.map((item, at) => ({
        value: item,
        expr: (aligned && expr.t === 'list' ? expr.items[at] : undefined) ?? noExpr,
      })),
      machine,
      depth + 1,
    );
  });
}

const noExpr = { t: 'const', v: null } as const;

/** Paths that a value stands for; empty when it is no path at all. `exact` is false where an expression was only partly read. */
export function pathsIn(
  value: Value | undefined,
): readonly { readonly pattern: PathPattern; readonly exact: boolean }[] {
  if (value === undefined) return [];
  if (value.t === 'list') return value.items.flatMap(pathsIn);
  if (value.t === 'regex') return [regexPath(value.v)];
  if (value.t === 'either' && value.options.some((one) => one.t === 'regex'))
    return value.options.flatMap(pathsIn);
  return textsOf(value).map((text) => ({ pattern: parsePath(text, 'colon'), exact: true }));
}

/** Is it written as a path: a text, an expression, a list of them? Unknown values are none. */
export function isPath(value: Value | undefined): boolean {
  if (value === undefined) return false;
  if (value.t === 'text' || value.t === 'regex') return true;
  if (value.t === 'list') return value.items.length > 0 && value.items.every(isPath);
  return value.t === 'either' && value.options.some(isPath);
}

/** A route to be registered. */
export interface Registration {
  readonly scope: RouteScope;
  readonly methods: readonly string[];
  /** null for the scope's own path. */
  readonly path: Value | null;
  /** Before the path: `route('/x')` and the like. */
  readonly base?: PathPattern;
  /** Middleware and handler, the handler last. */
  readonly given: readonly ArgValue[];
  readonly form: CallingForm;
  readonly site: Pick<CallSite, 'file' | 'line' | 'env' | 'call'>;
}

/** Adds a route for each path, and reads its handler and middleware later. */
export function register(registration: Registration, machine: Machine): void {
  const { scope, methods, path, given, form, site } = registration;
  const all = laidOut(given, machine);
  const last = all.at(-1);
  const before = all.slice(0, -1);
  // `app.all('/graphql', yoga)`: a server of its own below the path.
  if (last?.value.t === 'model' && last.value.scope !== null && last.value.scope !== scope) {
    const inner = last.value.scope;
    inner.isRoot = false;
    const guards = before.flatMap((one) => guardOf(one, scope, site.env, machine));
    const at =
      path === null ? (registration.base ?? rootPattern) : (pathsIn(path)[0]?.pattern ?? rootPattern);
    if (!scope.mounts.some(({ child }) => child === inner)) scope.mount(inner, at, guards);
    return;
  }
  const words = handlerWords(last?.value, last?.expr, site.env, machine, site.call?.doc);
  const found = path === null ? [{ pattern: registration.base ?? rootPattern, exact: true }] : pathsIn(path);
  if (found.length === 0) {
    machine.unresolved({
      what: `${methods.join('|')} ${path === null ? '' : nameOf(path)}`,
      why: 'its path is made where the source does not tell',
      framework: scope.framework,
      file: site.file,
      line: site.line,
    });
    return;
  }
  const bodyless = methods.every((method) => method === 'GET' || method === 'HEAD');
  const sink = new ParameterSink([], bodyless);
  const guards = before.flatMap((one) => guardOf(one, scope, site.env, machine));
  if (last !== undefined) guardedInside(last.value, guards, scope, machine);
  for (const { pattern, exact } of found) {
    if (!exact)
      machine.unresolved({
        what: `${methods.join('|')} /${path?.t === 'regex' ? path.v : ''}/`,
        why: 'a regular expression that is more than literals and groups; the part before is told',
        framework: scope.framework,
        file: site.file,
        line: site.line,
      });
    scope.route({
      methods,
      path: pattern,
      file: site.file,
      line: site.line,
      ...words,
      params: sink.params,
      guards,
      confidence: exact ? 1 : 0.45,
    });
  }
  for (const one of before) readMiddleware(one, one.value, form, sink, site.env, machine);
  if (last !== undefined) readHandler(last.value, form, sink, machine);
}

/** Adds what the handler itself asks for with the request in hand, `requireSession(req, res)`, once that is there to be read. */
export function guardedInside(handler: Value, guards: Guard[], scope: RouteScope, machine: Machine): void {
  readLater(machine, () => {
    const auth = authInside(functionsIn(handler, machine), machine, 'handed');
    if (auth !== null) guards.push(...scope.asGuards([handler]).map((guard) => ({ ...guard, auth })));
  });
}

/** Does it hand on to what comes next: three parameters, and the last is called? Then it is middleware. */
export function handsOn(value: Value, machine: Machine): boolean {
  return functionsIn(value, machine).some((fn) => callsLast(fn, fn.fn.params.length === 4 ? 3 : 2));
}

/** Is the parameter at this place called or handed over in the body? */
export function callsLast({ fn }: FnValue, at: number): boolean {
  const name = fn.params[at]?.name;
  if (name === undefined || name === '') return false;
  let found = false;
  walkFn(fn, {
    expr(expr) {
      if (expr.t === 'call' && expr.fn.t === 'name' && expr.fn.v === name) found = true;
      return !found;
    },
  });
  return found;
}
