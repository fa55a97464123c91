/** Fastify: routes, plugins with prefixes, hooks, schemas, and folders that @fastify/autoload loads. */
import type { SightedAuth } from '../../../model/sighting.ts';
import {
  type CallingForm,
  handlerWords,
  readHandler,
  readLater,
  readRouteGeneric,
} from '../languages/javascript/requests/handlers.ts';
import { authOfMiddleware, guardOf } from '../languages/javascript/requests/guards.ts';
import {
  guardedInside,
  laidOut,
  methodsOf,
  pathsIn,
  settled,
} from '../languages/javascript/requests/registration.ts';
import { validatedPart } from '../languages/javascript/requests/request.ts';
import { fieldsOfSchema } from '../languages/javascript/requests/schemas.ts';
import { ParameterSink } from '../languages/javascript/requests/sink.ts';
import type { Machine } from '../machine/machine.ts';
import type {
  ArgValue,
  CallSite,
  Env,
  External,
  FnValue,
  Guard,
  Model,
  RouteScope,
  Value,
} from '../machine/values.ts';
import { arg, entryOf, itemsOf, known, model, textsOf } from '../machine/values.ts';
import { authBy, schemeOf } from '../routes/auth-names.ts';
import { parsePath, type PathPattern, rootPattern } from '../routes/template.ts';
import { autoload } from './fastify-autoload.ts';
import { fastifyExamples } from './fastify-examples.ts';
import type { Framework } from './framework.ts';
import { graphqlPlugin } from './graphql-js/index.ts';
import { trpcPlugin } from './trpc.ts';

const id = 'fastify';

const form: CallingForm = {
  shape: 'fastify',
  args: (request) => [request, { t: 'unknown', name: 'reply' }, { t: 'unknown', name: 'done' }],
};

/** Hooks that run before the handler and can refuse. */
const hooks = ['onRequest', 'preParsing', 'preValidation', 'preHandler'];

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  if (callee.from === 'fastify' && ['', 'fastify', 'default', 'Fastify'].includes(callee.name)) {
    const scope = machine.scope({
      framework: id,
      isRoot: true,
      file: site.file,
      line: site.line,
      reach: 'all',
    });
    return model(id, 'app', scope, { decorated: new Map<string, Value>() });
  }
  // `fp(plugin)` keeps the plugin in its parent's scope.
  if (callee.from === 'fastify-plugin') {
    const plugin = arg(site, 0);
    return plugin === undefined ? undefined : { ...model(id, 'plugin', null, { plugin }) };
  }
  return undefined;
}

function method(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { scope } = self;
  if (scope === null) return undefined;
  switch (name) {
    case 'route':
      return fullRoute(self, scope, site, machine);
    case 'register':
      registerPlugin(self, scope, site, machine);
      return self;
    case 'addHook': {
      const hook = known(arg(site, 0));
      const guard = site.args[1];
      if (hook !== null && hooks.includes(hook) && guard !== undefined)
        addGuard(scope, guard, site.env, machine);
      return self;
    }
    case 'decorate': {
      const decorated = known(arg(site, 0));
      const value = arg(site, 1);
      if (decorated !== null && value !== undefined)
        decoratedOf(self).set(decorated, called(value, decorated));
      return self;
    }
    case 'after':
    case 'ready': {
      const callback = arg(site, 0);
      if (callback?.t === 'fn') machine.invoke(callback, []);
      return self;
    }
    case 'withTypeProvider':
    case 'setValidatorCompiler':
    case 'setSerializerCompiler':
    case 'setErrorHandler':
    case 'setNotFoundHandler':
    case 'addSchema':
    case 'addContentTypeParser':
      return self;
    case 'auth':
      return model(id, 'auth', null, { given: site.args });
    default:
  }
  const methods = methodsOf(name);
  if (methods.length === 0) return undefined;
  const [path, ...rest] = site.args;
  if (path === undefined || rest.length === 0) return undefined;
  const handler = rest.at(-1);
  const options = rest.length > 1 ? rest[0] : rest[0]?.value.t === 'map' ? rest[0] : undefined;
  add(
    {
      scope,
      methods,
      path: path.value,
      options: options?.value,
      handler: handler === options ? undefined : handler,
      site,
    },
    machine,
  );
  return self;
}

/** A function without a name is called as it is decorated. */
const called = (value: Value, name: string): Value =>
  value.t === 'fn' && value.fn.name === '' ? { ...value, fn: { ...value.fn, name } } : value;

function decoratedOf(self: Model): Map<string, Value> {
  const decorated = self.data.get('decorated');
  if (decorated instanceof Map) return decorated as Map<string, Value>;
  const made = new Map<string, Value>();
  self.data.set('decorated', made);
  return made;
}

function fullRoute(self: Model, scope: RouteScope, site: CallSite, machine: Machine): Value | undefined {
  const options = arg(site, 0);
  if (options === undefined) return undefined;
  const methods = itemsOf(entryOf(options, 'method')).flatMap((one) => known(one)?.toUpperCase() ?? []);
  const path = entryOf(options, 'url') ?? entryOf(options, 'path');
  if (path === undefined) return undefined;
  add(
    { scope, methods: methods.length === 0 ? ['GET'] : methods, path, options, handler: undefined, site },
    machine,
  );
  return self;
}

interface Added {
  readonly scope: RouteScope;
  readonly methods: readonly string[];
  readonly path: Value;
  readonly options: Value | undefined;
  readonly handler: ArgValue | undefined;
  readonly site: CallSite;
}

function add({ scope, methods, path, options, handler, site }: Added, machine: Machine): void {
  const found = pathsIn(path);
  if (found.length === 0) return;
  const value = handler?.value ?? entryOf(options, 'handler');
  const words = handlerWords(value, handler?.expr, site.env, machine, site.call?.doc);
  const schema = entryOf(options, 'schema');
  const summary = known(entryOf(schema, 'summary')) ?? known(entryOf(schema, 'description'));
  const bodyless = methods.every((one) => one === 'GET' || one === 'HEAD');
  const websocket = entryOf(options, 'websocket');
  const sink = new ParameterSink([], bodyless);
  const all = websocket?.t === 'const' && websocket.v === true ? ['WS'] : methods;
  const guards = [...routeGuards(scope, options, site, machine)];
  if (value !== undefined) guardedInside(value, guards, scope, machine);
  for (const { pattern } of found)
    scope.route({
      methods: all,
      path: pattern,
      file: site.file,
      line: site.line,
      handler: words.handler,
      purpose: words.purpose ?? (summary === null ? null : { text: summary.slice(0, 400), from: 'comment' }),
      params: sink.params,
      guards,
      deprecated: isTrue(entryOf(schema, 'deprecated')),
      tags: itemsOf(entryOf(schema, 'tags')).flatMap((tag) => known(tag) ?? []),
    });
  readLater(machine, () => readSchema(schema, sink, machine));
  if (site.types[0] !== undefined) readRouteGeneric(site.types[0], site.env, sink, machine);
  if (value !== undefined) readHandler(value, form, sink, machine);
}

const isTrue = (value: Value | undefined): boolean => value?.t === 'const' && value.v === true;

function routeGuards(
  scope: RouteScope,
  options: Value | undefined,
  site: CallSite,
  machine: Machine,
): readonly Guard[] {
  return hooks.flatMap((hook) => {
    const value = entryOf(options, hook);
    if (value === undefined) return [];
    return laidOut([{ value, expr: { t: 'const', v: null } }], machine).flatMap((one) =>
      guards(one, scope, site.env, machine),
    );
  });
}

/** A hook as a guard; `fastify.auth([a, b])` of @fastify/auth is all that it was given. */
function guards(one: ArgValue, scope: RouteScope, env: Env, machine: Machine): readonly Guard[] {
  if (one.value.t === 'model' && one.value.framework === id && one.value.kind === 'auth') {
    const given = one.value.data.get('given') as readonly ArgValue[];
    return laidOut(given.slice(0, 1), machine).flatMap((inner) => guards(inner, scope, env, machine));
  }
  const auth = decoratorAuth(one.value);
  if (auth !== null) return scope.asGuards([one.value]).map((guard) => ({ ...guard, auth }));
  return guardOf(one, scope, env, machine);
}

function addGuard(scope: RouteScope, one: ArgValue, env: Env, machine: Machine): void {
  for (const each of laidOut([one], machine)) {
    const auth = decoratorAuth(each.value) ?? authOfMiddleware(each, env, machine);
    scope.guard(each.value, auth === null ? {} : { auth });
  }
}

/** `fastify.authenticate`, `app.verifyJWT`: decorators of plugins outside of the project. */
function decoratorAuth(value: Value): SightedAuth | null {
  if (value.t !== 'member' || value.of.t !== 'model' || value.of.framework !== id) return null;
  if (/csrf/i.test(value.name)) return null;
  if (!/auth|jwt|verify|guard|protect|basic|bearer|session/i.test(value.name)) return null;
  const scheme = schemeOf(value.name);
  return authBy('required', scheme === 'unknown' ? 'bearer' : scheme, value.name, `guarded by ${value.name}`);
}

const schemaParts = ['body', 'querystring', 'query', 'params', 'headers'];

function readSchema(schema: Value | undefined, sink: ParameterSink, machine: Machine): void {
  for (const name of schemaParts) {
    const given = entryOf(schema, name);
    const where = validatedPart(name);
    if (given === undefined || where === null) continue;
    const part = settled(given, machine);
    const own = fieldsOfSchema(part);
    sink.addAll(own, where);
  }
}

/** Runs a plugin with an application of its own (or its parent's, when it is wrapped by fastify-plugin). */
function registerPlugin(self: Model, scope: RouteScope, site: CallSite, machine: Machine): void {
  const [first, second] = site.args;
  if (first === undefined) return;
  const options = second?.value;
  const prefix = prefixOf(options);
  for (const value of alternatives(settled(first.value, machine), machine)) {
    if (value.t === 'external' && /^(?:@fastify\/autoload|fastify-autoload)$/.test(value.from)) {
      autoload(options, site, machine, (file, at, hookFiles) => {
        const plugin = machine.exportOf(file, 'default') ?? machine.moduleValue(file);
        const own = machine.exportOf(file, 'autoPrefix');
        const under = own === undefined ? at : [...at.slice(0, -1), ...(textsOf(own)[0]?.parts ?? [])];
        const path = parsePath({ parts: under }, 'colon');
        for (const one of alternatives(plugin, machine)) {
          const hooked = hookFiles.map(
            (name) => machine.exportOf(name, 'default') ?? machine.moduleValue(name),
          );
          plug({ self, scope, value: one, prefix: joined(prefix, path), options, site, hooked }, machine);
        }
      });
      continue;
    }
    const inner = trpcPlugin(value, options, site, machine) ?? graphqlPlugin(value, options, site, machine);
    if (inner !== null) {
      scope.mount(inner);
      continue;
    }
    plug({ self, scope, value, prefix, options, site, hooked: [] }, machine);
  }
}

const joined = (a: PathPattern, b: PathPattern): PathPattern => ({
  segments: [...a.segments, ...b.segments],
  shorter: [],
});

function prefixOf(options: Value | undefined): PathPattern {
  const prefix = entryOf(options, 'prefix');
  return pathsIn(prefix)[0]?.pattern ?? rootPattern;
}

/** Functions and wrapped plugins among what a value may be. */
function alternatives(value: Value, machine: Machine): readonly Value[] {
  if (value.t === 'either')
    return value.options.flatMap((one) => alternatives(settled(one, machine), machine));
  return [settled(value, machine)];
}

interface Plugged {
  readonly self: Model;
  readonly scope: RouteScope;
  readonly value: Value;
  readonly prefix: PathPattern;
  readonly options: Value | undefined;
  readonly site: CallSite;
  /** Plugins that add the hooks of its folder. */
  readonly hooked: readonly Value[];
}

function plug({ self, scope, value, prefix, options, site, hooked }: Plugged, machine: Machine): void {
  const wrapped = value.t === 'model' && value.framework === id && value.kind === 'plugin';
  const inner = wrapped ? settled(value.data.get('plugin') as Value, machine) : value;
  if (inner.t !== 'fn') return;
  const breaksOut = wrapped || skipsOverride(inner, machine);
  if (breaksOut && prefix.segments.length === 0) {
    machine.invoke(inner, [self, options ?? emptyMap(site)]);
    return;
  }
  const child = machine.scope({
    framework: id,
    isRoot: false,
    file: inner.file,
    line: inner.fn.line,
    reach: 'all',
  });
  scope.mount(child, prefix);
  const made = model(id, 'app', child, { decorated: decoratedOf(self) });
  for (const hook of hooked.flatMap((one) => alternatives(one, machine)))
    if (hook.t === 'fn') machine.invoke(hook, [made, options ?? emptyMap(site)]);
  machine.invoke(inner, [made, options ?? emptyMap(site)]);
}

/** `plugin[Symbol.for('skip-override')] = true` */
const skipsOverride = (fn: FnValue, machine: Machine): boolean => {
  const mark = machine.member(fn, 'skip-override');
  return mark.t === 'const' && mark.v === true;
};

const emptyMap = (site: CallSite): Value => ({
  t: 'map',
  entries: new Map(),
  open: true,
  file: site.file,
  line: site.line,
});

const typeNames =
  /^(?:FastifyInstance|FastifyTypedInstance|FastifyTypeBox|FastifyZodInstance|FastifyPluginInstance)$/;

/** Fastify. */
export const fastify: Framework = {
  id,
  title: 'Fastify',
  languages: ['javascript'],
  call,
  method,
  member(self, name) {
    return decoratedOf(self).get(name);
  },
  parameter(param, fn, machine) {
    const type = param.type?.name.split('.').at(-1);
    const typed = type !== undefined && typeNames.test(type);
    const plain = type === undefined && /^(?:fastify|fastifyInstance)$/.test(param.name);
    const server =
      type === undefined && /^(?:app|server|instance)$/.test(param.name) && importsFastify(fn, machine);
    if (!typed && !plain && !server) return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: false,
      file: fn.file,
      line: fn.fn.line,
      reach: 'all',
    });
    return model(id, 'app', scope, { decorated: new Map<string, Value>() });
  },
  examples: fastifyExamples,
};

const importsFastify = (fn: FnValue, machine: Machine): boolean =>
  machine.project.modules
    .get(fn.file)
    ?.body.some((stmt) => stmt.t === 'import' && /^(?:fastify|fastify-plugin|@fastify\/)/.test(stmt.from)) ===
  true;
