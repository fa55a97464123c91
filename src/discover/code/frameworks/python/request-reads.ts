/**
 * What a handler's body asks of a request: `request.args.get('q')`, `request.json['name']`, `request.GET`, `await request.json()`,
 * `self.get_argument('q')`, `Schema().load(request.get_json())`, `Form(request.POST)`. The request's members have the same names in all
 * frameworks of Python, or names of their own.
 */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Arg, Call, Expr } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, Value } from '../../machine/values.ts';
import { known } from '../../machine/values.ts';
import { isSchema, schemaFields } from './schemas.ts';

const members: Readonly<Record<string, ParameterIn>> = {
  args: 'query',
  query_args: 'query',
  values: 'query',
  GET: 'query',
  query_params: 'query',
  query: 'query',
  form: 'form',
  POST: 'form',
  files: 'form',
  FILES: 'form',
  post: 'form',
  json: 'body',
  get_json: 'body',
  get_data: 'body',
  data: 'body',
  headers: 'header',
  META: 'header',
  cookies: 'cookie',
  COOKIES: 'cookie',
  match_info: 'path',
  path_params: 'path',
  view_args: 'path',
  arguments: 'query',
  query_arguments: 'query',
  body_arguments: 'form',
};

const fileMembers: ReadonlySet<string> = new Set(['files', 'FILES']);

/** Methods of Tornado's handlers that read one value by its name. */
const readers: Readonly<Record<string, ParameterIn>> = {
  get_argument: 'query',
  get_arguments: 'query',
  get_query_argument: 'query',
  get_query_arguments: 'query',
  get_body_argument: 'form',
  get_body_arguments: 'form',
  get_cookie: 'cookie',
  get_secure_cookie: 'cookie',
  get_signed_cookie: 'cookie',
  get_query_arg: 'query',
};

const getters: ReadonlySet<string> = new Set([
  'get',
  'pop',
  'getlist',
  'get_list',
  'getone',
  'getall',
  'get_all',
  'setdefault',
]);

const isRequestName = (name: string): boolean => /^(?:_?request|req|websocket|ws)$/.test(name);

/** Is it the request itself: `request`, `self.request`, `flask.request`? */
const isRequest = (expr: Expr): boolean =>
  (expr.t === 'name' && isRequestName(expr.v)) || (expr.t === 'member' && expr.name === 'request');

interface Source {
  readonly where: ParameterIn;
  readonly isFile: boolean;
}

const readsMax = 80;
const helpersMax = 24;
const helpersDepthMax = 2;

/** Reads a handler; `isGlobal`: the request is a global, so that any function called may read it. */
export function requestReads(
  handler: FnValue,
  machine: Machine,
  isGlobal: boolean,
): readonly SightedParameter[] {
  const reader = new Reader(machine, isGlobal);
  reader.read(handler, 0);
  return reader.found;
}

class Reader {
  readonly found: SightedParameter[] = [];
  readonly #machine: Machine;
  readonly #isGlobal: boolean;
  readonly #seen = new Set<unknown>();

  constructor(machine: Machine, isGlobal: boolean) {
    this.#machine = machine;
    this.#isGlobal = isGlobal;
  }

  read(handler: FnValue, depth: number, given: ReadonlyMap<string, Source> = new Map()): void {
    if (this.#seen.has(handler.fn) || this.#seen.size > helpersMax) return;
    this.#seen.add(handler.fn);
    const sources = new Map<string, Source>(given);
    const locals = new Map<string, Expr | null>(handler.fn.params.map(({ name }) => [name, null]));
    const types = new Map<Expr, ParameterType>();
    const sourceOf = (expr: Expr): Source | null => {
      switch (expr.t) {
        case 'name':
          return sources.get(expr.v) ?? null;
        case 'member': {
          if (!isRequest(expr.of) && !(expr.of.t === 'member' && expr.of.name === 'rel_url')) return null;
          return Object.hasOwn(members, expr.name)
            ? { where: members[expr.name] ?? 'query', isFile: fileMembers.has(expr.name) }
            : null;
        }
        case 'either':
          for (const option of expr.options) {
            const found = sourceOf(option);
            if (found !== null) return found;
          }
          return null;
        case 'call': {
          // `request.get_json()`, `await request.form()`, `json.loads(request.body)`, `dict(request.form)`.
          if (expr.fn.t === 'member' && isRequest(expr.fn.of)) return sourceOf(expr.fn);
          if (expr.fn.t === 'member' && /^(?:copy|dict|to_dict|items)$/.test(expr.fn.name))
            return sourceOf(expr.fn.of);
          const [first] = expr.args;
          const name = expr.fn.t === 'member' ? expr.fn.name : expr.fn.t === 'name' ? expr.fn.v : '';
          if (first === undefined) return null;
          if (/^(?:loads|json_decode|dict|decode)$/.test(name)) {
            const inner = first.value;
            if (isRawBody(inner)) return { where: 'body', isFile: false };
            return sourceOf(inner);
          }
          return null;
        }
        default:
          return null;
      }
    };
    walkFn(handler.fn, {
      stmt: (stmt) => {
        if (stmt.t !== 'let' || stmt.to.t !== 'name' || stmt.value === null) return;
        const source = sourceOf(stmt.value);
        if (source === null) sources.delete(stmt.to.v);
        else sources.set(stmt.to.v, source);
        locals.set(stmt.to.v, stmt.value);
      },
      expr: (expr) => {
        if (this.found.length >= readsMax) return false;
        if (expr.t === 'assign' && expr.to.t === 'name') {
          const source = sourceOf(expr.value);
          if (source !== null) sources.set(expr.to.v, source);
        } else if (expr.t === 'index') {
          const source = sourceOf(expr.of);
          if (source !== null) this.#add(expr.key, source, true, types.get(expr), handler, locals);
        } else if (expr.t === 'other' && expr.op !== undefined && expr.parts.length === 2) {
          const [key, of] = expr.parts;
          const source = of === undefined ? null : sourceOf(of);
          if (key?.t === 'str' && source !== null) this.#add(key, source, null, undefined, handler, locals);
        } else if (expr.t === 'call') {
          this.#call(expr, sourceOf, types, handler, locals, depth);
        }
        return undefined;
      },
    });
  }

  #call(
    call: Call,
    sourceOf: (expr: Expr) => Source | null,
    types: Map<Expr, ParameterType>,
    handler: FnValue,
    locals: ReadonlyMap<string, Expr | null>,
    depth: number,
  ): void {
    const [first] = call.args;
    const { fn } = call;
    const casts = fn.t === 'name' ? casted[fn.v] : undefined;
    if (casts !== undefined && first !== undefined) {
      types.set(first.value, casts);
      if (first.value.t === 'either') for (const option of first.value.options) types.set(option, casts);
    }
    if (fn.t === 'member' && first !== undefined) {
      if (getters.has(fn.name)) {
        const source = sourceOf(fn.of);
        if (source !== null) {
          this.#add(first.value, source, null, typeToldBy(call.args) ?? types.get(call), handler, locals);
          return;
        }
      }
      const where = Object.hasOwn(readers, fn.name) ? readers[fn.name] : undefined;
      if (where !== undefined && (isRequest(fn.of) || (fn.of.t === 'name' && fn.of.v === 'self'))) {
        const isRequired = call.args.length === 1 && fn.name.endsWith('argument');
        this.#add(
          first.value,
          { where, isFile: false },
          isRequired ? true : null,
          types.get(call),
          handler,
          locals,
        );
        return;
      }
    }
    this.#schema(call, sourceOf, handler, locals);
    if (depth < helpersDepthMax) this.#helper(call, sourceOf, handler, locals, depth);
  }

  /** `Serializer(data=request.data)`, `Form(request.POST)`, `schema.load(data)`, `Model(**data)`, `Model.model_validate(data)`. */
  #schema(
    call: Call,
    sourceOf: (expr: Expr) => Source | null,
    handler: FnValue,
    locals: ReadonlyMap<string, Expr | null>,
  ): void {
    const given = call.args.find(
      ({ value, name }) => name !== 'context' && sourceOf(value.t === 'spread' ? value.of : value) !== null,
    );
    if (given === undefined) {
      this.#flaskForm(call, handler, locals);
      return;
    }
    const source = sourceOf(given.value.t === 'spread' ? given.value.of : given.value);
    const { fn } = call;
    const target =
      fn.t === 'member' &&
      /^(?:load|loads|parse_obj|model_validate|validate|from_dict|get_serializer)$/.test(fn.name)
        ? fn.of
        : fn;
    const cls = this.#classOf(target, handler, locals);
    if (cls === null || source === null || !isSchema(cls, this.#machine)) return;
    for (const { name, type, required, file, line } of schemaFields(cls, this.#machine))
      this.#push({ name, in: source.where, type, required, place: { file, line } });
  }

  /** Flask-WTF: `form = LoginForm()` reads the form of the request by itself. */
  #flaskForm(call: Call, handler: FnValue, locals: ReadonlyMap<string, Expr | null>): void {
    if (!this.#isGlobal || (call.fn.t !== 'name' && call.fn.t !== 'member')) return;
    const name = call.fn.t === 'name' ? call.fn.v : call.fn.name;
    if (!/^[A-Z]/.test(name)) return;
    const cls = this.#classOf(call.fn, handler, locals);
    if (cls === null) return;
    if (
      !this.#machine.extendsExternal(
        cls,
        (from, base) => /^(?:flask_wtf|wtforms|quart_wtf)/.test(from) && base.endsWith('Form'),
      )
    )
      return;
    for (const { name: field, type, file, line } of schemaFields(cls, this.#machine))
      this.#push({ name: field, in: 'form', type, required: null, place: { file, line } });
  }

  /** A class, or that of an object: `UserSchema`, `UserSchema()`, a local or global that holds one. */
  #classOf(
    expr: Expr,
    handler: FnValue,
    locals: ReadonlyMap<string, Expr | null>,
    depth = 0,
  ): ClassValue | null {
    if (depth > 4) return null;
    if (expr.t === 'call') return this.#classOf(expr.fn, handler, locals, depth + 1);
    if (expr.t === 'name' && locals.has(expr.v)) {
      const local = locals.get(expr.v) ?? null;
      return local === null || local === expr ? null : this.#classOf(local, handler, locals, depth + 1);
    }
    if (expr.t !== 'name' && expr.t !== 'member') return null;
    const value = this.#machine.evaluate(expr, handler.env);
    if (value.t === 'class') return value;
    return value.t === 'instance' ? value.of : null;
  }

  /** A function of the project that is given the request or a part of it, or that may read the global one. */
  #helper(
    call: Call,
    sourceOf: (expr: Expr) => Source | null,
    handler: FnValue,
    locals: ReadonlyMap<string, Expr | null>,
    depth: number,
  ): void {
    const { fn } = call;
    const parts = call.args.map(({ value }) => sourceOf(value));
    const passes = call.args.some(({ value }) => isRequest(value)) || parts.some((part) => part !== null);
    if (!passes && !this.#isGlobal) return;
    let value: Value | undefined;
    if (fn.t === 'name' && !locals.has(fn.v)) value = this.#machine.lookup(fn.v, handler.env);
    else if (fn.t === 'member' && fn.of.t === 'name') {
      if (fn.of.v === 'self' && handler.self !== null) {
        const cls = classOfSelf(handler.self);
        value = cls === null ? undefined : this.#machine.methodOf(cls, fn.name);
      } else if (!locals.has(fn.of.v)) {
        const of = this.#machine.lookup(fn.of.v, handler.env);
        if (of.t === 'module') value = this.#machine.member(of, fn.name);
        else if (of.t === 'class') value = this.#machine.methodOf(of, fn.name);
      }
    }
    if (value?.t !== 'fn') return;
    const own = value.fn.params.filter((param, at) => !(at === 0 && /^(?:self|cls)$/.test(param.name)));
    const given = new Map<string, Source>();
    call.args.forEach(({ name }, at) => {
      const part = parts[at];
      const param = name ?? own[at]?.name;
      if (part !== null && part !== undefined && param !== undefined) given.set(param, part);
    });
    this.read(value, depth + 1, given);
  }

  #add(
    key: Expr,
    { where, isFile }: Source,
    required: boolean | null,
    type: ParameterType | undefined,
    handler: FnValue,
    locals: ReadonlyMap<string, Expr | null>,
  ): void {
    const name =
      key.t === 'str'
        ? key.v
        : (key.t === 'name' && !locals.has(key.v)) || key.t === 'member'
          ? known(this.#machine.evaluate(key, handler.env))
          : null;
    if (name === null || name === '' || name.length > 120) return;
    const line = key.t === 'str' ? key.line : handler.fn.line;
    const isMeta = where === 'header' && /^(?:HTTP_|CONTENT_)[A-Z_]+$/.test(name);
    if (where === 'header' && /^[A-Z_]+$/.test(name) && !isMeta) return;
    this.#push({
      name: isMeta
        ? name
            .replace(/^HTTP_/, '')
            .replaceAll('_', '-')
            .toLowerCase()
        : name,
      in: where,
      type: isFile ? 'file' : (type ?? (where === 'body' ? 'unknown' : 'string')),
      required,
      place: { file: handler.file, line },
    });
  }

  #push(param: SightedParameter): void {
    const at = this.found.findIndex((one) => one.in === param.in && one.name === param.name);
    if (at < 0) this.found.push(param);
    else if (this.found[at]?.type === 'string' || this.found[at]?.type === 'unknown') {
      const before = this.found[at];
      this.found[at] = { ...before, type: param.type === 'unknown' ? before.type : param.type };
    }
  }
}

const classOfSelf = (self: Value): ClassValue | null =>
  self.t === 'class' ? self : self.t === 'instance' ? self.of : null;

const isRawBody = (expr: Expr): boolean => {
  if (expr.t === 'member') return (expr.name === 'body' || expr.name === 'data') && isRequest(expr.of);
  // `request.body.decode('utf-8')`, `await request.body()`, `request.get_data()`
  return (
    expr.t === 'call' &&
    expr.fn.t === 'member' &&
    (isRawBody(expr.fn.of) || (isRequest(expr.fn.of) && /^(?:body|read|text|get_data)$/.test(expr.fn.name)))
  );
};

const casted: Readonly<Record<string, ParameterType>> = {
  int: 'integer',
  float: 'number',
  Decimal: 'number',
  UUID: 'string:uuid',
};

/** `type=int`, or a default that is a number. */
function typeToldBy(args: readonly Arg[]): ParameterType | undefined {
  const type = args.find((one) => one.name === 'type')?.value;
  const name = type?.t === 'name' ? type.v : type?.t === 'member' ? type.name : '';
  const told = Object.hasOwn(casted, name) ? casted[name] : name === 'bool' ? 'boolean' : undefined;
  if (told !== undefined) return told;
  const second =
    args.find((one) => one.name === 'default') ?? args.filter((one) => one.name === undefined)[1];
  if (second?.value.t === 'num') return Number.isInteger(second.value.v) ? 'integer' : 'number';
  return second?.value.t === 'const' && second.value.v !== null ? 'boolean' : undefined;
}
