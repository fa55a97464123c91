/**
 * The request that a handler is given, as an object of the abstract run: whatever the handler, or what it calls, reads from it is noted as a
 * parameter. One table says how each framework names the parts.
 */
import type { ParameterIn, ParameterType } from '../../../../../model/sighting.ts';
import type { TypeRef } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { CallSite, Env, Model, Value } from '../../../machine/values.ts';
import { arg, itemsOf, known, model, positional } from '../../../machine/values.ts';
import { fieldsOfSchema, isSchema, membersOfSchema } from './schemas.ts';
import { type ShapeName, shapeOf } from './request-shapes.ts';
import { ParameterSink } from './sink.ts';
import { fieldsOfType } from './types.ts';

/** Id of the models of requests and their parts. */
export const requestId = 'javascript-request';

/** Makes the request of a framework, whose reads go to a sink. */
export const requestOf = (shape: ShapeName, sink: ParameterSink): Model =>
  model(requestId, 'request', null, { shape, sink });

/** Makes a part of a request. A bag is read by `get(name)`. */
export const partOf = (where: ParameterIn, sink: ParameterSink, isBag = false): Model =>
  model(requestId, 'part', null, { where, sink, isBag });

const sinkOf = (self: Model): ParameterSink => {
  const sink = self.data.get('sink');
  return sink instanceof ParameterSink ? sink : new ParameterSink();
};
const whereOf = (self: Model): ParameterIn => self.data.get('where') as ParameterIn;

/** The part or field that a value is, or null. */
export const requestModel = (value: Value | undefined): Model | null => {
  if (value?.t === 'model') return value.framework === requestId ? value : null;
  if (value?.t !== 'either') return null;
  const found = value.options.flatMap((option) => requestModel(option) ?? []);
  if (found.length < 2) return found[0] ?? null;
  // `isGet ? query : body`: what the operation has.
  return (
    found.find((one) => one.kind === 'part' && whereOf(one) === mainPart(sinkOf(one))) ?? found[0] ?? null
  );
};

const mainPart = (sink: ParameterSink): ParameterIn => (sink.bodyless ? 'query' : 'body');

/** The sink and kind of a part; null for anything else. */
export function partFacts(
  value: Value | undefined,
): { readonly where: ParameterIn; readonly sink: ParameterSink } | null {
  const found = requestModel(value);
  return found?.kind === 'part' ? { where: whereOf(found), sink: sinkOf(found) } : null;
}

/** What every object or list has: no parameter's name. */
const builtIn = new Set([
  'length',
  'map',
  'forEach',
  'filter',
  'reduce',
  'some',
  'every',
  'find',
  'includes',
  'push',
  'slice',
  'join',
  'toString',
  'hasOwnProperty',
  'constructor',
  'prototype',
  'valueOf',
  'then',
  'catch',
  'finally',
  'entries',
  'keys',
  'values',
  'flatMap',
  'splice',
  'concat',
  'sort',
  'at',
  'pipe',
  'on',
  'indexOf',
  'toJSON',
  'isEmpty',
  '__proto__',
  'formData',
]);
const bagMethods = new Set(['get', 'getAll', 'has', 'append', 'set', 'delete', 'size', ...builtIn]);

/** A property of a request, a part or a field. */
export function requestMember(self: Model, name: string): Value | undefined {
  const sink = sinkOf(self);
  switch (self.kind) {
    case 'request': {
      const shape = shapeOf(String(self.data.get('shape')));
      const part = own(shape.parts, name);
      if (part !== undefined) return partOf(placeOf(part, sink), sink);
      const bag = own(shape.bags, name);
      if (bag !== undefined) return partOf(bag, sink, true);
      const inner = own(shape.inner, name);
      return inner === undefined ? undefined : requestOf(inner, sink);
    }
    case 'part': {
      if ((self.data.get('isBag') === true ? bagMethods : builtIn).has(name)) return undefined;
      return field(name, whereOf(self), sink);
    }
    default:
      return undefined;
  }
}

/** A method called on a request, a part or a field. */
export function requestMethod(
  self: Model,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  const sink = sinkOf(self);
  if (self.kind === 'field') return fieldMethod(self, name, sink);
  const first = known(arg(site, 0));
  if (self.kind === 'part') {
    if (self.data.get('isBag') === true && ['get', 'getAll', 'has'].includes(name) && first !== null)
      return field(first, whereOf(self), sink, name === 'getAll' ? 'array' : undefined);
    return undefined;
  }
  if (name === 'clone') return self;
  const shape = shapeOf(String(self.data.get('shape')));
  const read = own(shape.reads, name);
  if (read !== undefined) {
    const where = placeOf(read, sink);
    const type = where === 'form' ? 'file' : name === 'queries' ? 'array' : undefined;
    return first === null ? partOf(where, sink) : field(first, where, sink, type);
  }
  const picked = own(shape.picks, name);
  if (picked !== undefined) {
    const where = placeOf(picked, sink);
    for (const one of itemsOf(arg(site, 0))) {
      const key = known(one);
      if (key !== null) sink.add(key, where);
    }
    return partOf(where, sink);
  }
  const given = own(shape.gives, name);
  if (given !== undefined) return typed(partOf(placeOf(given, sink), sink), site.types[0], site.env, machine);
  const bag = own(shape.givesBags, name);
  if (bag !== undefined) return partOf(bag, sink, true);
  return special(self, name, site, machine, sink);
}

/** `c.req.valid('json')`, `request.validateUsing(validator)`, `request.validate({ schema })`. */
function special(
  self: Model,
  name: string,
  site: CallSite,
  machine: Machine,
  sink: ParameterSink,
): Value | undefined {
  const shape = self.data.get('shape');
  if (shape === 'honoRequest' && name === 'valid') {
    const where = validatedPart(known(arg(site, 0)));
    return where === null ? undefined : partOf(where, sink);
  }
  if (shape === 'adonisRequest' && (name === 'validateUsing' || name === 'validate')) {
    const part = partOf(sink.bodyless ? 'query' : 'body', sink);
    for (const given of positional(site)) {
      const settled = given.t === 'class' ? machine.instantiate(given, []) : given;
      const schema =
        settled.t === 'map' || settled.t === 'instance' ? machine.member(settled, 'schema') : settled;
      sink.addAll(fieldsOfSchema(schema), whereOf(part));
    }
    return part;
  }
  return undefined;
}

/** The part that a validator's target names: Hono's `json`, celebrate's `query`, a fastify schema's `querystring`. */
export function validatedPart(target: string | null): ParameterIn | null {
  switch (target) {
    case 'json':
    case 'body':
    case 'payload':
      return 'body';
    case 'form':
    case 'formData':
    case 'files':
      return 'form';
    case 'query':
    case 'querystring':
    case 'queryString':
    case 'search':
      return 'query';
    case 'param':
    case 'params':
    case 'path':
      return 'path';
    case 'header':
    case 'headers':
      return 'header';
    case 'cookie':
    case 'cookies':
    case 'signedCookies':
    case 'state':
      return 'cookie';
    default:
      return null;
  }
}

/** Where "input" comes from when there is no body. */
const placeOf = (where: ParameterIn, sink: ParameterSink): ParameterIn =>
  where === 'body' && sink.bodyless ? 'query' : where;

/** A field that was read. */
export function field(name: string, where: ParameterIn, sink: ParameterSink, type?: ParameterType): Model {
  sink.add(name, where, { type });
  return model(requestId, 'field', null, { name, where, sink });
}

const listMethods = new Set(['map', 'forEach', 'filter', 'some', 'every', 'reduce', 'flatMap', 'find']);
const textMethods = new Set([
  'trim',
  'toString',
  'toLowerCase',
  'toUpperCase',
  'normalize',
  'slice',
  'substring',
  'replace',
]);

function fieldMethod(self: Model, name: string, sink: ParameterSink): Value | undefined {
  if (listMethods.has(name)) sink.add(String(self.data.get('name')), whereOf(self), { type: 'array' });
  return textMethods.has(name) ? self : undefined;
}

/** Notes that a field is of a type: it was given to `Number()`. */
export function typeField(value: Value | undefined, type: ParameterType): void {
  const found = requestModel(value);
  if (found?.kind === 'field') sinkOf(found).add(String(found.data.get('name')), whereOf(found), { type });
}

/** Notes the fields of the type that a part is said to have. */
export function typed(value: Value, type: TypeRef | undefined, env: Env, machine: Machine): Value {
  const part = partFacts(value);
  if (part !== null && type !== undefined) part.sink.addAll(fieldsOfType(type, env, machine), part.where);
  return value;
}

const validating =
  /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateAsync|validateSync|cast|assert|attempt|is|decode|check|create|tryValidate|validateOrReject)$/;

/** `schema.parse(req.body)`, `Joi.validate(req.body, schema)`, `v.parse(schema, body)`: notes the schema's fields. */
export function validated(of: Value, name: string, site: CallSite): Value | undefined {
  if (!validating.test(name)) return undefined;
  const given = positional(site);
  const part = given.map((one) => partFacts(one)).find((one) => one !== null);
  const value = given.map(requestModel).find((one) => one?.kind === 'part');
  if (part === undefined || part === null || value === undefined || value === null) {
    const request = given.find((one) => requestModel(one)?.kind === 'request');
    return request === undefined ? validatedParts(of, name, site) : validatedWhole(of, name, request, site);
  }
  for (const schema of [of, ...given])
    if (isSchema(schema)) part.sink.addAll(fieldsOfSchema(schema), part.where);
  return validatorResult(name, value, site);
}

/** `schema.parse({ body: req.body, query: req.query })` */
function validatedParts(of: Value, name: string, site: CallSite): Value | undefined {
  const whole = positional(site).find((one) => one.t === 'map');
  if (whole?.t !== 'map') return undefined;
  let found = false;
  const members = membersOfSchema(of);
  for (const [key, value] of whole.entries) {
    const part = partFacts(value);
    const schema = members.get(key);
    if (part === null) continue;
    found = true;
    if (schema !== undefined) part.sink.addAll(fieldsOfSchema(schema), part.where);
  }
  return found ? validatorResult(name, whole, site) : undefined;
}

/** `schema.parse(request)`: a schema whose members are the parts of the request. */
function validatedWhole(of: Value, name: string, request: Value, site: CallSite): Value | undefined {
  const found = requestModel(request);
  const members = membersOfSchema(of);
  if (found === null || members.size === 0) return undefined;
  const sink = sinkOf(found);
  for (const [key, schema] of members) {
    const where = validatedPart(key);
    if (where !== null) sink.addAll(fieldsOfSchema(schema), where);
  }
  return validatorResult(name, request, site);
}

function validatorResult(name: string, value: Value, site: CallSite): Value {
  if (!/^safeParse|^validate$|^is$/.test(name)) return value;
  const entries = new Map<string, Value>([
    ['data', value],
    ['value', value],
    ['output', value],
  ]);
  return { t: 'map', entries, open: true, file: site.file, line: site.line };
}

const own = <T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
