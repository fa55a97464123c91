/** aiohttp's server: route tables, methods of the router, class views, applications within applications. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, DecoratorSite, RouteScope, Value } from '../../machine/values.ts';
import { arg, itemsOf, model, named, optionsOf, textsOf } from '../../machine/values.ts';
import { parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { authOfHook } from '../python/hooks.ts';
import { fullName } from '../python/names.ts';
import { methodWords, mountAll, serve } from '../python/serve.ts';
import { verbs } from '../python/views.ts';
import { examples } from './examples.ts';

const id = 'aiohttp';

export const aiohttp: Framework = {
  id,
  title: 'aiohttp',
  languages: ['python'],

  call(callee, site, machine) {
    const full = fullName(callee);
    if (!full.startsWith('aiohttp.web')) return undefined;
    const name = full.replace(/^aiohttp\.web(?:_app|_routedef|_urldispatcher)?\.?/, '');
    const scopeOf = (isRoot: boolean): RouteScope =>
      machine.scope({ framework: id, isRoot, file: site.file, line: site.line, reach: 'all' });
    if (name === 'Application') {
      const scope = scopeOf(true);
      for (const one of itemsOf(named(site, 'middlewares'))) guardBy(scope, one, machine);
      return model(id, 'app', scope);
    }
    if (name === 'RouteTableDef') return model(id, 'table', scopeOf(false));
    if (verbs.has(name) || name === 'view' || name === 'route') {
      const scope = scopeOf(false);
      addRoute(scope, name, site, null, undefined, machine);
      return model(id, 'route', scope);
    }
    return undefined;
  },

  method(self, name, site, machine) {
    const { scope } = self;
    if (scope === null) return undefined;
    if (name === 'add_routes') {
      mountAll(scope, arg(site, 0) ?? named(site, 'routes'), rootPattern);
      return self;
    }
    if (name === 'add_subapp') {
      mountAll(scope, arg(site, 1) ?? named(site, 'subapp'), pathOf(arg(site, 0) ?? named(site, 'prefix')));
      return self;
    }
    if (name === 'add_domain') {
      mountAll(scope, arg(site, 1), rootPattern);
      return self;
    }
    if (name === 'add_resource')
      return model(id, 'resource', scope, { path: arg(site, 0) ?? named(site, 'path') });
    if (self.kind === 'resource' && name === 'add_route') {
      const handler = arg(site, 1) ?? named(site, 'handler');
      if (handler !== undefined)
        serve(
          scope,
          {
            path: pathOf(self.data.get('path') as Value),
            methods: methodWords(arg(site, 0)),
            handler,
            site,
            registering: null,
          },
          'ANY',
          machine,
        );
      return self;
    }
    const verb = /^add_(\w+)$/.exec(name)?.[1];
    if (verb !== undefined && (verbs.has(verb) || verb === 'route' || verb === 'view')) {
      addRoute(scope, verb, site, null, undefined, machine);
      return self;
    }
    if (self.kind === 'middlewares' && (name === 'append' || name === 'insert')) {
      for (const { value } of site.args) guardBy(scope, value, machine);
      return self;
    }
    return undefined;
  },

  member(self, name) {
    if (self.kind !== 'app') return undefined;
    if (name === 'router') return self;
    return name === 'middlewares' ? model(id, 'middlewares', self.scope) : undefined;
  },

  decorated(site, target, machine) {
    const { callee } = site;
    if (callee.t !== 'member') return false;
    let dealt = false;
    for (const on of optionsOf(callee.of)) {
      if (on.t !== 'model' || on.framework !== id || on.scope === null || on.kind !== 'table') continue;
      addRoute(on.scope, callee.name, site, site, target, machine);
      dealt = true;
    }
    return dealt;
  },

  parameter(param, fn, machine) {
    if (param.type === undefined || !/^(?:aiohttp\.)?web\.Application$/.test(param.type.name))
      return undefined;
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

/** `get(path, handler)`, `route(method, path, handler)`, `view(path, View)`; a decorator's handler is what it decorates. */
function addRoute(
  scope: RouteScope,
  verb: string,
  site: CallSite,
  registering: DecoratorSite | null,
  decorated: Value | undefined,
  machine: Machine,
): void {
  const at = verb === 'route' ? 1 : 0;
  const handler = decorated ?? arg(site, at + 1) ?? named(site, 'handler');
  const given = arg(site, at) ?? named(site, 'path');
  if (handler === undefined || given === undefined) return;
  const methods =
    verb === 'view'
      ? null
      : verb === 'route'
        ? (methodWords(arg(site, 0) ?? named(site, 'method')) ?? ['ANY'])
        : verbs.has(verb)
          ? [verb.toUpperCase()]
          : null;
  if (methods === null && verb !== 'view') return;
  serve(scope, { path: pathOf(given), methods, handler, site, registering }, 'ANY', machine);
}

function guardBy(scope: RouteScope, value: Value, machine: Machine): void {
  const auth = authOfHook(value, machine);
  if (auth !== null) scope.guard(value, { auth });
}
