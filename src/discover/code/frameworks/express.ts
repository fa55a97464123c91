/** Express (4 and 5) and routers that are made like its own. */
import { walkFn } from '../ir-walk.ts';
import { expressForm, functionsIn } from '../languages/javascript/requests/handlers.ts';
import { authOfMiddleware, guardOf } from '../languages/javascript/requests/guards.ts';
import {
  callsLast,
  handsOn,
  isPath,
  laidOut,
  methodsOf,
  pathsIn,
  register,
  settled,
} from '../languages/javascript/requests/registration.ts';
import type { Machine } from '../machine/machine.ts';
import type {
  ArgValue,
  CallSite,
  Env,
  External,
  FnValue,
  Model,
  RouteScope,
  Value,
} from '../machine/values.ts';
import { arg, model } from '../machine/values.ts';
import { authOfGuard } from '../routes/auth-names.ts';
import { type PathPattern, rootPattern } from '../routes/template.ts';
import { expressExamples } from './express-examples.ts';
import type { Framework } from './framework.ts';

const id = 'express';
/** Modules whose value makes an application. */
const applications = new Set([
  'express',
  '@feathersjs/express',
  'ultimate-express',
  'hyper-express',
  'polka',
  'restana',
]);
/** Modules whose value makes a router. */
const routers = new Set(['express-promise-router', 'router', 'express-async-router']);

const made = (machine: Machine, kind: 'app' | 'router', site: CallSite): Model =>
  model(id, kind, machine.scope({ framework: id, isRoot: kind === 'app', file: site.file, line: site.line }));

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  const name = callee.name.replace(/^default\.?/, '');
  if (applications.has(callee.from)) {
    if (name === '' || name === 'Server') return made(machine, 'app', site);
    return name === 'Router' ? made(machine, 'router', site) : undefined;
  }
  if (routers.has(callee.from) && (name === '' || name === 'Router')) return made(machine, 'router', site);
  if (callee.from === 'restify' && name === 'createServer') return made(machine, 'app', site);
  if (callee.from === 'express-ws' && name === '') {
    const app = arg(site, 0);
    return app === undefined
      ? undefined
      : { t: 'map', entries: new Map([['app', app]]), open: true, file: site.file, line: site.line };
  }
  return undefined;
}

function method(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { scope } = self;
  if (scope === null) return undefined;
  if (self.kind === 'route') return routeMethod(self, scope, name, site, machine);
  if (name === 'use') {
    use(scope, site, machine);
    return self;
  }
  if (name === 'route') {
    const [path] = pathsIn(arg(site, 0));
    const doc = site.call?.doc;
    return model(id, 'route', scope, {
      base: path?.pattern ?? rootPattern,
      ...(doc === undefined ? {} : { doc }),
    });
  }
  if (name === 'ws') {
    register({ ...registration(scope, ['WS'], arg(site, 0), site.args.slice(1), site) }, machine);
    return self;
  }
  if (name === 'group' || name === 'prefix') return group(scope, site, machine);
  const methods = methodsOf(name === 'opts' ? 'options' : name);
  if (methods.length === 0) return keepsChain.has(name) ? self : undefined;
  const [path, ...given] = site.args;
  // `app.get('view engine')` reads a setting.
  if (path === undefined || given.length === 0) return undefined;
  if (methods[0] === 'ANY' && isAllMiddleware(given, machine)) {
    guardWith(
      scope,
      pathsIn(path.value).map(({ pattern }) => withoutRest(pattern)),
      given,
      site.env,
      machine,
    );
    return self;
  }
  register(registration(scope, methods, path.value, given, site), machine);
  return self;
}

const keepsChain = new Set(['set', 'enable', 'disable', 'param', 'engine']);

const registration = (
  scope: RouteScope,
  methods: readonly string[],
  path: Value | undefined,
  given: readonly ArgValue[],
  site: CallSite,
): Parameters<typeof register>[0] => ({ scope, methods, path: path ?? null, given, form: expressForm, site });

function routeMethod(
  self: Model,
  scope: RouteScope,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  const methods = methodsOf(name);
  if (methods.length === 0) return undefined;
  const base = self.data.get('base') as PathPattern;
  const before = (self.data.get('before') ?? []) as readonly ArgValue[];
  if (methods[0] === 'ANY' && isAllMiddleware(site.args, machine)) {
    self.data.set('before', [...before, ...site.args]);
    return self;
  }
  const doc = site.call?.doc ?? self.data.get('doc');
  const call = site.call === null || typeof doc !== 'string' ? site.call : { ...site.call, doc };
  register(
    {
      scope,
      methods,
      path: null,
      base,
      given: [...before, ...site.args],
      form: expressForm,
      site: { ...site, call },
    },
    machine,
  );
  return self;
}

/** `all('*', requireLogin)`: what is given only guards. */
function isAllMiddleware(given: readonly ArgValue[], machine: Machine): boolean {
  const all = laidOut(given, machine);
  const last = all.at(-1)?.value;
  if (last === undefined) return false;
  if (functionsIn(last, machine).length > 0) return handsOn(last, machine);
  return authOfGuard(last) !== null;
}

function use(scope: RouteScope, site: CallSite, machine: Machine): void {
  const [first, ...rest] = site.args;
  if (first === undefined) return;
  const firstValue = settled(first.value, machine);
  const pathGiven = isPath(firstValue) || (rest.length > 0 && isHole(firstValue));
  const paths = pathGiven ? pathsIn(firstValue).map(({ pattern }) => withoutRest(pattern)) : [rootPattern];
  const given = laidOut(pathGiven ? rest : site.args, machine);
  const guards: ArgValue[] = [];
  for (const one of given) {
    const children = mountable(one.value);
    for (const child of children) {
      if (child.scope === null || child.scope === scope) continue;
      // An application inside of another does not serve by itself.
      child.scope.isRoot = false;
      for (const path of paths)
        scope.mount(
          child.scope,
          path,
          guards.flatMap((guard) => guardOf(guard, scope, site.env, machine)),
        );
    }
    if (children.length > 0) continue;
    if (pathGiven && isEndpoint(one.value, machine)) {
      register(registration(scope, ['ANY'], firstValue, [...guards, one], site), machine);
      continue;
    }
    guards.push(one);
  }
  const mounted = given.some((one) => mountable(one.value).length > 0);
  // Guards in one line with a router hold for that router alone.
  if (!mounted) guardWith(scope, paths, guards, site.env, machine);
  else if (!pathGiven) guardWith(scope, [rootPattern], guards, site.env, machine);
}

const isHole = (value: Value): boolean =>
  value.t === 'unknown' ||
  value.t === 'member' ||
  (value.t === 'external' && value.from === '' && value.name.startsWith('process.env'));

/** Applications and routers among what a value may be. */
const mountable = (value: Value): readonly Model[] =>
  value.t === 'either'
    ? value.options.flatMap(mountable)
    : value.t === 'model' && value.scope !== null && value.kind !== 'route'
      ? [value]
      : [];

function guardWith(
  scope: RouteScope,
  paths: readonly PathPattern[],
  given: readonly ArgValue[],
  env: Env,
  machine: Machine,
): void {
  for (const one of laidOut(given, machine)) {
    const auth = authOfMiddleware(one, env, machine);
    for (const path of paths)
      scope.guard(one.value, {
        ...(path.segments.length === 0 ? {} : { path }),
        ...(auth === null ? {} : { auth }),
      });
  }
}

/** `/api/*` guards all below `/api`. */
function withoutRest(pattern: PathPattern): PathPattern {
  const segments = pattern.segments.filter((segment, at) => {
    const [only] = segment;
    const rest = typeof only === 'object' && 'rest' in only && only.rest === true;
    return !(rest && at === pattern.segments.length - 1);
  });
  return { segments, shorter: [] };
}

const answers = new Set([
  'send',
  'json',
  'end',
  'sendFile',
  'sendStatus',
  'render',
  'redirect',
  'jsonp',
  'pipe',
]);

/** A function under a path that answers and does not hand on: an endpoint for every method. */
function isEndpoint(value: Value, machine: Machine): boolean {
  return functionsIn(value, machine).some(
    (fn) => fn.fn.params.length <= 3 && !callsLast(fn, 2) && answersIn(fn),
  );
}

function answersIn({ fn }: FnValue): boolean {
  const name = fn.params[1]?.name;
  if (name === undefined || name === '') return false;
  let found = false;
  walkFn(fn, {
    expr(expr) {
      if (expr.t === 'call' && expr.fn.t === 'member' && answers.has(expr.fn.name)) found = true;
      return !found;
    },
  });
  return found;
}

/** `router.group('/v1', (router) => {})` of routers that have it. */
function group(scope: RouteScope, site: CallSite, machine: Machine): Value | undefined {
  const [path] = pathsIn(arg(site, 0));
  const body = laidOut(site.args, machine).at(-1)?.value;
  if (body?.t !== 'fn') return undefined;
  const child = machine.scope({ framework: id, isRoot: false, file: site.file, line: site.line });
  scope.mount(child, path?.pattern ?? rootPattern);
  const router = model(id, 'router', child);
  machine.invoke(body, [router]);
  return router;
}

const typeNames = /^(?:Express|Application|IRouter|Router|IRoute|e\.Router|core\.Express)$/;
const untyped = /^(?:app|router|api|expressApp|routes?|server|apiRouter)$/i;

/** Which files import Express decides what `app` is, where no type says so. */
function isExpressFile(file: string, machine: Machine): boolean {
  const facts = machine.notes<{ used: boolean | null }>(id, () => ({ used: null }));
  const imports = (name: string): boolean | undefined =>
    machine.project.modules
      .get(name)
      ?.body.some((stmt) => stmt.t === 'import' && (applications.has(stmt.from) || routers.has(stmt.from)));
  if (imports(file) === true) return true;
  facts.used ??= [...machine.project.modules.keys()].some((name) => imports(name) === true);
  const others = machine.project.modules
    .get(file)
    ?.body.some(
      (stmt) =>
        stmt.t === 'import' &&
        /^(?:fastify|@fastify\/|koa|@koa\/|@hapi\/|hono|@nestjs\/|vue|@angular\/|react)/.test(stmt.from),
    );
  return facts.used && others !== true;
}

/** Express. */
export const express: Framework = {
  id,
  title: 'Express',
  languages: ['javascript'],
  call,
  method,
  parameter(param, fn, machine) {
    const type = param.type?.name;
    if (type !== undefined) {
      const last = type.split('.').at(-1) ?? '';
      if (!typeNames.test(type) && !typeNames.test(last)) return undefined;
      const named = machine.lookup(type.split('.', 1)[0] ?? '', fn.env);
      const from = named.t === 'external' ? named.from : '';
      if (from !== '' && !/^express|core$/.test(from)) return undefined;
      if (from === '' && !isExpressFile(fn.file, machine)) return undefined;
    } else if (!untyped.test(param.name) || !isExpressFile(fn.file, machine)) return undefined;
    const scope = machine.scope({ framework: id, isRoot: false, file: fn.file, line: fn.fn.line });
    return model(id, /app/i.test(`${param.name} ${type ?? ''}`) ? 'app' : 'router', scope);
  },
  examples: expressExamples,
};
