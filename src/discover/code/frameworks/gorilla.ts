/** gorilla/mux: routers whose routes are built step by step, with sub-routers below hosts, methods and prefixes. */
import { bracePath, withRest } from '../languages/go/web/brace-paths.ts';
import { guardAround } from '../languages/go/web/guards.ts';
import {
  addRoute,
  adoptRouter,
  argsFrom,
  makeRouter,
  patternsOf,
  type RouterStyle,
  use,
} from '../languages/go/web/routers.ts';
import { handlerMethods } from '../languages/go/web/facts.ts';
import { noteAssigned, noteMounted, noteRouter, placeOf, routerOf } from '../languages/go/web/serving.ts';
import type { Machine } from '../machine/machine.ts';
import type { ArgValue, CallSite, Model, Value } from '../machine/values.ts';
import { arg, known, model, positional } from '../machine/values.ts';
import { joinPaths, type PathPattern, rootPattern } from '../routes/template.ts';
import type { SightedParameter } from '../../../model/sighting.ts';
import type { Framework } from './framework.ts';
import { gorillaExamples } from './gorilla.examples.ts';

const style: RouterStyle = {
  id: 'gorilla',
  library: /^github\.com\/gorilla\/mux$/,
  makers: { NewRouter: 'router', Router: 'router' },
  types: new Set(['Router']),
  verbs: {},
  path: bracePath,
  handlerAt: 'first',
  reach: 'all',
};

/** A route that is being built. */
interface Building {
  readonly router: Model;
  paths: readonly PathPattern[];
  isPrefix: boolean;
  methods: readonly string[];
  queries: readonly string[];
  handler: ArgValue | null;
  site: CallSite;
}

/** gorilla/mux. */
export const gorilla: Framework = {
  id: style.id,
  title: 'gorilla/mux',
  languages: ['go'],
  call: (callee, site, machine) => noteRouter(makeRouter(style, callee, site, machine), machine),
  method(self, name, site, machine) {
    const building = self.data.get('building') as Building | undefined;
    return building === undefined
      ? router(self, name, site, machine)
      : route(self, building, name, site, machine);
  },
  parameter: (param, fn, machine) => adoptRouter(style, param, fn, machine),
  finish(machine) {
    for (const building of started(machine)) add(building, machine);
  },
  examples: gorillaExamples,
};

const started = (machine: Machine): Building[] => machine.notes('gorilla-routes', (): Building[] => []);

function router(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  switch (name) {
    case 'ServeHTTP':
      noteAssigned(self, machine);
      return undefined;
    case 'Use':
      use(self, argsFrom(site, 0), site, machine);
      return self;
    case 'StrictSlash':
    case 'SkipClean':
    case 'UseEncodedPath':
      return self;
    case 'NewRoute':
    case 'HandleFunc':
    case 'Handle':
    case 'Path':
    case 'PathPrefix':
    case 'Methods':
    case 'Host':
    case 'Queries':
    case 'Headers':
    case 'Schemes':
    case 'Name':
    case 'MatcherFunc': {
      const building: Building = {
        router: self,
        paths: [rootPattern],
        isPrefix: false,
        methods: (self.data.get('methods') as readonly string[] | undefined) ?? [],
        queries: (self.data.get('queries') as readonly string[] | undefined) ?? [],
        handler: null,
        site,
      };
      const all = started(machine);
      if (all.length < 20_000) all.push(building);
      const made = model(style.id, 'route', null, { building });
      return name === 'NewRoute' ? made : route(made, building, name, site, machine);
    }
    default:
      return undefined;
  }
}

function route(
  self: Model,
  building: Building,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  switch (name) {
    case 'HandleFunc':
    case 'Handle':
      building.paths = patternsOf(style, arg(site, 0));
      building.handler = argsFrom(site, 1)[0] ?? null;
      building.site = site;
      return self;
    case 'Handler':
    case 'HandlerFunc':
      building.handler = argsFrom(site, 0)[0] ?? null;
      return self;
    case 'Path':
    case 'PathPrefix':
      building.paths = building.paths.flatMap((before) =>
        patternsOf(style, arg(site, 0)).map((path) => joinPaths(before, path)),
      );
      building.isPrefix = name === 'PathPrefix';
      return self;
    case 'Methods':
      building.methods = positional(site).flatMap((value) => known(value)?.toUpperCase() ?? []);
      return self;
    case 'Queries':
      // Pairs of a key and a pattern.
      building.queries = [
        ...building.queries,
        ...positional(site).flatMap((value, at) => (at % 2 === 0 ? (known(value) ?? []) : [])),
      ];
      return self;
    case 'Subrouter': {
      const scope = machine.scope({
        framework: style.id,
        isRoot: false,
        file: site.file,
        line: site.line,
        reach: style.reach,
      });
      for (const path of building.paths) building.router.scope?.mount(scope, path);
      return model(style.id, 'router', scope, { methods: building.methods, queries: building.queries });
    }
    case 'GetError':
    case 'GetName':
    case 'URL':
    case 'GetHandler':
      return undefined;
    default:
      return self;
  }
}

/** Adds what was built. Without a handler it only was on the way to a sub-router. */
function add(building: Building, machine: Machine): void {
  const { handler, router: of, site } = building;
  const { scope } = of;
  if (handler === null || scope === null) return;
  const inner = routerOf(handler, site.env, machine);
  if (inner !== null) {
    noteMounted(inner.router.scope, machine);
    scope.mount(
      inner.router.scope,
      placeOf(handler, site.env, machine),
      inner.around.map((value) => guardAround(value, machine)),
    );
    return;
  }
  const methods =
    building.methods.length > 0 ? building.methods : (handlerMethods(handler, site, machine) ?? ['ANY']);
  const queries = building.queries.map(
    (name): SightedParameter => ({ name, in: 'query', type: 'string', required: true }),
  );
  const paths = building.isPrefix ? building.paths.map((path) => withRest(path)) : building.paths;
  addRoute(scope, methods, paths, handler, [], site, machine, { params: queries });
}
