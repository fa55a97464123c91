/** What is known while routes are registered: the groups around, and the scope of each file. */
import type { ParameterType } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, RouteScope, TextValue, Value } from '../../machine/values.ts';
import { text } from '../../machine/values.ts';
import { parsePath } from '../../routes/template.ts';
import { aliasesOf, authOfMiddleware } from './middleware.ts';

/** Id of the framework. */
export const id = 'laravel';

/** What a chain such as `Route::prefix('a')->middleware('b')` has gathered. */
export interface Attributes {
  prefix: TextValue;
  readonly middleware: Value[];
  readonly without: string[];
  controller: Value | null;
  namespace: string | null;
  readonly types: Map<string, ParameterType>;
}

/** A group that is being run. */
export interface Group {
  readonly scope: RouteScope;
  readonly controller: Value | null;
  readonly namespace: string | null;
  readonly types: ReadonlyMap<string, ParameterType>;
}

/** A route, or a resource of several, with what is said of it after it was made. */
export interface Pending {
  readonly kind: 'route' | 'resource' | 'singleton';
  readonly methods: readonly string[];
  readonly path: TextValue;
  readonly action: Value | undefined;
  readonly group: Group;
  readonly attributes: Attributes;
  readonly site: CallSite;
  only: readonly string[] | null;
  except: readonly string[] | null;
  isApi: boolean;
  isShallow: boolean;
  isCreatable: boolean;
  readonly parameters: Map<string, string>;
}

interface State {
  readonly stack: Group[];
  readonly files: Map<string, RouteScope>;
  readonly mounted: Set<string>;
  readonly within: Set<string>;
  readonly pending: Pending[];
  readonly types: Map<string, ParameterType>;
  root: RouteScope | null;
}

/** The state of a run. */
export const stateOf = (machine: Machine): State =>
  machine.notes<State>(id, () => ({
    stack: [],
    files: new Map(),
    mounted: new Set(),
    within: new Set(),
    pending: [],
    types: new Map(),
    root: null,
  }));

/** Attributes of nothing yet. */
export const noAttributes = (): Attributes => ({
  prefix: text(''),
  middleware: [],
  without: [],
  controller: null,
  namespace: null,
  types: new Map(),
});

/** The application. */
export function rootOf(machine: Machine, file: string, line: number): RouteScope {
  const state = stateOf(machine);
  state.root ??= machine.scope({ framework: id, isRoot: true, file, line, reach: 'all' });
  return state.root;
}

/** The scope of a file of routes. */
export function fileScope(machine: Machine, file: string): RouteScope {
  const { files } = stateOf(machine);
  let scope = files.get(file);
  if (scope === undefined) {
    scope = machine.scope({ framework: id, isRoot: false, file, line: 1, reach: 'all' });
    files.set(file, scope);
  }
  return scope;
}

/** The group that a call stands in. */
export function groupAt(machine: Machine, site: CallSite): Group {
  const state = stateOf(machine);
  const top = state.stack.at(-1);
  if (top !== undefined) {
    if (top.scope.file !== site.file) state.within.add(site.file);
    return top;
  }
  return { scope: fileScope(machine, site.file), controller: null, namespace: null, types: new Map() };
}

/** Runs something within a group. */
export function within(machine: Machine, group: Group, act: () => void): void {
  const { stack } = stateOf(machine);
  const { length } = stack;
  stack.push(group);
  try {
    act();
  } finally {
    stack.length = length;
  }
}

/** Runs something outside of all groups. */
function outside(machine: Machine, act: () => void): void {
  const { stack } = stateOf(machine);
  const held = stack.splice(0);
  try {
    act();
  } finally {
    stack.splice(0, stack.length, ...held);
  }
}

/** The scope of a group below another. */
export function childOf(machine: Machine, above: Group, attributes: Attributes, site: CallSite): Group {
  const scope = machine.scope({
    framework: id,
    isRoot: false,
    file: site.file,
    line: site.line,
    reach: 'all',
    prefix: parsePath(attributes.prefix, 'brace'),
  });
  for (const value of attributes.middleware) guard(machine, scope, value);
  above.scope.mount(scope);
  return {
    scope,
    controller: attributes.controller ?? above.controller,
    namespace: joinNamespace(above.namespace, attributes.namespace),
    types: new Map([...above.types, ...attributes.types]),
  };
}

const joinNamespace = (above: string | null, own: string | null): string | null =>
  own === null ? above : above === null || own.startsWith('\\') ? own : `${above}\\${own}`;

/** Adds a middleware to a scope. */
function guard(machine: Machine, scope: RouteScope, value: Value): void {
  const auth = authOfMiddleware(value, machine, aliasesOf(machine));
  if (auth !== null) scope.guard(value, { auth });
}

/** Mounts a file of routes in a group; it is run first. */
export function mountFile(machine: Machine, group: Group, path: string): boolean {
  const file = findFile(machine, path, group.scope.file);
  if (file === null) return false;
  outside(machine, () => void machine.moduleEnv(file));
  stateOf(machine).mounted.add(file);
  group.scope.mount(fileScope(machine, file));
  return true;
}

/** A file by its path from the top of the application, which may stand in a folder. */
function findFile(machine: Machine, path: string, from: string): string | null {
  const { modules } = machine.project;
  const clean = path.replace(/^(?:\.?\/)+/, '');
  if (modules.has(clean)) return clean;
  const folder = from.includes('/') ? from.slice(0, from.indexOf('/') + 1) : '';
  const all = [...modules.keys()].filter((one) => one.endsWith(`/${clean}`));
  return all.find((one) => one.startsWith(folder)) ?? all[0] ?? null;
}
