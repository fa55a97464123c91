/** URL configurations of Django: `urlpatterns` of files, what they include, and which of them is the root. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ListValue, Model, RouteScope, Value } from '../../machine/values.ts';
import { arg, known, named, nameOf, optionsOf } from '../../machine/values.ts';
import { authBy, joinAuth } from '../../routes/auth-names.ts';
import { type PathPattern, rootPattern } from '../../routes/template.ts';
import { guardOf, purposeOf } from '../python/guards.ts';
import { externalName, lastName } from '../python/names.ts';
import { viewOf } from '../python/views.ts';
import { actionsOf, allowedMethods, methodsOfClass, methodsOfFunction, methodsOfLibrary } from './methods.ts';
import { id, registeredOf } from './notes.ts';
import { paramsOfFunction, paramsOfView } from './parameters.ts';
import { authOfFunction, authOfView } from './permissions.ts';
import { purposeOfRoute, routesOf } from './routers.ts';
import { type DjangoSettings, readSettings } from './settings.ts';

/** Views that stand for themselves and are no interface of the application: the admin, documentation assets. */
const silent = /(?:^|\.)(?:site\.urls|staticfiles_urlpatterns|static)$/;

/** Adds the routes of all URL configurations of the project. */
export function composeUrlconfs(machine: Machine): void {
  const confs = new Map<string, ListValue>();
  const sockets: { readonly file: string; readonly list: ListValue }[] = [];
  for (const module of machine.project.modules.values()) {
    if (module.language !== 'python') continue;
    const env = machine.moduleEnv(module.file);
    const own = (name: string): ListValue | null => {
      const value = env.own(name);
      return value !== undefined && !('binding' in value) ? listIn(value) : null;
    };
    const patterns = own('urlpatterns');
    if (patterns !== null) confs.set(module.file, patterns);
    const websocket = own('websocket_urlpatterns');
    if (websocket !== null) sockets.push({ file: module.file, list: websocket });
  }
  const registered = registeredOf(machine);
  if (confs.size === 0 && sockets.length === 0 && registered.length === 0) return;
  const builder = new Builder(machine, confs, readSettings(machine));
  builder.registrations();
  builder.confs();
  builder.roots();
  for (const { file, list } of sockets) {
    const scope = machine.scope({ framework: id, isRoot: true, file, line: 1, reach: 'all' });
    builder.patterns(scope, list.items, 0);
  }
}

const listIn = (value: Value): ListValue | null => optionsOf(value).find((one) => one.t === 'list') ?? null;

const depthMax = 24;

class Builder {
  readonly #machine: Machine;
  readonly #confs: ReadonlyMap<string, ListValue>;
  readonly #settings: DjangoSettings;
  readonly #scopes = new Map<string, RouteScope>();
  readonly #included = new Set<string>();
  /** Patterns that stand somewhere. */
  readonly #seen = new Set<Value>();

  constructor(machine: Machine, confs: ReadonlyMap<string, ListValue>, settings: DjangoSettings) {
    this.#machine = machine;
    this.#confs = confs;
    this.#settings = settings;
  }

  /** The scope of a file's `urlpatterns`, made when it is first asked for. */
  conf(file: string): RouteScope | null {
    const done = this.#scopes.get(file);
    if (done !== undefined) return done;
    const list = this.#confs.get(file);
    if (list === undefined) return null;
    const scope = this.#machine.scope({ framework: id, isRoot: false, file, line: 1, reach: 'all' });
    this.#scopes.set(file, scope);
    this.patterns(scope, list.items, 0);
    return scope;
  }

  /**
   * All configurations: the roots that settings name first, then the longest. One whose patterns all stand in another already
   * (`from .users import urlpatterns as users`) is a part of that.
   */
  confs(): void {
    const byLength = [...this.#confs].toSorted(([, a], [, b]) => b.items.length - a.items.length);
    for (const file of this.#settings.rootUrlconfs) this.conf(file);
    for (const [file, { items }] of byLength)
      if (items.length === 0 || !items.every((item) => this.#seen.has(item))) this.conf(file);
  }

  /** The configuration that settings name is the root; without settings, those that nobody includes are. */
  roots(): void {
    const namedRoots = this.#settings.rootUrlconfs.filter((file) => this.#scopes.has(file));
    const roots =
      namedRoots.length > 0
        ? namedRoots
        : [...this.#scopes.keys()].filter((file) => !this.#included.has(file));
    for (const file of roots) {
      const scope = this.#scopes.get(file);
      if (scope === undefined) continue;
      scope.isRoot = true;
      for (const name of this.#settings.middleware)
        if (/LoginRequired\w*$/.test(name))
          scope.guard(
            { t: 'unknown', name },
            { auth: authBy('required', 'session', lastName(name), `middleware ${lastName(name)}`) },
          );
    }
  }

  /** Adds patterns to a scope. */
  patterns(scope: RouteScope, items: readonly Value[], depth: number): void {
    if (depth > depthMax) return;
    for (const item of items) {
      this.#seen.add(item);
      for (const one of optionsOf(item)) {
        if (one.t === 'list') this.patterns(scope, one.items, depth + 1);
        else if (one.t !== 'model') continue;
        else if (one.kind === 'pattern') this.#pattern(scope, one, depth);
        else if (one.kind === 'include') this.#include(scope, one, rootPattern, depth, []);
        else if (one.scope !== null) scope.mount(one.scope);
      }
    }
  }

  #pattern(scope: RouteScope, pattern: Model, depth: number): void {
    const path = pattern.data.get('path') as PathPattern;
    const view = pattern.data.get('view') as Value;
    const place = { file: String(pattern.data.get('file')), line: Number(pattern.data.get('line')) };
    for (const one of optionsOf(view)) {
      if (one.t === 'model' && one.kind === 'include') this.#include(scope, one, path, depth, []);
      else if (one.t === 'model' && one.scope !== null) scope.mount(one.scope, path);
      else if (one.t === 'list') {
        // `path('x/', router.urls)`, `path('x/', ([...], 'app', 'namespace'))`
        const inner = one.items[0]?.t === 'list' ? one.items[0].items : one.items;
        this.#inline(scope, inner, path, depth);
      } else if (wrappedInclude(one) !== null) {
        // `decorator_include(login_required, 'app.urls')`
        const found = wrappedInclude(one);
        if (found !== null) this.#include(scope, found, path, depth, []);
      } else this.#view(scope, path, one, place);
    }
  }

  #inline(scope: RouteScope, items: readonly Value[], path: PathPattern, depth: number): void {
    const child = this.#machine.scope({
      framework: id,
      isRoot: false,
      file: scope.file,
      line: scope.line,
      reach: 'all',
    });
    this.patterns(child, items, depth + 1);
    scope.mount(child, path);
  }

  #include(
    scope: RouteScope,
    include: Model,
    path: PathPattern,
    depth: number,
    guards: readonly SightedAuth[],
  ): void {
    const target = include.data.get('target') as Value;
    const file = String(include.data.get('file'));
    const line = Number(include.data.get('line'));
    for (const one of optionsOf(target)) {
      if (one.t === 'list') {
        const [first] = one.items;
        const isTuple =
          first !== undefined &&
          (first.t === 'list' || first.t === 'module' || (first.t === 'text' && one.items.length <= 3));
        if (isTuple && first.t !== 'list') this.#file(scope, first, path, file, line, guards);
        else this.#inline(scope, isTuple && first.t === 'list' ? first.items : one.items, path, depth);
      } else if (one.t === 'model' && one.scope !== null) scope.mount(one.scope, path);
      else this.#file(scope, one, path, file, line, guards);
    }
  }

  #file(
    scope: RouteScope,
    target: Value,
    path: PathPattern,
    file: string,
    line: number,
    guards: readonly SightedAuth[],
  ): void {
    const module = this.#machine.project.modules.get(file);
    const name = known(target);
    const files =
      target.t === 'module'
        ? [target.file]
        : name === null || module === undefined
          ? []
          : this.#machine.project.find(name, module);
    for (const found of files) {
      const child = this.conf(found);
      if (child === null) continue;
      this.#included.add(found);
      scope.mount(
        child,
        path,
        guards.map((auth) => guardOf(scope, target, auth)),
      );
      return;
    }
    const of = name ?? externalName(target) ?? nameOf(target);
    if (silent.test(of)) return;
    this.#machine.unresolved({
      what: `include ${of}`,
      why: 'its URL configuration is not in the project',
      framework: id,
      file,
      line,
    });
  }

  #view(
    scope: RouteScope,
    path: PathPattern,
    value: Value,
    place: { readonly file: string; readonly line: number },
  ): void {
    const machine = this.#machine;
    const dotted = known(value);
    const module = machine.project.modules.get(place.file);
    if (value.t === 'member' && value.name === 'urls') return;
    if (isConsumer(value)) {
      this.#consumer(scope, path, value, place);
      return;
    }
    // Old form: the view's dotted name.
    const resolved =
      dotted === null || module === undefined ? value : (importView(dotted, place.file, machine) ?? value);
    const view = viewOf(resolved, machine);
    const { target } = view;
    if (target?.t === 'class') {
      for (const { method, handler, name } of methodsOfClass(target, view.args, machine)) {
        const auth = joinAuth([
          ...view.auth,
          ...(this.#authOf(authOfView(target, method, handler, this.#settings, machine)) ?? []),
        ]);
        scope.route({
          methods: [method],
          path,
          file: handler?.file ?? target.file,
          line: handler?.fn.line ?? target.cls.line,
          handler: handler === null ? target.cls.name : `${target.cls.name}.${handler.fn.name}`,
          params: paramsOfView(target, method, name, handler, machine),
          guards: auth === null ? [] : [guardOf(scope, resolved, auth)],
          purpose: purposeOf(handler?.fn.doc ?? target.cls.doc),
        });
      }
      return;
    }
    if (target?.t === 'fn') {
      const methods = methodsOfFunction(target, view.wrappers, machine) ?? ['ANY'];
      for (const method of methods) {
        const auth = joinAuth([
          ...view.auth,
          ...(this.#authOf(authOfFunction(target, method, this.#settings, machine)) ?? []),
        ]);
        scope.route({
          methods: [method],
          path,
          file: target.file,
          line: target.fn.line,
          handler: target.fn.name === '' ? '(anonymous)' : target.fn.name,
          params: paramsOfFunction(target, method, machine),
          guards: auth === null ? [] : [guardOf(scope, resolved, auth)],
          purpose: purposeOf(target.fn.doc),
        });
      }
      return;
    }
    const full = externalName(value) ?? nameOf(value);
    if (silent.test(full)) return;
    const name = full.replace(/\.as_view$/, '');
    scope.route({
      methods: methodsOfLibrary(lastName(name)),
      path,
      file: place.file,
      line: place.line,
      handler: name,
    });
  }

  #authOf(auth: SightedAuth | null): readonly SightedAuth[] | null {
    return auth === null ? null : [auth];
  }

  #consumer(
    scope: RouteScope,
    path: PathPattern,
    value: Value,
    place: { readonly file: string; readonly line: number },
  ): void {
    const of = value.t === 'result' && value.callee.t === 'member' ? value.callee.of : value;
    const cls = of.t === 'class' ? of : null;
    scope.route({
      methods: ['WS'],
      kind: 'websocket',
      path,
      file: cls?.file ?? place.file,
      line: cls?.cls.line ?? place.line,
      handler: nameOf(of),
      purpose: purposeOf(cls?.cls.doc),
    });
  }

  /** Routes of viewsets that were registered with routers. */
  registrations(): void {
    const machine = this.#machine;
    for (const registered of registeredOf(machine)) {
      const routes = routesOf(
        registered,
        machine,
        (cls) => actionsOf(cls, machine),
        (cls) => allowedMethods(cls, machine),
      );
      if (routes === null) {
        machine.unresolved({
          what: `viewset ${nameOf(registered.viewset)}`,
          why: 'the class is not known from the source',
          framework: id,
          file: registered.file,
          line: registered.line,
        });
        continue;
      }
      for (const route of routes) {
        const { path, method, action, cls, handler } = route;
        const auth = authOfView(cls, method, handler, this.#settings, machine);
        registered.scope.route({
          methods: [method],
          path,
          file: handler?.file ?? cls.file,
          line: handler?.fn.line ?? cls.cls.line,
          handler: `${cls.cls.name}.${action}`,
          params: paramsOfView(cls, method, action, handler, machine),
          guards: auth === null ? [] : [guardOf(registered.scope, registered.viewset, auth)],
          purpose: purposeOfRoute(route),
        });
      }
    }
  }
}

const isConsumer = (value: Value): boolean =>
  value.t === 'result' && value.callee.t === 'member' && value.callee.name === 'as_asgi';

/** An `include` among the arguments of something unknown. */
function wrappedInclude(value: Value): Model | null {
  if (value.t !== 'result') return null;
  for (const { value: one } of value.args) if (one.t === 'model' && one.kind === 'include') return one;
  return null;
}

function importView(name: string, file: string, machine: Machine): Value | null {
  const module = machine.project.modules.get(file);
  const dot = name.lastIndexOf('.');
  if (module === undefined || dot < 0) return null;
  const [found] = machine.project.find(name.slice(0, dot), module);
  return found === undefined ? null : (machine.exportOf(found, name.slice(dot + 1)) ?? null);
}

/** Arguments of `path`, `re_path` and `url`. */
export const patternParts = (
  site: Parameters<typeof arg>[0],
): { readonly route: Value | undefined; readonly view: Value | undefined } => ({
  route: arg(site, 0) ?? named(site, 'route') ?? named(site, 'regex'),
  view: arg(site, 1) ?? named(site, 'view'),
});
