/** Handlers: which function a route runs, and what is wrapped around it. */
import type { Expr, TypeRef } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ArgValue, CallSite, Env, FnValue, Value } from '../../../machine/values.ts';
import { model } from '../../../machine/values.ts';
import { isConversion } from './library.ts';
import { lastName, libraryType } from './library-types.ts';
import type { HandlerReading } from './reading.ts';
import { netHttp } from './request.ts';

/** A handler as a route was given it. */
export interface GoHandler {
  /** `UserHandler.List`, or what the source calls it; null for a function without a name. */
  readonly name: string | null;
  /** Its function, when it is the project's. */
  readonly fn: FnValue | null;
  /** What is wrapped around it, from the outside in. */
  readonly around: readonly Value[];
}

/** Types of what handlers are given, and the values that stand for them. */
const given: readonly (readonly [RegExp, string, string, string])[] = [
  [/^net\/http$/, 'Request', netHttp, 'request'],
  [/^net\/http$/, 'ResponseWriter', netHttp, 'writer'],
  [/^github\.com\/gin-gonic\/gin$/, 'Context', 'gin', 'context'],
  [/^github\.com\/labstack\/echo(?:\/v\d+)?$/, 'Context', 'echo', 'context'],
  [/^github\.com\/gofiber\/fiber(?:\/v\d+)?$/, 'Ctx', 'fiber', 'context'],
];

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
  // `h` is what a wrapper calls whatever it is given.
  return { name: written.length < 3 ? null : written, fn, around: [] };
}

/** A closure is documented where it is made. */
function documented(fn: FnValue | null, maker: Value): FnValue | null {
  if (fn === null || maker.t !== 'fn' || fn.fn.doc !== undefined || maker.fn.doc === undefined) return fn;
  return { ...fn, fn: { ...fn.fn, doc: maker.fn.doc } };
}

const nameOfFunction = ({ fn }: FnValue): string =>
  fn.receiver === undefined ? fn.name : `${fn.receiver.type}.${fn.name}`;

/** The function of the project that a value runs when it is asked to handle something. */
export function functionOf(value: Value, machine: Machine): FnValue | null {
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

/** The value for a parameter of a handler: the request, a framework's context, or a project's type around one; null when it is none of them. */
export function contextOf(
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
