/** Hono: applications, `route`, `basePath`, `mount`, validators, and routes by OpenAPI description. */
import { authOfMiddleware } from '../languages/javascript/requests/guards.ts';
import {
  contextForm,
  functionsIn,
  handlerWords,
  readHandler,
} from '../languages/javascript/requests/handlers.ts';
import {
  callsLast,
  isPath,
  laidOut,
  methodsOf,
  pathsIn,
  register,
  settled,
} from '../languages/javascript/requests/registration.ts';
import { validatedPart } from '../languages/javascript/requests/request.ts';
import { fieldsOfSchema, isSchema } from '../languages/javascript/requests/schemas.ts';
import { ParameterSink } from '../languages/javascript/requests/sink.ts';
import type { Machine } from '../machine/machine.ts';
import type { ArgValue, CallSite, External, Model, RouteScope, Value } from '../machine/values.ts';
import { arg, entryOf, itemsOf, known, model } from '../machine/values.ts';
import { authBy } from '../routes/auth-names.ts';
import { joinPaths, parsePath, type PathPattern, rootPattern } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { honoExamples } from './hono-examples.ts';

const id = 'hono';
const form = contextForm('hono');
const makers =
  /^(?:hono|hono\/tiny|hono\/quick|@hono\/zod-openapi|@hono\/hono|jsr:@hono\/hono|npm:hono(?:@.*)?|https:\/\/.*\/hono.*)$/;

const appOf = (scope: RouteScope, base: PathPattern = rootPattern): Model =>
  model(id, 'app', scope, { base });

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  const name = callee.name;
  if (makers.test(callee.from) && (name === 'Hono' || name === 'OpenAPIHono' || (name === '' && site.isNew)))
    return appOf(machine.scope({ framework: id, isRoot: true, file: site.file, line: site.line }));
  if (callee.from === 'hono/factory' && name === 'createFactory') return model(id, 'factory');
  if (makers.test(callee.from) && name === 'createRoute') return arg(site, 0);
  return undefined;
}

/** An application that another one routes to does not serve by itself. */
const isChild = (scope: RouteScope): void => {
  scope.isRoot = false;
};

function method(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  if (self.kind === 'factory') {
    if (name === 'createApp')
      return appOf(machine.scope({ framework: id, isRoot: true, file: site.file, line: site.line }));
    if (name === 'createMiddleware') return arg(site, 0);
    return name === 'createHandlers'
      ? { t: 'list', items: laidOut(site.args, machine).map((one) => one.value), open: false }
      : undefined;
  }
  const { scope } = self;
  if (scope === null) return undefined;
  const base = self.data.get('base') as PathPattern;
  switch (name) {
    case 'basePath':
      return appOf(scope, joinPaths(base, pathsIn(arg(site, 0))[0]?.pattern ?? rootPattern));
    case 'route': {
      const [path, inner] = site.args;
      if (path === undefined || inner === undefined) return undefined;
      for (const child of appsIn(settled(inner.value, machine), machine)) {
        if (child.scope === null) continue;
        isChild(child.scope);
        for (const { pattern } of pathsIn(path.value)) scope.mount(child.scope, joinPaths(base, pattern));
      }
      return self;
    }
    case 'mount':
    case 'notFound':
    case 'onError':
    case 'doc':
    case 'doc31':
    case 'showRoutes':
      return self;
    case 'use':
      use(scope, base, site, machine);
      return self;
    case 'on':
      on(scope, base, site, machine);
      return self;
    case 'openapi':
      described(scope, base, site, machine);
      return self;
    default:
  }
  const methods = methodsOf(name);
  if (methods.length === 0) return undefined;
  // Without a path, handlers go on with the path before: `app.get('/x', a).post(b)`.
  const hasPath = isPath(site.args[0]?.value) || (site.args.length > 1 && site.args[0]?.value.t !== 'fn');
  const given = hasPath ? site.args.slice(1) : site.args;
  const path = hasPath ? site.args[0]?.value : (self.data.get('path') as Value | undefined);
  if (given.length === 0) return undefined;
  if (hasPath && methods[0] === 'ANY' && guardsOnly(given, machine)) {
    guard(
      scope,
      pathsIn(path).map(({ pattern }) => joinPaths(base, withoutRest(pattern))),
      given,
      site,
      machine,
    );
    return self;
  }
  for (const { pattern } of path === undefined ? [{ pattern: rootPattern }] : pathsIn(path))
    register({ scope, methods, path: null, base: joinPaths(base, pattern), given, form, site }, machine);
  return model(id, 'app', scope, { base, path });
}

const appsIn = (value: Value, machine: Machine): readonly Model[] =>
  value.t === 'either'
    ? value.options.flatMap((one) => appsIn(settled(one, machine), machine))
    : value.t === 'model' && value.framework === id && value.scope !== null
      ? [value]
      : [];

/** `all('*', middleware)` whose functions hand on. */
const guardsOnly = (given: readonly ArgValue[], machine: Machine): boolean => {
  const last = laidOut(given, machine).at(-1);
  return last !== undefined && functionsIn(last.value, machine).some((fn) => callsLast(fn, 1));
};

function use(scope: RouteScope, base: PathPattern, site: CallSite, machine: Machine): void {
  const hasPath = isPath(site.args[0]?.value);
  const paths = hasPath ? pathsIn(site.args[0]?.value).map(({ pattern }) => pattern) : [rootPattern];
  guard(
    scope,
    paths.map((path) => joinPaths(base, withoutRest(path))),
    hasPath ? site.args.slice(1) : site.args,
    site,
    machine,
  );
}

function guard(
  scope: RouteScope,
  paths: readonly PathPattern[],
  given: readonly ArgValue[],
  site: CallSite,
  machine: Machine,
): void {
  for (const one of laidOut(given, machine)) {
    const auth = libraryAuth(one.value) ?? authOfMiddleware(one, site.env, machine);
    for (const path of paths)
      scope.guard(one.value, {
        ...(path.segments.length === 0 ? {} : { path }),
        ...(auth === null ? {} : { auth }),
      });
  }
}

/** Hono's own middleware. */
function libraryAuth(value: Value): ReturnType<typeof authBy> | null {
  if (value.t !== 'result' || value.callee.t !== 'external') return null;
  switch (value.callee.name) {
    case 'basicAuth':
      return authBy('required', 'basic', 'basicAuth', 'guarded by basicAuth');
    case 'bearerAuth':
      return authBy('required', 'bearer', 'bearerAuth', 'guarded by bearerAuth');
    case 'jwt':
    case 'jwk':
      return authBy('required', 'bearer', value.callee.name, `guarded by ${value.callee.name}`);
    default:
      return null;
  }
}

function withoutRest(pattern: PathPattern): PathPattern {
  const last = pattern.segments.at(-1)?.[0];
  const rest = typeof last === 'object' && 'rest' in last && last.rest === true;
  return rest ? { segments: pattern.segments.slice(0, -1), shorter: [] } : pattern;
}

/** `app.on(['GET', 'POST'], ['/a', '/b'], handler)` */
function on(scope: RouteScope, base: PathPattern, site: CallSite, machine: Machine): void {
  const [verbs, path, ...given] = site.args;
  const methods = itemsOf(verbs?.value).flatMap((one) => known(one)?.toUpperCase() ?? []);
  if (methods.length === 0 || path === undefined) return;
  for (const { pattern } of pathsIn(path.value))
    register(
      {
        scope,
        methods: methods.map((one) => (one === 'ALL' ? 'ANY' : one)),
        path: null,
        base: joinPaths(base, pattern),
        given,
        form,
        site,
      },
      machine,
    );
}

/** `app.openapi(createRoute({ method, path, request, security }), handler)` */
function described(scope: RouteScope, base: PathPattern, site: CallSite, machine: Machine): void {
  const route = arg(site, 0);
  const verb = known(entryOf(route, 'method'))?.toUpperCase();
  const path = known(entryOf(route, 'path'));
  if (route === undefined || verb === undefined || path === null) return;
  const sink = new ParameterSink([], verb === 'GET' || verb === 'HEAD');
  const request = entryOf(route, 'request');
  for (const part of ['query', 'params', 'headers', 'cookies']) {
    const where = validatedPart(part);
    if (where !== null) sink.addAll(fieldsOfSchema(entryOf(request, part)), where);
  }
  const body = entryOf(request, 'body');
  const content = entryOf(body, 'content');
  // `jsonContentRequired(schema, 'The task')`: a helper outside of the project
  if (body?.t === 'result')
    for (const { value } of body.args) if (isSchema(value)) sink.addAll(fieldsOfSchema(value), 'body');
  if (content?.t === 'map')
    for (const [type, media] of content.entries)
      sink.addAll(fieldsOfSchema(entryOf(media, 'schema')), /form/.test(type) ? 'form' : 'body');
  const handler = site.args[1];
  const words = handlerWords(handler?.value, handler?.expr, site.env, machine, site.call?.doc);
  const summary = known(entryOf(route, 'summary')) ?? known(entryOf(route, 'description'));
  const middleware = itemsOf(entryOf(route, 'middleware'));
  scope.route({
    methods: [verb],
    path: joinPaths(base, parsePath(path, path.includes('{') && !path.includes(':') ? 'brace' : 'colon')),
    file: site.file,
    line: site.line,
    handler: words.handler,
    purpose: words.purpose ?? (summary === null ? null : { text: summary.slice(0, 400), from: 'comment' }),
    params: sink.params,
    guards: scope.asGuards(middleware).map((one) => {
      const auth =
        libraryAuth(one.value) ??
        authOfMiddleware({ value: one.value, expr: { t: 'const', v: null } }, site.env, machine);
      return auth === null ? one : { ...one, auth };
    }),
    tags: itemsOf(entryOf(route, 'tags')).flatMap((tag) => known(tag) ?? []),
  });
  if (handler !== undefined) readHandler(handler.value, form, sink, machine);
}

/** Hono. */
export const hono: Framework = {
  id,
  title: 'Hono',
  languages: ['javascript'],
  call,
  method,
  parameter(param, fn, machine) {
    const type = param.type?.name ?? '';
    if (!/^(?:Hono|OpenAPIHono|AppOpenAPI)$/.test(type)) return undefined;
    return appOf(machine.scope({ framework: id, isRoot: false, file: fn.file, line: fn.fn.line }));
  },
  examples: honoExamples,
};
