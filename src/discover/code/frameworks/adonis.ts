/** AdonisJS (5 and 6): `Route.get`, `router.group`, resources, controllers by class, name or lazy import. */
import type { Machine } from '../machine/machine.ts';
import type {
  CallSite,
  ClassValue,
  External,
  FnValue,
  Instance,
  Model,
  RouteFact,
  RouteScope,
  Value,
} from '../machine/values.ts';
import { arg, entryOf, itemsOf, known, model, nameOf, positional } from '../machine/values.ts';
import { contextForm, readHandler } from '../languages/javascript/requests/handlers.ts';
import { guardOf } from '../languages/javascript/requests/guards.ts';
import { methodsOf, pathsIn, settled } from '../languages/javascript/requests/registration.ts';
import { ParameterSink } from '../languages/javascript/requests/sink.ts';
import { authBy, schemeOf } from '../routes/auth-names.ts';
import { joinPaths, type PathPattern, rootPattern } from '../routes/template.ts';
import { adonisExamples } from './adonis-examples.ts';
import type { Framework } from './framework.ts';

const id = 'adonis';
const form = contextForm('adonis');
const modules =
  /^(?:@adonisjs\/core\/services\/router|@ioc:Adonis\/Core\/Route|@adonisjs\/framework\/src\/Route)$/;

/** The scope that routes are added to: the innermost group. */
interface Place {
  readonly stack: RouteScope[];
}

function place(machine: Machine, site: CallSite): Place {
  return machine.notes<Place>(id, () => ({
    stack: [machine.scope({ framework: id, isRoot: true, file: site.file, line: site.line, reach: 'all' })],
  }));
}

const top = (machine: Machine, site: CallSite): RouteScope => {
  const { stack } = place(machine, site);
  const last = stack.at(-1);
  if (last === undefined) throw new Error('no scope of routes');
  return last;
};

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  const name = callee.name.replace(/^default\.?/, '');
  if (modules.test(callee.from)) return routing(name, site, machine);
  // `use('Route')` of version 4
  if (callee.from === '' && callee.name === 'use' && known(arg(site, 0)) === 'Route')
    return model(id, 'router');
  return undefined;
}

function routing(name: string, site: CallSite, machine: Machine): Value | undefined {
  const scope = top(machine, site);
  switch (name) {
    case 'group':
      return group(site, machine);
    case 'resource':
    case 'shallowResource':
      return resource(scope, name === 'shallowResource', site, machine);
    case 'on': {
      const [path] = pathsIn(arg(site, 0));
      return model(id, 'on', scope, { path: path?.pattern ?? rootPattern, site });
    }
    case 'route': {
      const methods = itemsOf(arg(site, 1)).flatMap((one) => known(one)?.toUpperCase() ?? []);
      return add(scope, methods, arg(site, 0), site.args[2]?.value, site, machine);
    }
    case 'where':
    case 'makeUrl':
      return undefined;
    default: {
      const methods = methodsOf(name);
      if (methods.length === 0) return undefined;
      return add(scope, methods, arg(site, 0), site.args[1]?.value, site, machine);
    }
  }
}

function group(site: CallSite, machine: Machine): Value | undefined {
  const body = positional(site).find((one) => one.t === 'fn');
  if (body?.t !== 'fn') return undefined;
  const { stack } = place(machine, site);
  const outer = top(machine, site);
  const scope = machine.scope({
    framework: id,
    isRoot: false,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  outer.mount(scope);
  stack.push(scope);
  machine.invoke(body, []);
  stack.pop();
  return model(id, 'group', scope);
}

function add(
  scope: RouteScope,
  methods: readonly string[],
  path: Value | undefined,
  handler: Value | undefined,
  site: CallSite,
  machine: Machine,
): Value {
  const before = scope.routes.length;
  const sink = new ParameterSink(
    [],
    methods.every((one) => one === 'GET' || one === 'HEAD'),
  );
  const found = handler === undefined ? null : actionOf(handler, machine);
  const doc = site.call?.doc ?? found?.fn?.fn.doc;
  for (const { pattern } of pathsIn(path))
    scope.route({
      methods,
      path: pattern,
      file: site.file,
      line: site.line,
      handler: found?.name ?? null,
      params: sink.params,
      purpose: doc === undefined ? null : { text: doc, from: 'comment' },
    });
  readAction(found, sink, machine);
  return model(id, 'route', scope, { added: scope.routes.slice(before) });
}

/** A handler: a function, or a controller with the name of its method. */
interface Action {
  readonly name: string | null;
  readonly fn: FnValue | null;
}

function actionOf(handler: Value, machine: Machine): Action {
  const written = known(handler);
  if (written !== null) {
    // 'UsersController.show', 'App/Controllers/Http/UsersController.show'
    const dot = written.lastIndexOf('.');
    const [path, name] = [written.slice(0, dot), written.slice(dot + 1)];
    const controller = controllerNamed(path, machine);
    return {
      name: `${path.split('/').at(-1) ?? path}.${name}`,
      fn: controller === null ? null : methodOf(controller, name, machine),
    };
  }
  if (handler.t === 'list') {
    const [first, second] = handler.items;
    const name = known(second) ?? 'handle';
    const controller = first === undefined ? null : controllerIn(first, machine);
    if (controller === null)
      return { name: first === undefined ? null : `${nameOf(first)}.${name}`, fn: null };
    return { name: `${controller.cls.name}.${name}`, fn: methodOf(controller, name, machine) };
  }
  if (handler.t === 'fn') return { name: handler.fn.name === '' ? null : handler.fn.name, fn: handler };
  return { name: null, fn: null };
}

const methodOf = (controller: ClassValue, name: string, machine: Machine): FnValue | null => {
  const fn = machine.methodOf(controller, name);
  if (fn === undefined) return null;
  const self: Instance = { t: 'instance', of: controller, fields: new Map() };
  return { ...fn, self };
};

/** `() => import('#controllers/users_controller')`, or the class itself. */
function controllerIn(value: Value, machine: Machine): ClassValue | null {
  const given = value.t === 'fn' ? machine.invoke(value, []) : value;
  const found = settled(given, machine);
  if (found.t === 'class') return found;
  if (found.t !== 'map' && found.t !== 'module') return null;
  const inner = machine.member(found, 'default');
  return inner.t === 'class' ? inner : null;
}

/** A controller by the end of its path: `Admin/UsersController` below `app/Controllers/Http`. */
function controllerNamed(path: string, machine: Machine): ClassValue | null {
  const wanted = path.replace(/^App\/Controllers\/Http\//, '');
  for (const file of machine.project.modules.keys()) {
    if (!/\bcontrollers?\//i.test(file) || !file.replace(/\.[cm]?[jt]s$/, '').endsWith(`/${wanted}`))
      continue;
    const value = machine.exportOf(file, 'default') ?? machine.moduleValue(file);
    if (value.t === 'class') return value;
  }
  return null;
}

function readAction(action: Action | null, sink: ParameterSink, machine: Machine): void {
  if (action?.fn === null || action === null) return;
  const { fn } = action;
  readHandler(fn, form, sink, machine);
}

const actions: readonly (readonly [name: string, method: string, path: string])[] = [
  ['index', 'GET', ''],
  ['create', 'GET', '/create'],
  ['store', 'POST', ''],
  ['show', 'GET', '/:id'],
  ['edit', 'GET', '/:id/edit'],
  ['update', 'PUT', '/:id'],
  ['update', 'PATCH', '/:id'],
  ['destroy', 'DELETE', '/:id'],
];

function resource(scope: RouteScope, shallow: boolean, site: CallSite, machine: Machine): Value {
  const name = known(arg(site, 0)) ?? '';
  const controller = arg(site, 1);
  const before = scope.routes.length;
  // `posts.comments` is nested: /posts/:post_id/comments/:id
  const parts = name.split('.');
  const last = parts.at(-1) ?? '';
  const parents = parts.slice(0, -1).map((one) => `${one}/:${singular(one)}_id`);
  const names: string[] = [];
  for (const [action, verb, path] of actions) {
    const own = path.startsWith('/:id') && shallow ? last : [...parents, last].join('/');
    const handler: Value | undefined =
      controller === undefined
        ? undefined
        : controller.t === 'text'
          ? { t: 'text', parts: [`${known(controller) ?? ''}.${action}`] }
          : { t: 'list', items: [controller, { t: 'text', parts: [action] }], open: false };
    add(scope, [verb], { t: 'text', parts: [`/${own}${path}`] }, handler, { ...site, call: null }, machine);
    names.push(action);
  }
  return model(id, 'resource', scope, { added: scope.routes.slice(before), names });
}

const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1')
    .replaceAll('-', '_');

/** Replaces routes that were added: their paths, guards or presence. */
function change(
  scope: RouteScope,
  added: readonly RouteFact[],
  how: (fact: RouteFact, at: number) => RouteFact | null,
): readonly RouteFact[] {
  const kept: RouteFact[] = [];
  added.forEach((fact, index) => {
    const at = scope.routes.indexOf(fact);
    if (at < 0) return;
    const next = how(fact, index);
    if (next === null) scope.routes.splice(at, 1);
    else {
      scope.routes[at] = next;
      kept.push(next);
    }
  });
  return kept;
}

function method(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  if (self.kind === 'router') return routing(name, site, machine);
  const { scope } = self;
  if (scope === null) return undefined;
  if (self.kind === 'on') return onMethod(self, scope, name);
  const added = (self.data.get('added') ?? []) as readonly RouteFact[];
  switch (name) {
    case 'prefix': {
      const prefix = pathsIn(arg(site, 0))[0]?.pattern ?? rootPattern;
      if (self.kind === 'group') scope.prefix = joinPaths(prefix, scope.prefix);
      else
        self.data.set(
          'added',
          change(scope, added, (fact) => ({ ...fact, path: joinPaths(prefix, fact.path) })),
        );
      return self;
    }
    case 'use':
    case 'middleware': {
      guard(self, scope, added, site, machine);
      return self;
    }
    case 'apiOnly':
    case 'only':
    case 'except':
      limit(self, scope, added, name, site);
      return self;
    case 'params':
      rename(self, scope, added, site);
      return self;
    default:
      return self;
  }
}

/** `router.on('/').render('home')` answers GET. */
function onMethod(self: Model, scope: RouteScope, name: string): Value | undefined {
  if (!/^(?:render|renderInertia|redirect\w*)$/.test(name)) return undefined;
  const site = self.data.get('site') as CallSite;
  const before = scope.routes.length;
  scope.route({
    methods: ['GET'],
    path: self.data.get('path') as PathPattern,
    file: site.file,
    line: site.line,
    handler: name,
  });
  return model(id, 'route', scope, { added: scope.routes.slice(before) });
}

function guard(
  self: Model,
  scope: RouteScope,
  added: readonly RouteFact[],
  site: CallSite,
  machine: Machine,
): void {
  const isMap = arg(site, 0)?.t === 'map' && self.kind === 'resource';
  const args = isMap ? [] : site.args;
  const guards = args.flatMap((one) =>
    itemsOf(one.value).flatMap((value) => {
      const auth = authNamed(value);
      if (auth !== null) return scope.asGuards([value]).map((made) => ({ ...made, auth }));
      return guardOf({ value, expr: one.expr }, scope, site.env, machine);
    }),
  );
  if (self.kind === 'group') {
    for (const one of guards) scope.guard(one.value, one.auth === undefined ? {} : { auth: one.auth });
    return;
  }
  self.data.set(
    'added',
    change(scope, added, (fact) => ({ ...fact, guards: [...fact.guards, ...guards] })),
  );
}

/** `middleware.auth({ guards: ['api'] })`, `'auth:api'` */
function authNamed(value: Value): ReturnType<typeof authBy> | null {
  const written = known(value);
  const name = written ?? (value.t === 'result' ? nameOf(value.callee) : nameOf(value));
  const last = name.split(/[.:]/)[0] === 'auth' ? 'auth' : (name.split('.').at(-1) ?? name);
  if (/^(?:guest|silent_?auth|initialize|session|shield)/i.test(last)) return null;
  if (!/^auth|^admin|^acl$|^role|^permission|^verify|^jwt|^bouncer|^can$|^is[A-Z]|^ensure/i.test(last))
    return null;
  const detail =
    value.t === 'result'
      ? itemsOf(entryOf(value.args[0]?.value, 'guards')).map(known).join(' ')
      : (written ?? '');
  const scheme = /api|token|jwt/i.test(detail)
    ? 'bearer'
    : /basic/i.test(detail)
      ? 'basic'
      : /web|session/i.test(detail)
        ? 'session'
        : schemeOf(detail);
  return authBy('required', scheme, name, `middleware ${name}`);
}

function limit(
  self: Model,
  scope: RouteScope,
  added: readonly RouteFact[],
  how: string,
  site: CallSite,
): void {
  const given = new Set(itemsOf(arg(site, 0)).map(known));
  const names = (self.data.get('names') ?? []) as readonly string[];
  const keeps = (name: string): boolean => {
    if (how === 'apiOnly') return name !== 'create' && name !== 'edit';
    return how === 'only' ? given.has(name) : !given.has(name);
  };
  const kept = change(scope, added, (fact, at) => (keeps(names[at] ?? '') ? fact : null));
  self.data.set('names', names.filter(keeps));
  self.data.set('added', kept);
}

/** `.params({ users: 'user' })`: what `:id` is called. */
function rename(self: Model, scope: RouteScope, added: readonly RouteFact[], site: CallSite): void {
  const map = arg(site, 0);
  if (map?.t !== 'map') return;
  const [name] = [...map.entries.values()].slice(-1).map(known);
  if (name === null || name === undefined) return;
  const path = (pattern: PathPattern): PathPattern => ({
    ...pattern,
    segments: pattern.segments.map((segment) =>
      segment.map((part) =>
        typeof part === 'object' && 'name' in part && part.name === 'id' ? { ...part, name } : part,
      ),
    ),
  });
  self.data.set(
    'added',
    change(scope, added, (fact) => ({ ...fact, path: path(fact.path) })),
  );
}

/** AdonisJS. */
export const adonis: Framework = {
  id,
  title: 'AdonisJS',
  languages: ['javascript'],
  call,
  method,
  examples: adonisExamples,
};
