/** Middleware that says which parameters it looks at: express-validator, celebrate, multer, and the project's own `validate(schema)`. */
import type { ParameterIn, ParameterType } from '../../../../../model/sighting.ts';
import type { Value } from '../../../machine/values.ts';
import { itemsOf, known, nameOf } from '../../../machine/values.ts';
import { validatedPart } from './request.ts';
import { chainOf, fieldsOfSchema, isSchema, membersOfSchema } from './schemas.ts';
import type { ParameterSink } from './sink.ts';

const checks: Readonly<Record<string, ParameterIn>> = {
  body: 'body',
  check: 'body',
  query: 'query',
  param: 'path',
  header: 'header',
  cookie: 'cookie',
  sanitizeBody: 'body',
  sanitizeQuery: 'query',
};

const typeOfCheck: Readonly<Record<string, ParameterType>> = {
  isInt: 'integer',
  toInt: 'integer',
  isNumeric: 'number',
  isFloat: 'number',
  isDecimal: 'number',
  toFloat: 'number',
  isBoolean: 'boolean',
  toBoolean: 'boolean',
  isEmail: 'string:email',
  isUUID: 'string:uuid',
  isURL: 'string:uri',
  isISO8601: 'string:date-time',
  isDate: 'string:date',
  toDate: 'string:date-time',
  isArray: 'array',
  isObject: 'object',
  isString: 'string',
};

/**
 * Notes what a middleware value tells by itself.
 *
 * @returns true when it is a validator that was understood
 */
export function readValidator(value: Value, sink: ParameterSink): boolean {
  if (value.t === 'list') return value.items.map((one) => readValidator(one, sink)).includes(true);
  if (value.t === 'either') return value.options.map((one) => readValidator(one, sink)).includes(true);
  const chain = chainOf(value);
  if (chain === null) return false;
  if (chain.from.startsWith('express-validator')) return readCheck(chain, sink);
  if (chain.from === 'celebrate') return readParts(chain.args[0], sink);
  if (chain.from.startsWith('multer')) return readUpload(chain.links.at(-1), sink);
  if (
    /^(?:@hono\/(?:zod|valibot|typebox|standard|arktype)-validator|hono\/validator|hono-openapi.*|zod-express-middleware|express-zod-safe|koa-joi-router|zod-validation.*|express-joi-validation)$/.test(
      chain.from,
    )
  ) {
    const where = validatedPart(known(chain.args[0]));
    if (where !== null) {
      sink.addAll(fieldsOfSchema(chain.args[1]), where);
      return true;
    }
    return readParts(chain.args[0], sink);
  }
  return false;
}

type Chain = NonNullable<ReturnType<typeof chainOf>>;

function readCheck(chain: Chain, sink: ParameterSink): boolean {
  if (chain.name === 'checkSchema') {
    const [schema] = chain.args;
    if (schema?.t !== 'map') return false;
    for (const [name, one] of schema.entries) {
      const places = one.t === 'map' ? itemsOf(one.entries.get('in')).map(known) : [];
      for (const place of places.length === 0 ? ['body'] : places) {
        sink.add(name, validatedPart(place) ?? 'body');
      }
    }
    return true;
  }
  const where = Object.hasOwn(checks, chain.name) ? checks[chain.name] : undefined;
  if (where === undefined)
    return chain.name === 'oneOf' && chain.args.some((one) => readValidator(one, sink));
  const types = chain.links.flatMap(({ name }) =>
    Object.hasOwn(typeOfCheck, name) ? [typeOfCheck[name]] : [],
  );
  const optional = chain.links.some(({ name }) => name === 'optional');
  for (const one of itemsOf(chain.args[0])) {
    const name = known(one)?.split(/[.[*]/, 1)[0];
    // `check` looks everywhere; without a body it is the query.
    const place = chain.name === 'check' && sink.bodyless ? 'query' : where;
    if (name !== undefined) sink.add(name, place, { type: types[0], required: !optional });
  }
  return true;
}

function readUpload(
  link: { readonly name: string; readonly args: readonly Value[] } | undefined,
  sink: ParameterSink,
): boolean {
  if (link === undefined) return false;
  if (link.name === 'single' || link.name === 'array') {
    const name = known(link.args[0]);
    if (name !== null) sink.add(name, 'form', { type: 'file', required: null });
    return true;
  }
  if (link.name !== 'fields') return false;
  for (const one of itemsOf(link.args[0])) {
    const name = one.t === 'map' ? known(one.entries.get('name')) : null;
    if (name !== null) sink.add(name, 'form', { type: 'file' });
  }
  return true;
}

/** A map from part to schema: `{ body: Joi.object(), query: ... }`. */
export function readParts(value: Value | undefined, sink: ParameterSink): boolean {
  return value?.t === 'map' && readMembers(value.entries, sink);
}

function readMembers(members: ReadonlyMap<string, Value>, sink: ParameterSink): boolean {
  let found = false;
  for (const [key, schema] of members) {
    const where = validatedPart(key);
    if (where === null) continue;
    const fields = fieldsOfSchema(schema);
    if (fields.length > 0) found = true;
    sink.addAll(fields, where);
  }
  return found;
}

/** What a call that makes a middleware was given: `validate(createUser)`, `validateQuery(listUsers)`. */
export function readGivenSchemas(callee: Value, args: readonly Value[], sink: ParameterSink): void {
  const name = nameOf(callee);
  const hinted: ParameterIn | null = /quer/i.test(name)
    ? 'query'
    : /param/i.test(name)
      ? 'path'
      : /header/i.test(name)
        ? 'header'
        : /body|dto|payload/i.test(name)
          ? 'body'
          : null;
  const words = args.map(known).map(validatedPart);
  const told = words.find((one) => one !== null) ?? null;
  for (const value of args) {
    if (value.t === 'map' && readParts(value, sink)) continue;
    if (!isSchema(value)) continue;
    const inner = innerParts(value);
    if (inner !== null) readMembers(inner, sink);
    else sink.addAll(fieldsOfSchema(value), told ?? hinted ?? (sink.bodyless ? 'query' : 'body'));
  }
}

/** `z.object({ body: z.object({ ... }), query: ... })`: a schema of the whole request, by its parts. */
function innerParts(schema: Value): ReadonlyMap<string, Value> | null {
  const members = membersOfSchema(schema);
  const parts = [...members].filter(([key]) => wholeParts.has(key));
  const told = parts.some(([, value]) => fieldsOfSchema(value).length > 0);
  return parts.length > 0 && parts.length === members.size && told ? members : null;
}

const wholeParts = new Set(['body', 'query', 'params', 'headers', 'cookies', 'files', 'file']);
