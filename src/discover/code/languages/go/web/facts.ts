/** What handlers read of a request, and what they are for: their functions are run with values that note what is asked of them. */
import type { SightedAuth, SightedParameter, SightedPurpose } from '../../../../../model/sighting.ts';
import type { Expr } from '../../../ir.ts';
import { walkFn } from '../../../ir-walk.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ArgValue, CallSite, FnValue, Value } from '../../../machine/values.ts';
import { known, unknown } from '../../../machine/values.ts';
import { authBy } from '../../../routes/auth-names.ts';
import { contextOf, functionOf, type GoHandler, handlerOf, isHandler } from './handlers.ts';
import { type Captured, methodsAskedFor, methodsLetPass } from './methods.ts';
import { HandlerReading } from './reading.ts';
import { currentReading, readingOf } from './request.ts';

/** What a route can say of its handler. */
export interface HandlerFacts {
  readonly handler: string | null;
  readonly purpose: SightedPurpose | null;
  readonly deprecated: boolean;
  readonly auth: SightedAuth | null;
  params(method: string): readonly SightedParameter[];
}

const stepsMax = 6_000;

/** What a function reads of a request. Remembered for functions that have a name. */
export function readHandler(fn: FnValue, machine: Machine): HandlerReading {
  const read = machine.notes('go-handlers', () => new Map<unknown, HandlerReading>());
  const before = fn.fn.name === '' ? undefined : read.get(fn.fn);
  if (before !== undefined) return before;
  const reading = new HandlerReading();
  if (fn.fn.name !== '') read.set(fn.fn, reading);
  const args = fn.fn.params.map(
    ({ type, name }) => contextOf(type, fn.env, machine, reading) ?? unknown(name),
  );
  const self = fn.self ?? receiverOf(fn, machine);
  const current = currentReading(machine);
  const outer = current.reading;
  current.reading = reading;
  machine.attempt(
    stepsMax,
    () => void machine.invoke({ ...fn, self }, args),
    (inner, given) => inner.fn === fn.fn || mayRead(inner, given, machine),
  );
  current.reading = outer;
  return reading;
}

/** A method that was found by its name is read with an empty value of its type. */
function receiverOf(fn: FnValue, machine: Machine): Value | null {
  if (fn.fn.receiver === undefined) return null;
  const cls = machine.classOf(fn.fn.receiver.type, fn.env);
  return cls === null ? null : { t: 'instance', of: cls, fields: new Map() };
}

/** Only what is given the request, a part of it, or a handler to wrap can read it; values that were read go into functions that convert them. */
function mayRead(fn: FnValue, args: readonly (Value | ArgValue)[], machine: Machine): boolean {
  if (fn.fn.name === '') return true;
  const isMethod = fn.fn.receiver !== undefined;
  if (args.length === 0) return !isMethod && fn.fn.params.length === 0;
  return args.some((one) => {
    const value = 't' in one ? one : one.value;
    if (isHandler(value, machine)) return true;
    if (value.t === 'result') return value.args.some((inner) => isHandler(inner.value, machine));
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
  if (scheme === undefined || !reading.refuses) return null;
  return authBy('required', scheme, fn.fn.name, `${fn.fn.name} refuses callers`);
}

/** The methods that a handler tells apart by itself, or that what is wrapped around it lets pass; null when there is no telling. */
export function handlerMethods(
  handler: ArgValue,
  site: Pick<CallSite, 'env'>,
  machine: Machine,
): readonly string[] | null {
  const { fn } = handlerOf(handler, site, machine);
  const outer = functionOf(handler.value, machine);
  const around = outer === null || outer.fn === fn?.fn ? null : letPass(outer, machine, 0);
  return (
    around ??
    (fn === null ? null : (methodsAskedFor(fn.fn, captured(fn, machine)) ?? letPass(fn, machine, 0)))
  );
}

const wrappersMax = 6;
const wrapperStepsMax = 2_000;

/** Goes inwards through closures that hand a request on: `next(w, r)`, `allow(method, next).ServeHTTP(w, r)`. */
function letPass(fn: FnValue, machine: Machine, depth: number): readonly string[] | null {
  if (depth >= wrappersMax || fn.fn.params.length !== 2) return null;
  const own = methodsLetPass(fn.fn, captured(fn, machine));
  if (own !== null || fn.fn.name !== '') return own;
  const names = fn.fn.params.map(({ name }) => name);
  const inner: Expr[] = [];
  walkFn(fn.fn, {
    expr(expr) {
      if (expr.t !== 'call' || expr.args.length !== 2) return;
      if (!expr.args.every(({ value }, at) => value.t === 'name' && value.v === names[at])) return;
      inner.push(expr.fn.t === 'member' && expr.fn.name === 'ServeHTTP' ? expr.fn.of : expr.fn);
    },
  });
  for (const expr of inner.slice(0, wrappersMax)) {
    let value: Value = unknown('next');
    machine.attempt(
      wrapperStepsMax,
      () => {
        value = machine.evaluate(expr, fn.env);
      },
      () => true,
    );
    const next = functionOf(value, machine);
    const found = next === null || next.fn === fn.fn ? null : letPass(next, machine, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Methods that a closure was made for: `allow(http.MethodPost, handler)`. */
const captured =
  (fn: FnValue, machine: Machine): Captured =>
  (name) =>
    fn.fn.params.some((param) => param.name === name) ? null : known(machine.lookup(name, fn.env));
