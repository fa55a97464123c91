/** chi: routers of `net/http` handlers with groups, sub-routers and mounts. */
import { bracePath, withRest } from '../languages/go/web/brace-paths.ts';
import {
  addRoute,
  adoptRouter,
  argsFrom,
  group,
  makeRouter,
  methodsIn,
  patternsOf,
  register,
  type RouterStyle,
  titleVerbs,
  use,
} from '../languages/go/web/routers.ts';
import { guardAround } from '../languages/go/web/guards.ts';
import { noteAssigned, noteMounted, noteRouter, placeOf, routerOf } from '../languages/go/web/serving.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, Model, Value } from '../machine/values.ts';
import { arg } from '../machine/values.ts';
import { rootPattern } from '../routes/template.ts';
import { chiExamples } from './chi.examples.ts';
import type { Framework } from './framework.ts';

const style: RouterStyle = {
  id: 'chi',
  library: /^github\.com\/(?:go-chi|pressly)\/chi(?:\/v\d+)?$/,
  makers: { NewRouter: 'router', NewMux: 'router' },
  types: new Set(['Router', 'Mux']),
  verbs: titleVerbs,
  path: bracePath,
  handlerAt: 'last',
  reach: 'after',
};

/** chi. */
export const chi: Framework = {
  id: style.id,
  title: 'chi',
  languages: ['go'],
  call: (callee, site, machine) => noteRouter(makeRouter(style, callee, site, machine), machine),
  method: (self, name, site, machine) => router(self, name, site, machine),
  parameter: (param, fn, machine) => adoptRouter(style, param, fn, machine),
  examples: chiExamples,
};

function router(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const verb = Object.hasOwn(style.verbs, name) ? style.verbs[name] : undefined;
  if (verb !== undefined) {
    register(style, self, [verb], arg(site, 0), argsFrom(site, 1), site, machine);
    return self;
  }
  switch (name) {
    case 'ServeHTTP':
      noteAssigned(self, machine);
      return undefined;
    case 'Method':
    case 'MethodFunc':
      register(style, self, methodsIn(arg(site, 0)), arg(site, 1), argsFrom(site, 2), site, machine);
      return self;
    case 'Handle':
    case 'HandleFunc':
    case 'Mount':
      mount(self, name === 'Mount', site, machine);
      return self;
    case 'Group':
    case 'Route': {
      const at = name === 'Route' ? 1 : 0;
      const paths = name === 'Route' ? patternsOf(style, arg(site, 0)) : [rootPattern];
      const child = group(style, self, paths, [], site, machine);
      const build = arg(site, at);
      if (build?.t === 'fn') machine.invoke(build, [child]);
      return child;
    }
    case 'With':
      return group(style, self, [rootPattern], argsFrom(site, 0), site, machine);
    case 'Use':
      use(self, argsFrom(site, 0), site, machine);
      return self;
    case 'Middlewares':
    case 'Routes':
    case 'NotFound':
    case 'MethodNotAllowed':
      return self;
    default:
      return undefined;
  }
}

/** A router under a path, or a handler for all methods; what is mounted takes all below the path. */
function mount(self: Model, isMount: boolean, site: CallSite, machine: Machine): void {
  const [, handler] = argsFrom(site, 0);
  const paths = patternsOf(style, arg(site, 0));
  const inner = handler === undefined ? null : routerOf(handler, site.env, machine);
  if (inner !== null && handler !== undefined && self.scope !== null) {
    noteMounted(inner.router.scope, machine);
    const guards = inner.around.map((value) => guardAround(value, machine));
    // A router of chi goes on where the other left off; any other sees the whole path.
    const places =
      isMount && inner.router.framework === style.id ? paths : [placeOf(handler, site.env, machine)];
    for (const path of places) self.scope.mount(inner.router.scope, path, guards);
    return;
  }
  const all = isMount ? paths.map((path) => withRest(path)) : paths;
  addRoute(self.scope, ['ANY'], all, handler, [], site, machine);
}
