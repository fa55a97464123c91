/** Handlers: which function a route runs, what stands before it, what it reads, what it is for. */
import type { SightedAuth, SightedParameter, SightedPurpose } from '../../../../../model/sighting.ts';
import type { Expr, TypeRef } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ArgValue, CallSite, Env, FnValue, Value } from '../../../machine/values.ts';
import { model, nameOf, unknown } from '../../../machine/values.ts';
import { authBy, refusalIn } from '../../../routes/auth-names.ts';
import { isConversion } from './library.ts';
import { lastName, libraryType } from './library-types.ts';
import { HandlerReading } from './reading.ts';
import { netHttp, readingOf } from './request.ts';

/** A handler as a route was given it. */
export interface GoHandler {
  /** `UserHandler.List`, or what the source calls it; null for a function without a name. */
  readonly name: string | null;
  /** Its function, when it is the project's. */
  readonly fn: FnValue | null;
  /** What is wrapped around it, from the outside in. */
  readonly around: readonly Value[];
}

/** What a route can say of its handler. */
export interface HandlerFacts {
  readonly handler: string | null;
  readonly purpose: SightedPurpose | null;
  readonly deprecated: boolean;
  readonly auth: SightedAuth | null;
  params(method: string): readonly SightedParameter[];
}

/** Types of what handlers are given, and the values that stand for them. */
const given: readonly (readonly [RegExp, string, string, string])[] = [
  [/^net\/http$/, 'Request', netHttp, 'request'],
  [/^github\.com\/gin-gonic\/gin$/, 'Context', 'gin', 'context'],
  [/^github\.com\/labstack\/echo(?:\/v\d+)?$/, 'Context', 'echo', 'context'],
  [/^github\.com\/gofiber\/fiber(?:\/v\d+)?$/, 'Ctx', 'fiber', 'context'],
];

const stepsMax = 6_000;

/** Finds the handler in an argument: through conversions, middleware that is called with it, and factories that make it. */
export function handlerOf(one: ArgValue, site: Pick<CallSite, 'env'>, machine: Machine): GoHandler {
  return find(one.value, one.expr, site.env, machine, 0);
}

const wrapsMax = 8;

function find(value: Value, expr: Expr, env: Env, machine: Machine, depth: number): GoHandler {
  if (expr.t === 'call' && expr.isNew !== true && depth < wrapsMax) {
    const callee = machine.evaluate(expr.fn, env);
    for (const [at, { value: inner }] of expr.args.entries()) {
      if (inner.t === 'str' || inner.t === 'num' || inner.t === 'const') continue;
      const given = machine.evaluate(inner, env);
      if (!isHandler(given, machine) && !(takesHandler(callee, at, machine) && inner.t !== 'list')) continue;
      const found = find(given, inner, env, machine, depth + 1);
      return isConversion(callee) ? found : { ...found, around: [callee, ...found.around] };
    }
    const fn = functionOf(value, machine);
    if (fn !== null || callee.t === 'fn') {
      const named = callee.t === 'fn' ? callee : fn;
      return { name: named === null ? null : nameOfFunction(named), fn: documented(fn, callee), around: [] };
    }
  }
  const fn = functionOf(value, machine) ?? byName(value, expr, machine);
  if (fn !== null && fn.fn.name !== '') return { name: nameOfFunction(fn), fn, around: [] };
  const written = expr.t === 'fn' ? '' : lastName(expr);
  return { name: written === '' ? null : written, fn, around: [] };
}

/** A closure is documented where it is made. */
function documented(fn: FnValue | null, maker: Value): FnValue | null {
  if (fn === null || maker.t !== 'fn' || fn.fn.doc !== undefined || maker.fn.doc === undefined) return fn;
  return { ...fn, fn: { ...fn.fn, doc: maker.fn.doc } };
}

const nameOfFunction = ({ fn }: FnValue): string =>
  fn.receiver === undefined ? fn.name : `${fn.receiver.type}.${fn.name}`;

/** The function of the project that a value runs when it is asked to handle something. */
function functionOf(value: Value, machine: Machine): FnValue | null {
  switch (value.t) {
    case 'fn':
      return value;
    case 'instance': {
      const serve = machine.methodOf(value.of, 'ServeHTTP');
      return serve === undefined ? null : { ...serve, self: value };
    }
    case 'either':
      for (const option of value.options) {
        const found = functionOf(option, machine);
        if (found !== null) return found;
      }
      return null;
    case 'result':
      for (const { value: inner } of value.args) {
        const found = isHandler(inner, machine) ? functionOf(inner, machine) : null;
        if (found !== null) return found;
      }
      return null;
    default:
      return null;
  }
}

/** A method of something that the source does not tell: the only one of that name that handles, or the one whose type the name speaks of. */
function byName(value: Value, expr: Expr, machine: Machine): FnValue | null {
  if (value.t !== 'member' || expr.t !== 'member') return null;
  const candidates = machine
    .functionsNamed(value.name)
    .filter((one) => one.fn.receiver !== undefined && isHandler(one, machine));
  if (candidates.length < 2) return candidates[0] ?? null;
  const owner = lastName(expr.of).toLowerCase();
  if (owner.length < 3) return null;
  const fitting = candidates.filter(({ fn }) => {
    const type = fn.receiver?.type.toLowerCase() ?? '';
    return type === owner || type.startsWith(owner) || owner.startsWith(type) || owner.endsWith(type);
  });
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** Is it a function whose parameters are those of a handler, or something with `ServeHTTP`? */
export function isHandler(value: Value, machine: Machine): boolean {
  if (value.t === 'fn')
    return value.fn.params.some(({ type }) => contextOf(type, value.env, machine, null) !== null);
  if (value.t === 'instance') return machine.methodOf(value.of, 'ServeHTTP') !== undefined;
  if (value.t === 'either') return value.options.some((option) => isHandler(option, machine));
  return false;
}

/** Is what a function is given at a place a handler, by the type of its parameter? */
function takesHandler(callee: Value, at: number, machine: Machine): boolean {
  if (callee.t !== 'fn') return isConversion(callee);
  const type = callee.fn.params[at]?.type;
  const library = libraryType(type, callee.env, machine);
  return library !== null && /^(?:Handler|HandlerFunc)$/.test(library.name);
}

/** The value for a parameter of a handler: the request, a framework's context, or a project's type around one. With null only whether there is one. */
function contextOf(
  type: TypeRef | undefined,
  env: Env,
  machine: Machine,
  reading: HandlerReading | null,
): Value | null {
  const library = libraryType(type, env, machine);
  if (library !== null) {
    const found = given.find(([from, name]) => name === library.name && from.test(library.from));
    return found === undefined ? null : model(found[2], found[3], null, { reading });
  }
  if (type === undefined) return null;
  const cls = /^\w+(?:\.\w+)?$/.test(type.name) ? machine.classOf(type, env) : null;
  if (cls === null || cls.cls.kind !== 'struct') return null;
  for (const base of cls.cls.bases) {
    const name = base.t === 'member' && base.of.t === 'name' ? `${base.of.v}.${base.name}` : '';
    const inner = name === '' ? null : contextOf({ name, args: [] }, cls.env, machine, reading);
    if (inner !== null)
      return { t: 'instance', of: cls, fields: new Map([[name.slice(name.indexOf('.') + 1), inner]]) };
  }
  return null;
}

/** What a function reads of a request. Remembered for functions that have a name. */
export function readHandler(fn: FnValue, machine: Machine): HandlerReading {
  const known = machine.notes('go-handlers', () => new Map<unknown, HandlerReading>());
  const before = fn.fn.name === '' ? undefined : known.get(fn.fn);
  if (before !== undefined) return before;
  const reading = new HandlerReading();
  if (fn.fn.name !== '') known.set(fn.fn, reading);
  const args = fn.fn.params.map(
    ({ type, name }) => contextOf(type, fn.env, machine, reading) ?? unknown(name),
  );
  const self = fn.self ?? receiverOf(fn, machine);
  machine.attempt(
    stepsMax,
    () => void machine.invoke({ ...fn, self }, args),
    (inner, given) => inner.fn === fn.fn || mayRead(inner, given),
  );
  return reading;
}

/** A method that was found by its name is read with an empty value of its type. */
function receiverOf(fn: FnValue, machine: Machine): Value | null {
  if (fn.fn.receiver === undefined) return null;
  const cls = machine.classOf(fn.fn.receiver.type, fn.env);
  return cls === null ? null : { t: 'instance', of: cls, fields: new Map() };
}

/** Only what is given the request, or a part of it, can read it; values that were read go into functions that convert them. */
function mayRead(fn: FnValue, args: readonly (Value | ArgValue)[]): boolean {
  if (fn.fn.name === '') return true;
  const isMethod = fn.fn.receiver !== undefined;
  if (args.length === 0) return !isMethod && fn.fn.params.length === 0;
  return args.some((one) => {
    const value = 't' in one ? one : one.value;
    if (value.t === 'instance') return [...value.fields.values()].some((field) => readingOf(field) !== null);
    if (readingOf(value) === null || value.t !== 'model' || value.kind === 'request-context') return false;
    return value.kind !== 'parameter' || !isMethod;
  });
}

/** Gathers what a route says of its handler. */
export function factsOf(handler: GoHandler, machine: Machine): HandlerFacts {
  const { fn } = handler;
  if (fn === null)
    return { handler: handler.name, purpose: null, deprecated: false, auth: null, params: () => [] };
  const reading = readHandler(fn, machine);
  const doc = fn.fn.doc;
  const deprecated = doc !== undefined && /\bdeprecated\b[:.]/i.test(doc);
  return {
    handler: handler.name,
    purpose: doc === undefined ? null : { text: doc, from: 'comment' },
    deprecated,
    auth: ownAuth(fn, reading),
    params: (method) => reading.parametersFor(method),
  };
}

/** A handler that looks at credentials itself and refuses. Those that give credentials out are not meant. */
function ownAuth(fn: FnValue, reading: HandlerReading): SightedAuth | null {
  const [scheme] = reading.credentials;
  if (scheme === undefined || !refusalIn(fn.fn).refuses) return null;
  return authBy('required', scheme, fn.fn.name, `${fn.fn.name} refuses callers`);
}

/** What stands before a handler, under the name that the source has for it: `AuthRequired()` is called so, not like the function it returns. */
export function guardOf(
  one: ArgValue,
  site: Pick<CallSite, 'env' | 'file' | 'line'>,
  machine: Machine,
): Value {
  const { expr, value } = one;
  if (expr.t === 'call') {
    const callee = machine.evaluate(expr.fn, site.env);
    return {
      t: 'result',
      callee: withoutVersion(callee),
      args: argumentsOf(value),
      file: site.file,
      line: site.line,
    };
  }
  if (value.t === 'result') return { ...value, callee: withoutVersion(value.callee) };
  const written = lastName(expr);
  if (value.t === 'fn' && value.fn.name === '' && written !== '' && expr.t !== 'spread')
    return { ...value, fn: { ...value.fn, name: written } };
  return withoutVersion(value);
}

const argumentsOf = (value: Value): readonly ArgValue[] => (value.t === 'result' ? value.args : []);

/** `github.com/gofiber/jwt/v3` is called `jwt`, not `v3`. */
function withoutVersion(value: Value): Value {
  if (value.t === 'external') return { ...value, from: value.from.replace(/\/v\d+$/, '') };
  if (value.t === 'member') return { ...value, of: withoutVersion(value.of) };
  if (value.t === 'result') return { ...value, callee: withoutVersion(value.callee) };
  return value;
}

/** For words about a handler whose name nobody gave. */
export const handlerWords = (handler: GoHandler, value: Value): string => handler.name ?? nameOf(value);
