/** Sinatra: classes and the classic style; what `config.ru` runs and maps, for every Rack application of a project. */
import type { Machine } from '../machine/machine.ts';
import type {
  CallSite,
  ClassValue,
  FnValue,
  Model,
  RouteScope,
  TextValue,
  Value,
} from '../machine/values.ts';
import { known, model, positional, text, textsOf } from '../machine/values.ts';
import { parsePath, type PathPattern } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { authOfFilter, demandedIn } from './rails/filters.ts';
import { patternOf } from './rails/frame.ts';
import { blockOf, split } from './ruby/options.ts';
import { mountedApps, rackApp, rackApps, rackKind } from './ruby/rack-apps.ts';
import { actionReads } from './ruby/request-reads.ts';
import { sinatraExamples } from './sinatra.examples.ts';

const id = 'sinatra';

const verbs: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'options',
  'head',
  'link',
  'unlink',
]);

interface State {
  classic: RouteScope | null;
  rack: RouteScope | null;
  readonly mounted: Set<RouteScope>;
}

const stateOf = (machine: Machine): State =>
  machine.notes<State>(id, () => ({ classic: null, rack: null, mounted: new Set() }));

/** Sinatra. */
export const sinatra: Framework = {
  id,
  title: 'Sinatra',
  languages: ['ruby'],
  call(callee, site, machine) {
    if (callee.name === 'Rack::URLMap.new') return urlMap(site, machine);
    if (callee.from !== '' || callee.name.includes('.')) return undefined;
    const self = site.env.get('self');
    if (self === undefined) {
      if (site.file.endsWith('.ru')) return rackup(callee.name, text(''), site, machine);
      return isClassic(machine)
        ? routed(classicScope(machine, site), callee.name, site, machine, null)
        : undefined;
    }
    if ('binding' in self) return undefined;
    if (self.t === 'class' && rackKind(machine, self) === id)
      return routed(rackApp(machine, self, id), callee.name, site, machine, self);
    if (self.t !== 'model' || self.framework !== id) return undefined;
    if (self.kind === 'map') return rackup(callee.name, self.data.get('path') as TextValue, site, machine);
    return self.scope === null ? undefined : routed(self.scope, callee.name, site, machine, null);
  },
  method: (self, name, site, machine) =>
    self.scope === null ? undefined : routed(self.scope, name, site, machine, null),
  finish(machine) {
    const state = stateOf(machine);
    const apps = machine
      .classes('ruby')
      .filter((cls) => rackApps(machine).has(cls.cls) && rackKind(machine, cls) === id);
    for (const cls of apps) {
      const scope = rackApp(machine, cls, id);
      // Routes of the classes above are served, too.
      for (const base of machine.lineage(cls).slice(1)) {
        const above = rackApps(machine).get(base.cls);
        if (above !== undefined) {
          scope.mount(above);
          state.mounted.add(above);
        }
      }
    }
    if (state.rack === null)
      for (const cls of apps) {
        const scope = rackApp(machine, cls, id);
        if (!state.mounted.has(scope) && !isMounted(machine, scope)) scope.isRoot = true;
      }
  },
  examples: sinatraExamples,
};

const isMounted = (machine: Machine, scope: RouteScope): boolean =>
  [...rackApps(machine).values()].some((one) => one.mounts.some(({ child }) => child === scope));

const isClassic = (machine: Machine): boolean =>
  machine.notes(`${id} classic`, () =>
    [...machine.project.modules.values()].some(
      ({ language, body }) =>
        language === 'ruby' &&
        body.some((stmt) => stmt.t === 'import' && /^sinatra(?:\/reloader)?$/.test(stmt.from)),
    ),
  );

function classicScope(machine: Machine, site: CallSite): RouteScope {
  const state = stateOf(machine);
  state.classic ??= machine.scope({
    framework: id,
    isRoot: true,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  return state.classic;
}

/** `/users/:id`, `/say/*`, `/posts/?`, `/data.?:format?` */
function pathOf(value: Value | undefined): PathPattern | null {
  const path = textsOf(value)[0];
  if (path === undefined) return null;
  return patternOf(
    text(
      ...path.parts.map((part) =>
        typeof part === 'string'
          ? part
              .replace(/\.\?:format\?$/, '')
              .replace(/\/\?$/, '')
              .replace(/\/\?:/g, '/:')
          : part,
      ),
    ),
  );
}

function routed(
  scope: RouteScope,
  name: string,
  site: CallSite,
  machine: Machine,
  cls: ClassValue | null,
): Value | undefined {
  const block = blockOf(site);
  const { given } = split(site);
  const [first] = given;
  if (verbs.has(name)) {
    if (block === null || first === undefined) return undefined;
    const path = pathOf(first);
    if (path === null) {
      machine.unresolved({
        what: `${name.toUpperCase()} ${first.t === 'regex' ? first.v.slice(0, 80) : ''}`,
        why: 'the path is a regular expression',
        framework: id,
        file: site.file,
        line: site.line,
      });
      return nothing;
    }
    const pathNames = new Set(
      path.segments.flat().flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : [])),
    );
    const demanded = demandedIn(block);
    scope.route({
      methods: [name.toUpperCase()],
      path,
      file: site.file,
      line: site.line,
      params: actionReads(block, cls, name.toUpperCase(), pathNames, machine),
      guards: demanded === null ? [] : [{ value: block, auth: demanded, order: 0 }],
      purpose: site.call?.doc === undefined ? null : { text: site.call.doc, from: 'comment' },
    });
    return nothing;
  }
  switch (name) {
    case 'namespace': {
      const path = pathOf(first);
      if (block === null || path === null) return undefined;
      const child = machine.scope({
        framework: id,
        isRoot: false,
        file: site.file,
        line: site.line,
        reach: 'all',
        prefix: path,
      });
      scope.mount(child);
      machine.invoke({ ...block, self: model(id, 'namespace', child) }, []);
      return nothing;
    }
    case 'before':
      if (block !== null) guard(scope, block, first);
      return nothing;
    case 'use':
    case 'register': {
      if (first?.t !== 'class') return undefined;
      if (rackKind(machine, first) !== null) {
        const child = rackApp(machine, first, id);
        scope.mount(child);
        stateOf(machine).mounted.add(child);
      } else {
        const registered = machine.methodOf(first, 'registered');
        if (registered !== undefined)
          machine.invoke({ ...registered, self: first }, [model(id, 'app', scope)]);
      }
      return nothing;
    }
    case 'configure':
      if (block !== null) machine.invoke({ ...block, self: model(id, 'app', scope) }, []);
      return nothing;
    case 'helpers':
    case 'set':
    case 'enable':
    case 'disable':
    case 'after':
    case 'error':
    case 'not_found':
      return nothing;
    default:
      return undefined;
  }
}

const nothing: Value = { t: 'const', v: null };

function guard(scope: RouteScope, block: FnValue, path: Value | undefined): void {
  const auth = authOfFilter({ name: '', fn: block, auth: null });
  if (auth === null) return;
  const below = known(path)?.replace(/\/?\*+$/, '');
  scope.guard(block, { auth, ...(below === undefined ? {} : { path: parsePath(below, 'colon') }) });
}

function rackScope(machine: Machine, site: CallSite): RouteScope {
  const state = stateOf(machine);
  state.rack ??= machine.scope({
    framework: id,
    isRoot: true,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  return state.rack;
}

/** `run App`, `map '/api' do ... end`, `use App` of a `config.ru`. */
function rackup(name: string, path: TextValue, site: CallSite, machine: Machine): Value | undefined {
  const [first] = positional(site);
  const block = blockOf(site);
  if (name === 'map' && block !== null) {
    const own = textsOf(first)[0] ?? text('');
    const self = model(id, 'map', null, { path: text(...path.parts, '/', ...own.parts) });
    machine.invoke({ ...block, self }, []);
    return nothing;
  }
  if (name !== 'run' && name !== 'use') return undefined;
  const cls = first === undefined ? null : appClass(first);
  if (cls === null) return undefined;
  mountAt(cls, path, site, machine);
  return nothing;
}

function mountAt(cls: ClassValue, path: TextValue, site: CallSite, machine: Machine): void {
  const kind = rackKind(machine, cls);
  if (kind === null || kind === 'rails') return;
  const child = rackApp(machine, cls, kind);
  rackScope(machine, site).mount(child, parsePath(path, 'colon'));
  mountedApps(machine).add(child);
  stateOf(machine).mounted.add(child);
}

/** `App`, `App.new`, `App.freeze.app` */
const appClass = (value: Value): ClassValue | null =>
  value.t === 'class'
    ? value
    : value.t === 'instance'
      ? value.of
      : value.t === 'result'
        ? appClass(value.callee)
        : value.t === 'member'
          ? appClass(value.of)
          : null;

function urlMap(site: CallSite, machine: Machine): Model {
  for (const { value } of site.args)
    if (value.t === 'map')
      for (const [path, app] of value.entries) {
        const cls = appClass(app);
        if (cls !== null) mountAt(cls, text(path), site, machine);
      }
  return model(id, 'url-map');
}
