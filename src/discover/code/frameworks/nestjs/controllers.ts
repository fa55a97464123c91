/** Nest's controllers: their routes with versions, guards and parameters. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import { ParameterSink } from '../../languages/javascript/requests/sink.ts';
import { pathsIn } from '../../languages/javascript/requests/registration.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, Guard, RouteScope, Value } from '../../machine/values.ts';
import { entryOf, itemsOf, known, nameOf, text } from '../../machine/values.ts';
import { authBy, joinAuth } from '../../routes/auth-names.ts';
import {
  joinPaths,
  parsePath,
  type PathPattern,
  rootPattern,
  writeTemplates,
} from '../../routes/template.ts';
import { authOfNestGuard, isConditional, opens, scopesAsked } from './auth.ts';
import { type Applied, appliedTo } from './decorators.ts';
import type { AppliedMiddleware, Seated } from './modules.ts';
import { readNestParameters } from './parameters.ts';

/** What an application sets for all of its controllers. */
export interface Settings {
  readonly prefix: PathPattern;
  /** Routes, as `path` or `METHOD path`, that the prefix leaves out. */
  readonly unprefixed: readonly string[];
  /** Prefix of versions in paths (`v`), or null when versions are not in paths. */
  readonly versionPrefix: string | null;
  readonly defaultVersions: readonly Value[];
  readonly guards: readonly Value[];
  readonly middleware: readonly AppliedMiddleware[];
}

const methodNames: Readonly<Record<string, string>> = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Head: 'HEAD',
  Options: 'OPTIONS',
  All: 'ANY',
  Search: 'SEARCH',
  Sse: 'GET',
};

/** Is it a controller? Its decorator, or undefined. */
export const controllerMark = (cls: ClassValue, machine: Machine): Applied | undefined =>
  appliedTo(cls, machine).find(
    (one) => one.name === 'Controller' && (one.from === '' || /nest/.test(one.from)),
  );

/** Adds the routes of a controller to a scope. */
export function seatController(
  seated: Seated,
  scope: RouteScope,
  settings: Settings,
  machine: Machine,
): void {
  const { controller } = seated;
  const own = machine.lineage(controller).map((cls) => ({ cls, applied: appliedTo(cls, machine) }));
  const mark = own.flatMap((one) => one.applied).find((one) => one.name === 'Controller');
  if (mark === undefined) return;
  // Metadata of a class holds for those that extend it, unless they say it anew.
  const nearest = (name: string): readonly Applied[] =>
    own.map((one) => one.applied.filter((applied) => applied.name === name)).find((all) => all.length > 0) ??
    [];
  const onClass = own.flatMap((one) => one.applied);
  const given = mark.args[0]?.value;
  const paths = given === undefined ? [rootPattern] : controllerPaths(given);
  const modulePath = joinPaths(...seated.under.map((one) => pathsIn(one)[0]?.pattern ?? rootPattern));
  for (const method of machine.methodsOf(controller)) {
    const applied = appliedTo(method, machine);
    for (const verb of applied) {
      const name = Object.hasOwn(methodNames, verb.name) ? methodNames[verb.name] : undefined;
      if (name === undefined || (verb.from !== '' && !/nest/.test(verb.from))) continue;
      const versions = versionsOf(applied, nearest('Version'), entryOf(given, 'version'), settings);
      const local = routePaths(verb).flatMap((path) => paths.map((before) => joinPaths(before, path)));
      add(
        { scope, controller, method, verb: name, applied, onClass, nearest, versions, modulePath, local },
        settings,
        machine,
      );
    }
  }
}

interface Adding {
  readonly scope: RouteScope;
  readonly controller: ClassValue;
  readonly method: FnValue;
  readonly verb: string;
  readonly applied: readonly Applied[];
  readonly onClass: readonly Applied[];
  readonly nearest: (name: string) => readonly Applied[];
  readonly versions: readonly PathPattern[];
  readonly modulePath: PathPattern;
  readonly local: readonly PathPattern[];
}

function add(adding: Adding, settings: Settings, machine: Machine): void {
  const { scope, controller, method, verb, applied, onClass, nearest } = adding;
  const sink = new ParameterSink([], verb === 'GET' || verb === 'HEAD');
  readNestParameters(method, [...applied, ...onClass], controller, sink, machine);
  const operation = applied.find((one) => one.name === 'ApiOperation')?.args[0]?.value;
  const summary = known(entryOf(operation, 'summary')) ?? known(entryOf(operation, 'description'));
  const words = method.fn.doc ?? summary;
  const deprecated = entryOf(operation, 'deprecated');
  const guards = [...nearest('UseGuards'), ...applied.filter((one) => one.name === 'UseGuards')].flatMap(
    (one) => one.args.flatMap(({ value }) => itemsOf(value)),
  );
  for (const local of adding.local) {
    const middleware = middlewareFor(local, verb, controller, settings.middleware);
    for (const version of adding.versions) {
      const route = joinPaths(adding.modulePath, local);
      const prefix = isUnprefixed(route, verb, settings.unprefixed) ? rootPattern : settings.prefix;
      scope.route({
        methods: [verb],
        path: joinPaths(prefix, version, route),
        file: method.file,
        line: method.fn.line,
        handler: `${controller.cls.name}.${method.fn.name}`,
        params: sink.params,
        guards: asGuards(guards, scope, machine),
        auth: authOf([...settings.guards], [...middleware, ...guards], applied, onClass, machine),
        purpose:
          words === undefined || words === null ? null : { text: words.slice(0, 400), from: 'comment' },
        deprecated: deprecated?.t === 'const' && deprecated.v === true,
        tags: tagsOf([...nearest('ApiTags'), ...applied.filter((one) => one.name === 'ApiTags')]),
      });
    }
  }
}

const asGuards = (guards: readonly Value[], scope: RouteScope, machine: Machine): readonly Guard[] =>
  scope.asGuards(guards).map((guard) => {
    const auth = authOfNestGuard(guard.value, machine);
    return auth === null ? guard : { ...guard, auth };
  });

const tagsOf = (tags: readonly Applied[]): readonly string[] =>
  tags.flatMap((one) => one.args.flatMap(({ value }) => known(value) ?? []));

/** All guards of a route together: global ones, those of a class, those of a method; `@Public()` opens what is global. */
function authOf(
  global: readonly Value[],
  own: readonly Value[],
  applied: readonly Applied[],
  onClass: readonly Applied[],
  machine: Machine,
): SightedAuth | null {
  const all = [...applied, ...onClass];
  const scopes = scopesAsked(all);
  const open = opens(applied) ?? opens(onClass);
  if (open !== undefined) return authBy('none', 'unknown', open.name, `opened by ${open.name}`);
  const asked = [...global.filter((guard) => !isConditional(guard) || scopes.length > 0), ...own].flatMap(
    (guard) => authOfNestGuard(guard, machine) ?? [],
  );
  const auth = joinAuth(asked);
  if (auth === null || scopes.length === 0) return auth;
  return { ...auth, schemes: auth.schemes.map((scheme, at) => (at === 0 ? { ...scheme, scopes } : scheme)) };
}

function controllerPaths(given: Value): readonly PathPattern[] {
  const path = given.t === 'map' ? given.entries.get('path') : given;
  const found = pathsIn(path).map(({ pattern }) => pattern);
  return found.length === 0 ? [rootPattern] : found;
}

function routePaths(verb: Applied): readonly PathPattern[] {
  const found = pathsIn(verb.args[0]?.value).map(({ pattern }) => pattern);
  return found.length === 0 ? [rootPattern] : found;
}

/** Versions in the path: the method's own, the class's, the application's. */
function versionsOf(
  applied: readonly Applied[],
  onClass: readonly Applied[],
  ofController: Value | undefined,
  settings: Settings,
): readonly PathPattern[] {
  const { versionPrefix } = settings;
  if (versionPrefix === null) return [rootPattern];
  const own = applied.find((one) => one.name === 'Version') ?? onClass[0];
  const value = own?.args[0]?.value ?? ofController;
  const versions = value === undefined ? settings.defaultVersions : itemsOf(value);
  const found = versions.flatMap((one) => {
    if (nameOf(one).endsWith('VERSION_NEUTRAL')) return [rootPattern];
    const word = known(one);
    return word === null ? [] : [parsePath(text(`/${versionPrefix}${word}`), 'colon')];
  });
  return found.length === 0 ? [rootPattern] : found;
}

const written = (path: PathPattern): string => writeTemplates(path)[0]?.path ?? '/';

function isUnprefixed(route: PathPattern, verb: string, unprefixed: readonly string[]): boolean {
  const path = written(route);
  return unprefixed.some((one) => {
    const [method, only] = one.includes(' ') ? one.split(' ', 2) : ['', one];
    if (method !== '' && method !== verb) return false;
    return fits(path, only ?? '', false);
  });
}

/** Middleware of modules that holds for a route. */
function middlewareFor(
  local: PathPattern,
  verb: string,
  controller: ClassValue,
  all: readonly AppliedMiddleware[],
): readonly Value[] {
  const path = written(local);
  const holds = (route: Value): boolean => {
    if (route.t === 'class') return route.cls === controller.cls;
    const given = route.t === 'map' ? known(route.entries.get('path')) : known(route);
    if (given === null) return false;
    const method =
      route.t === 'map'
        ? nameOf(route.entries.get('method') ?? { t: 'unknown', name: 'ALL' })
            .split('.')
            .at(-1)
        : 'ALL';
    const every = method === 'ALL' || method === undefined;
    return (every || method === verb) && fits(path, given, every);
  };
  return all
    .filter((one) => one.routes.some(holds) && !one.excluded.some(holds))
    .flatMap((one) => one.values);
}

/** Does a template fit a route as middleware names it: `users/:id`, `*`, `users/(.*)`? `below`: all that is below counts. */
function fits(path: string, route: string, below: boolean): boolean {
  const pattern = written(parsePath(route.startsWith('/') ? route : `/${route}`, 'colon'));
  const wanted = pattern.split('/').filter((one) => one !== '');
  const own = path.split('/').filter((one) => one !== '');
  for (const [at, segment] of wanted.entries()) {
    if (segment.includes('*}')) return true;
    const mine = own[at];
    if (mine === undefined) return false;
    if (!segment.startsWith('{') && segment !== mine) return false;
  }
  return below || own.length === wanted.length;
}
