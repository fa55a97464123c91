/** What expressions come to in an abstract run: known as far as the source tells, with holes where it does not. */
import type { Call, Cls, Decorator, Expr, Fn, TypeRef } from '../ir.ts';
import type { GuardOf, MountOf, RouteFactOf, RouteGivenOf, ScopeOf } from '../routes/scope.ts';
import type { Hole } from '../routes/template.ts';
import type { EnvOf } from './env.ts';

export type { Hole } from '../routes/template.ts';

/** Names and their values. */
export type Env = EnvOf<Value>;
/** An application, router, group. */
export type RouteScope = ScopeOf<Value>;
/** Something that runs before a handler. */
export type Guard = GuardOf<Value>;
/** A route as it was registered. */
export type RouteFact = RouteFactOf<Value>;
/** What a framework gives to add a route. */
export type RouteGiven = RouteGivenOf<Value>;
/** A scope mounted in another. */
export type Mount = MountOf<Value>;

/** A text with holes. */
export interface TextValue {
  readonly t: 'text';
  readonly parts: readonly (string | Hole)[];
}

/** A value. Lists, maps and fields of instances change while the machine runs. */
export type Value =
  | TextValue
  | { readonly t: 'num'; readonly v: number }
  | { readonly t: 'const'; readonly v: boolean | null }
  | { readonly t: 'regex'; readonly v: string }
  | ListValue
  | MapValue
  | FnValue
  | ClassValue
  | Instance
  | { readonly t: 'module'; readonly file: string }
  | External
  | Result
  | Model
  | MemberValue
  | { readonly t: 'either'; readonly options: readonly Value[] }
  | Unknown;

/** A list; `open` when there may be more than is known. */
export interface ListValue {
  readonly t: 'list';
  readonly items: Value[];
  open: boolean;
}

/** A map, object literal, dictionary. */
export interface MapValue {
  readonly t: 'map';
  readonly entries: Map<string, Value>;
  open: boolean;
  readonly file: string;
  readonly line: number;
}

/** A function of the project with the names it sees. */
export interface FnValue {
  readonly t: 'fn';
  readonly fn: Fn;
  readonly env: Env;
  readonly file: string;
  /** What it is bound to: an instance or class, or null. */
  readonly self: Value | null;
  /** What the source calls an anonymous one: the variable it is given to, the function that made it. */
  readonly called?: string;
}

/** A class of the project. */
export interface ClassValue {
  readonly t: 'class';
  readonly cls: Cls;
  readonly env: Env;
  readonly file: string;
}

/** An instance of a class of the project. */
export interface Instance {
  readonly t: 'instance';
  readonly of: ClassValue;
  readonly fields: Map<string, Value>;
}

/**
 * Something that is not part of the project: a library, one of its members, or a global of the language. `from` is the import as written (`express`,
 * `github.com/gin-gonic/gin`, `org.springframework.web.bind.annotation.GetMapping`; '' for a global), `name` the member path ('' for the module
 * itself, `Router`, `web.get`).
 */
export interface External {
  readonly t: 'external';
  readonly from: string;
  readonly name: string;
}

/** What a call gave that nobody modelled: kept, so that a framework can look at how it came about. */
export interface Result {
  readonly t: 'result';
  readonly callee: Value;
  readonly args: readonly ArgValue[];
  readonly file: string;
  readonly line: number;
}

/** An object that a framework or library model made: an application, a router, a route builder. */
export interface Model {
  readonly t: 'model';
  /** Id of the framework that made it. */
  readonly framework: string;
  /** The framework's own kinds: `app`, `router`, `route`. */
  readonly kind: string;
  /** The scope it stands for, when it is one. */
  readonly scope: RouteScope | null;
  /** The framework's own notes. */
  readonly data: Map<string, unknown>;
}

/** A member of something without known members: it can be called. */
export interface MemberValue {
  readonly t: 'member';
  readonly of: Value;
  readonly name: string;
}

/** Not known; `name` is what the source calls it. */
export interface Unknown {
  readonly t: 'unknown';
  readonly name: string;
}

/** An argument that was evaluated. */
export interface ArgValue {
  readonly name?: string;
  readonly value: Value;
  readonly expr: Expr;
}

/** A call as models see it. */
export interface CallSite {
  readonly callee: Value;
  readonly args: readonly ArgValue[];
  /** Ruby or Kotlin block. */
  readonly block: FnValue | null;
  readonly types: readonly TypeRef[];
  readonly isNew: boolean;
  readonly file: string;
  readonly line: number;
  readonly env: Env;
  /** As written. */
  readonly call: Call | null;
}

/** A decorator as models see it: `callee` evaluated, arguments too. */
export interface DecoratorSite extends CallSite {
  readonly decorator: Decorator;
}

/** Positional argument, or undefined. */
export const arg = (site: Pick<CallSite, 'args'>, at: number): Value | undefined => {
  let left = at;
  for (const one of site.args) {
    if (one.name !== undefined) continue;
    if (left === 0) return one.value;
    left -= 1;
  }
  return undefined;
};

/** Keyword argument, or undefined. */
export const named = (site: Pick<CallSite, 'args'>, name: string): Value | undefined =>
  site.args.find((one) => one.name === name)?.value;

/** All positional arguments. */
export const positional = (site: Pick<CallSite, 'args'>): readonly Value[] =>
  site.args.filter((one) => one.name === undefined).map((one) => one.value);

/** Makes a text. */
export const text = (...parts: readonly (string | Hole)[]): TextValue => {
  const joined: (string | Hole)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  return { t: 'text', parts: joined };
};

/** Makes an unknown. */
export const unknown = (name: string): Unknown => ({ t: 'unknown', name });

/** Makes a model's object. */
export const model = (
  framework: string,
  kind: string,
  scope: RouteScope | null = null,
  data: Readonly<Record<string, unknown>> = {},
): Model => ({ t: 'model', framework, kind, scope, data: new Map(Object.entries(data)) });

/** The whole text when it is known, else null. One of several known texts is the first of them. */
export function known(value: Value | undefined): string | null {
  if (value === undefined) return null;
  if (value.t === 'num') return String(value.v);
  if (value.t === 'either') {
    for (const option of value.options) {
      const found = known(option);
      if (found !== null) return found;
    }
    return null;
  }
  if (value.t !== 'text') return null;
  return value.parts.every((part) => typeof part === 'string') ? value.parts.join('') : null;
}

const optionsMax = 4;

/** A value as texts: one, or one for each known alternative (at most 4). Unknown values are one text of one hole; none when it is no text. */
export function textsOf(value: Value | undefined): readonly TextValue[] {
  if (value === undefined) return [];
  switch (value.t) {
    case 'text':
      return [value];
    case 'num':
      return [text(String(value.v))];
    case 'either': {
      const all = value.options.flatMap(textsOf);
      const whole = all.filter((one) => one.parts.every((part) => typeof part === 'string'));
      return (whole.length > 0 ? whole : all).slice(0, optionsMax);
    }
    case 'unknown':
      return [text({ hole: value.name })];
    case 'external':
      return [text({ hole: [value.from, value.name].filter((part) => part !== '').join('.') })];
    case 'member':
      return [text({ hole: nameOf(value) })];
    case 'result':
      return [text({ hole: `${nameOf(value.callee)}()` })];
    default:
      return [];
  }
}

/** A list's items, or the value itself as the only one: `['/a', '/b']` and `'/a'` alike. */
export const itemsOf = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : value.t === 'list' ? value.items : [value];

/** All values that it may be. */
export const optionsOf = (value: Value): readonly Value[] =>
  value.t === 'either' ? value.options.flatMap(optionsOf) : [value];

/** An entry of a map, a field of an instance, or undefined. */
export const entryOf = (value: Value | undefined, key: string): Value | undefined => {
  if (value === undefined) return undefined;
  if (value.t === 'map') return value.entries.get(key);
  if (value.t === 'instance') return value.fields.get(key);
  if (value.t === 'either') {
    for (const option of value.options) {
      const found = entryOf(option, key);
      if (found !== undefined) return found;
    }
  }
  return undefined;
};

/** What the source calls a value, for words: `passport.authenticate`, `requireLogin`, `UserController`. */
export function nameOf(value: Value): string {
  switch (value.t) {
    case 'fn':
      return value.fn.name === '' ? (value.called ?? '(anonymous)') : value.fn.name;
    case 'class':
      return value.cls.name;
    case 'instance':
      return value.of.cls.name;
    case 'external': {
      const last = value.from.split(/[/.:\\]/).at(-1) ?? value.from;
      return [last, value.name].filter((part) => part !== '').join('.');
    }
    case 'member':
      return `${nameOf(value.of)}.${value.name}`;
    case 'result':
      return nameOf(value.callee);
    case 'model':
      return value.kind;
    case 'unknown':
      return value.name;
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? part : `{${part.hole}}`)).join('');
    case 'module':
      return value.file;
    case 'either':
      return value.options.map(nameOf).join('|');
    default:
      return value.t;
  }
}

/** Is it this member of this library? `from` may be several spellings. */
export const isExternal = (
  value: Value,
  from: string | readonly string[],
  name: string | readonly string[],
): value is External =>
  value.t === 'external' &&
  (typeof from === 'string' ? value.from === from : from.includes(value.from)) &&
  (typeof name === 'string' ? value.name === name : name.includes(value.name));

/** A class's name with those of the classes and modules around it: `Api::V1::User`. */
export function fullNameOf(cls: ClassValue, between: string): string {
  const names = [cls.cls.name];
  let { env } = cls;
  for (let depth = 0; depth < 32; depth += 1) {
    const around = env.own('self');
    if (around === undefined || 'binding' in around || around.t !== 'class') break;
    names.unshift(around.cls.name);
    ({ env } = around);
  }
  return names.join(between);
}
