/** Grape: APIs of Ruby with declared parameters. */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../model/sighting.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, ClassValue, Model, RouteScope, TextValue, Value } from '../machine/values.ts';
import { itemsOf, known, model, nameOf, text, textsOf } from '../machine/values.ts';
import { parsePath } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { grapeExamples } from './grape.examples.ts';
import { authOfFilter } from './rails/filters.ts';
import { patternOf } from './rails/frame.ts';
import { blockOf, isFalse, split } from './ruby/options.ts';
import { actionReads } from './ruby/request-reads.ts';
import { mountedApps, rackApp, rackApps, rackKind } from './ruby/rack-apps.ts';
import { authBy } from '../routes/auth-names.ts';

const id = 'grape';

const verbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'options', 'head']);
const namespaces: ReadonlySet<string> = new Set(['namespace', 'resource', 'resources', 'group', 'segment']);

interface Field {
  readonly name: string;
  readonly type: ParameterType;
  readonly required: boolean;
}

/** What stands before an endpoint and belongs to it. */
interface Said {
  fields: Field[];
  doc: string | null;
  deprecated: boolean;
}

interface Settings {
  prefix: TextValue | null;
  version: TextValue | null;
}

interface State {
  readonly said: Map<RouteScope, Said>;
  readonly settings: Map<RouteScope, Settings>;
  readonly fields: Map<RouteScope, readonly Field[]>;
  readonly mounted: Set<RouteScope>;
  readonly shared: Map<string, Value>;
}

const stateOf = (machine: Machine): State =>
  machine.notes<State>(id, () => ({
    said: new Map(),
    settings: new Map(),
    fields: new Map(),
    mounted: new Set(),
    shared: new Map(),
  }));

/** Grape. */
export const grape: Framework = {
  id,
  title: 'Grape',
  languages: ['ruby'],
  call(callee, site, machine) {
    if (callee.from !== '' || callee.name.includes('.')) return undefined;
    const self = site.env.get('self');
    if (self === undefined || 'binding' in self) return undefined;
    if (self.t === 'class' && rackKind(machine, self) === id)
      return declared(rackApp(machine, self, id), callee.name, site, machine);
    if (self.t !== 'model' || self.framework !== id) return undefined;
    if (self.kind === 'params') return field(self, callee.name, site, machine);
    if (self.kind === 'desc') return describe(self, callee.name, site);
    return self.scope === null ? undefined : declared(self.scope, callee.name, site, machine);
  },
  finish(machine) {
    const state = stateOf(machine);
    for (const [scope, { prefix, version }] of state.settings)
      scope.prefix = parsePath(text(...(prefix?.parts ?? []), '/', ...(version?.parts ?? [])), 'colon');
    const all = machine
      .classes('ruby')
      .filter((cls) => rackApps(machine).has(cls.cls) && rackKind(machine, cls) === id);
    const children = new Set(
      [...rackApps(machine).values()].flatMap((one) => one.mounts.map(({ child }) => child)),
    );
    // A server that is written out in code may run any of them.
    const isServed = all.some((cls) => mountedApps(machine).has(rackApp(machine, cls, id)));
    for (const cls of all) {
      const scope = rackApp(machine, cls, id);
      if (!children.has(scope) && !state.mounted.has(scope) && !isServed) scope.isRoot = true;
    }
  },
  examples: grapeExamples,
};

const nothing: Value = { t: 'const', v: null };

const saidOf = (machine: Machine, scope: RouteScope): Said => {
  const { said } = stateOf(machine);
  let own = said.get(scope);
  if (own === undefined) {
    own = { fields: [], doc: null, deprecated: false };
    said.set(scope, own);
  }
  return own;
};

const settingsOf = (machine: Machine, scope: RouteScope): Settings => {
  const { settings } = stateOf(machine);
  let own = settings.get(scope);
  if (own === undefined) {
    own = { prefix: null, version: null };
    settings.set(scope, own);
  }
  return own;
};

function declared(scope: RouteScope, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { given, options } = split(site);
  const block = blockOf(site);
  const [first] = given;
  if (verbs.has(name) || name === 'route') {
    if (block === null && name !== 'route') return undefined;
    const methods =
      name === 'route'
        ? itemsOf(first).flatMap(
            (one) =>
              known(one)
                ?.toUpperCase()
                .replace(/^(?:ANY|\*)$/, 'ANY') ?? [],
          )
        : [name.toUpperCase()];
    addEndpoint(scope, methods, name === 'route' ? given.slice(1) : given, site, machine);
    return nothing;
  }
  if (namespaces.has(name) || name === 'route_param') {
    if (block === null) return undefined;
    const path = textsOf(first)[0] ?? text('');
    const word = known(first) ?? 'id';
    const said = saidOf(machine, scope);
    const child = machine.scope({
      framework: id,
      isRoot: false,
      file: site.file,
      line: site.line,
      reach: 'all',
      prefix: name === 'route_param' ? parsePath(`/:${word}`, 'colon') : patternOf(path),
    });
    const own: Field[] =
      name === 'route_param' ? [{ name: word, type: typeOf(options.get('type')), required: true }] : [];
    stateOf(machine).fields.set(child, [
      ...(stateOf(machine).fields.get(scope) ?? []),
      ...said.fields,
      ...own,
    ]);
    said.fields = [];
    scope.mount(child);
    machine.invoke({ ...block, self: model(id, 'namespace', child) }, []);
    return nothing;
  }
  switch (name) {
    case 'prefix':
      settingsOf(machine, scope).prefix = textsOf(first)[0] ?? null;
      return nothing;
    case 'version': {
      const using = known(options.get('using')) ?? 'path';
      const version = textsOf(first?.t === 'list' ? first.items[0] : first)[0];
      if (using === 'path' && version !== undefined) {
        if (block === null) settingsOf(machine, scope).version = version;
        else {
          const child = machine.scope({
            framework: id,
            isRoot: false,
            file: site.file,
            line: site.line,
            reach: 'all',
            prefix: parsePath(version, 'colon'),
          });
          scope.mount(child);
          machine.invoke({ ...block, self: model(id, 'namespace', child) }, []);
        }
      } else if (block !== null) machine.invoke({ ...block, self: model(id, 'namespace', scope) }, []);
      return nothing;
    }
    case 'desc': {
      const said = saidOf(machine, scope);
      said.doc = known(first);
      said.deprecated = options.has('deprecated') && !isFalse(options.get('deprecated'));
      if (block !== null) machine.invoke({ ...block, self: model(id, 'desc', null, { said }) }, []);
      return nothing;
    }
    case 'params': {
      const { fields } = saidOf(machine, scope);
      if (block !== null) machine.invoke({ ...block, self: model(id, 'params', null, { fields }) }, []);
      return nothing;
    }
    case 'before':
    case 'after_validation':
    case 'before_validation':
      if (block !== null) {
        const auth = authOfFilter({ name: '', fn: block, auth: null });
        if (auth !== null) scope.guard(block, { auth });
      }
      return nothing;
    case 'http_basic':
    case 'http_digest':
      scope.guard(text(name), { auth: authBy('required', 'basic', name, `guarded by ${name}`) });
      return nothing;
    case 'mount':
      mount(scope, first, site, machine);
      return nothing;
    case 'helpers':
    case 'rescue_from':
    case 'format':
    case 'default_format':
    case 'content_type':
    case 'after':
      return nothing;
    default:
      return undefined;
  }
}

function mount(scope: RouteScope, first: Value | undefined, site: CallSite, machine: Machine): void {
  const add = (value: Value, path: TextValue | null): void => {
    const cls: ClassValue | null = value.t === 'class' ? value : null;
    if (cls === null || rackKind(machine, cls) === null) {
      machine.unresolved({
        what: `mount ${nameOf(value)}`,
        why: 'the application is not in the project',
        framework: id,
        file: site.file,
        line: site.line,
      });
      return;
    }
    const child = rackApp(machine, cls, id);
    scope.mount(child, path === null ? undefined : parsePath(path, 'colon'));
    stateOf(machine).mounted.add(child);
  };
  if (first !== undefined) for (const one of itemsOf(first)) add(one, null);
  for (const { expr } of site.args)
    if (expr.t === 'map')
      for (const { key, value } of expr.entries)
        if (key !== null && key.t !== 'str')
          add(machine.evaluate(key, site.env), textsOf(machine.evaluate(value, site.env))[0] ?? null);
}

function addEndpoint(
  scope: RouteScope,
  methods: readonly string[],
  given: readonly Value[],
  site: CallSite,
  machine: Machine,
): void {
  const said = saidOf(machine, scope);
  const block = blockOf(site);
  const fields = [...(stateOf(machine).fields.get(scope) ?? []), ...said.fields];
  const paths = given.flatMap((one) => itemsOf(one)).flatMap((one) => textsOf(one)[0] ?? []);
  for (const path of paths.length === 0 ? [text('')] : paths)
    for (const verb of methods) {
      const place: ParameterIn = verb === 'GET' || verb === 'DELETE' || verb === 'HEAD' ? 'query' : 'body';
      const pattern = patternOf(path);
      const own = new Set(
        pattern.segments
          .flat()
          .flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : [])),
      );
      const params = fields.flatMap(({ name, type, required }): readonly SightedParameter[] => {
        if (own.has(name) || (stateOf(machine).fields.get(scope) ?? []).some((one) => one.name === name))
          return [{ name, in: 'path', type, required: true }];
        return [{ name, in: place, type, required }];
      });
      const read =
        block === null
          ? []
          : actionReads(block, null, verb, new Set([...own, ...fields.map(({ name }) => name)]), machine);
      scope.route({
        methods: [verb],
        path: pattern,
        file: site.file,
        line: site.line,
        params: [...params, ...read],
        purpose: said.doc === null ? null : { text: said.doc.slice(0, 400), from: 'comment' },
        deprecated: said.deprecated,
      });
    }
  stateOf(machine).said.delete(scope);
}

const types: Readonly<Record<string, ParameterType>> = {
  Integer: 'integer',
  Float: 'number',
  BigDecimal: 'number',
  Numeric: 'number',
  String: 'string',
  Symbol: 'string',
  Boolean: 'boolean',
  TrueClass: 'boolean',
  Date: 'string:date',
  DateTime: 'string:date-time',
  Time: 'string:date-time',
  File: 'file',
  Array: 'array',
  Hash: 'object',
  JSON: 'object',
};

const typeOf = (value: Value | undefined): ParameterType => {
  if (value === undefined) return 'string';
  if (value.t === 'list' || (value.t === 'member' && value.name === '[]')) return 'array';
  return types[nameOf(value).split(/::|\./).at(-1) ?? ''] ?? 'string';
};

/** `requires :name, type: String`, within `params do`. */
function field(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { given, options } = split(site);
  const block = blockOf(site);
  const fields = self.data.get('fields') as Field[];
  switch (name) {
    case 'requires':
    case 'optional':
    case 'group':
      for (const one of given) {
        const word = known(one);
        if (word !== null && fields.length < 200)
          fields.push({
            name: word,
            type: block !== null && !options.has('type') ? 'array' : typeOf(options.get('type')),
            required: name === 'requires',
          });
      }
      return nothing;
    case 'given':
    case 'with':
      if (block !== null) machine.invoke({ ...block, self }, []);
      return nothing;
    case 'use': {
      for (const one of given) {
        const shared = stateOf(machine).shared.get(known(one) ?? '');
        if (shared?.t === 'fn') machine.invoke({ ...shared, self }, []);
        else if (['pagination', 'paginate'].includes(known(one) ?? ''))
          fields.push(
            { name: 'page', type: 'integer', required: false },
            { name: 'per_page', type: 'integer', required: false },
          );
      }
      return nothing;
    }
    case 'exactly_one_of':
    case 'mutually_exclusive':
    case 'at_least_one_of':
    case 'all_or_none_of':
      return nothing;
    default:
      return undefined;
  }
}

/** `desc 'x' do detail '...' end` */
function describe(self: Model, name: string, site: CallSite): Value | undefined {
  const said = self.data.get('said') as Said;
  const { given } = split(site);
  if (name === 'summary') said.doc = known(given[0]) ?? said.doc;
  else if (name === 'deprecated') said.deprecated = !isFalse(given[0]);
  return nothing;
}
