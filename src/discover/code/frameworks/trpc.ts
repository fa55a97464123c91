/** tRPC: procedures of nested routers, where an adapter serves them. Queries are called with GET, mutations with POST. */
import type { SightedAuth } from '../../../model/sighting.ts';
import { authOfMiddleware } from '../languages/javascript/requests/guards.ts';
import { functionsIn } from '../languages/javascript/requests/handlers.ts';
import { pathsIn, settled } from '../languages/javascript/requests/registration.ts';
import { fieldsOfSchema } from '../languages/javascript/requests/schemas.ts';
import { ParameterSink } from '../languages/javascript/requests/sink.ts';
import type { Machine } from '../machine/machine.ts';
import type { ArgValue, CallSite, Env, External, Model, RouteScope, Value } from '../machine/values.ts';
import { arg, entryOf, known, model, positional } from '../machine/values.ts';
import { authOfGuard, joinAuth } from '../routes/auth-names.ts';
import { parsePath, type PathPattern, rootPattern } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { trpcExamples } from './trpc-examples.ts';

const id = 'trpc';
const depthMax = 12;

/** A middleware or input of a procedure, where it was added. */
interface Step {
  readonly one: ArgValue;
  readonly env: Env;
}

/** What a procedure is built of so far. */
interface Built {
  readonly inputs: readonly Value[];
  readonly steps: readonly Step[];
}

/** A router that an adapter serves. */
interface Served {
  readonly scope: RouteScope;
  readonly router: Value;
}

interface Notes {
  readonly served: Served[];
  readonly routers: Model[];
}

const notesOf = (machine: Machine): Notes => machine.notes<Notes>(id, () => ({ served: [], routers: [] }));

const noSteps: Built = { inputs: [], steps: [] };
const procedureOf = (built: Built): Model => model(id, 'procedure', null, { built });
const builtOf = (self: Model): Built => (self.data.get('built') ?? noSteps) as Built;

const adapters =
  /^(?:createExpressMiddleware|createHTTPServer|createHTTPHandler|createNextApiHandler|fetchRequestHandler|nodeHTTPRequestHandler|awsLambdaRequestHandler|createOpenApiExpressMiddleware|trpcServer|createWebWorkerHandler|createTRPCNuxtHandler|createNuxtApiHandler|createKoaMiddleware)$/;

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  if (!/trpc/i.test(callee.from)) return undefined;
  const { name } = callee;
  if (callee.from === '@trpc/server' && name === 'initTRPC.create') return model(id, 'root');
  if (callee.from === '@trpc/server' && /^initTRPC\.(?:context|meta)$/.test(name))
    return model(id, 'builder');
  if (callee.from === '@trpc/server' && name === 'router') return oldRouter(machine);
  const last = name.split('.').at(-1) ?? '';
  if (adapters.test(last)) return serve(site, machine);
  return undefined;
}

/** Serves a router: below the endpoint that is told, else below what mounts it, else below the file's place. */
function serve(site: CallSite, machine: Machine): Value | undefined {
  const options = arg(site, 0);
  const given = entryOf(options, 'router');
  if (given === undefined) return undefined;
  const { served } = notesOf(machine);
  const endpoint =
    pathsIn(entryOf(options, 'endpoint') ?? entryOf(options, 'basePath'))[0]?.pattern ?? placeOf(site.file);
  const known = served.find((one) => one.router === given && one.scope.file === site.file);
  if (known !== undefined) return model(id, 'server', known.scope);
  const scope = machine.scope({
    framework: id,
    isRoot: true,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  scope.prefix = endpoint ?? rootPattern;
  served.push({ scope, router: given });
  return model(id, 'server', scope);
}

/** `pages/api/trpc/[trpc].ts` serves below `/api/trpc`. */
function placeOf(file: string): PathPattern | null {
  const found = /(?:^|\/)(?:pages|app|server)\/((?:.*\/)?)\[(?:\.\.\.)?\w+\](?:\/route)?\.[cm]?[jt]sx?$/.exec(
    file,
  );
  if (found === null) return null;
  const path = (found[1] ?? '').replace(/\([^()/]*\)\//g, '');
  return parsePath(path, 'colon');
}

function method(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  switch (self.kind) {
    case 'builder':
      return name === 'create' ? model(id, 'root') : self;
    case 'root':
      return rootMethod(name, site, machine);
    case 'procedure':
      return procedureMethod(self, name, site);
    case 'old':
      return oldMethod(self, name, site);
    default:
      return undefined;
  }
}

function rootMethod(name: string, site: CallSite, machine: Machine): Value | undefined {
  switch (name) {
    case 'router': {
      const made = model(id, 'router', null, { entries: arg(site, 0) });
      notesOf(machine).routers.push(made);
      return made;
    }
    case 'mergeRouters': {
      const made = model(id, 'router', null, { merged: positional(site) });
      notesOf(machine).routers.push(made);
      return made;
    }
    case 'middleware':
      return arg(site, 0);
    default:
      return undefined;
  }
}

function procedureMethod(self: Model, name: string, site: CallSite): Value | undefined {
  const built = builtOf(self);
  const [first] = site.args;
  switch (name) {
    case 'input': {
      const value = first?.value;
      return value === undefined ? self : procedureOf({ ...built, inputs: [...built.inputs, value] });
    }
    case 'use':
    case 'unstable_concat':
    case 'concat': {
      if (first === undefined) return self;
      if (first.value.t === 'model' && first.value.kind === 'procedure') {
        const other = builtOf(first.value);
        return procedureOf({
          inputs: [...built.inputs, ...other.inputs],
          steps: [...built.steps, ...other.steps],
        });
      }
      return procedureOf({ ...built, steps: [...built.steps, { one: first, env: site.env }] });
    }
    case 'query':
    case 'mutation':
    case 'subscription':
      return model(id, 'endpoint', null, { built, verb: name, site, handler: first?.value });
    default:
      return self;
  }
}

/** Version 9: `trpc.router().query('name', { input, resolve })`. */
function oldRouter(machine: Machine): Value {
  const made = model(id, 'old', null, { entries: new Map<string, Value>(), prefix: '' });
  notesOf(machine).routers.push(made);
  return made;
}

function oldMethod(self: Model, name: string, site: CallSite): Value | undefined {
  const entries = self.data.get('entries') as Map<string, Value>;
  const key = known(arg(site, 0));
  if (name === 'merge') {
    const inner = arg(site, key === null ? 0 : 1);
    if (inner?.t === 'model' && inner.kind === 'old')
      for (const [own, value] of inner.data.get('entries') as Map<string, Value>)
        entries.set(`${key ?? ''}${own}`, value);
    return self;
  }
  if ((name !== 'query' && name !== 'mutation' && name !== 'subscription') || key === null) return self;
  const options = arg(site, 1);
  const input = entryOf(options, 'input');
  const built: Built = { inputs: input === undefined ? [] : [input], steps: [] };
  entries.set(
    key,
    model(id, 'endpoint', null, { built, verb: name, site, handler: entryOf(options, 'resolve') }),
  );
  return self;
}

/** Adds the procedures below a value to a scope, their names joined with dots. */
function flatten(
  value: Value,
  names: readonly string[],
  scope: RouteScope,
  seen: Set<Model>,
  machine: Machine,
): void {
  if (names.length > depthMax) return;
  const given = settled(value, machine);
  if (given.t === 'either') {
    for (const option of given.options) flatten(option, names, scope, seen, machine);
    return;
  }
  if (given.t === 'fn' || given.t === 'result') {
    // `lazy(() => import('./users'))`
    for (const fn of functionsIn(given, machine)) {
      const loaded = machine.invoke(fn, []);
      if (loaded.t !== 'fn' && loaded.t !== 'result') flatten(loaded, names, scope, seen, machine);
    }
    return;
  }
  if (given.t === 'map') {
    for (const [name, inner] of given.entries) flatten(inner, [...names, name], scope, seen, machine);
    return;
  }
  if (given.t !== 'model' || given.framework !== id) return;
  seen.add(given);
  if (given.kind === 'endpoint') endpoint(given, names, scope, machine);
  else if (given.kind === 'old') {
    for (const [name, inner] of given.data.get('entries') as Map<string, Value>)
      flatten(inner, [...names, name], scope, seen, machine);
  } else if (given.kind === 'router') {
    const entries = given.data.get('entries') as Value | undefined;
    if (entries !== undefined) flatten(entries, names, scope, seen, machine);
    for (const one of (given.data.get('merged') ?? []) as readonly Value[])
      flatten(one, names, scope, seen, machine);
  }
}

function endpoint(self: Model, names: readonly string[], scope: RouteScope, machine: Machine): void {
  const built = builtOf(self);
  const site = self.data.get('site') as CallSite;
  const verb = String(self.data.get('verb'));
  const isMutation = verb === 'mutation';
  const sink = new ParameterSink([], !isMutation);
  for (const input of built.inputs)
    sink.addAll(fieldsOfSchema(settled(input, machine)), isMutation ? 'body' : 'query');
  const handler = self.data.get('handler') as Value | undefined;
  const doc = site.call?.doc ?? (handler?.t === 'fn' ? handler.fn.doc : undefined);
  scope.route({
    methods: [isMutation ? 'POST' : 'GET'],
    path: { segments: [[names.join('.')]], shorter: [] },
    file: site.file,
    line: site.line,
    handler: names.join('.'),
    params: sink.params,
    auth: authOf(built.steps, machine),
    purpose: doc === undefined ? null : { text: doc, from: 'comment' },
    tags: names.length > 1 ? names.slice(0, 1) : [],
  });
}

function authOf(steps: readonly Step[], machine: Machine): SightedAuth | null {
  const all = steps.flatMap(({ one, env }): readonly SightedAuth[] => {
    const told = authOfMiddleware(one, env, machine);
    if (told !== null) return [told];
    const byBody = authOfGuard(one.value);
    return byBody === null ? [] : [byBody];
  });
  return joinAuth(all);
}

/** Fastify's plugin: `app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: { router } })`. */
export function trpcPlugin(
  plugin: Value,
  options: Value | undefined,
  site: CallSite,
  machine: Machine,
): RouteScope | null {
  if (plugin.t !== 'external' || plugin.name !== 'fastifyTRPCPlugin') return null;
  const router = entryOf(entryOf(options, 'trpcOptions'), 'router');
  if (router === undefined) return null;
  const scope = machine.scope({
    framework: id,
    isRoot: false,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  scope.prefix = pathsIn(entryOf(options, 'prefix'))[0]?.pattern ?? rootPattern;
  notesOf(machine).served.push({ scope, router });
  return scope;
}

/** tRPC. */
export const trpc: Framework = {
  id,
  title: 'tRPC',
  languages: ['javascript'],
  call,
  method,
  member(self, name) {
    return self.kind === 'root' && name === 'procedure' ? procedureOf(noSteps) : undefined;
  },
  finish(machine) {
    const { served, routers } = notesOf(machine);
    const seen = new Set<Model>();
    for (const { scope, router } of served) flatten(router, [], scope, seen, machine);
    const nested = new Set<Model>();
    for (const one of routers) for (const inner of within(one, machine)) nested.add(inner);
    for (const one of routers) {
      if (seen.has(one) || nested.has(one)) continue;
      const site = firstSite(one);
      if (site === null) continue;
      const scope = machine.scope({
        framework: id,
        isRoot: false,
        file: site.file,
        line: site.line,
        reach: 'all',
      });
      scope.prefix = parsePath('/trpc', 'colon');
      flatten(one, [], scope, seen, machine);
    }
  },
  examples: trpcExamples,
};

/** Routers right within a router. */
function within(router: Model, machine: Machine): readonly Model[] {
  const values: Value[] = [];
  const entries = router.data.get('entries') as Value | Map<string, Value> | undefined;
  if (entries instanceof Map) values.push(...entries.values());
  else if (entries?.t === 'map') values.push(...entries.entries.values());
  values.push(...((router.data.get('merged') ?? []) as readonly Value[]));
  return values
    .map((one) => settled(one, machine))
    .filter((one): one is Model => one.t === 'model' && one.framework === id);
}

/** Where the first procedure of a router stands. */
function firstSite(router: Model): CallSite | null {
  const entries = router.data.get('entries') as Value | Map<string, Value> | undefined;
  const values =
    entries instanceof Map
      ? [...entries.values()]
      : entries?.t === 'map'
        ? [...entries.entries.values()]
        : [];
  for (const value of values) {
    if (value.t === 'model' && value.kind === 'endpoint') return value.data.get('site') as CallSite;
    if (value.t === 'model' && value.kind === 'router') {
      const inner = firstSite(value);
      if (inner !== null) return inner;
    }
  }
  return null;
}
