/** Fields of validation schemas: zod, Joi, Yup, TypeBox, Valibot, Superstruct, VineJS, and JSON Schema. */
import type { ParameterType } from '../../../../../model/sighting.ts';
import type { MapValue, Value } from '../../../machine/values.ts';
import { itemsOf, known, optionsOf } from '../../../machine/values.ts';
import type { FieldFacts } from './sink.ts';

const depthMax = 12;

/** A chain of calls: the library it starts at, its first function with arguments, and what was chained on. */
interface Chain {
  readonly from: string;
  readonly name: string;
  readonly args: readonly Value[];
  readonly links: readonly { readonly name: string; readonly args: readonly Value[] }[];
}

const libraries =
  /^(?:zod(?:\/.*)?|@hono\/zod-openapi|nestjs-zod.*|joi|@hapi\/joi|yup|@sinclair\/typebox|typebox|@fastify\/type-provider-typebox|valibot|superstruct|@vinejs\/vine|@adonisjs\/.*|elysia|fluent-json-schema|celebrate|drizzle-zod)$/;

/** Reads `z.string().email().optional()` as a chain; null when it is something else. */
export function chainOf(value: Value): Chain | null {
  const links: { name: string; args: readonly Value[] }[] = [];
  let at: Value = value;
  for (let depth = 0; depth < 64; depth += 1) {
    if (at.t === 'result') {
      const args = at.args.map((one) => one.value);
      if (at.callee.t === 'external') {
        const name = at.callee.name.split('.').at(-1) ?? '';
        return { from: at.callee.from, name, args, links: links.reverse() };
      }
      if (at.callee.t !== 'member') return null;
      links.push({ name: at.callee.name, args });
      at = at.callee.of;
    } else if (at.t === 'member') at = at.of;
    else if (at.t === 'external') {
      return { from: at.from, name: at.name.split('.').at(-1) ?? '', args: [], links: links.reverse() };
    } else return null;
  }
  return null;
}

/** Is it a schema of a known library, or a JSON schema? */
export const isSchema = (value: Value): boolean =>
  optionsOf(value).some((one) => {
    const chain = chainOf(one);
    return (chain !== null && libraries.test(chain.from)) || isJsonSchema(one);
  });

const isJsonSchema = (value: Value): boolean =>
  value.t === 'map' && value.entries.get('properties')?.t === 'map';

/** Fields of an object schema; none when it is not one. */
export function fieldsOfSchema(value: Value | undefined, depth = 0): readonly FieldFacts[] {
  if (value === undefined || depth > depthMax) return [];
  if (value.t === 'either') {
    const [first, ...more] = value.options.map((one) => fieldsOfSchema(one, depth + 1));
    return first === undefined ? [] : merge(first, ...more);
  }
  if (value.t === 'map' && isJsonSchema(value)) return jsonFields(value);
  if (value.t === 'map') return value.entries.has('type') ? [] : shapeFields(value, depth);
  const chain = chainOf(value);
  if (chain === null) return [];
  if (!libraries.test(chain.from) && chain.from !== '') return [];
  return chainFields(chain, value, depth);
}

function chainFields(chain: Chain, value: Value, depth: number): readonly FieldFacts[] {
  const [first] = chain.args;
  let fields: readonly FieldFacts[] = [];
  switch (chain.name) {
    case 'object':
    case 'strictObject':
    case 'looseObject':
    case 'Object':
    case 'interface':
    case 'type':
    case 'keys':
    case 'strict':
    case 'shape':
      fields = first?.t === 'map' ? shapeFields(first, depth) : [];
      break;
    case 'Intersect':
    case 'intersect':
    case 'intersection':
    case 'Composite':
    case 'union':
    case 'Union':
    case 'discriminatedUnion':
    case 'alternatives':
    case 'merge':
    case 'pipe':
    case 'compile':
    case 'effects':
      fields = merge(...chain.args.flatMap(itemsOf).map((one) => fieldsOfSchema(one, depth + 1)));
      break;
    case 'createInsertSchema':
    case 'createUpdateSchema':
    case 'createSelectSchema':
      fields = columnsOf(first);
      break;
    case 'Partial':
    case 'partial':
      fields = fieldsOfSchema(first, depth + 1).map((one) => ({ ...one, required: false }));
      break;
    case 'Pick':
    case 'pick':
      fields = only(fieldsOfSchema(first, depth + 1), chain.args[1]);
      break;
    case 'Omit':
    case 'omit':
      fields = without(fieldsOfSchema(first, depth + 1), chain.args[1]);
      break;
    default:
      // A schema that is a member of another library's object, or a call on a schema of the project.
      if (value.t === 'result' && value.callee.t === 'external') fields = fieldsOfSchema(first, depth + 1);
  }
  for (const link of chain.links) {
    const [argument] = link.args;
    switch (link.name) {
      case 'extend':
      case 'append':
      case 'keys':
      case 'shape':
      case 'safeExtend':
      case 'setKey':
        fields = merge(
          fields,
          argument?.t === 'map' ? shapeFields(argument, depth) : fieldsOfSchema(argument, depth + 1),
        );
        break;
      case 'merge':
      case 'and':
      case 'concat':
      case 'or':
        fields = merge(fields, fieldsOfSchema(argument, depth + 1));
        break;
      case 'object':
      case 'strictObject':
        fields = argument?.t === 'map' ? shapeFields(argument, depth) : fields;
        break;
      case 'create':
      case 'compile':
        fields = merge(fields, fieldsOfSchema(argument, depth + 1));
        break;
      case 'partial':
      case 'deepPartial':
        fields = fields.map((one) => ({ ...one, required: false }));
        break;
      case 'required':
        if (argument === undefined) fields = fields.map((one) => ({ ...one, required: true }));
        break;
      case 'pick':
        fields = only(fields, argument);
        break;
      case 'omit':
        fields = without(fields, argument);
        break;
      default:
    }
  }
  return fields;
}

/** The members of an object schema by name, later ones over earlier: `Base.extend({ body: ... })`. */
export function membersOfSchema(schema: Value, depth = 0): ReadonlyMap<string, Value> {
  const members = new Map<string, Value>();
  const add = (value: Value | undefined): void => {
    if (value === undefined || depth > depthMax) return;
    const found = value.t === 'map' ? value.entries : membersOfSchema(value, depth + 1);
    for (const [name, member] of found) members.set(name, member);
  };
  if (schema.t === 'map') add(schema);
  const chain = chainOf(schema);
  if (chain === null || !libraries.test(chain.from)) return members;
  if (/^(?:strict|loose)?[oO]bject$|^keys$|^shape$/.test(chain.name)) add(chain.args[0]);
  for (const { name, args } of chain.links)
    if (/^(?:object|extend|safeExtend|append|keys|shape|merge|and|concat)$/.test(name)) add(args[0]);
  return members;
}

/** Columns of a Drizzle table, as drizzle-zod makes a schema of them. */
function columnsOf(table: Value | undefined): readonly FieldFacts[] {
  const columns = table?.t === 'result' ? table.args[1]?.value : undefined;
  if (columns?.t !== 'map') return [];
  return [...columns.entries].map(([name, column]) => {
    const chain = chainOf(column);
    const type = chain === null ? 'unknown' : typeOfWord(chain.name === 'text' ? 'string' : chain.name, []);
    const required = chain?.links.some((link) => link.name === 'notNull') === true;
    return { name, type, required };
  });
}

function shapeFields(shape: MapValue, depth: number): readonly FieldFacts[] {
  return [...shape.entries].map(([name, value]) => fieldOf(name, value, depth + 1));
}

/** One field: its type and whether it may be missing. */
function fieldOf(name: string, given: Value, depth: number): FieldFacts {
  const [value = given] = optionsOf(given);
  if (depth > depthMax) return { name, type: 'unknown', required: false };
  if (value.t === 'map') {
    const type = jsonType(value);
    return { name, type: type === 'unknown' ? 'object' : type, required: false };
  }
  const chain = chainOf(value);
  if (chain === null) return { name, type: 'unknown', required: false };
  const joi = /joi|celebrate|yup/.test(chain.from);
  let required = !joi && chain.from !== 'fluent-json-schema';
  let { name: word } = chain;
  if (['Optional', 'optional', 'nullish', 'exactOptional', 'optionalKey'].includes(word)) {
    const inner = chain.args[0];
    return inner === undefined
      ? { name, type: 'unknown', required: false }
      : { ...fieldOf(name, inner, depth + 1), required: false };
  }
  if (['preprocess', 'lazy', 'nullable', 'Readonly', 'defaulted', 'pipe'].includes(word)) {
    const inner = chain.args.find((one) => chainOf(one) !== null);
    if (inner !== undefined) return { ...fieldOf(name, inner, depth + 1), required };
  }
  let type = typeOfWord(word, chain.args);
  for (const link of chain.links) {
    word = link.name;
    if (
      [
        'optional',
        'nullish',
        'default',
        'notRequired',
        'allow',
        'forbidden',
        'catch',
        'prefault',
        'optionalAt',
      ].includes(word)
    ) {
      if (word !== 'allow') required = false;
    } else if (['required', 'exist', 'nonoptional', 'nonempty'].includes(word))
      required = word === 'nonempty' ? required : true;
    const refined = typeOfWord(word, link.args);
    if (refined !== 'unknown' && !(refined === 'object' && type !== 'unknown'))
      type = narrower(type, refined);
  }
  return { name, type, required };
}

/** `z.number().int()` is an integer; `z.string().length(3)` stays a string. */
function narrower(type: ParameterType, next: ParameterType): ParameterType {
  if (type === 'unknown' || type === 'object') return next;
  if (type === 'string' && next.startsWith('string:')) return next;
  if (type === 'number' && next === 'integer') return next;
  return type;
}

const words: Readonly<Record<string, ParameterType>> = {
  string: 'string',
  String: 'string',
  enum: 'string',
  nativeEnum: 'string',
  Enum: 'string',
  valid: 'string',
  picklist: 'string',
  enums: 'string',
  objectId: 'string',
  mongoId: 'string',
  number: 'number',
  Number: 'number',
  float: 'number',
  int: 'integer',
  integer: 'integer',
  Integer: 'integer',
  int32: 'integer',
  bigint: 'integer',
  withoutDecimals: 'integer',
  boolean: 'boolean',
  Boolean: 'boolean',
  bool: 'boolean',
  stringbool: 'boolean',
  accepted: 'boolean',
  date: 'string:date-time',
  Date: 'string:date-time',
  datetime: 'string:date-time',
  array: 'array',
  Array: 'array',
  tuple: 'array',
  Tuple: 'array',
  set: 'array',
  object: 'object',
  strictObject: 'object',
  looseObject: 'object',
  Object: 'object',
  record: 'object',
  Record: 'object',
  email: 'string:email',
  uuid: 'string:uuid',
  guid: 'string:uuid',
  uuidv4: 'string:uuid',
  uuidv7: 'string:uuid',
  cuid: 'string',
  ulid: 'string',
  url: 'string:uri',
  uri: 'string:uri',
  ip: 'string:ip',
  isoDate: 'string:date-time',
  file: 'file',
};

function typeOfWord(word: string, args: readonly Value[]): ParameterType {
  const found = Object.hasOwn(words, word) ? words[word] : undefined;
  const [first] = args;
  if (found === 'string' || found === undefined) {
    const format = first?.t === 'map' ? known(first.entries.get('format')) : null;
    if (found !== undefined && format !== null) return formatted(format);
  }
  if (word === 'literal' || word === 'Literal') return literalType(first);
  return found ?? 'unknown';
}

const literalType = (value: Value | undefined): ParameterType =>
  value?.t === 'num' ? 'number' : value?.t === 'const' ? 'boolean' : 'string';

const formatted = (format: string): ParameterType =>
  /^[a-z][a-z0-9-]{0,30}$/.test(format) ? `string:${format}` : 'string';

/** Fields of a JSON schema object. */
export function jsonFields(schema: MapValue): readonly FieldFacts[] {
  const properties = schema.entries.get('properties');
  if (properties?.t !== 'map') return [];
  const required = new Set(itemsOf(schema.entries.get('required')).map(known));
  return [...properties.entries].map(([name, value]) => {
    const type = value.t === 'map' ? jsonType(value) : fieldOf(name, value, 0).type;
    const told = value.t !== 'map' && chainOf(value) !== null ? fieldOf(name, value, 0).required : false;
    return { name, type, required: required.has(name) || told };
  });
}

function jsonType(schema: MapValue): ParameterType {
  const [type] = itemsOf(schema.entries.get('type'))
    .map(known)
    .filter((one) => one !== 'null' && one !== null);
  const format = known(schema.entries.get('format'));
  switch (type) {
    case 'string':
      return format === null ? 'string' : formatted(format);
    case 'integer':
      return format === 'int64' ? 'integer:int64' : 'integer';
    case 'number':
    case 'boolean':
    case 'array':
    case 'object':
      return type;
    default:
      return schema.entries.has('enum') ? 'string' : schema.entries.has('properties') ? 'object' : 'unknown';
  }
}

function merge(...all: readonly (readonly FieldFacts[])[]): readonly FieldFacts[] {
  const byName = new Map<string, FieldFacts>();
  for (const fields of all) for (const field of fields) byName.set(field.name, field);
  return [...byName.values()];
}

const keysOf = (value: Value | undefined): ReadonlySet<string> =>
  new Set(value?.t === 'map' ? value.entries.keys() : itemsOf(value).flatMap((one) => known(one) ?? []));

function only(fields: readonly FieldFacts[], keys: Value | undefined): readonly FieldFacts[] {
  const names = keysOf(keys);
  return names.size === 0 ? fields : fields.filter(({ name }) => names.has(name));
}

function without(fields: readonly FieldFacts[], keys: Value | undefined): readonly FieldFacts[] {
  const names = keysOf(keys);
  return fields.filter(({ name }) => !names.has(name));
}
