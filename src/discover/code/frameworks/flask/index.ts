/** Flask and Quart: applications, blueprints, class-based views, and the extensions that make REST interfaces of them. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, External, Model, RouteScope, Value } from '../../machine/values.ts';
import {
  arg,
  itemsOf,
  known,
  model,
  named,
  nameOf,
  optionsOf,
  positional,
  textsOf,
} from '../../machine/values.ts';
import { parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { authOfHook } from '../python/hooks.ts';
import { fullName, lastName, packageName } from '../python/names.ts';
import { isLoadedByName } from '../python/serve.ts';
import { verbs } from '../python/views.ts';
import { examples } from './examples.ts';
import { parserArgument } from './parameters.ts';
import { addView } from './views.ts';

const id = 'flask';

interface Blueprint {
  readonly scope: RouteScope;
  readonly prefix: PathPattern;
  mounted: boolean;
}

interface Notes {
  readonly blueprints: Map<RouteScope, Blueprint>;
  /** Where blueprints are registered that are loaded by name: those that nobody registers may be among them. */
  loader: RouteScope | null;
  /** The application that something unknown stands for when blueprints are registered with it. */
  stranger: RouteScope | null;
}

const notesOf = (machine: Machine): Notes =>
  machine.notes(id, (): Notes => ({ blueprints: new Map(), loader: null, stranger: null }));

type Kind = 'app' | 'blueprint' | 'api' | 'namespace' | 'parser' | 'sock';

function kindOf(callee: External): Kind | null {
  const full = fullName(callee);
  const top = packageName(full);
  if (!/^(?:flask|quart|apiflask|webargs)/.test(top))
    return full.endsWith('reqparse.RequestParser') ? 'parser' : null;
  switch (lastName(full)) {
    case 'Flask':
    case 'Quart':
    case 'APIFlask':
    case 'OpenAPI':
      return 'app';
    case 'Blueprint':
    case 'APIBlueprint':
      return 'blueprint';
    case 'Api':
    case 'RestApi':
      return 'api';
    case 'Namespace':
      return top === 'flask_socketio' ? null : 'namespace';
    case 'RequestParser':
      return 'parser';
    case 'Sock':
    case 'Sockets':
      return 'sock';
    default:
      return null;
  }
}

export const flask: Framework = {
  id,
  title: 'Flask',
  languages: ['python'],

  call(callee, site, machine) {
    if (fullName(callee).endsWith('.DispatcherMiddleware')) return dispatcher(site);
    const kind = kindOf(callee);
    if (kind === null) return undefined;
    if (kind === 'parser') return model(id, 'parser', null, { arguments: [] });
    const scope = machine.scope({
      framework: id,
      isRoot: kind === 'app',
      file: site.file,
      line: site.line,
      reach: 'all',
    });
    const made = model(id, kind, scope, { name: known(arg(site, 0)) ?? known(named(site, 'name')) ?? '' });
    if (kind === 'blueprint')
      notesOf(machine).blueprints.set(scope, {
        scope,
        prefix: pathOf(named(site, 'url_prefix')),
        mounted: false,
      });
    if (kind === 'namespace') {
      const path = named(site, 'path');
      const name = known(arg(site, 0)) ?? known(named(site, 'name')) ?? '';
      const prefix = path === undefined ? parsePath(`/${name}`, 'angle') : pathOf(path);
      notesOf(machine).blueprints.set(scope, { scope, prefix, mounted: false });
      guardBy(scope, itemsOf(named(site, 'decorators')), machine);
    }
    if (kind === 'api' || kind === 'sock') {
      scope.prefix = pathOf(named(site, 'prefix'));
      guardBy(scope, itemsOf(named(site, 'decorators')), machine);
      attach(scope, arg(site, 0) ?? named(site, 'app') ?? named(site, 'blueprint'));
    }
    return made;
  },

  method(self, name, site, machine) {
    if (self.kind === 'parser') return parserMethod(self, name, site);
    if (self.kind === 'registrar') {
      const register = self.data.get('register') as CallSite;
      const on = self.data.get('on') as Model;
      const view = arg(site, 0);
      if (view !== undefined && on.scope !== null)
        addView(
          on.scope,
          register,
          pathsOf(String(self.data.get('name')), register),
          view,
          null,
          methodsOf(String(self.data.get('name')), register),
          machine,
        );
      return view;
    }
    const { scope } = self;
    if (scope === null) return undefined;
    switch (name) {
      case 'register_blueprint':
      case 'register_api':
      case 'add_namespace': {
        const prefix =
          named(site, 'url_prefix') ??
          named(site, 'path') ??
          (name === 'add_namespace' ? arg(site, 1) : undefined);
        register(scope, arg(site, 0) ?? named(site, 'blueprint') ?? named(site, 'ns'), prefix, site, machine);
        return self;
      }
      case 'namespace': {
        const child = machine.scope({
          framework: id,
          isRoot: false,
          file: site.file,
          line: site.line,
          reach: 'all',
        });
        const path = named(site, 'path');
        const own = known(arg(site, 0)) ?? known(named(site, 'name')) ?? '';
        scope.mount(child, path === undefined ? parsePath(`/${own}`, 'angle') : pathOf(path));
        return model(id, 'namespace', child, { name: own });
      }
      case 'init_app':
        attach(scope, arg(site, 0) ?? named(site, 'app'));
        return self;
      case 'add_url_rule': {
        const view = named(site, 'view_func') ?? arg(site, 2);
        if (view !== undefined)
          addView(scope, site, [arg(site, 0) ?? named(site, 'rule')], view, null, given(site), machine);
        return self;
      }
      case 'add_resource': {
        const [resource, ...paths] = positional(site);
        if (resource !== undefined) addView(scope, site, paths, resource, null, null, machine);
        return self;
      }
      case 'add_view':
      case 'add_websocket':
        return self;
      case 'before_request':
      case 'before_app_request':
        guardBy(scope, positional(site), machine);
        return arg(site, 0);
      case 'model':
      case 'inherit':
      case 'schema_model':
        return self.kind === 'api' || self.kind === 'namespace'
          ? model(id, 'schema', null, { fields: positional(site).findLast((one) => one.t === 'map') })
          : undefined;
      case 'parser':
        return model(id, 'parser', null, { arguments: [] });
      case 'clone':
      case 'test_client':
        return undefined;
      default:
        return isRegistering(self, name)
          ? model(id, 'registrar', null, { on: self, name, register: site })
          : undefined;
    }
  },

  unknownMethod(_self, name, site, machine) {
    if (name !== 'register_blueprint') return undefined;
    const child = arg(site, 0) ?? named(site, 'blueprint');
    if (child?.t !== 'model' || child.framework !== id) return undefined;
    const notes = notesOf(machine);
    notes.stranger ??= machine.scope({
      framework: id,
      isRoot: true,
      file: site.file,
      line: site.line,
      reach: 'all',
    });
    register(notes.stranger, child, named(site, 'url_prefix'), site, machine);
    return undefined;
  },

  decorated(site, target, machine) {
    const { callee } = site;
    if (callee.t !== 'member') return false;
    let dealt = false;
    for (const on of optionsOf(callee.of)) {
      if (on.t !== 'model' || on.framework !== id || on.scope === null) continue;
      if (callee.name === 'before_request' || callee.name === 'before_app_request')
        guardBy(on.scope, [target], machine);
      else if (isRegistering(on, callee.name))
        addView(
          on.scope,
          site,
          pathsOf(callee.name, site),
          target,
          site,
          methodsOf(on.kind === 'sock' ? 'websocket' : callee.name, site),
          machine,
        );
      else continue;
      dealt = true;
    }
    return dealt;
  },

  parameter(param, fn, machine) {
    const type = param.type === undefined ? '' : lastName(param.type.name);
    if (type !== 'Flask' && type !== 'Quart' && type !== 'Blueprint') return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: false,
      file: fn.file,
      line: fn.fn.line,
      reach: 'all',
    });
    return model(id, type === 'Blueprint' ? 'blueprint' : 'app', scope);
  },

  finish(machine) {
    const { blueprints, loader } = notesOf(machine);
    for (const { scope, prefix, mounted } of blueprints.values()) {
      if (mounted) continue;
      if (loader !== null && loader !== scope) loader.mount(scope, prefix);
      // What nobody registers still says where it would be.
      else scope.prefix = prefix;
    }
  },

  examples,
};

const isRegistering = (on: Model, name: string): boolean =>
  name === 'route' ||
  name === 'websocket' ||
  name === 'resource' ||
  (verbs.has(name) && on.kind !== 'namespace');

function pathOf(value: Value | undefined): PathPattern {
  const [text] = textsOf(value);
  return text === undefined ? rootPattern : parsePath(text, 'angle');
}

/** All paths of `@ns.route('/a', '/b')`; the first argument of the others. */
const pathsOf = (name: string, site: Pick<CallSite, 'args'>): readonly (Value | undefined)[] => {
  const all = positional(site);
  return name === 'route' || name === 'resource'
    ? all.length === 0
      ? [named(site, 'rule')]
      : all.filter((one) => textsOf(one).length > 0)
    : [arg(site, 0) ?? named(site, 'rule')];
};

const methodsOf = (name: string, site: CallSite): readonly string[] | null =>
  name === 'websocket' ? ['WS'] : verbs.has(name) ? [name.toUpperCase()] : given(site);

/** Methods as given; null when they are not. */
function given(site: Pick<CallSite, 'args'>): readonly string[] | null {
  const all = itemsOf(named(site, 'methods')).flatMap((one) => known(one)?.toUpperCase() ?? []);
  return all.length === 0 ? null : [...new Set(all)];
}

/** A blueprint or namespace under an application, blueprint or interface: the prefix given here stands for its own. */
function register(
  scope: RouteScope,
  child: Value | undefined,
  prefix: Value | undefined,
  site: CallSite,
  machine: Machine,
): void {
  let found = false;
  for (const one of child === undefined ? [] : optionsOf(child)) {
    if (one.t !== 'model' || one.scope === null) continue;
    found = true;
    const own = notesOf(machine).blueprints.get(one.scope);
    if (own !== undefined) own.mounted = true;
    const isGiven = prefix !== undefined && textsOf(prefix).length > 0;
    scope.mount(one.scope, isGiven ? pathOf(prefix) : (own?.prefix ?? rootPattern));
  }
  if (!found && child !== undefined && isLoadedByName(child)) notesOf(machine).loader ??= scope;
  if (!found && child !== undefined)
    machine.unresolved({
      what: `register ${nameOf(child)}`,
      why: 'the blueprint is not known from the source',
      framework: id,
      file: site.file,
      line: site.line,
    });
}

/** `Api(app)`, `Api(blueprint)`, `api.init_app(app)` */
function attach(scope: RouteScope, to: Value | undefined): void {
  for (const one of to === undefined ? [] : optionsOf(to))
    if (one.t === 'model' && one.scope !== null && !one.scope.mounts.some(({ child }) => child === scope))
      one.scope.mount(scope);
}

/** werkzeug: `DispatcherMiddleware(app, {'/api': api})` */
function dispatcher(site: CallSite): Value | undefined {
  const app = arg(site, 0);
  const mounts = arg(site, 1) ?? named(site, 'mounts');
  if (mounts?.t === 'map' && app?.t === 'model' && app.scope !== null)
    for (const [path, value] of mounts.entries)
      if (value.t === 'model' && value.scope !== null) {
        value.scope.isRoot = false;
        app.scope.mount(value.scope, parsePath(path, 'angle'));
      }
  return app;
}

function guardBy(scope: RouteScope, values: readonly Value[], machine: Machine): void {
  for (const value of values) {
    const auth = authOfHook(value, machine);
    if (auth !== null) scope.guard(value, { auth });
  }
}

function parserMethod(self: Model, name: string, site: CallSite): Value | undefined {
  if (name === 'add_argument') {
    const made = parserArgument(site);
    if (made !== null) (self.data.get('arguments') as unknown[]).push(made);
    return self;
  }
  if (name === 'copy')
    return model(id, 'parser', null, { arguments: [...(self.data.get('arguments') as unknown[])] });
  return undefined;
}
