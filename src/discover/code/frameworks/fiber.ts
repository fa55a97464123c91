/** Fiber: applications and groups, handlers that are given a `*fiber.Ctx`. */
import type { ParameterIn, ParameterType } from '../../../model/sighting.ts';
import { withRest } from '../languages/go/web/brace-paths.ts';
import { noteRefusal, readingOf, readParameter, requestPart } from '../languages/go/web/request.ts';
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
import { lastName } from '../languages/go/web/library-types.ts';
import { type Binding, bindStruct, hasTag, jsonBody } from '../languages/go/web/structs.ts';
import { noteMounted, type Router, routerIn } from '../languages/go/web/serving.ts';
import type { Machine } from '../machine/machine.ts';
import type { ArgValue, CallSite, Model, TextValue, Value } from '../machine/values.ts';
import { arg, itemsOf, model, textsOf, unknown } from '../machine/values.ts';
import { parsePath, type PathPattern, rootPattern } from '../routes/template.ts';
import { fiberExamples } from './fiber.examples.ts';
import type { Framework } from './framework.ts';

/** `:id?`, `:id<int>`, `*` and `+`, which take all that follows. */
const fiberPath = (text: TextValue | string): PathPattern =>
  typeof text === 'string'
    ? parsePath(plus(text), 'colon')
    : parsePath(
        { ...text, parts: text.parts.map((part) => (typeof part === 'string' ? plus(part) : part)) },
        'colon',
      );

const plus = (part: string): string =>
  part.replace(/\/\+\d?(?=$|\/)/g, '/*').replace(/\/\*\d(?=$|\/)/g, '/*');

const style: RouterStyle = {
  id: 'fiber',
  library: /^github\.com\/gofiber\/fiber(?:\/v\d+)?$/,
  makers: { New: 'app' },
  types: new Set(['App', 'Router', 'Group']),
  verbs: titleVerbs,
  path: fiberPath,
  handlerAt: 'last',
  reach: 'after',
};

/** Fiber. */
export const fiber: Framework = {
  id: style.id,
  title: 'Fiber',
  languages: ['go'],
  call: (callee, site, machine) => makeRouter(style, callee, site, machine),
  method(self, name, site, machine) {
    if (self.kind === 'context') return context(self, name, site, machine);
    if (self.kind === 'binder') return bound(self, name, site, machine);
    return router(self, name, site, machine);
  },
  parameter: (param, fn, machine) => adoptRouter(style, param, fn, machine),
  examples: fiberExamples,
};

function router(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const verb = Object.hasOwn(style.verbs, name) ? style.verbs[name] : undefined;
  if (verb !== undefined) {
    register(style, self, [verb], arg(site, 0), handlersFrom(site, 1), site, machine);
    return self;
  }
  switch (name) {
    case 'All':
      register(style, self, ['ANY'], arg(site, 0), handlersFrom(site, 1), site, machine);
      return self;
    case 'Add':
      register(style, self, methodsIn(arg(site, 0)), arg(site, 1), handlersFrom(site, 2), site, machine);
      return self;
    case 'Group':
      return group(style, self, patternsOf(style, arg(site, 0)), argsFrom(site, 1), site, machine);
    case 'Route': {
      const child = group(style, self, patternsOf(style, arg(site, 0)), [], site, machine);
      const build = arg(site, 1);
      if (build?.t === 'fn') machine.invoke(build, [child]);
      return child;
    }
    case 'Use':
      middleware(self, site, machine);
      return self;
    case 'Mount': {
      const inner = arg(site, 1);
      mount(self, patternsOf(style, arg(site, 0)), inner === undefined ? null : routerIn(inner, 0), machine);
      return self;
    }
    case 'Static': {
      const folders = patternsOf(style, arg(site, 0)).map((path) => withRest(path));
      addRoute(self.scope, ['GET'], folders, undefined, [], site, machine);
      return self;
    }
    case 'Name':
      return self;
    default:
      return undefined;
  }
}

/** The handler comes last; in early releases of the third version it came first, which the names tell. */
function handlersFrom(site: CallSite, at: number): readonly ArgValue[] {
  const all = argsFrom(site, at);
  const [first] = all;
  const last = all.at(-1);
  if (first === undefined || last === undefined || first === last) return all;
  const isGuard = (one: ArgValue): boolean =>
    /auth|guard|protect|require|middleware|limiter/i.test(lastName(one.expr));
  return isGuard(last) && !isGuard(first) ? [...all.slice(1), first] : all;
}

/** `Use("/api", one, two)`: paths first, then middleware; an application among them is mounted. */
function middleware(self: Model, site: CallSite, machine: Machine): void {
  const all = argsFrom(site, 0);
  const isPath = (value: Value): boolean =>
    itemsOf(value).some((item) => item.t === 'text' || item.t === 'num');
  const paths = all
    .filter(({ value }) => isPath(value))
    .flatMap(({ value }) => itemsOf(value).flatMap(textsOf))
    .map(fiberPath);
  for (const one of all) {
    if (isPath(one.value)) continue;
    const inner = routerIn(one.value, 0);
    if (inner !== null) mount(self, paths.length === 0 ? [rootPattern] : paths, inner, machine);
    else if (paths.length === 0) use(self, [one], site, machine);
    else for (const path of paths) use(self, [one], site, machine, path);
  }
}

function mount(self: Model, paths: readonly PathPattern[], inner: Router | null, machine: Machine): void {
  if (inner === null) return;
  noteMounted(inner.scope, machine);
  for (const path of paths) self.scope?.mount(inner.scope, path);
}

const reads: Readonly<Record<string, readonly [ParameterIn, ParameterType]>> = {
  Params: ['path', 'string'],
  ParamsInt: ['path', 'integer'],
  Query: ['query', 'string'],
  QueryInt: ['query', 'integer'],
  QueryBool: ['query', 'boolean'],
  QueryFloat: ['query', 'number'],
  FormValue: ['form', 'string'],
  FormFile: ['form', 'file'],
  Get: ['header', 'string'],
  Cookies: ['cookie', 'string'],
};

const part = (tag: string, where: ParameterIn): Binding => ({ tag, in: where, untagged: 'by-name' });

const parsers: Readonly<Record<string, readonly Binding[]>> = {
  QueryParser: [part('query', 'query')],
  ParamsParser: [part('params', 'path')],
  ReqHeaderParser: [part('reqHeader', 'header')],
  CookieParser: [part('cookie', 'cookie')],
};

function context(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const reading = readingOf(self);
  if (reading === null) return undefined;
  noteRefusal(site, reading);
  const read = Object.hasOwn(reads, name) ? reads[name] : undefined;
  if (read !== undefined) return readParameter(reading, read[0], arg(site, 0), { type: read[1] });
  const parser = Object.hasOwn(parsers, name) ? parsers[name] : undefined;
  if (parser !== undefined) {
    bindStruct(reading, arg(site, 0), parser, machine);
    return unknown('error');
  }
  switch (name) {
    case 'BodyParser':
      bindStruct(reading, arg(site, 0), [bodyOf(arg(site, 0), machine)], machine);
      return unknown('error');
    case 'Body':
    case 'BodyRaw':
      return requestPart('body', reading);
    case 'Bind':
      return model(style.id, 'binder', null, { reading });
    case 'Status':
    case 'Type':
    case 'Set':
      return self;
    default:
      return undefined;
  }
}

const bodyOf = (target: Value | undefined, machine: Machine): Binding =>
  hasTag(target, 'form', machine) && !hasTag(target, 'json', machine) ? part('form', 'form') : jsonBody;

const bindings: Readonly<Record<string, Binding>> = {
  JSON: jsonBody,
  XML: { ...jsonBody, tag: 'xml' },
  Form: part('form', 'form'),
  Query: part('query', 'query'),
  URI: { ...part('uri', 'path'), untagged: 'left-out' },
  Header: { ...part('header', 'header'), untagged: 'left-out' },
  Cookie: { ...part('cookie', 'cookie'), untagged: 'left-out' },
};

/** `c.Bind().Body(&x)` of the third version. */
function bound(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const reading = readingOf(self);
  if (reading === null) return undefined;
  const target = arg(site, 0);
  const one = Object.hasOwn(bindings, name) ? bindings[name] : undefined;
  if (one !== undefined) bindStruct(reading, target, [one], machine);
  else if (name === 'Body') bindStruct(reading, target, [bodyOf(target, machine)], machine);
  else return self;
  return unknown('error');
}
