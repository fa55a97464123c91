/** Laravel, and Lumen. */
import type { CallSite, ClassValue, Model, TextValue, Value } from '../../machine/values.ts';
import {
  arg,
  itemsOf,
  known,
  model,
  named,
  nameOf,
  positional,
  text,
  textsOf,
} from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';
import { parsePath, typeOfConstraint } from '../../routes/template.ts';
import type { RouteScope } from '../../machine/values.ts';
import type { Framework } from '../framework.ts';
import { limitMiddleware, nameMiddleware } from './controllers.ts';
import { examples } from './examples.ts';
import { aliasesOf } from './middleware.ts';
import { addPending } from './routes.ts';
import {
  type Attributes,
  childOf,
  groupAt,
  id,
  mountFile,
  noAttributes,
  type Pending,
  rootOf,
  stateOf,
  within,
} from './state.ts';

const verbs: Readonly<Record<string, readonly string[]>> = {
  get: ['GET'],
  post: ['POST'],
  put: ['PUT'],
  patch: ['PATCH'],
  delete: ['DELETE'],
  options: ['OPTIONS'],
  any: ['ANY'],
  view: ['GET'],
  redirect: ['ANY'],
  permanentRedirect: ['ANY'],
};

/** Laravel. */
export const laravel: Framework = {
  id,
  title: 'Laravel',
  languages: ['php'],
  call(callee, site, machine) {
    const isFacade = callee.from === 'Route' || callee.from === 'Illuminate\\Support\\Facades\\Route';
    if (isFacade && callee.name !== '') return register(noAttributes(), callee.name, site, machine);
    if (callee.from === '' && /(?:^|\/)routes\//i.test(site.file)) {
      const name = /^\$(?:router|api)\.(\w+)$/.exec(callee.name)?.[1];
      if (name !== undefined) return register(noAttributes(), name, site, machine);
    }
    if (/(?:^|\\)Auth$/.test(callee.from) && callee.name === 'routes') return authRoutes(site, machine);
    return undefined;
  },
  method(self, name, site, machine) {
    switch (self.kind) {
      case 'registrar':
        return register(self.data.get('attributes') as Attributes, name, site, machine);
      case 'route':
        return refine(self, name, site);
      case 'controller-middleware':
        return limitMiddleware(self, name, site);
      default:
        return undefined;
    }
  },
  unknownMethod(of, name, site, machine) {
    if (name === 'withRouting') return routing(site, machine);
    if (name === 'alias' && arg(site, 0)?.t === 'map') {
      const map = arg(site, 0);
      if (map?.t === 'map') for (const [key, value] of map.entries) aliasesOf(machine).set(key, value);
      return undefined;
    }
    if (name === 'middleware' && of.t === 'instance' && /Controller$/.test(of.of.cls.name))
      return nameMiddleware(of.of, site, machine);
    if (name === 'loadRoutesFrom') {
      const path = known(arg(site, 0));
      if (path !== null) mountFile(machine, groupAt(machine, site), path);
      return undefined;
    }
    if (name === 'group' && /(?:^|\.)router$/.test(nameOf(of)) && /bootstrap\/app\.php$/.test(site.file)) {
      within(machine, topOf(machine, site), () => void register(noAttributes(), name, site, machine));
      return of;
    }
    return undefined;
  },
  parameter(param, fn) {
    return /(?:^|\\)Routing\\(?:Router|Registrar)$|Contracts\\Routing\\Registrar$/.test(
      param.type?.name ?? '',
    ) && fn.file !== ''
      ? model(id, 'registrar', null, { attributes: noAttributes() })
      : undefined;
  },
  class: (cls, machine) => provide(cls, machine),
  finish(machine) {
    mountRest(machine);
    addPending(machine);
  },
  examples,
};

const topOf = (machine: Machine, site: Pick<CallSite, 'file' | 'line'>) => ({
  scope: rootOf(machine, site.file, site.line),
  controller: null,
  namespace: null,
  types: new Map(),
});

/** A service provider registers routes when the application starts. */
function provide(cls: ClassValue, machine: Machine): void {
  if (!/ServiceProvider$/.test(cls.cls.name)) return;
  const methods = ['boot', 'map'].flatMap((name) => machine.methodOf(cls, name) ?? []);
  const mentions = cls.cls.methods.some(({ name }) => /route|boot|map/i.test(name));
  if (!mentions || methods.length === 0) return;
  const self: Value = { t: 'instance', of: cls, fields: new Map() };
  for (const method of methods) {
    const site = { file: cls.file, line: cls.cls.line };
    const before = stateOf(machine).root;
    within(machine, topOf(machine, site), () => void machine.invoke({ ...method, self }, []));
    const { root } = stateOf(machine);
    // A provider without routes makes no application.
    if (before === null && root !== null && root.mounts.length === 0 && !hasPending(machine, root)) {
      root.isRoot = false;
      stateOf(machine).root = null;
    }
  }
}

const hasPending = (machine: Machine, scope: RouteScope): boolean =>
  stateOf(machine).pending.some(({ group }) => group.scope === scope);

/** `withRouting(web: ..., api: ..., apiPrefix: ...)` of `bootstrap/app.php`. */
function routing(site: CallSite, machine: Machine): Value | undefined {
  const group = topOf(machine, site);
  const load = (value: Value | undefined, prefix: TextValue | null): void => {
    for (const one of itemsOf(value)) {
      const path = known(one);
      if (path === null) continue;
      const at = prefix === null ? group : childOf(machine, group, { ...noAttributes(), prefix }, site);
      mountFile(machine, at, normal(path));
    }
  };
  const using = named(site, 'using') ?? arg(site, 0);
  const then = named(site, 'then');
  load(named(site, 'web') ?? arg(site, 1), null);
  load(named(site, 'api') ?? arg(site, 2), textsOf(named(site, 'apiPrefix'))[0] ?? text('api'));
  for (const callback of [using, then])
    if (callback?.t === 'fn') within(machine, group, () => void machine.invoke(callback, []));
  const health = known(named(site, 'health'));
  if (health !== null)
    group.scope.route({
      methods: ['GET'],
      path: parsePath(health, 'brace'),
      file: site.file,
      line: site.line,
    });
  return undefined;
}

const normal = (path: string): string => {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '.' && part !== '') out.push(part);
  }
  return out.join('/');
};

/** Files of routes that nobody was seen to load: without any that says so, they are loaded as Laravel does. */
function mountRest(machine: Machine): void {
  const state = stateOf(machine);
  const hasLoaded = state.root !== null;
  for (const [file, scope] of state.files) {
    if (state.mounted.has(file)) continue;
    if (state.within.has(file)) {
      forget(machine, scope);
      continue;
    }
    if (hasLoaded || !/(?:^|\/)routes\/[\w.-]+\.php$/i.test(file)) continue;
    const top = topOf(machine, { file, line: 1 });
    const prefix = /(?:^|\/)api\.php$/.test(file) ? parsePath('/api', 'brace') : undefined;
    top.scope.mount(scope, prefix);
  }
}

/** What was registered by a file alone, before it was run where it belongs. */
function forget(machine: Machine, scope: RouteScope): void {
  const state = stateOf(machine);
  const gone = new Set<RouteScope>();
  const go = (one: RouteScope): void => {
    if (gone.has(one)) return;
    gone.add(one);
    for (const { child } of one.mounts) go(child);
  };
  go(scope);
  const kept = state.pending.filter(({ group }) => !gone.has(group.scope));
  state.pending.splice(0, state.pending.length, ...kept);
}

/** A method of `Route` or of what it has gathered; undefined when it is none that is known. */
function register(attributes: Attributes, name: string, site: CallSite, machine: Machine): Value | undefined {
  const registrar = (): Model => model(id, 'registrar', null, { attributes });
  const first = arg(site, 0);
  const methods = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (methods !== undefined) {
    const path = textsOf(first)[0];
    if (path === undefined) return undefined;
    return pend(
      machine,
      'route',
      methods,
      path,
      name === 'view' || name.endsWith('edirect') ? text(name) : arg(site, 1),
      attributes,
      site,
    );
  }
  switch (name) {
    case 'match': {
      const words = itemsOf(first).flatMap((one) => known(one)?.toUpperCase() ?? []);
      const path = textsOf(arg(site, 1))[0];
      return path === undefined
        ? undefined
        : pend(machine, 'route', words, path, arg(site, 2), attributes, site);
    }
    case 'fallback':
      return pend(machine, 'route', ['GET'], text('/{fallbackPlaceholder*}'), first, attributes, site);
    case 'resource':
    case 'apiResource':
    case 'singleton':
    case 'apiSingleton': {
      const path = textsOf(first)[0];
      if (path === undefined) return undefined;
      const made = pend(
        machine,
        name.endsWith('ingleton') ? 'singleton' : 'resource',
        [],
        path,
        arg(site, 1),
        attributes,
        site,
      );
      const one = made.data.get('one') as Pending;
      one.isApi = name.startsWith('api');
      const options = arg(site, 2);
      if (options?.t === 'map') for (const [key, value] of options.entries) limit(one, key, [value]);
      return made;
    }
    case 'resources':
    case 'apiResources':
      if (first?.t === 'map')
        for (const [path, action] of first.entries) {
          const made = pend(machine, 'resource', [], text(path), action, attributes, site);
          const one = made.data.get('one') as Pending;
          one.isApi = name === 'apiResources';
        }
      return registrar();
    case 'pattern': {
      const word = known(first);
      const rule = known(arg(site, 1));
      if (word !== null && rule !== null) stateOf(machine).types.set(word, typeOfConstraint(rule));
      return registrar();
    }
    case 'group': {
      const isAttributes = first?.t === 'map';
      if (isAttributes) fromMap(attributes, first.entries);
      const target = isAttributes ? arg(site, 1) : (first ?? arg(site, 1));
      const group = childOf(machine, groupAt(machine, site), attributes, site);
      for (const one of target?.t === 'list' ? target.items : target === undefined ? [] : [target]) {
        if (one.t === 'fn')
          within(
            machine,
            group,
            () => void machine.invoke(one, [model(id, 'registrar', null, { attributes: noAttributes() })]),
          );
        else {
          const path = known(one);
          if (path === null || !mountFile(machine, group, normal(path)))
            machine.unresolved({
              what: `routes of ${nameOf(one)}`,
              why: 'the file was not found',
              framework: id,
              file: site.file,
              line: site.line,
            });
        }
      }
      return registrar();
    }
    default: {
      const next: Attributes = {
        ...attributes,
        middleware: [...attributes.middleware],
        without: [...attributes.without],
        types: new Map(attributes.types),
      };
      return gather(next, name, site) ? model(id, 'registrar', null, { attributes: next }) : undefined;
    }
  }
}

/** `prefix`, `middleware`, `where` and their kin; false when the word is none of them. */
function gather(attributes: Attributes, name: string, site: CallSite): boolean {
  const first = arg(site, 0);
  switch (name) {
    case 'prefix':
      attributes.prefix = joined(attributes.prefix, textsOf(first)[0]);
      return true;
    case 'middleware':
      for (const one of positional(site)) attributes.middleware.push(...itemsOf(one));
      return true;
    case 'can':
      attributes.middleware.push(text(`can:${known(first) ?? ''}`));
      return true;
    case 'withoutMiddleware':
      attributes.without.push(
        ...positional(site)
          .flatMap((one) => itemsOf(one))
          .map((one) => known(one) ?? nameOf(one)),
      );
      return true;
    case 'controller':
      attributes.controller = first ?? null;
      return true;
    case 'namespace':
      attributes.namespace = known(first);
      return true;
    case 'where': {
      const rules = first?.t === 'map' ? [...first.entries] : [[known(first) ?? '', arg(site, 1)] as const];
      for (const [word, rule] of rules) {
        const pattern = known(rule);
        if (pattern !== null) attributes.types.set(word, typeOfConstraint(pattern));
      }
      return true;
    }
    case 'whereNumber':
    case 'whereUuid':
      for (const one of positional(site).flatMap((value) => itemsOf(value))) {
        const word = known(one);
        if (word !== null) attributes.types.set(word, name === 'whereNumber' ? 'integer' : 'string:uuid');
      }
      return true;
    case 'name':
    case 'as':
    case 'domain':
    case 'whereIn':
    case 'whereAlpha':
    case 'whereAlphaNumeric':
    case 'whereUlid':
    case 'scopeBindings':
    case 'withoutScopedBindings':
    case 'missing':
    case 'defaults':
    case 'block':
    case 'withTrashed':
    case 'setFallback':
    case 'metadata':
      return true;
    default:
      return false;
  }
}

const joined = (before: TextValue, more: TextValue | undefined): TextValue =>
  more === undefined ? before : text(...before.parts, '/', ...more.parts);

/** Attributes of `Route::group([...], ...)`. */
function fromMap(attributes: Attributes, entries: ReadonlyMap<string, Value>): void {
  attributes.prefix = joined(attributes.prefix, textsOf(entries.get('prefix'))[0]);
  for (const one of itemsOf(entries.get('middleware'))) {
    const word = known(one);
    // Lumen writes several in one text.
    if (word !== null) attributes.middleware.push(...word.split('|').map((part) => text(part)));
    else attributes.middleware.push(one);
  }
  attributes.controller = entries.get('controller') ?? attributes.controller;
  attributes.namespace = known(entries.get('namespace')) ?? attributes.namespace;
}

function pend(
  machine: Machine,
  kind: Pending['kind'],
  methods: readonly string[],
  path: TextValue,
  action: Value | undefined,
  attributes: Attributes,
  site: CallSite,
): Model {
  const own: Attributes = {
    ...attributes,
    middleware: [...attributes.middleware],
    without: [...attributes.without],
    types: new Map(attributes.types),
  };
  if (action?.t === 'map') own.middleware.push(...itemsOf(action.entries.get('middleware')));
  const group = groupAt(machine, site);
  const one: Pending = {
    kind,
    methods,
    path,
    action,
    group: attributes.controller === null ? group : { ...group, controller: attributes.controller },
    attributes: own,
    site,
    only: null,
    except: null,
    isApi: false,
    isShallow: false,
    isCreatable: false,
    parameters: new Map(),
  };
  const { pending } = stateOf(machine);
  if (pending.length < 20_000) pending.push(one);
  return model(id, 'route', null, { one });
}

/** What is said of a route after it was made. */
function refine(self: Model, name: string, site: CallSite): Value | undefined {
  const one = self.data.get('one') as Pending;
  if (name === 'withoutMiddleware' || !limit(one, name, positional(site))) gather(one.attributes, name, site);
  return self;
}

/** `only`, `except`, `parameters` of a resource; false when the word is none of them. */
function limit(one: Pending, name: string, values: readonly Value[]): boolean {
  const words = values.flatMap((value) => itemsOf(value)).flatMap((value) => known(value) ?? []);
  switch (name) {
    case 'only':
      one.only = words;
      return true;
    case 'except':
      one.except = words;
      return true;
    case 'shallow':
      one.isShallow = true;
      return true;
    case 'creatable':
      one.isCreatable = true;
      return true;
    case 'parameters': {
      const [map] = values;
      if (map?.t === 'map')
        for (const [key, value] of map.entries) {
          const word = known(value);
          if (word !== null) one.parameters.set(key, word);
        }
      return true;
    }
    case 'parameter':
      if (words[0] !== undefined && words[1] !== undefined) one.parameters.set(words[0], words[1]);
      return true;
    case 'names':
      return true;
    default:
      return false;
  }
}

/** `Auth::routes()` of Laravel UI. */
function authRoutes(site: CallSite, machine: Machine): Value {
  const options = arg(site, 0);
  const isOn = (key: string, otherwise: boolean): boolean => {
    const value = options?.t === 'map' ? options.entries.get(key) : undefined;
    return value?.t === 'const' ? value.v === true : otherwise;
  };
  const scope = groupAt(machine, site);
  const add = (methods: readonly string[], path: string): void =>
    scope.scope.route({ methods, path: parsePath(path, 'brace'), file: site.file, line: site.line });
  add(['GET', 'POST'], '/login');
  add(['POST'], '/logout');
  if (isOn('register', true)) add(['GET', 'POST'], '/register');
  if (isOn('reset', true)) {
    add(['GET', 'POST'], '/password/reset');
    add(['POST'], '/password/email');
    add(['GET'], '/password/reset/{token}');
  }
  if (isOn('confirm', true)) add(['GET', 'POST'], '/password/confirm');
  if (isOn('verify', false)) {
    add(['GET'], '/email/verify');
    add(['GET'], '/email/verify/{id}/{hash}');
    add(['POST'], '/email/resend');
  }
  return { t: 'const', v: null };
}
