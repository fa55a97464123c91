/** Routers of DRF: viewsets registered under prefixes, routers nested in others. */
import type { Machine } from '../../machine/machine.ts';
import type {
  CallSite,
  ClassValue,
  External,
  FnValue,
  Model,
  RouteScope,
  Value,
} from '../../machine/values.ts';
import { arg, itemsOf, known, model, named, optionsOf, textsOf } from '../../machine/values.ts';
import {
  joinPaths,
  parsePath,
  type PathPattern,
  rootPattern,
  typeOfConstraint,
} from '../../routes/template.ts';
import { purposeOf } from '../python/guards.ts';
import { externalName, fullName, lastName } from '../python/names.ts';
import { parseRegexPath } from '../python/regex-path.ts';
import { attributeOf, viewOf } from '../python/views.ts';
import { id, type Registered, registeredOf } from './notes.ts';

/** Is it a router of DRF or of an extension to it? */
export function isRouter(callee: External): boolean {
  const full = fullName(callee);
  return (
    lastName(full).endsWith('Router') &&
    /^(?:rest_framework|drf|dynamic_rest|rest_framework_json_api)/.test(full) &&
    !full.endsWith('BaseRouter')
  );
}

/** Makes a router; a nested one stands below its parent's prefix. */
export function makeRouter(callee: External, site: CallSite, machine: Machine): Model {
  const scope = machine.scope({
    framework: id,
    isRoot: false,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  const made = model(id, 'router', scope, { prefixes: new Map<string, Value>() });
  if (lastName(fullName(callee)).startsWith('Nested')) {
    const parent = arg(site, 0) ?? named(site, 'parent_router');
    const prefix = arg(site, 1) ?? named(site, 'parent_prefix');
    const lookup = known(named(site, 'lookup') ?? arg(site, 2)) ?? 'nested';
    const text = known(prefix) ?? '';
    let field = 'pk';
    let before: PathPattern = rootPattern;
    for (const one of parent === undefined ? [] : optionsOf(parent)) {
      if (one.t !== 'model' || one.kind !== 'router') continue;
      before = one.scope?.prefix ?? rootPattern;
      const viewset = (one.data.get('prefixes') as Map<string, Value>).get(text);
      const cls = viewset === undefined ? null : viewOf(viewset, machine).target;
      if (cls?.t === 'class') field = lookupOf(cls, machine).name;
    }
    scope.prefix = joinPaths(before, parsePathPrefix(prefix), parsePath(`{${lookup}_${field}}`, 'brace'));
  }
  return made;
}

/** A router's prefix is a regular expression in old versions, and nearly always plain. */
function parsePathPrefix(value: Value | undefined): PathPattern {
  const [text] = textsOf(value);
  if (text === undefined) return rootPattern;
  const plain = text.parts.every((part) => typeof part !== 'string' || !/[<(\\[]/.test(part));
  const isAngle = text.parts.some((part) => typeof part === 'string' && /<\w+:\w+>/.test(part));
  return plain || isAngle ? parsePath(text, 'angle') : parseRegexPath(text);
}

interface Lookup {
  readonly name: string;
  readonly path: PathPattern;
}

/** The parameter of a viewset's detail routes. */
function lookupOf(cls: ClassValue, machine: Machine): Lookup {
  const field = known(attributeOf(cls, 'lookup_field', machine)) ?? 'pk';
  const name = known(attributeOf(cls, 'lookup_url_kwarg', machine)) ?? field;
  const regex = known(attributeOf(cls, 'lookup_value_regex', machine));
  const converter = known(attributeOf(cls, 'lookup_value_converter', machine));
  const type =
    converter !== null ? typeOfConstraint(converter) : regex === null ? 'string' : typeOfConstraint(regex);
  const isRest = regex === '.+' || regex === '.*';
  return {
    name,
    path: { segments: [[{ name, type, ...(isRest ? { rest: true as const } : {}) }]], shorter: [] },
  };
}

const crud = [
  { action: 'list', method: 'GET', detail: false },
  { action: 'create', method: 'POST', detail: false },
  { action: 'retrieve', method: 'GET', detail: true },
  { action: 'update', method: 'PUT', detail: true },
  { action: 'partial_update', method: 'PATCH', detail: true },
  { action: 'destroy', method: 'DELETE', detail: true },
] as const;

/** An extra action: `@action(detail=True, methods=['post'], url_path='x')`, with what `@x.mapping.delete` adds. */
interface Extra {
  readonly fn: FnValue;
  readonly detail: boolean;
  readonly path: PathPattern;
  readonly methods: readonly { readonly method: string; readonly fn: FnValue }[];
}

function extrasOf(cls: ClassValue, machine: Machine): readonly Extra[] {
  const all = machine.methodsOf(cls);
  return all.flatMap((fn): Extra[] => {
    for (const site of machine.decorators(fn)) {
      const name = lastName(externalName(site.callee) ?? '');
      if (name !== 'action' && name !== 'detail_route' && name !== 'list_route' && name !== 'link') continue;
      const detail = named(site, 'detail') ?? arg(site, 1);
      const isDetail =
        name === 'detail_route' || (name === 'action' && detail?.t === 'const' && detail.v === true);
      const given = itemsOf(named(site, 'methods') ?? arg(site, 0)).flatMap(
        (one) => known(one)?.toUpperCase() ?? [],
      );
      const path = named(site, 'url_path');
      const methods = (given.length === 0 ? ['GET'] : given).map((method) => ({ method, fn }));
      for (const other of all)
        for (const { decorator } of machine.decorators(other)) {
          const { name: of } = decorator;
          if (
            of.t === 'member' &&
            of.of.t === 'member' &&
            of.of.name === 'mapping' &&
            of.of.of.t === 'name' &&
            of.of.of.v === fn.fn.name
          )
            methods.push({ method: of.name.toUpperCase(), fn: other });
        }
      return [
        {
          fn,
          detail: isDetail,
          path: path === undefined ? parsePath(fn.fn.name, 'angle') : parsePathPrefix(path),
          methods,
        },
      ];
    }
    return [];
  });
}

/** `router.register('users', UserViewSet, basename='user')` */
export function register(self: Model, site: CallSite, machine: Machine): void {
  const { scope } = self;
  const prefix = arg(site, 0) ?? named(site, 'prefix');
  const viewset = arg(site, 1) ?? named(site, 'viewset');
  if (scope === null || viewset === undefined) return;
  const text = known(prefix);
  if (text !== null) (self.data.get('prefixes') as Map<string, Value>).set(text, viewset);
  registeredOf(machine).push({
    scope,
    prefix: parsePathPrefix(prefix),
    viewset,
    file: site.file,
    line: site.line,
  });
}

/** What is found out about a viewset's route when all files have run. */
export interface ViewsetRoute {
  readonly path: PathPattern;
  readonly method: string;
  readonly action: string;
  readonly cls: ClassValue;
  readonly handler: FnValue | null;
}

/** The routes that a registration makes. */
export function routesOf(
  { prefix, viewset }: Registered,
  machine: Machine,
  actions: (cls: ClassValue) => ReadonlySet<string>,
  allowed: (cls: ClassValue) => ReadonlySet<string> | null,
): readonly ViewsetRoute[] | null {
  const { target: cls } = viewOf(viewset, machine);
  if (cls?.t !== 'class') return null;
  const lookup = lookupOf(cls, machine);
  const may = allowed(cls);
  const has = actions(cls);
  const below = (path: PathPattern, detail: boolean): PathPattern =>
    joinPaths(prefix, detail ? lookup.path : rootPattern, path);
  const routes = crud.flatMap(({ action, method, detail }): ViewsetRoute[] =>
    has.has(action)
      ? [
          {
            path: below(rootPattern, detail),
            method,
            action,
            cls,
            handler: machine.methodOf(cls, action) ?? null,
          },
        ]
      : [],
  );
  for (const { fn, detail, path, methods } of extrasOf(cls, machine))
    for (const one of methods)
      routes.push({
        path: below(path, detail),
        method: one.method,
        action: fn.fn.name,
        cls,
        handler: one.fn,
      });
  return routes.filter(({ method }) => may === null || may.has(method));
}

/** Purpose of a viewset's route: its own documentation, else that of the class for its lists and details. */
export const purposeOfRoute = ({ handler, cls }: ViewsetRoute): ReturnType<typeof purposeOf> =>
  purposeOf(handler?.fn.doc ?? cls.cls.doc);

/** `a.registry.extend(b.registry)`: what the other registers is under this one, too. */
export function extendRegistry(scope: RouteScope, other: Value | undefined): void {
  if (other?.t === 'model' && other.kind === 'registry' && other.scope !== null) scope.mount(other.scope);
}
