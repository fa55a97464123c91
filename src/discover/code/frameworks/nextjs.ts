/** Next.js: `pages/api`, `app` folders with `route.ts`, catch-alls, route groups, base path, middleware. */
import type { SightedAuth } from '../../../model/sighting.ts';
import { walkFn } from '../ir-walk.ts';
import type { Fn, Module } from '../ir.ts';
import { answering } from '../languages/javascript/requests/by-method.ts';
import {
  functionsIn,
  handlerWords,
  type CallingForm,
  readHandler,
} from '../languages/javascript/requests/handlers.ts';
import { authInside, authOfWrapper } from '../languages/javascript/requests/inner-auth.ts';
import { ParameterSink } from '../languages/javascript/requests/sink.ts';
import type { Machine } from '../machine/machine.ts';
import type { RouteScope, Value } from '../machine/values.ts';
import { entryOf, known } from '../machine/values.ts';
import { parsePath, type PathPattern } from '../routes/template.ts';
import { nextExamples } from './nextjs-examples.ts';
import type { Framework } from './framework.ts';

const id = 'nextjs';
const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** `(req, res)` of the pages folder. */
const pagesForm: CallingForm = {
  shape: 'express',
  args: (request) => [request, { t: 'unknown', name: 'response' }],
};

/** `(request, { params })` of the app folder. */
const appForm: CallingForm = {
  shape: 'web',
  args: (request) => [request, { t: 'unknown', name: 'context' }],
};

const source = /\.[cm]?[jt]sx?$/;

/** Where a file stands among routes: the folder of its application, its path, and which kind of folder it is in. */
interface Seat {
  readonly application: string;
  readonly kind: 'pages' | 'app';
  readonly path: string;
}

/** Reads a file's place; null when it is no route. */
function seatOf(file: string): Seat | null {
  const pages = /^((?:.*?\/)??)(?:src\/)?pages\/(api(?:\/.*)?)$/.exec(file.replace(source, ''));
  if (pages !== null && source.test(file)) {
    const path = (pages[2] ?? '').replace(/(?:^|\/)index$/, '');
    return { application: pages[1] ?? '', kind: 'pages', path: segments(path) };
  }
  const app = /^((?:.*?\/)??)(?:src\/)?app\/((?:.*\/)?)route\.[cm]?[jt]sx?$/.exec(file);
  if (app === null) return null;
  return { application: app[1] ?? '', kind: 'app', path: segments((app[2] ?? '').replace(/\/$/, '')) };
}

/** Folder names as a pattern: `[id]`, `[...rest]`, `[[...rest]]`, `(group)`, `@slot`, `_private`, `%5Fname`. */
function segments(path: string): string {
  return path
    .split('/')
    .filter((one) => one !== '' && !/^\((?!\.)[^()]*\)$/.test(one) && !one.startsWith('@'))
    .map((one) => {
      const optional = /^\[\[\.\.\.(.+)\]\]$/.exec(one)?.[1];
      if (optional !== undefined) return `:${name(optional)}*`;
      const rest = /^\[\.\.\.(.+)\]$/.exec(one)?.[1];
      if (rest !== undefined) return `*${name(rest)}`;
      // Names inside of a segment: `[id].json`, `post-[slug]`
      return one.replace(/^%5F/i, '_').replace(/\[([^[\]]+)\]/g, (_all, inner: string) => `:${name(inner)}`);
    })
    .join('/');
}

const name = (text: string): string => text.replace(/[^A-Za-z0-9_$]/g, '_');

/** One scope for each application: its package, its base path. */
function scopeFor(seat: Seat, file: string, machine: Machine): RouteScope {
  const scopes = machine.notes(id, () => new Map<string, RouteScope>());
  let scope = scopes.get(seat.application);
  if (scope === undefined) {
    scope = machine.scope({ framework: id, isRoot: true, file, line: 1, reach: 'all' });
    const base = basePath(seat.application, machine);
    if (base !== null) scope.prefix = parsePath(base, 'colon');
    for (const guard of middlewareOf(seat.application, machine))
      scope.guard(guard.value, { auth: guard.auth, ...(guard.path === null ? {} : { path: guard.path }) });
    scopes.set(seat.application, scope);
  }
  return scope;
}

/** `basePath` of `next.config.*`. */
function basePath(application: string, machine: Machine): string | null {
  for (const ending of ['js', 'mjs', 'ts', 'cjs', 'mts']) {
    const file = `${application}next.config.${ending}`;
    if (!machine.project.modules.has(file)) continue;
    const config = machine.moduleValue(file);
    const base = known(entryOf(config, 'basePath'));
    if (base !== null) return base;
  }
  return null;
}

interface MiddlewareGuard {
  readonly value: Value;
  readonly auth: SightedAuth;
  readonly path: PathPattern | null;
}

/** `middleware.ts` that refuses callers, for the paths of its `matcher`. */
function middlewareOf(application: string, machine: Machine): readonly MiddlewareGuard[] {
  for (const folder of ['', 'src/'])
    for (const stem of ['middleware', 'proxy'])
      for (const ending of ['ts', 'js', 'mjs']) {
        const file = `${application}${folder}${stem}.${ending}`;
        if (!machine.project.modules.has(file)) continue;
        const handler = machine.exportOf(file, stem) ?? machine.exportOf(file, 'default');
        if (handler === undefined) return [];
        const auth = middlewareAuth(handler, machine);
        if (auth === null) return [];
        const matcher = entryOf(machine.exportOf(file, 'config'), 'matcher');
        return matched(matcher).map((path) => ({ value: handler, auth, path }));
      }
  return [];
}

function middlewareAuth(handler: Value, machine: Machine): SightedAuth | null {
  const callee = handler.t === 'result' ? handler.callee : handler;
  if (callee.t === 'external' && /^next-auth\/middleware$|^@auth0\//.test(callee.from))
    return {
      demand: 'required',
      schemes: [{ scheme: 'session', name: callee.from, scopes: [] }],
      reason: `middleware of ${callee.from}`,
    };
  return authInside(functionsIn(handler, machine), machine);
}

/** Literal beginnings of a matcher; nothing where it leaves out what it does not name (`/((?!api|_next).*)`). */
function matched(matcher: Value | undefined): readonly PathPattern[] {
  const items = matcher === undefined ? [] : matcher.t === 'list' ? matcher.items : [matcher];
  return items.flatMap((one) => {
    const text = known(one.t === 'map' ? one.entries.get('source') : one);
    if (text === null || text.includes('(?')) return [];
    const path = text.replace(/\(\.\*\)$/, '').replace(/\/:\w+\*$/, '');
    return [parsePath(path, 'colon')];
  });
}

function pagesRoutes(seat: Seat, module: Module, machine: Machine): void {
  const { file } = module;
  const handler = machine.exportOf(file, 'default') ?? machine.exportOf(file, '=');
  if (handler === undefined || handler.t === 'module') return;
  const scope = scopeFor(seat, file, machine);
  const fns = functionsIn(handler, machine);
  if (nextAuth(handler)) return authRoutes(scope, seat, file);
  const tables = methodTables(handler, machine);
  const pattern = parsePath(seat.path, 'colon');
  const wrapped = wrapperAuth(module);
  if (tables.length > 0) {
    for (const [verb, value] of tables)
      add(
        {
          scope,
          methods: [verb],
          path: pattern,
          handler: value,
          file,
          line: lineOf(value, module),
          form: pagesForm,
          wrapped,
        },
        machine,
      );
    return;
  }
  const asked = [...new Set(fns.flatMap(({ fn }) => methodsAsked(fn)))];
  const line = fns[0] !== undefined && fns[0].file === file ? fns[0].fn.line : lineOfDefault(module);
  add(
    {
      scope,
      methods: asked.length === 0 ? ['ANY'] : asked,
      path: pattern,
      handler,
      file,
      line,
      form: pagesForm,
      wrapped,
    },
    machine,
  );
}

/** `{ GET: list, POST: create }` that a project's own dispatcher was given. */
function methodTables(handler: Value, machine: Machine): readonly (readonly [string, Value])[] {
  const found: [string, Value][] = [];
  const look = (value: Value, depth: number): void => {
    if (value.t === 'map') {
      for (const [key, inner] of value.entries)
        if (verbs.includes(key.toUpperCase()) && functionsIn(inner, machine).length > 0)
          found.push([key.toUpperCase(), inner]);
    } else if (value.t === 'result' && depth < 3) for (const one of value.args) look(one.value, depth + 1);
  };
  look(handler, 0);
  if (handler.t === 'fn') {
    // A closure around such a table.
    for (const key of handler.env.names()) {
      const value = handler.env.own(key);
      if (value !== undefined && !('binding' in value) && value.t === 'map') look(value, 0);
    }
  }
  return found;
}

/** Methods that a handler compares `req.method` with, or has a `case` for. */
export function methodsAsked(fn: Fn): readonly string[] {
  const found = new Set<string>();
  walkFn(fn, {
    expr(expr) {
      if (expr.t === 'other' && expr.parts.length === 2) {
        const [left, right] = expr.parts;
        const text = left?.t === 'str' ? left : right?.t === 'str' ? right : null;
        const other = text === left ? right : left;
        const named =
          (other?.t === 'member' && other.name === 'method') ||
          (other?.t === 'name' && other.v === 'method') ||
          (other?.t === 'call' &&
            other.fn.t === 'member' &&
            other.fn.of.t === 'member' &&
            other.fn.of.name === 'method');
        if (text !== null && named && verbs.includes(text.v.toUpperCase())) found.add(text.v.toUpperCase());
      } else if (
        expr.t === 'call' &&
        expr.fn.t === 'member' &&
        expr.fn.name === 'includes' &&
        expr.fn.of.t === 'list'
      ) {
        const [first] = expr.args;
        if (first?.value.t === 'member' && first.value.name === 'method')
          for (const item of expr.fn.of.items)
            if (item.t === 'str' && verbs.includes(item.v)) found.add(item.v);
      }
    },
  });
  // Preflight answers are no operation of their own beside others.
  if (found.size > 1) found.delete('OPTIONS');
  return [...found];
}

function appRoutes(seat: Seat, module: Module, machine: Machine): void {
  const { file } = module;
  const scope = scopeFor(seat, file, machine);
  const pattern = parsePath(seat.path, 'colon');
  for (const verb of verbs) {
    const handler = machine.exportOf(file, verb);
    if (handler === undefined) continue;
    add(
      {
        scope,
        methods: [verb],
        path: pattern,
        handler,
        file,
        line: lineOf(handler, module, verb),
        form: appForm,
        wrapped: wrapperAuth(module, verb),
      },
      machine,
    );
  }
}

/** next-auth answers below its catch-all by itself. */
function nextAuth(handler: Value): boolean {
  return handler.t === 'result' && handler.callee.t === 'external' && handler.callee.from === 'next-auth';
}

function authRoutes(scope: RouteScope, seat: Seat, file: string): void {
  for (const methods of [['GET'], ['POST']])
    scope.route({ methods, path: parsePath(seat.path, 'colon'), file, line: 1, handler: 'NextAuth' });
}

interface Added {
  readonly scope: RouteScope;
  readonly methods: readonly string[];
  readonly path: PathPattern;
  readonly handler: Value;
  readonly file: string;
  readonly line: number;
  readonly form: CallingForm;
  readonly wrapped: SightedAuth | null;
}

function add({ scope, methods, path, handler, file, line, form, wrapped }: Added, machine: Machine): void {
  const env = machine.moduleEnv(file);
  const fns = functionsIn(handler, machine);
  const words = handlerWords(handler, undefined, env, machine, undefined);
  const names = path.segments
    .flat()
    .flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : []));
  const auth = wrapped ?? authInside(fns, machine) ?? null;
  for (const verb of methods) {
    const isBodyless = verb === 'GET' || verb === 'HEAD';
    const sink = new ParameterSink(
      names,
      isBodyless && methods.length === 1,
      isBodyless && methods.length > 1,
    );
    scope.route({ methods: [verb], path, file, line, ...words, params: sink.params, auth });
    if (methods.length === 1) readHandler(handler, form, sink, machine);
    else for (const fn of fns) readHandler({ ...fn, fn: answering(fn.fn, verb) }, form, sink, machine);
  }
}

/** `export default withAuth(handler)`, `export const GET = withSession(...)`: the names of the wrappers. */
function wrapperAuth(module: Module, exported = 'default'): SightedAuth | null {
  const names: string[] = [];
  for (const stmt of module.body) {
    const value =
      stmt.t === 'export' && stmt.name === exported
        ? stmt.value
        : stmt.t === 'let' && stmt.to.t === 'name' && stmt.to.v === exported
          ? stmt.value
          : null;
    for (let at = value; at?.t === 'call'; at = at.args[0]?.value ?? null) {
      if (at.fn.t === 'name') names.push(at.fn.v);
      else if (at.fn.t === 'member') names.push(at.fn.name);
    }
  }
  for (const one of names) {
    const auth = authOfWrapper(one);
    if (auth !== null) return auth;
  }
  return null;
}

function lineOf(value: Value, module: Module, exported?: string): number {
  if (value.t === 'fn' && value.file === module.file) return value.fn.line;
  for (const stmt of module.body)
    if (stmt.t === 'let' && stmt.to.t === 'name' && stmt.to.v === exported) return stmt.line;
  return value.t === 'result' && value.file === module.file ? value.line : 1;
}

const lineOfDefault = (module: Module): number => {
  for (const stmt of module.body) {
    if (stmt.t === 'export' && stmt.name === 'default') {
      if (stmt.value.t === 'call') return stmt.value.line;
      if (stmt.value.t === 'fn') return stmt.value.fn.line;
    }
  }
  return 1;
};

/** Is Next.js what the file's folder belongs to? */
function isNext(seat: Seat, machine: Machine): boolean {
  const facts = machine.notes('nextjs-used', () => new Map<string, boolean>());
  let used = facts.get(seat.application);
  if (used === undefined) {
    const manifest = machine.project.read(`${seat.application}package.json`);
    used =
      (manifest !== null && /"next"\s*:/.test(manifest)) ||
      machine.project.files.some((file) => file.startsWith(`${seat.application}next.config.`)) ||
      [...machine.project.modules.values()].some(
        (module) =>
          module.file.startsWith(seat.application) &&
          module.body.some(
            (stmt) => stmt.t === 'import' && (stmt.from === 'next' || stmt.from.startsWith('next/')),
          ),
      );
    facts.set(seat.application, used);
  }
  return used;
}

/** Next.js. */
export const nextjs: Framework = {
  id,
  title: 'Next.js',
  languages: ['javascript'],
  module(module, machine) {
    const seat = seatOf(module.file);
    if (
      seat === null ||
      /\[(?:\.\.\.)?trpc\]/.test(module.file) ||
      /\.(?:test|spec|stories|d)\.[cm]?[jt]sx?$/.test(module.file) ||
      !isNext(seat, machine)
    )
      return;
    if (seat.kind === 'pages') pagesRoutes(seat, module, machine);
    else appRoutes(seat, module, machine);
  },
  examples: nextExamples,
};
