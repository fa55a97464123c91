/** `Route::get`, `Route::prefix(...)->group(...)`, `Route::resource`: what is registered, and what is said of it afterwards. */
import { normalPath } from '../../languages/php/imports.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, Model, TextValue, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, model, nameOf, positional, text, textsOf } from '../../machine/values.ts';
import { typeOfConstraint } from '../../routes/template.ts';
import {
  type Attributes,
  childOf,
  groupAt,
  id,
  mountFile,
  noAttributes,
  type Pending,
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

/** A method of `Route` or of what it has gathered; undefined when it is none that is known. */
export function register(
  attributes: Attributes,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
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
      // An empty array is a list.
      const isAttributes = first?.t === 'map' || (first?.t === 'list' && arg(site, 1) !== undefined);
      if (first?.t === 'map') fromMap(attributes, first.entries);
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
          if (path === null || !mountFile(machine, group, normalPath(path)))
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
export function refine(self: Model, name: string, site: CallSite): Value | undefined {
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
