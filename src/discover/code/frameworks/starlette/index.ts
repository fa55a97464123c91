/** Starlette: applications made of lists of routes and mounts, endpoint classes, sockets. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, RouteScope, Value } from '../../machine/values.ts';
import { arg, itemsOf, model, named, optionsOf, textsOf } from '../../machine/values.ts';
import { parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { authOfHook } from '../python/hooks.ts';
import { fullName, lastName, packageName } from '../python/names.ts';
import { methodWords, mountAll, serve } from '../python/serve.ts';
import { examples } from './examples.ts';

const id = 'starlette';

export const starlette: Framework = {
  id,
  title: 'Starlette',
  languages: ['python'],

  call(callee, site, machine) {
    const full = fullName(callee);
    if (packageName(full) !== 'starlette') return undefined;
    const scopeOf = (isRoot: boolean): RouteScope =>
      machine.scope({ framework: id, isRoot, file: site.file, line: site.line, reach: 'all' });
    switch (lastName(full)) {
      case 'Starlette':
      case 'Router': {
        const isApp = lastName(full) === 'Starlette';
        const scope = scopeOf(isApp);
        mountAll(scope, named(site, 'routes') ?? arg(site, isApp ? 1 : 0), rootPattern);
        guardAll(scope, named(site, 'middleware'), machine);
        return model(id, isApp ? 'app' : 'router', scope);
      }
      case 'Route':
      case 'WebSocketRoute': {
        const scope = scopeOf(false);
        const isSocket = lastName(full) === 'WebSocketRoute';
        addRoute(scope, site, isSocket ? ['WS'] : methodWords(named(site, 'methods')), machine);
        guardAll(scope, named(site, 'middleware'), machine);
        return model(id, 'route', scope);
      }
      case 'Mount':
      case 'Host': {
        const scope = scopeOf(false);
        const isHost = lastName(full) === 'Host';
        const path = isHost ? rootPattern : pathOf(arg(site, 0) ?? named(site, 'path'));
        mountAll(scope, named(site, 'app') ?? arg(site, 1), path);
        mountAll(scope, named(site, 'routes'), path);
        guardAll(scope, named(site, 'middleware'), machine);
        return model(id, 'mount', scope);
      }
      default:
        return undefined;
    }
  },

  method(self, name, site, machine) {
    const { scope } = self;
    if (scope === null) return undefined;
    switch (name) {
      case 'mount':
      case 'host':
        mountAll(
          scope,
          arg(site, 1) ?? named(site, 'app'),
          name === 'host' ? rootPattern : pathOf(arg(site, 0) ?? named(site, 'path')),
        );
        return self;
      case 'add_route':
        addRoute(scope, site, methodWords(named(site, 'methods') ?? arg(site, 2)), machine);
        return self;
      case 'add_websocket_route':
        addRoute(scope, site, ['WS'], machine);
        return self;
      case 'add_middleware':
        guardAll(scope, arg(site, 0), machine);
        return self;
      case 'append':
      case 'extend':
      case 'insert':
        if (self.kind !== 'routes') return undefined;
        for (const { value } of site.args) mountAll(scope, value, rootPattern);
        return self;
      default:
        return undefined;
    }
  },

  member(self, name) {
    if (name === 'router') return self;
    return name === 'routes' && self.scope !== null ? model(id, 'routes', self.scope) : undefined;
  },

  decorated(site, target, machine) {
    const { callee } = site;
    if (callee.t !== 'member') return false;
    let dealt = false;
    for (const on of optionsOf(callee.of)) {
      if (on.t !== 'model' || on.framework !== id || on.scope === null) continue;
      const path = pathOf(arg(site, 0) ?? named(site, 'path'));
      if (callee.name === 'middleware') guardAll(on.scope, target, machine);
      else if (callee.name === 'route' || callee.name === 'websocket_route')
        serve(
          on.scope,
          {
            path,
            methods: callee.name === 'route' ? methodWords(named(site, 'methods')) : ['WS'],
            handler: target,
            site,
            registering: site,
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
    if (param.type === undefined || lastName(param.type.name) !== 'Starlette') return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: false,
      file: fn.file,
      line: fn.fn.line,
      reach: 'all',
    });
    return model(id, 'app', scope);
  },

  examples,
};

function pathOf(value: Value | undefined): PathPattern {
  const [text] = textsOf(value);
  return text === undefined ? rootPattern : parsePath(text, 'brace');
}

function addRoute(
  scope: RouteScope,
  site: CallSite,
  methods: readonly string[] | null,
  machine: Machine,
): void {
  const handler = arg(site, 1) ?? named(site, 'endpoint') ?? named(site, 'route');
  const path = pathOf(arg(site, 0) ?? named(site, 'path'));
  if (handler !== undefined)
    serve(scope, { path, methods, handler, site, registering: null }, 'GET', machine);
}

/** `Middleware(X, ...)`, classes and functions. */
function guardAll(scope: RouteScope, value: Value | undefined, machine: Machine): void {
  for (const one of itemsOf(value)) {
    const inner = one.t === 'result' ? (arg(one, 0) ?? one) : one;
    const auth = authOfHook(inner, machine);
    if (auth !== null) scope.guard(inner, { auth });
  }
}
