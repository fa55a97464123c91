/** Laravel, and Lumen. */
import { normalPath } from '../../languages/php/imports.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, ClassValue, RouteScope, TextValue, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, model, named, nameOf, text, textsOf } from '../../machine/values.ts';
import { parsePath } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { limitMiddleware, nameMiddleware } from './controllers.ts';
import { examples } from './examples.ts';
import { aliasesOf } from './middleware.ts';
import { refine, register } from './registration.ts';
import { addPending } from './routes.ts';
import {
  type Attributes,
  childOf,
  groupAt,
  id,
  mountFile,
  noAttributes,
  rootOf,
  stateOf,
  within,
} from './state.ts';

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
    if (name === 'middleware' && of.t === 'instance' && of.of.cls.name.endsWith('Controller'))
      return nameMiddleware(of.of, site, machine);
    if (name === 'loadRoutesFrom') {
      const path = known(arg(site, 0));
      if (path !== null) mountFile(machine, groupAt(machine, site), path);
      return undefined;
    }
    if (name === 'group' && /(?:^|\.)router$/.test(nameOf(of)) && site.file.endsWith('bootstrap/app.php')) {
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
  if (!cls.cls.name.endsWith('ServiceProvider')) return;
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
      mountFile(machine, at, normalPath(path));
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
