/** Nuxt and Nitro: `server/api`, `server/routes`, method suffixes, `server/middleware`; h3 routers and applications in code. */
import type { SightedAuth } from '../../../model/sighting.ts';
import type { Module } from '../ir.ts';
import {
  functionsIn,
  handlerWords,
  contextForm,
  readHandler,
} from '../languages/javascript/requests/handlers.ts';
import { authInside, authOfWrapper } from '../languages/javascript/requests/inner-auth.ts';
import {
  isPath,
  laidOut,
  methodsOf,
  pathsIn,
  register,
} from '../languages/javascript/requests/registration.ts';
import { field, partOf, requestModel } from '../languages/javascript/requests/request.ts';
import { fieldsOfSchema, isSchema } from '../languages/javascript/requests/schemas.ts';
import { ParameterSink } from '../languages/javascript/requests/sink.ts';
import { fieldsOfType } from '../languages/javascript/requests/types.ts';
import type { ParameterIn } from '../../../model/sighting.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, External, Model, RouteScope, Value } from '../machine/values.ts';
import { arg, entryOf, known, model } from '../machine/values.ts';
import { parsePath, type PathPattern, rootPattern } from '../routes/template.ts';
import { methodsAsked } from './nextjs.ts';
import type { Framework } from './framework.ts';
import { nuxtExamples } from './nuxt-examples.ts';

const id = 'nuxt';
const form = contextForm('nitro');
const libraries = new Set([
  '',
  'h3',
  'nitro',
  'nitropack',
  'nitropack/runtime',
  '#imports',
  'nitro/h3',
  'h3-nightly',
  'nuxt/server',
]);

const makers =
  /^(?:define(?:Cached|Authenticated|Lazy)?EventHandler|(?:cached|lazy)?[eE]ventHandler|defineHandler|defineWebSocketHandler)$/;

/** Functions of h3 that read a part of the event: of which, and which argument names the field. */
const readers: Readonly<Record<string, { readonly where: ParameterIn; readonly named: boolean }>> = {
  getQuery: { where: 'query', named: false },
  useQuery: { where: 'query', named: false },
  readBody: { where: 'body', named: false },
  useBody: { where: 'body', named: false },
  readRawBody: { where: 'body', named: false },
  readFormData: { where: 'form', named: false },
  readMultipartFormData: { where: 'form', named: false },
  getRouterParams: { where: 'path', named: false },
  getRouterParam: { where: 'path', named: true },
  getHeader: { where: 'header', named: true },
  getRequestHeader: { where: 'header', named: true },
  getHeaders: { where: 'header', named: false },
  getRequestHeaders: { where: 'header', named: false },
  getCookie: { where: 'cookie', named: true },
  parseCookies: { where: 'cookie', named: false },
  getValidatedQuery: { where: 'query', named: false },
  readValidatedBody: { where: 'body', named: false },
  getValidatedRouterParams: { where: 'path', named: false },
  useValidatedBody: { where: 'body', named: false },
  useValidatedQuery: { where: 'query', named: false },
  useValidatedParams: { where: 'path', named: false },
};

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  const { from } = callee;
  if (from === '' && !/vent|use|read|get|parse/.test(callee.name)) return undefined;
  const name = callee.name.split('.').at(-1) ?? '';
  if (!libraries.has(from) && !/^h3-zod$/.test(from)) return undefined;
  if (makers.test(name)) return handlerOf(site);
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader !== undefined) return read(reader, name, site, machine);
  if (from === '') return undefined;
  if (name === 'createRouter')
    return model(
      id,
      'router',
      machine.scope({ framework: id, isRoot: false, file: site.file, line: site.line }),
    );
  if (name === 'createApp' || (name === 'H3' && site.isNew))
    return model(id, 'app', machine.scope({ framework: id, isRoot: true, file: site.file, line: site.line }));
  if (name === 'useBase') return arg(site, 1);
  return undefined;
}

/** The function in `defineEventHandler(fn)` or `defineEventHandler({ handler: fn })`. */
function handlerOf(site: CallSite): Value | undefined {
  const first = arg(site, 0);
  return first?.t === 'map' ? (entryOf(first, 'handler') ?? first) : first;
}

function read(
  reader: { readonly where: ParameterIn; readonly named: boolean },
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  const event = requestModel(arg(site, 0));
  const sink = event?.data.get('sink');
  if (!(sink instanceof ParameterSink)) return undefined;
  const second = arg(site, 1);
  if (reader.named) {
    const key = known(second);
    return key === null ? undefined : field(key, reader.where, sink);
  }
  const part = partOf(reader.where, sink, reader.where === 'form');
  const [type] = site.types;
  if (type !== undefined) sink.addAll(fieldsOfType(type, site.env, machine), reader.where);
  if (second !== undefined && /alidated/.test(name)) {
    // `readValidatedBody(event, schema.parse)`, or a function that parses
    const schema = second.t === 'member' ? second.of : second;
    if (isSchema(schema) || schema.t === 'map') sink.addAll(fieldsOfSchema(schema), reader.where);
    else if (schema.t === 'fn') machine.invoke(schema, [part]);
  }
  return part;
}

function method(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { scope } = self;
  if (scope === null) return undefined;
  if (name === 'use') {
    const hasPath = isPath(arg(site, 0));
    const path = hasPath ? (pathsIn(arg(site, 0))[0]?.pattern ?? rootPattern) : rootPattern;
    for (const one of laidOut(hasPath ? site.args.slice(1) : site.args, machine)) {
      if (one.value.t === 'model' && one.value.scope !== null) {
        one.value.scope.isRoot = false;
        scope.mount(one.value.scope, path);
      } else if (hasPath && self.kind === 'router') {
        register({ scope, methods: ['ANY'], path: arg(site, 0) ?? null, given: [one], form, site }, machine);
      } else scope.guard(one.value, path.segments.length === 0 ? {} : { path });
    }
    return self;
  }
  if (name === 'handler') return self;
  const methods = methodsOf(name);
  const [path, ...given] = site.args;
  if (methods.length === 0 || path === undefined || given.length === 0) return undefined;
  register({ scope, methods, path: path.value, given, form, site }, machine);
  return self;
}

/** A file's place among the routes of a server. */
interface Seat {
  readonly application: string;
  readonly path: string;
  readonly methods: readonly string[];
  readonly isMiddleware: boolean;
}

const suffixes = /\.(get|head|post|put|patch|delete|options|connect|trace)$/;
const modes = /\.(dev|prod|prerender)$/;

function seatOf(file: string): Seat | null {
  const found =
    /^((?:.*?\/)??)(?:src\/)?(server\/)(api|routes|middleware)\/(.+)\.[cm]?[jt]s$/.exec(file) ??
    /^((?:.*?\/)??)()(api|routes|middleware)\/(.+)\.[cm]?[jt]s$/.exec(file);
  if (found === null) return null;
  const [, application = '', server, kind = '', rest = ''] = found;
  const bare = rest.replace(modes, '');
  const verb = suffixes.exec(bare)?.[1];
  const stem = verb === undefined ? bare : bare.slice(0, -verb.length - 1);
  const path = [...(kind === 'api' ? ['api'] : []), ...stem.split('/')]
    .filter((one) => !/^\([^()]*\)$/.test(one))
    .map((one) => {
      if (one === '[...]') return '*path';
      const catchAll = /^\[\.\.\.(.+)\]$/.exec(one)?.[1];
      if (catchAll !== undefined) return `*${catchAll}`;
      return one.replace(/\[\[?([^[\]]+)\]?\]/g, (_all, name: string) => `:${name.replace(/\W/g, '_')}`);
    });
  if (path.at(-1) === 'index') path.pop();
  return {
    application: `${application}\n${server ?? ''}`,
    path: path.join('/'),
    methods: verb === undefined ? [] : [verb.toUpperCase()],
    isMiddleware: kind === 'middleware',
  };
}

/** Is the folder a Nuxt or Nitro project? A Nitro project without Nuxt may have its folders at its top. */
function belongs(seat: Seat, machine: Machine): boolean {
  const [application = '', server = ''] = seat.application.split('\n');
  const known = machine.notes('nuxt-used', () => new Map<string, boolean>());
  let used = known.get(seat.application);
  if (used === undefined) {
    const manifest = machine.project.read(`${application}package.json`) ?? '';
    const has = (stem: string): boolean =>
      machine.project.files.some((file) => file.startsWith(`${application}${stem}.config.`));
    used = /"(?:nitropack|nitro)"\s*:/.test(manifest) || has('nitro');
    if (server !== '')
      used ||=
        /"(?:nuxt|nuxt3|nuxt-nightly|@analogjs\/platform|@solidjs\/start)"\s*:/.test(manifest) || has('nuxt');
    known.set(seat.application, used);
  }
  return used;
}

function scopeFor(seat: Seat, file: string, machine: Machine): RouteScope {
  const scopes = machine.notes(id, () => new Map<string, RouteScope>());
  let scope = scopes.get(seat.application);
  if (scope === undefined) {
    scope = machine.scope({ framework: id, isRoot: true, file, line: 1, reach: 'all' });
    scopes.set(seat.application, scope);
  }
  return scope;
}

function fileRoute(seat: Seat, module: Module, machine: Machine): void {
  const { file } = module;
  const handler = machine.exportOf(file, 'default');
  if (handler === undefined) return;
  const fns = functionsIn(handler, machine);
  const scope = scopeFor(seat, file, machine);
  if (seat.isMiddleware) {
    const auth = authInside(fns, machine);
    if (auth !== null) scope.guard(handler, { auth });
    return;
  }
  const asked =
    seat.methods.length > 0 ? seat.methods : [...new Set(fns.flatMap(({ fn }) => methodsAsked(fn)))];
  const methods = asked.length === 0 ? ['ANY'] : asked;
  const path: PathPattern = parsePath(seat.path, 'colon');
  const sink = new ParameterSink(
    [],
    methods.every((one) => one === 'GET' || one === 'HEAD'),
  );
  const exported = module.body.find((stmt) => stmt.t === 'export' && stmt.name === 'default');
  const value = exported?.t === 'export' ? exported.value : undefined;
  const line = value?.t === 'call' ? value.line : (fns[0]?.fn.line ?? 1);
  const comment = value?.t === 'call' ? value.doc : undefined;
  const words = handlerWords(handler, undefined, machine.moduleEnv(file), machine, comment);
  const wrapper: SightedAuth | null =
    value?.t === 'call' && value.fn.t === 'name' ? authOfWrapper(value.fn.v) : null;
  scope.route({
    methods,
    path,
    file,
    line,
    ...words,
    params: sink.params,
    auth: wrapper ?? authInside(fns, machine),
  });
  readHandler(handler, form, sink, machine);
}

/** Nuxt and Nitro. */
export const nuxt: Framework = {
  id,
  title: 'Nuxt and Nitro',
  languages: ['javascript'],
  call,
  method,
  module(module, machine) {
    const seat = seatOf(module.file);
    if (seat !== null && !/\.(?:test|spec|d)\.[cm]?[jt]s$/.test(module.file) && belongs(seat, machine))
      fileRoute(seat, module, machine);
  },
  examples: nuxtExamples,
};
