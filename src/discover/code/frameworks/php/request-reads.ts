/**
 * What a handler's body asks of a request: `$request->input('q')`, `$request->validate([...])`, `$request->query->get('q')`,
 * `$request->getQueryParams()['q']`, in the methods of its class that it calls, too.
 */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Call, Expr, Fn } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, Value } from '../../machine/values.ts';
import { known } from '../../machine/values.ts';

const readsMax = 100;
const methodsMax = 20;

/** `body` or `query`, by the method. */
export const placeOf = (verb: string): ParameterIn =>
  verb === 'GET' || verb === 'DELETE' || verb === 'HEAD' ? 'query' : 'body';

/** Methods of a request that read one value by its name; null is where the method of the request says. */
const readers: Readonly<Record<string, readonly [ParameterIn | null, ParameterType]>> = {
  input: [null, 'string'],
  get: [null, 'string'],
  has: [null, 'string'],
  filled: [null, 'string'],
  exists: [null, 'string'],
  missing: [null, 'string'],
  whenFilled: [null, 'string'],
  whenHas: [null, 'string'],
  string: [null, 'string'],
  str: [null, 'string'],
  json: ['body', 'string'],
  post: ['body', 'string'],
  query: ['query', 'string'],
  boolean: [null, 'boolean'],
  integer: [null, 'integer'],
  float: [null, 'number'],
  date: [null, 'string:date'],
  enum: [null, 'string'],
  collect: [null, 'array'],
  array: [null, 'array'],
  header: ['header', 'string'],
  hasHeader: ['header', 'string'],
  getHeader: ['header', 'string'],
  getHeaderLine: ['header', 'string'],
  cookie: ['cookie', 'string'],
  file: ['form', 'file'],
  hasFile: ['form', 'file'],
  getQueryParam: ['query', 'string'],
  getParsedBodyParam: ['body', 'string'],
};

/** Bags of a request: `$request->query->get('x')`, `$request->getQueryParams()['x']`. */
const bags: Readonly<Record<string, ParameterIn>> = {
  query: 'query',
  request: 'body',
  getPayload: 'body',
  toArray: 'body',
  headers: 'header',
  cookies: 'cookie',
  files: 'form',
  getQueryParams: 'query',
  getParsedBody: 'body',
  getCookieParams: 'cookie',
  getUploadedFiles: 'form',
  getParams: 'query',
};

const isRequest = (expr: Expr): boolean =>
  (expr.t === 'name' && /^\$(?:request|req|_?request|httpRequest|serverRequest)$/i.test(expr.v)) ||
  (expr.t === 'member' && expr.of.t === 'name' && expr.of.v === 'this' && expr.name === 'request') ||
  (expr.t === 'call' && expr.fn.t === 'name' && expr.fn.v === 'request' && expr.args.length === 0);

const bagOf = (expr: Expr): ParameterIn | null => {
  const member = expr.t === 'call' ? expr.fn : expr;
  if (member.t !== 'member' || !isRequest(member.of)) return null;
  return Object.hasOwn(bags, member.name) ? (bags[member.name] ?? null) : null;
};

/** Type by the rules of a validator: `required|integer`, `['image']`. */
export function typeOfRules(words: string): ParameterType {
  if (/\b(?:file|image|mimes|mimetypes)\b/.test(words)) return 'file';
  if (/\binteger\b/.test(words)) return 'integer';
  if (/\bnumeric|decimal\b/.test(words)) return 'number';
  if (/\bboolean|accepted\b/.test(words)) return 'boolean';
  if (/\barray\b/.test(words)) return 'array';
  if (/\bemail\b/.test(words)) return 'string:email';
  if (/\buuid\b/.test(words)) return 'string:uuid';
  if (/\bdate\b/.test(words)) return 'string:date';
  return 'string';
}

type Add = (name: string, where: ParameterIn, type: ParameterType, required: boolean | null) => void;

/** Fields of a map of rules that was evaluated. */
export function ruleFields(rules: Value, where: ParameterIn, add: Add): void {
  if (rules.t === 'either') for (const option of rules.options) ruleFields(option, where, add);
  if (rules.t !== 'map') return;
  const nested = new Set(
    [...rules.entries.keys()].filter((key) => key.includes('.')).map((key) => key.split('.')[0]),
  );
  for (const [key, value] of rules.entries) {
    const [name = ''] = key.split('.');
    const words = (value.t === 'list' ? value.items : [value]).map((one) => known(one) ?? '').join('|');
    const isInner = key !== name;
    add(
      name,
      where,
      isInner || nested.has(name) ? 'array' : typeOfRules(words),
      isInner ? null : /\brequired(?!_)\b/.test(words) ? true : null,
    );
  }
}

/** Headers that every client sends, or that are told as authentication. */
const customary = /^(?:authorization|cookie|content-type|content-length|accept|host|connection)$/i;

/** Collects parameters, each once. */
export function collector(pathNames: ReadonlySet<string>): {
  readonly found: SightedParameter[];
  readonly add: Add;
} {
  const found: SightedParameter[] = [];
  return {
    found,
    add(name, where, type, required) {
      if (name === '' || name === '*' || name.length > 80 || found.length >= readsMax) return;
      if (where === 'header' && customary.test(name)) return;
      if ((where === 'query' || where === 'body') && pathNames.has(name)) return;
      if (!found.some((one) => one.name === name && one.in === where))
        found.push({ name, in: where, type, required });
    },
  };
}

/** Reads a handler. */
export function handlerReads(
  handler: FnValue,
  cls: ClassValue | null,
  verb: string,
  add: Add,
  machine: Machine,
): void {
  const place = placeOf(verb);
  const seen = new Set<Fn>();
  const read = (value: FnValue): void => {
    const { fn } = value;
    if (seen.has(fn) || seen.size >= methodsMax) return;
    seen.add(fn);
    const held = new Map<string, ParameterIn>();
    const from = (expr: Expr): ParameterIn | null => {
      if (expr.t === 'name') return held.get(expr.v) ?? null;
      if (expr.t === 'either') return expr.options.map(from).find((one) => one !== null) ?? null;
      return bagOf(expr) ?? (cls === null ? null : givenBy(expr, cls, machine));
    };
    walkFn(fn, {
      stmt(stmt) {
        if (stmt.t !== 'let' || stmt.to.t !== 'name' || stmt.value === null) return;
        const where = from(stmt.value);
        if (where !== null) held.set(stmt.to.v, where);
      },
      expr(expr) {
        if (expr.t === 'index') {
          const where = isRequest(expr.of) ? place : from(expr.of);
          if (where !== null && expr.key.t === 'str')
            add(expr.key.v, where, where === 'form' ? 'file' : 'string', null);
          return;
        }
        if (expr.t !== 'call') return;
        // `array_key_exists('name', $body)`
        const [key, of] = expr.args.map((one) => one.value);
        if (expr.fn.t === 'name' && /^\\?array_key_exists$/.test(expr.fn.v) && key?.t === 'str') {
          const where = of === undefined ? null : from(of);
          if (where !== null) add(key.v, where, 'string', null);
        }
        readCall(expr, place, from, add, value, machine);
        if (cls !== null && expr.fn.t === 'member' && isOwn(expr.fn.of)) {
          const next = machine.methodOf(cls, expr.fn.name);
          if (next !== undefined) read(next);
        }
      },
    });
  };
  read(handler);
}

/** The bag that a method of the class gives back: `$this->parsedBody($request)`. */
function givenBy(expr: Expr, cls: ClassValue, machine: Machine): ParameterIn | null {
  if (expr.t !== 'call' || expr.fn.t !== 'member' || !isOwn(expr.fn.of)) return null;
  const method = machine.methodOf(cls, expr.fn.name);
  if (method === undefined || !expr.args.some(({ value }) => isRequest(value))) return null;
  const held = new Map<string, ParameterIn>();
  const from = (one: Expr): ParameterIn | null =>
    one.t === 'name' ? (held.get(one.v) ?? null) : one.t === 'either' ? null : bagOf(one);
  let given: ParameterIn | null = null;
  walkFn(method.fn, {
    stmt(stmt) {
      if (stmt.t === 'let' && stmt.to.t === 'name' && stmt.value !== null) {
        const where = from(stmt.value);
        if (where !== null) held.set(stmt.to.v, where);
      } else if (stmt.t === 'return' && stmt.e !== null) given ??= from(stmt.e);
    },
  });
  return given;
}

const isOwn = (expr: Expr): boolean => expr.t === 'name' && (expr.v === 'this' || expr.v === 'self');

function readCall(
  call: Call,
  place: ParameterIn,
  from: (expr: Expr) => ParameterIn | null,
  add: Add,
  handler: FnValue,
  machine: Machine,
): void {
  const first = call.args[0]?.value;
  const { fn } = call;
  if (fn.t === 'name') {
    if (fn.v === 'request' && first?.t === 'str') add(first.v, place, 'string', null);
    return;
  }
  if (fn.t !== 'member') return;
  if (fn.name === 'validate' || fn.name === 'validateWithBag' || fn.name === 'make') {
    const rules = call.args.find(({ value }) => value.t === 'map')?.value;
    const isValidator =
      isRequest(fn.of) ||
      (fn.of.t === 'name' && (fn.of.v.endsWith('Validator') || fn.of.v === 'this')) ||
      (fn.name === 'validate' && call.args.some(({ value }) => isRequest(value)));
    if (rules !== undefined && isValidator) ruleFields(machine.evaluate(rules, handler.env), place, add);
    return;
  }
  const bag = from(fn.of);
  if (bag !== null) {
    if (
      /^(?:get|getInt|getBoolean|getString|getAlpha|getAlnum|getDigits|getEnum|all|has|filter)$/.test(
        fn.name,
      ) &&
      first?.t === 'str'
    )
      add(
        first.v,
        bag,
        fn.name === 'getInt'
          ? 'integer'
          : fn.name === 'getBoolean'
            ? 'boolean'
            : bag === 'form'
              ? 'file'
              : 'string',
        null,
      );
    return;
  }
  if (!isRequest(fn.of)) return;
  if (fn.name === 'only' || fn.name === 'hasAny' || fn.name === 'safe') {
    for (const { value } of call.args)
      for (const item of value.t === 'list' ? value.items : [value])
        if (item.t === 'str') add(item.v, place, 'string', null);
    return;
  }
  const reader = Object.hasOwn(readers, fn.name) ? readers[fn.name] : undefined;
  if (reader === undefined) return;
  const [where, type] = reader;
  for (const item of first?.t === 'list' ? first.items : first === undefined ? [] : [first])
    if (item.t === 'str') add(item.v.split('.')[0] ?? item.v, where ?? place, type, null);
}
