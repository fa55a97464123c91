/** FastAPI: applications, routers and their prefixes, endpoints with typed parameters, dependencies. */
import type { SightedParameter } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type {
  CallSite,
  DecoratorSite,
  External,
  FnValue,
  Model,
  RouteScope,
  Value,
} from '../../machine/values.ts';
import { arg, itemsOf, known, model, named, nameOf, optionsOf, textsOf } from '../../machine/values.ts';
import { joinAuth } from '../../routes/auth-names.ts';
import { parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { guardOf, guardsBelow, purposeOf } from '../python/guards.ts';
import { authOfHook } from '../python/hooks.ts';
import { fullName, lastName, packageName } from '../python/names.ts';
import { isLoadedByName, mountAll } from '../python/serve.ts';
import { examples } from './examples.ts';
import { type Asked, readDependency, readEndpoint } from './parameters.ts';

const id = 'fastapi';
const verbs: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'options',
  'head',
  'trace',
]);

/** A route whose parameters may turn out to be in a prefix. */
interface Noted {
  readonly scope: RouteScope;
  readonly params: SightedParameter[];
  readonly implicit: ReadonlySet<string>;
}

interface Notes {
  readonly routes: Noted[];
  /** Parameters that the dependencies of a whole router ask for. */
  readonly ofScopes: Map<RouteScope, SightedParameter[]>;
  readonly routers: RouteScope[];
  readonly included: Set<RouteScope>;
  /** Where routers are included that are loaded by name: those that nobody includes may be among them. */
  loader: { readonly scope: RouteScope; readonly path: PathPattern } | null;
  /** Names of parameters in prefixes. */
  readonly prefixNames: Set<string>;
  /** `root_path` of applications: where they stand when nothing mounts them. */
  readonly rootPaths: Map<RouteScope, PathPattern>;
}

const notesOf = (machine: Machine): Notes =>
  machine.notes(
    id,
    (): Notes => ({
      routes: [],
      ofScopes: new Map(),
      prefixNames: new Set(),
      rootPaths: new Map(),
      routers: [],
      included: new Set(),
      loader: null,
    }),
  );

export const fastapi: Framework = {
  id,
  title: 'FastAPI',
  languages: ['python'],

  call(callee, site, machine) {
    const kind = kindOf(callee);
    if (kind === null) return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: kind === 'app',
      file: site.file,
      line: site.line,
      reach: 'all',
      ...(kind === 'router' ? { prefix: prefixOf(named(site, 'prefix'), machine) } : {}),
    });
    if (kind === 'router') notesOf(machine).routers.push(scope);
    const rootPath = named(site, 'root_path');
    if (kind === 'app' && known(rootPath) !== null) notesOf(machine).rootPaths.set(scope, pathOf(rootPath));
    guardScope(scope, named(site, 'dependencies'), machine);
    const made = model(id, kind, scope, {
      tags: tagsIn(named(site, 'tags')),
      deprecated: isTrue(named(site, 'deprecated')),
    });
    for (const one of itemsOf(named(site, 'routes'))) mountAll(scope, one);
    for (const one of itemsOf(named(site, 'middleware'))) guardBy(scope, one, machine);
    return made;
  },

  method(self, name, site, machine) {
    const { scope } = self;
    if (self.kind === 'registrar') {
      const handler = arg(site, 0);
      const register = self.data.get('register') as CallSite;
      if (handler?.t === 'fn')
        addRoute(
          self.data.get('on') as Model,
          String(self.data.get('name')),
          register,
          handler,
          null,
          machine,
        );
      return handler;
    }
    if (scope === null) return undefined;
    switch (name) {
      case 'include_router':
        includeRouter(scope, site, machine);
        return self;
      case 'mount':
      case 'host': {
        const app = arg(site, 1) ?? named(site, 'app');
        const path = name === 'mount' ? (arg(site, 0) ?? named(site, 'path')) : undefined;
        if (app !== undefined) mountAll(scope, app, pathOf(path));
        return self;
      }
      case 'add_middleware':
        for (const one of site.args.slice(0, 1)) guardBy(scope, one.value, machine);
        return self;
      case 'add_api_route':
      case 'add_route':
      case 'add_api_websocket_route':
      case 'add_websocket_route': {
        const handler = arg(site, 1) ?? named(site, 'endpoint') ?? named(site, 'route');
        const via = /websocket/.test(name) ? 'websocket' : name === 'add_route' ? 'route' : 'api_route';
        for (const one of handler === undefined ? [] : optionsOf(handler))
          if (one.t === 'fn') addRoute(self, via, site, one, null, machine);
          else if (one.t === 'class') addClass(self, site, one, machine);
          else addRoute(self, via, site, one, null, machine);
        return self;
      }
      default:
        return isRegistering(name)
          ? model(id, 'registrar', null, { on: self, name, register: site })
          : undefined;
    }
  },

  member(self, name) {
    return name === 'router' && self.kind === 'app' ? self : undefined;
  },

  decorated(site, target, machine) {
    const { callee } = site;
    if (callee.t !== 'member' || target.t !== 'fn') return false;
    let dealt = false;
    for (const on of optionsOf(callee.of)) {
      if (on.t !== 'model' || on.framework !== id || on.scope === null) continue;
      if (callee.name === 'middleware') guardBy(on.scope, target, machine);
      else if (isRegistering(callee.name)) addRoute(on, callee.name, site, target, site, machine);
      dealt = true;
    }
    return dealt;
  },

  parameter(param, fn, machine) {
    const type = param.type === undefined ? '' : lastName(param.type.name);
    if (type !== 'FastAPI' && type !== 'APIRouter') return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: false,
      file: fn.file,
      line: fn.fn.line,
      reach: 'all',
    });
    return model(id, 'router', scope);
  },

  finish(machine) {
    const notes = notesOf(machine);
    if (notes.loader !== null)
      for (const router of notes.routers)
        if (!notes.included.has(router) && router !== notes.loader.scope)
          notes.loader.scope.mount(router, notes.loader.path);
    for (const [scope, path] of notes.rootPaths) if (scope.isRoot) scope.prefix = path;
    for (const { params, implicit } of notes.routes)
      params.forEach((param, at) => {
        if (param.in === 'query' && implicit.has(param.name) && notes.prefixNames.has(param.name))
          params[at] = { ...param, in: 'path', required: true };
      });
    const byScope = Map.groupBy(notes.routes, ({ scope }) => scope);
    for (const [scope, params] of notes.ofScopes) {
      // What stands in a prefix is a parameter of the path already.
      const asked = params.filter((one) => one.in !== 'query' || !notes.prefixNames.has(one.name));
      spread(scope, asked, byScope, new Set());
    }
  },

  examples,
};

/** Gives the routes of a scope, and of all it mounts, what its dependencies ask for. */
function spread(
  scope: RouteScope,
  params: readonly SightedParameter[],
  byScope: ReadonlyMap<RouteScope, readonly Noted[]>,
  seen: Set<RouteScope>,
): void {
  if (seen.has(scope)) return;
  seen.add(scope);
  for (const route of byScope.get(scope) ?? [])
    for (const param of params)
      if (!route.params.some((one) => one.in === param.in && one.name === param.name))
        route.params.push(param);
  for (const { child } of scope.mounts) spread(child, params, byScope, seen);
}

const kindOf = (callee: External): 'app' | 'router' | null => {
  const full = fullName(callee);
  if (!packageName(full).startsWith('fastapi')) return null;
  const name = lastName(full);
  if (name === 'FastAPI') return 'app';
  return name.endsWith('Router') ? 'router' : null;
};

const isRegistering = (name: string): boolean =>
  verbs.has(name) || /^(?:api_route|route|websocket|websocket_route)$/.test(name);

const isTrue = (value: Value | undefined): boolean => value?.t === 'const' && value.v === true;

const tagsIn = (value: Value | undefined): readonly string[] =>
  itemsOf(value).flatMap((one) => {
    const tag = known(one) ?? (one.t === 'member' ? one.name : null);
    return tag === null || tag.length > 80 ? [] : [tag];
  });

/** A path with its holes; the first of several. */
function pathOf(value: Value | undefined): PathPattern {
  const [text] = textsOf(value);
  return text === undefined ? rootPattern : parsePath(text, 'brace');
}

function prefixOf(value: Value | undefined, machine: Machine): PathPattern {
  const path = pathOf(value);
  noteNames(path, machine);
  return path;
}

function noteNames(path: PathPattern, machine: Machine): void {
  for (const part of path.segments.flat())
    if (typeof part === 'object' && 'name' in part) notesOf(machine).prefixNames.add(part.name);
}

/** Dependencies of a whole application or router. */
function guardScope(scope: RouteScope, dependencies: Value | undefined, machine: Machine): void {
  for (const one of itemsOf(dependencies)) {
    const asked = readDependency(one, machine);
    const auth = joinAuth(asked.auth);
    if (auth !== null) scope.guard(one, { auth });
    if (asked.params.length > 0) {
      const { ofScopes } = notesOf(machine);
      ofScopes.set(scope, [...(ofScopes.get(scope) ?? []), ...asked.params]);
    }
  }
}

/** Middleware: a function or a class. */
function guardBy(scope: RouteScope, value: Value, machine: Machine): void {
  const of =
    value.t === 'result' && lastName(nameOf(value.callee)) === 'Middleware'
      ? (arg(value, 0) ?? value)
      : value;
  const auth = authOfHook(of, machine);
  if (auth !== null) scope.guard(of, { auth });
}

function includeRouter(scope: RouteScope, site: CallSite, machine: Machine): void {
  const router = arg(site, 0) ?? named(site, 'router');
  const path = prefixOf(named(site, 'prefix') ?? arg(site, 1), machine);
  const dependencies = itemsOf(named(site, 'dependencies'));
  let mounted = false;
  for (const one of router === undefined ? [] : optionsOf(router)) {
    if (one.t !== 'model' || one.scope === null) continue;
    mounted = true;
    notesOf(machine).included.add(one.scope);
    const asked = dependencies.map((value) => ({ value, ...readDependency(value, machine) }));
    scope.mount(
      one.scope,
      path,
      asked.flatMap(({ value, auth }) => {
        const joined = joinAuth(auth);
        return joined === null ? [] : [guardOf(scope, value, joined)];
      }),
    );
    const params = asked.flatMap((each) => each.params);
    if (params.length > 0) {
      const { ofScopes } = notesOf(machine);
      ofScopes.set(one.scope, [...(ofScopes.get(one.scope) ?? []), ...params]);
    }
  }
  if (!mounted && router !== undefined && isLoadedByName(router)) notesOf(machine).loader ??= { scope, path };
  if (!mounted && router !== undefined)
    machine.unresolved({
      what: `include_router(${nameOf(router)})`,
      why: 'the router is not known from the source',
      framework: id,
      file: site.file,
      line: site.line,
    });
}

const methodsOf = (name: string, site: CallSite): readonly string[] => {
  if (/websocket/.test(name)) return ['WS'];
  if (verbs.has(name)) return [name.toUpperCase()];
  const given = itemsOf(named(site, 'methods')).flatMap((one) => known(one)?.toUpperCase() ?? []);
  return given.length === 0 ? ['GET'] : [...new Set(given)];
};

function addRoute(
  on: Model,
  name: string,
  site: CallSite,
  handler: Value,
  registering: DecoratorSite | null,
  machine: Machine,
): void {
  const { scope } = on;
  if (scope === null) return;
  const given = arg(site, 0) ?? named(site, 'path');
  const fn: FnValue | null = handler.t === 'fn' ? handler : null;
  for (const text of textsOf(given)) {
    const path = parsePath(text, 'brace');
    const pathNames = new Set(
      [...path.segments, ...scope.prefix.segments]
        .flat()
        .flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : [])),
    );
    const asked: Asked =
      fn === null || name === 'route' || name === 'websocket_route'
        ? { params: [], implicit: new Set(), auth: [] }
        : readEndpoint(fn, pathNames, machine);
    for (const one of itemsOf(named(site, 'dependencies'))) {
      const more = readDependency(one, machine);
      asked.auth.push(...more.auth);
      for (const param of more.params)
        if (!asked.params.some((own) => own.in === param.in && own.name === param.name))
          asked.params.push(param);
    }
    if (fn !== null) asked.auth.push(...guardsBelow(fn, registering, machine));
    const auth = joinAuth(asked.auth);
    const methods = methodsOf(name, site);
    scope.route({
      methods,
      path,
      kind: methods[0] === 'WS' ? 'websocket' : 'rest',
      file: fn?.file ?? site.file,
      line: fn?.fn.line ?? site.line,
      handler: fn === null ? nameOf(handler) : fn.fn.name,
      params: asked.params,
      guards: auth === null ? [] : [guardOf(scope, handler, auth)],
      purpose: purposeOf(known(named(site, 'summary')) ?? fn?.fn.doc ?? known(named(site, 'description'))),
      deprecated: isTrue(named(site, 'deprecated')) || on.data.get('deprecated') === true,
      tags: [
        ...((on.data.get('tags') as readonly string[] | undefined) ?? []),
        ...tagsIn(named(site, 'tags')),
      ].slice(0, 8),
    });
    notesOf(machine).routes.push({ scope, params: asked.params, implicit: asked.implicit });
  }
}

/** `add_route('/x', EndpointClass)`: a Starlette endpoint with a method for each verb. */
function addClass(on: Model, site: CallSite, cls: Value & { readonly t: 'class' }, machine: Machine): void {
  for (const method of machine.methodsOf(cls))
    if (verbs.has(method.fn.name) && on.scope !== null)
      for (const text of textsOf(arg(site, 0) ?? named(site, 'path')))
        on.scope.route({
          methods: [method.fn.name.toUpperCase()],
          path: parsePath(text, 'brace'),
          file: method.file,
          line: method.fn.line,
          handler: `${cls.cls.name}.${method.fn.name}`,
          purpose: purposeOf(method.fn.doc ?? cls.cls.doc),
        });
}
