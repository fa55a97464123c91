/** hapi: servers, routes as objects, plugins with prefixes, authentication by strategy and default. */
import type { SightedAuth } from '../../../model/sighting.ts';
import {
  type CallingForm,
  handlerWords,
  readHandler,
  readLater,
} from '../languages/javascript/requests/handlers.ts';
import { laidOut, settled } from '../languages/javascript/requests/registration.ts';
import { validatedPart } from '../languages/javascript/requests/request.ts';
import { fieldsOfSchema } from '../languages/javascript/requests/schemas.ts';
import { ParameterSink } from '../languages/javascript/requests/sink.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, External, Model, RouteScope, Value } from '../machine/values.ts';
import { arg, entryOf, itemsOf, known, model, nameOf, textsOf } from '../machine/values.ts';
import { authBy, schemeOf } from '../routes/auth-names.ts';
import { parsePath, type PathPattern, rootPattern } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { hapiExamples } from './hapi-examples.ts';

const id = 'hapi';
const modules = new Set(['@hapi/hapi', 'hapi']);

const form: CallingForm = {
  shape: 'hapi',
  args: (request) => [request, { t: 'unknown', name: 'h' }],
};

/** What a server knows of authentication: its strategies, and the one that holds where a route says nothing. */
interface Strategies {
  readonly schemes: Map<string, string>;
  fallback: Value | null;
}

const strategiesOf = (machine: Machine): Strategies =>
  machine.notes<Strategies>(id, () => ({ schemes: new Map(), fallback: null }));

/** Routes whose authentication waits for the default, which is often set after them. */
interface Waiting {
  readonly scope: RouteScope;
  readonly add: () => void;
}
const waitingOf = (machine: Machine): Waiting[] => machine.notes<Waiting[]>('hapi-routes', () => []);

function serverOf(scope: RouteScope): Model {
  return model(id, 'server', scope);
}

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  if (modules.has(callee.from) && /^(?:server|Server)$/.test(callee.name)) {
    const scope = machine.scope({
      framework: id,
      isRoot: true,
      file: site.file,
      line: site.line,
      reach: 'all',
    });
    scope.prefix = prefixOf(entryOf(entryOf(arg(site, 0), 'router'), 'prefix')) ?? rootPattern;
    return serverOf(scope);
  }
  // `Glue.compose(manifest)` makes a server with the manifest's plugins.
  if (/^(?:@hapi\/glue|glue)$/.test(callee.from) && callee.name === 'compose') return composed(site, machine);
  return undefined;
}

function composed(site: CallSite, machine: Machine): Value {
  const scope = machine.scope({
    framework: id,
    isRoot: true,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  const server = serverOf(scope);
  const plugins = entryOf(entryOf(arg(site, 0), 'register'), 'plugins');
  for (const one of itemsOf(plugins)) plug(scope, one, undefined, machine);
  return server;
}

const prefixOf = (value: Value | undefined): PathPattern | null => {
  const [text] = textsOf(value);
  return text === undefined ? null : parsePath(text, 'brace');
};

function method(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { scope } = self;
  if (self.kind === 'auth') return authMethod(name, site, machine, self);
  if (scope === null) return undefined;
  switch (name) {
    case 'route':
      for (const { value } of laidOut(site.args, machine)) route(scope, value, site, machine);
      return self;
    case 'dependency': {
      // `server.dependency(['auth'], (server) => { server.route(...) })`
      const after = arg(site, 1);
      if (after?.t === 'fn') machine.invoke(after, [self]);
      return self;
    }
    case 'register':
      for (const { value } of laidOut(site.args.slice(0, 1), machine))
        plug(scope, value, site.args[1]?.value, machine);
      return self;
    default:
      return undefined;
  }
}

function authMethod(name: string, site: CallSite, machine: Machine, self: Model): Value | undefined {
  const strategies = strategiesOf(machine);
  if (name === 'strategy') {
    const [strategy, scheme] = [known(arg(site, 0)), known(arg(site, 1))];
    if (strategy !== null) strategies.schemes.set(strategy, scheme ?? strategy);
    const mode = arg(site, 2);
    // Before version 17 a strategy's mode made it the default.
    if ((mode?.t === 'const' && mode.v === true) || known(mode) === 'required')
      strategies.fallback = arg(site, 0) ?? null;
    return self;
  }
  if (name === 'default') {
    strategies.fallback = arg(site, 0) ?? null;
    return self;
  }
  return undefined;
}

function plug(scope: RouteScope, value: Value, options: Value | undefined, machine: Machine): void {
  const given = settled(value, machine);
  if (given.t === 'either') {
    for (const option of given.options) plug(scope, option, options, machine);
    return;
  }
  const named = pluginIn(given, machine);
  // `exports.plugin = { ... }` and the whole module are the same plugin.
  const plugin = named ?? given;
  const nested = pluginIn(plugin, machine) ?? plugin;
  const register = nested.t === 'fn' ? nested : machine.member(nested, 'register');
  if (register.t !== 'fn') return;
  const prefix =
    prefixOf(entryOf(entryOf(given, 'routes'), 'prefix')) ??
    prefixOf(entryOf(entryOf(options, 'routes'), 'prefix')) ??
    rootPattern;
  const child = machine.scope({
    framework: id,
    isRoot: false,
    file: register.file,
    line: register.fn.line,
    reach: 'all',
  });
  scope.mount(child, prefix);
  machine.invoke(register, [serverOf(child), entryOf(given, 'options') ?? { t: 'unknown', name: 'options' }]);
}

function pluginIn(value: Value, machine: Machine): Value | null {
  if (value.t !== 'map' && value.t !== 'module' && value.t !== 'instance') return null;
  const found = settled(machine.member(value, 'plugin'), machine);
  return found.t === 'member' ? null : found;
}

function route(scope: RouteScope, given: Value, site: CallSite, machine: Machine): void {
  if (given.t === 'either') {
    for (const option of given.options) route(scope, option, site, machine);
    return;
  }
  const path = textsOf(entryOf(given, 'path'));
  const methods = itemsOf(entryOf(given, 'method')).flatMap((one) => known(one)?.toUpperCase() ?? []);
  if (path.length === 0) return;
  const raw = entryOf(given, 'options') ?? entryOf(given, 'config');
  const options = raw?.t === 'fn' ? machine.invoke(raw, [serverOf(scope)]) : raw;
  const handler = entryOf(given, 'handler') ?? entryOf(options, 'handler');
  const place =
    given.t === 'map' ? { file: given.file, line: given.line } : { file: site.file, line: site.line };
  const words = handlerWords(handler, undefined, site.env, machine, undefined);
  const text = known(entryOf(options, 'description')) ?? known(entryOf(options, 'notes'));
  const bodyless = methods.every((one) => one === 'GET' || one === 'HEAD');
  const sink = new ParameterSink([], bodyless);
  const auth = entryOf(options, 'auth');
  const add = (): void => {
    for (const one of path)
      scope.route({
        methods: methods.length === 0 ? ['GET'] : methods.map((name) => (name === '*' ? 'ANY' : name)),
        path: parsePath(one, 'brace'),
        ...place,
        // The key `handler` is no name of its own.
        handler: words.handler === 'handler' ? null : words.handler,
        purpose: text !== null ? { text: text.slice(0, 400), from: 'comment' } : words.purpose,
        params: sink.params,
        auth: authOf(auth, machine),
        tags: itemsOf(entryOf(options, 'tags')).flatMap((tag) => known(tag) ?? []),
      });
  };
  // The default strategy may be set later than the route.
  waitingOf(machine).push({ scope, add });
  readLater(machine, () => {
    const validate = entryOf(options, 'validate');
    for (const part of ['query', 'params', 'payload', 'headers', 'state']) {
      const where = validatedPart(part);
      const schema = entryOf(validate, part);
      if (where !== null && schema !== undefined)
        sink.addAll(fieldsOfSchema(settled(schema, machine)), where);
    }
  });
  if (handler !== undefined) readHandler(handler, form, sink, machine);
}

/** `auth: false`, `'jwt'`, `{ mode: 'try', strategy: 'jwt', scope: ['admin'] }`, or the server's default. */
function authOf(own: Value | undefined, machine: Machine): SightedAuth | null {
  const { schemes, fallback } = strategiesOf(machine);
  if (own?.t === 'const' && own.v === false) {
    return fallback === null ? null : authBy('none', 'unknown', 'auth: false', 'auth is switched off');
  }
  const base = fallback === null ? [] : namesIn(fallback);
  const names = own === undefined ? base : namesIn(own).length > 0 ? namesIn(own) : base;
  if (names.length === 0) return null;
  const told = own?.t === 'map' ? own : fallback?.t === 'map' ? fallback : undefined;
  const mode = known(entryOf(told, 'mode'));
  const access = entryOf(told, 'access');
  const scopes = [
    ...itemsOf(entryOf(told, 'scope')),
    ...itemsOf(access).flatMap((one) => itemsOf(entryOf(one, 'scope'))),
  ].flatMap((one) => known(one) ?? []);
  return {
    demand: mode === 'try' || mode === 'optional' ? 'optional' : 'required',
    schemes: names.map((name) => {
      const scheme = schemeOf(`${schemes.get(name) ?? ''} ${name}`);
      return { scheme, name, scopes };
    }),
    reason: own === undefined ? `default strategy ${names.join(', ')}` : `strategy ${names.join(', ')}`,
  };
}

function namesIn(value: Value): readonly string[] {
  if (value.t === 'map') {
    const given = entryOf(value, 'strategies') ?? entryOf(value, 'strategy');
    return itemsOf(given).flatMap((one) => known(one) ?? []);
  }
  const name = known(value) ?? (value.t === 'external' || value.t === 'member' ? nameOf(value) : null);
  return name === null ? [] : [name];
}

/** hapi. */
export const hapi: Framework = {
  id,
  title: 'hapi',
  languages: ['javascript'],
  call,
  method,
  member(self, name) {
    if (self.kind === 'server' && name === 'auth') return model(id, 'auth');
    return undefined;
  },
  parameter(param, fn, machine) {
    const type = param.type?.name ?? '';
    const typed = /^(?:Hapi\.|hapi\.)?Server$/.test(type);
    const plain = type === '' && param.name === 'server' && usesHapi(machine);
    if (!plain && !(typed && usesHapi(machine))) return undefined;
    return serverOf(
      machine.scope({ framework: id, isRoot: false, file: fn.file, line: fn.fn.line, reach: 'all' }),
    );
  },
  finish(machine) {
    for (const { add } of waitingOf(machine)) add();
  },
  examples: hapiExamples,
};

/** hapi's modules are imported somewhere in the project. */
function usesHapi(machine: Machine): boolean {
  const facts = machine.notes<{ used: boolean | null }>('hapi-used', () => ({ used: null }));
  facts.used ??= [...machine.project.modules.values()].some((module) =>
    module.body.some(
      (stmt) => stmt.t === 'import' && (modules.has(stmt.from) || stmt.from.startsWith('@hapi/')),
    ),
  );
  return facts.used;
}
