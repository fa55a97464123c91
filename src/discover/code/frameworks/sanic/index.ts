/** Sanic: applications, blueprints and their groups, versions before prefixes, class-based views. */
import type { ParameterIn, SightedParameter } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, FnValue, Model, RouteScope, Value } from '../../machine/values.ts';
import { arg, known, model, named, optionsOf, positional, textsOf } from '../../machine/values.ts';
import { joinPaths, parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { authOfHook } from '../python/hooks.ts';
import { externalName, fullName, lastName, packageName } from '../python/names.ts';
import { schemaFields } from '../python/schemas.ts';
import { methodWords, mountAll, serve } from '../python/serve.ts';
import { verbs } from '../python/views.ts';
import { examples } from './examples.ts';

const id = 'sanic';

/** What a blueprint or group says of where it stands. */
interface Standing {
  readonly prefix: PathPattern | null;
  /** `/v1`, before all prefixes; null when it has none of its own. */
  readonly version: PathPattern | null;
}

interface Notes {
  readonly blueprints: Map<RouteScope, Standing>;
  readonly mounted: Set<RouteScope>;
}

const notesOf = (machine: Machine): Notes =>
  machine.notes(id, (): Notes => ({ blueprints: new Map(), mounted: new Set() }));

export const sanic: Framework = {
  id,
  title: 'Sanic',
  languages: ['python'],

  call(callee, site, machine) {
    const full = fullName(callee);
    if (packageName(full) !== 'sanic') return undefined;
    if (full.endsWith('Blueprint.group') || lastName(full) === 'BlueprintGroup') return group(site);
    const kind = lastName(full);
    if (kind !== 'Sanic' && kind !== 'Blueprint') return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: kind === 'Sanic',
      file: site.file,
      line: site.line,
      reach: 'all',
    });
    if (kind === 'Blueprint') notesOf(machine).blueprints.set(scope, standingOf(site));
    return model(id, kind === 'Sanic' ? 'app' : 'blueprint', scope);
  },

  method(self, name, site, machine) {
    if (self.kind === 'group') return groupMethod(self, name, site);
    const { scope } = self;
    if (self.kind === 'registrar') {
      const on = self.data.get('on') as Model;
      const handler = arg(site, 0);
      if (handler !== undefined && on.scope !== null)
        addRoute(
          on.scope,
          String(self.data.get('name')),
          self.data.get('register') as CallSite,
          handler,
          machine,
        );
      return handler;
    }
    if (scope === null) return undefined;
    switch (name) {
      case 'blueprint':
        register(scope, arg(site, 0) ?? named(site, 'blueprint'), site, rootPattern, null, machine);
        return self;
      case 'add_route':
      case 'add_websocket_route': {
        const handler = arg(site, 0) ?? named(site, 'handler');
        const uri = arg(site, 1) ?? named(site, 'uri');
        if (handler !== undefined)
          serve(
            scope,
            {
              path: joinPaths(versionOf(site) ?? rootPattern, pathOf(uri)),
              methods: name === 'add_route' ? methodWords(named(site, 'methods') ?? arg(site, 2)) : ['WS'],
              handler,
              site,
              registering: null,
              params: (fn) => validated(fn, machine),
            },
            'GET',
            machine,
          );
        return handler;
      }
      case 'register_middleware':
        guardAll(scope, positional(site).slice(0, 1), machine);
        return self;
      case 'group':
        return group(site);
      default:
        return isRegistering(name)
          ? model(id, 'registrar', null, { on: self, name, register: site })
          : undefined;
    }
  },

  decorated(site, target, machine) {
    const { callee } = site;
    if (callee.t !== 'member') return false;
    let dealt = false;
    for (const on of optionsOf(callee.of)) {
      if (on.t !== 'model' || on.framework !== id || on.scope === null) continue;
      if (
        callee.name === 'on_request' ||
        (callee.name === 'middleware' && (known(arg(site, 0)) ?? 'request') === 'request')
      )
        guardAll(on.scope, [target], machine);
      else if (isRegistering(callee.name))
        serve(
          on.scope,
          {
            path: joinPaths(versionOf(site) ?? rootPattern, pathOf(arg(site, 0) ?? named(site, 'uri'))),
            methods: methodsOf(callee.name, site),
            handler: target,
            site,
            registering: site,
            params: (fn) => validated(fn, machine),
          },
          'GET',
          machine,
        );
      else continue;
      dealt = true;
    }
    return dealt;
  },

  parameter(param, fn, machine) {
    if (param.type === undefined || lastName(param.type.name) !== 'Sanic') return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: false,
      file: fn.file,
      line: fn.fn.line,
      reach: 'all',
    });
    return model(id, 'app', scope);
  },

  finish(machine) {
    const notes = notesOf(machine);
    for (const [scope, { prefix, version }] of notes.blueprints)
      if (!notes.mounted.has(scope)) scope.prefix = joinPaths(version ?? rootPattern, prefix ?? rootPattern);
  },

  examples,
};

const isRegistering = (name: string): boolean => verbs.has(name) || name === 'route' || name === 'websocket';

const methodsOf = (name: string, site: Pick<CallSite, 'args'>): readonly string[] | null =>
  name === 'websocket'
    ? ['WS']
    : verbs.has(name)
      ? [name.toUpperCase()]
      : methodWords(named(site, 'methods') ?? arg(site, 1));

function addRoute(scope: RouteScope, name: string, site: CallSite, handler: Value, machine: Machine): void {
  const path = joinPaths(versionOf(site) ?? rootPattern, pathOf(arg(site, 0) ?? named(site, 'uri')));
  serve(scope, { path, methods: methodsOf(name, site), handler, site, registering: null }, 'GET', machine);
}

function pathOf(value: Value | undefined): PathPattern {
  const [text] = textsOf(value);
  return text === undefined ? rootPattern : parsePath(text, 'angle');
}

/** `version=1` is `/v1`; `version_prefix="/api/v"` stands before the number. */
function versionOf(site: Pick<CallSite, 'args'>): PathPattern | null {
  const version = known(named(site, 'version'));
  if (version === null) return null;
  const prefix = known(named(site, 'version_prefix')) ?? '/v';
  return parsePath(`${prefix}${version.replace(/^v/, '')}`, 'angle');
}

const standingOf = (site: Pick<CallSite, 'args'>): Standing => {
  const prefix = named(site, 'url_prefix') ?? arg(site, 1);
  return {
    prefix: prefix === undefined || textsOf(prefix).length === 0 ? null : pathOf(prefix),
    version: versionOf(site),
  };
};

function group(site: CallSite): Model {
  return model(id, 'group', null, { standing: standingOfGroup(site), items: [...positional(site)] });
}

const standingOfGroup = (site: Pick<CallSite, 'args'>): Standing => ({
  prefix: named(site, 'url_prefix') === undefined ? null : pathOf(named(site, 'url_prefix')),
  version: versionOf(site),
});

function groupMethod(self: Model, name: string, site: CallSite): Value | undefined {
  if (name !== 'append' && name !== 'extend' && name !== 'insert') return undefined;
  (self.data.get('items') as Value[]).push(...positional(site));
  return self;
}

/** Mounts a blueprint, a group of them, or a list. */
function register(
  scope: RouteScope,
  value: Value | undefined,
  site: CallSite,
  before: PathPattern,
  version: PathPattern | null,
  machine: Machine,
): void {
  for (const one of value === undefined ? [] : optionsOf(value)) {
    if (one.t === 'list') for (const item of one.items) register(scope, item, site, before, version, machine);
    if (one.t !== 'model') continue;
    if (one.kind === 'group') {
      const standing = one.data.get('standing') as Standing;
      const items = one.data.get('items') as readonly Value[];
      for (const item of items)
        register(
          scope,
          item,
          site,
          joinPaths(before, standing.prefix ?? rootPattern),
          standing.version ?? version,
          machine,
        );
    } else if (one.scope !== null) {
      const notes = notesOf(machine);
      const own = notes.blueprints.get(one.scope);
      notes.mounted.add(one.scope);
      const given = standingOf({ args: site.args.filter(({ name }) => name !== undefined) });
      const path = joinPaths(
        given.version ?? own?.version ?? version ?? rootPattern,
        before,
        given.prefix ?? own?.prefix ?? rootPattern,
      );
      mountAll(scope, one, path);
    }
  }
}

function guardAll(scope: RouteScope, values: readonly Value[], machine: Machine): void {
  for (const value of values) {
    const auth = authOfHook(value, machine);
    if (auth !== null) scope.guard(value, { auth });
  }
}

const places: Readonly<Record<string, ParameterIn>> = {
  json: 'body',
  body: 'body',
  query: 'query',
  form: 'form',
};

/** sanic-ext: `@validate(json=Model, query=Paging)` */
function validated(fn: FnValue, machine: Machine): readonly SightedParameter[] {
  return machine.decorators(fn).flatMap((site) => {
    if (lastName(externalName(site.callee) ?? '') !== 'validate') return [];
    return site.args.flatMap(({ name, value }) => {
      const where = name !== undefined && Object.hasOwn(places, name) ? places[name] : undefined;
      if (where === undefined || value.t !== 'class') return [];
      return schemaFields(value, machine).map((field) => ({
        name: field.name,
        in: where,
        type: field.type,
        required: field.required,
        place: { file: field.file, line: field.line },
      }));
    });
  });
}
