/** Reads what handlers ask of their requests: each is run once, within bounds, with a request whose reads are noted. */
import type { SightedPurpose } from '../../../../../model/sighting.ts';
import type { Expr } from '../../../ir.ts';
import { written } from '../../../ir-walk.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ArgValue, Env, FnValue, Value } from '../../../machine/values.ts';
import { nameOf, optionsOf, unknown } from '../../../machine/values.ts';
import { authOfGuard } from '../../../routes/auth-names.ts';
import { requestId, requestModel, requestOf } from './request.ts';
import type { ParameterSink } from './sink.ts';
import { fieldsOfType } from './types.ts';
import { readGivenSchemas, readValidator } from './validators.ts';

/** Steps that reading one function may take. */
const stepsMax = 4_000;
const handlersMax = 40_000;

/** How a framework calls its handlers. */
export interface CallingForm {
  /** Shape of the request: see the table of requests. */
  readonly shape: Parameters<typeof requestOf>[0];
  /** The arguments for a function with this many parameters. */
  readonly args: (request: Value, count: number) => readonly Value[];
}

const res = unknown('response');
const next = unknown('next');

/** `(req, res, next)`, and `(error, req, res, next)`. */
export const expressForm: CallingForm = {
  shape: 'express',
  args: (request, count) => (count === 4 ? [unknown('error'), request, res, next] : [request, res, next]),
};

/** One argument that holds everything, and `next`. */
export const contextForm = (shape: CallingForm['shape']): CallingForm => ({
  shape,
  args: (request) => [request, next],
});

interface Pending {
  readonly read: () => void;
}

interface Notes {
  readonly pending: Pending[];
  count: number;
}

const notesOf = (machine: Machine): Notes =>
  machine.notes<Notes>(requestId, () => ({ pending: [], count: 0 }));

/** Reads a function when all files have run, so that what it uses is there. */
export function readLater(machine: Machine, read: () => void): void {
  const notes = notesOf(machine);
  if (notes.count >= handlersMax) return;
  notes.count += 1;
  notes.pending.push({ read });
}

/** Reads what is waiting. */
export function readWaiting(machine: Machine): void {
  const { pending } = notesOf(machine);
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) next.read();
}

/** Runs a handler with a request, later. */
export function readHandler(value: Value, form: CallingForm, sink: ParameterSink, machine: Machine): void {
  readLater(machine, () => {
    for (const fn of functionsIn(value, machine)) runHandler(fn, form, sink, machine);
  });
}

/** Runs a function with a request, now; types of its parameters count too. */
export function runHandler(fn: FnValue, form: CallingForm, sink: ParameterSink, machine: Machine): void {
  const request = requestOf(form.shape, sink);
  const args = form.args(request, fn.fn.params.length);
  args.forEach((value, at) => {
    if (requestModel(value) !== null) readRequestType(fn, at, sink, machine);
  });
  machine.attempt(
    stepsMax,
    () => void machine.invoke(fn, args),
    (inner, given) =>
      inner.fn === fn.fn ||
      inner.fn.name === '' ||
      (!provesCaller.test(inner.fn.name) &&
        given.some((one) => carriesRequest('t' in one ? one : one.value))),
  );
}

/** Functions that look at who asks: what they read is a credential, no parameter. */
const provesCaller =
  /^(?:check|verify|require|ensure|assert|validate|authenticate|get|is|parse)_?(?:Auth|Authentication|Authorization|Session|Token|Jwt|Bearer|CurrentUser|LoggedIn|ApiKey)(?:$|[A-Z_])/;

/** Is it a request, one of its parts, or a map that holds one? */
export const carriesRequest = (value: Value): boolean =>
  requestModel(value) !== null ||
  (value.t === 'map' && [...value.entries.values()].some((one) => requestModel(one) !== null));

/** `req: Request<Params, ResBody, ReqBody, Query>`, `request: FastifyRequest<{ Body: B }>`, `(req: Request & { body: B })`. */
function readRequestType(fn: FnValue, at: number, sink: ParameterSink, machine: Machine): void {
  const type = fn.fn.params[at]?.type;
  if (type === undefined) return;
  const [first, , third, fourth] = type.args;
  const name = type.name.split('.').at(-1) ?? '';
  if (name === 'Request' || name === 'RequestHandler') {
    sink.addAll(fieldsOfType(third, fn.env, machine), 'body');
    sink.addAll(fieldsOfType(fourth, fn.env, machine), 'query');
    return;
  }
  readRouteGeneric(name === 'FastifyRequest' ? first : type, fn.env, sink, machine);
}

/** `{ Body: B, Querystring: Q, Params: P, Headers: H }`, also in lower case for requests with declared parts. */
export function readRouteGeneric(
  type: FnValue['fn']['params'][number]['type'],
  env: Env,
  sink: ParameterSink,
  machine: Machine,
): void {
  const cls = type === undefined ? null : machine.classOf(type, env);
  if (cls === null) return;
  for (const field of machine.lineage(cls).flatMap((one) => one.cls.fields)) {
    const fields = fieldsOfType(field.type, cls.env, machine);
    switch (field.name.toLowerCase()) {
      case 'body':
        sink.addAll(fields, 'body');
        break;
      case 'querystring':
      case 'query':
        sink.addAll(fields, 'query');
        break;
      case 'headers':
        sink.addAll(fields, 'header');
        break;
      case 'params':
        sink.addAll(fields, 'path');
        break;
      default:
    }
  }
}

/** Functions that a handler value may be: itself, those in a list or an alternative, those a wrapper was given. */
export function functionsIn(value: Value, machine: Machine, depth = 0): readonly FnValue[] {
  if (depth > 6) return [];
  switch (value.t) {
    case 'fn':
      return [value];
    case 'either':
      return optionsOf(value).flatMap((one) => functionsIn(one, machine, depth + 1));
    case 'list':
      return value.items.flatMap((one) => functionsIn(one, machine, depth + 1));
    case 'result':
      // `asyncHandler(list)` of a library, `container.get(list)`
      return value.args.flatMap((one) => functionsIn(one.value, machine, depth + 1));
    case 'module':
      return functionsIn(machine.moduleValue(value.file), machine, depth + 1);
    case 'map': {
      const handler = value.entries.get('handler') ?? value.entries.get('handle');
      return handler === undefined ? [] : functionsIn(handler, machine, depth + 1);
    }
    case 'instance': {
      const handle = machine.member(value, 'handle');
      return handle.t === 'fn' ? [handle] : [];
    }
    default:
      return [];
  }
}

/** Names of middleware that looks at what the operation is given. */
const checksInput =
  /valid|schema|check|parse|upload|body|quer|param|dto|sanit|pagina|celebrate|joi|zod|yup|input/i;

/** What a middleware of one route asks for besides credentials: validators, uploads, its own body. */
export function readMiddleware(
  given: ArgValue,
  value: Value,
  form: CallingForm,
  sink: ParameterSink,
  env: Env,
  machine: Machine,
): void {
  if (readValidator(value, sink)) return;
  readLater(machine, () => {
    if (authOfGuard(value) !== null) return;
    const before = sink.params.length;
    // What limits rates or writes logs reads for itself, not for the operation.
    const called =
      given.expr.t === 'call' ? written(given.expr.fn) : `${written(given.expr)} ${nameOf(value)}`;
    if (given.expr.t === 'fn' || checksInput.test(called))
      for (const fn of functionsIn(value, machine)) runHandler(fn, form, sink, machine);
    if (sink.params.length > before || given.expr.t !== 'call') return;
    const callee = machine.evaluate(given.expr.fn, env);
    const args = given.expr.args.map((one) => machine.evaluate(one.value, env));
    readGivenSchemas(callee, args, sink);
  });
}

/** What a handler is called and what its comment says. */
export interface HandlerWords {
  readonly handler: string | null;
  readonly purpose: SightedPurpose | null;
}

/** Finds name and comment of a handler: its own, or those of the function that a wrapper was given. */
export function handlerWords(
  value: Value | undefined,
  expr: Expr | undefined,
  env: Env,
  machine: Machine,
  comment: string | undefined,
): HandlerWords {
  const fns =
    value === undefined ? [] : [...functionsIn(value, machine), ...innerFunctions(expr, env, machine)];
  const doc = comment ?? fns.find(({ fn }) => fn.doc !== undefined)?.fn.doc;
  return {
    handler: handlerName(value, expr, fns),
    purpose: doc === undefined ? null : { text: doc, from: 'comment' },
  };
}

function innerFunctions(expr: Expr | undefined, env: Env, machine: Machine, depth = 0): readonly FnValue[] {
  if (expr?.t !== 'call' || depth > 3) return [];
  return expr.args.flatMap(({ value }) => {
    if (value.t === 'fn') return [{ t: 'fn' as const, fn: value.fn, env, file: env.file, self: null }];
    if (value.t === 'name' || value.t === 'member') {
      const found = machine.evaluate(value, env);
      return found.t === 'fn' ? [found] : [];
    }
    return innerFunctions(value, env, machine, depth + 1);
  });
}

function handlerName(
  value: Value | undefined,
  expr: Expr | undefined,
  fns: readonly FnValue[],
): string | null {
  if (expr?.t === 'name' || expr?.t === 'member') {
    const [only] = fns;
    const self = only?.self;
    if (self?.t === 'instance') return `${self.of.cls.name}.${only?.fn.name ?? ''}`;
    return plainName(written(expr));
  }
  if (expr?.t === 'call') {
    const inner = expr.args.map((one) => one.value).find((one) => one.t === 'name' || one.t === 'member');
    if (inner !== undefined && fns.length > 0) return plainName(written(inner));
  }
  const named = fns.find(({ fn }) => fn.name !== '');
  if (named !== undefined) return named.fn.name;
  if (value === undefined || value.t === 'fn' || value.t === 'either') return null;
  return plainName(nameOf(value));
}

/** `require(./x)` and the like are this reader's own names for modules. */
const plainName = (name: string): string | null => {
  const plain = name
    .replace(/^(?:require|import|export)\(([^)]*)\)\.?/, '')
    .replace(/^(?:exports|module\.exports)\./, '');
  return plain === '' || plain.length > 120 ? null : plain;
};
