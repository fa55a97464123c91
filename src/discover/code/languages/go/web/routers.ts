/** What the routers of Go's frameworks have in common: verbs, groups, middleware, and how handlers are given. */
import type { SightedAuth, SightedParameter } from '../../../../../model/sighting.ts';
import type { Param } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type {
  ArgValue,
  CallSite,
  External,
  FnValue,
  Model,
  RouteScope,
  Value,
} from '../../../machine/values.ts';
import { model, textsOf, type TextValue } from '../../../machine/values.ts';
import type { PathPattern } from '../../../routes/template.ts';
import { factsOf } from './facts.ts';
import { guardAround, guardOf } from './guards.ts';
import { type GoHandler, handlerOf } from './handlers.ts';
import { libraryType } from './library-types.ts';

/** How a framework's routers are made and spoken to. */
export interface RouterStyle {
  readonly id: string;
  /** Import paths of the library. */
  readonly library: RegExp;
  /** Functions, and types that are built without one, to the kind that they make. */
  readonly makers: Readonly<Record<string, 'app' | 'router'>>;
  /** Types of parameters and fields that hold a router. */
  readonly types: ReadonlySet<string>;
  /** Methods that register one verb. */
  readonly verbs: Readonly<Record<string, string>>;
  readonly path: (text: TextValue | string) => PathPattern;
  /** Of the arguments after the path, which is the handler. */
  readonly handlerAt: 'first' | 'last';
  /** Do guards of an application reach what was registered before them? */
  readonly reach: 'after' | 'all';
}

/** A router that a call makes. */
export function makeRouter(
  style: RouterStyle,
  callee: External,
  site: Pick<CallSite, 'file' | 'line'>,
  machine: Machine,
): Model | undefined {
  if (!style.library.test(callee.from)) return undefined;
  const kind = Object.hasOwn(style.makers, callee.name) ? style.makers[callee.name] : undefined;
  if (kind === undefined) return undefined;
  const scope = machine.scope({
    framework: style.id,
    isRoot: true,
    file: site.file,
    line: site.line,
    reach: style.reach,
  });
  return model(style.id, kind, scope);
}

/** A router that nobody was seen to pass. */
export function adoptRouter(
  style: RouterStyle,
  param: Param,
  fn: FnValue,
  machine: Machine,
): Model | undefined {
  const type = libraryType(param.type, fn.env, machine);
  if (type === null || !style.types.has(type.name) || !style.library.test(type.from)) return undefined;
  const scope = machine.scope({
    framework: style.id,
    isRoot: false,
    file: fn.file,
    line: fn.fn.line,
    reach: style.reach,
  });
  return model(style.id, 'router', scope);
}

/** A router inside of another: a group, a sub-router, a router with more middleware. */
export function group(
  style: RouterStyle,
  self: Model,
  paths: readonly PathPattern[],
  guards: readonly ArgValue[],
  site: CallSite,
  machine: Machine,
): Model {
  const child = machine.scope({
    framework: style.id,
    isRoot: false,
    file: site.file,
    line: site.line,
    reach: 'after',
  });
  const values = guards.map((one) => guardOf(one, site, machine));
  if (self.scope !== null) for (const path of paths) self.scope.mount(child, path, values);
  return model(style.id, 'router', child);
}

/** Middleware for what follows, below a path or everywhere. */
export function use(
  self: Model,
  guards: readonly ArgValue[],
  site: CallSite,
  machine: Machine,
  path?: PathPattern,
): void {
  for (const one of guards) {
    const { value, auth } = guardOf(one, site, machine);
    self.scope?.guard(value, {
      ...(path === undefined ? {} : { path }),
      ...(auth === undefined ? {} : { auth }),
    });
  }
}

/** Patterns that an argument may be. An empty one beside others is what a prefix is when there is none. */
export function patternsOf(
  style: Pick<RouterStyle, 'path'>,
  value: Value | undefined,
): readonly PathPattern[] {
  const all = textsOf(value);
  const telling = all.filter(({ parts }) => parts.length > 0);
  return (telling.length > 0 ? telling : all).map((one) => style.path(one));
}

/** A route under a pattern that is an argument, with handlers after it. */
export function register(
  style: RouterStyle,
  self: Model,
  methods: readonly string[],
  path: Value | undefined,
  handlers: readonly ArgValue[],
  site: CallSite,
  machine: Machine,
): void {
  const patterns = patternsOf(style, path);
  if (patterns.length === 0) {
    machine.unresolved({
      what: `${methods.join('|')} ${site.callee.t === 'member' ? site.callee.name : 'route'}`,
      why: 'its path is no text that is known',
      framework: style.id,
      file: site.file,
      line: site.line,
    });
    return;
  }
  const handler = style.handlerAt === 'last' ? handlers.at(-1) : handlers[0];
  const others = handlers.filter((one) => one !== handler);
  addRoute(self.scope, methods, patterns, handler, others, site, machine);
}

/** Adds a route to a scope, with what its handler reads, for each method apart. */
export function addRoute(
  scope: RouteScope | null,
  methods: readonly string[],
  patterns: readonly PathPattern[],
  handler: ArgValue | undefined,
  before: readonly ArgValue[],
  site: CallSite,
  machine: Machine,
  more: { readonly auth?: SightedAuth; readonly params?: readonly SightedParameter[] } = {},
): void {
  if (scope === null) return;
  const found: GoHandler =
    handler === undefined ? { name: null, fn: null, around: [] } : handlerOf(handler, site, machine);
  const facts = factsOf(found, machine);
  const guards = [
    ...before.map((one) => guardOf(one, site, machine)),
    ...found.around.map((value) => guardAround(value, machine)),
  ];
  const own = more.auth ?? facts.auth;
  for (const path of patterns)
    for (const method of methods)
      scope.route({
        methods: [method],
        path,
        file: site.file,
        line: site.line,
        handler: facts.handler,
        params: [...(more.params ?? []), ...facts.params(method)],
        purpose: facts.purpose,
        deprecated: facts.deprecated,
        guards:
          own === null
            ? guards
            : [...guards, { value: { t: 'unknown', name: 'handler' }, auth: own, order: 0 }],
      });
}

/** All arguments from a place on. */
export const argsFrom = (site: CallSite, at: number): readonly ArgValue[] =>
  site.args.filter((one) => one.name === undefined).slice(at);

/** Methods of a list: `[]string{"GET", http.MethodPost}`; `ANY` when there is none that is known. */
export function methodsIn(value: Value | undefined): readonly string[] {
  const items = value?.t === 'list' ? value.items : value === undefined ? [] : [value];
  const words = items.flatMap((item) => textsOf(item).map(methodOf)).filter((word) => word !== '');
  return words.length === 0 ? ['ANY'] : [...new Set(words)];
}

const methodOf = (value: TextValue): string => {
  const [only] = value.parts;
  return value.parts.length === 1 && typeof only === 'string' && /^[A-Za-z*]+$/.test(only)
    ? only === '*'
      ? 'ANY'
      : only.toUpperCase()
    : '';
};

/** Verbs as all of these frameworks spell them. */
export const upperVerbs: Readonly<Record<string, string>> = Object.fromEntries(
  ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'CONNECT', 'TRACE'].map((verb) => [
    verb,
    verb,
  ]),
);

/** The same with a capital letter. */
export const titleVerbs: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(upperVerbs).map((verb) => [`${verb.charAt(0)}${verb.slice(1).toLowerCase()}`, verb]),
);
