/** Fields of Go structs as parameters: names from tags, types from the fields, required by validation rules. */
import type { ParameterIn, ParameterType } from '../../../../../model/sighting.ts';
import type { Field, TypeRef } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ClassValue, Env, Value } from '../../../machine/values.ts';
import { typeName } from '../types.ts';
import type { HandlerReading, ReadParameter } from './reading.ts';

/** How a struct is filled: which tag names the fields, and whether a field without it is filled by its own name. */
export interface Binding {
  readonly tag: string;
  readonly in: ParameterIn;
  readonly untagged: 'by-name' | 'left-out';
  readonly when?: ReadParameter['when'];
}

/** JSON bodies: the `json` tag, else the field's name. */
export const jsonBody: Binding = { tag: 'json', in: 'body', untagged: 'by-name' };

const depthMax = 4;

/** Notes the fields that a value is filled with. Values that are no struct of the project tell nothing. */
export function bindStruct(
  reading: HandlerReading,
  target: Value | undefined,
  bindings: readonly Binding[],
  machine: Machine,
): void {
  const cls = structOf(target);
  if (cls !== null) for (const binding of bindings) bindClass(reading, cls, binding, machine, 0);
}

/** The struct of the project that a value is one of. */
export function structOf(value: Value | undefined): ClassValue | null {
  if (value === undefined) return null;
  if (value.t === 'instance') return value.of;
  if (value.t === 'either') {
    for (const option of value.options) {
      const found = structOf(option);
      if (found !== null) return found;
    }
  }
  return null;
}

/** Has a struct, or one embedded in it, a field with this tag? */
export function hasTag(value: Value | undefined, tag: string, machine: Machine): boolean {
  const cls = structOf(value);
  if (cls === null) return false;
  return machine.lineage(cls).some((one) => one.cls.fields.some((field) => tagOf(field, tag) !== null));
}

function bindClass(
  reading: HandlerReading,
  cls: ClassValue,
  binding: Binding,
  machine: Machine,
  depth: number,
): void {
  const embedded = new Set(
    cls.cls.bases.map((base) => (base.t === 'member' ? base.name : base.t === 'name' ? base.v : '')),
  );
  // A type that is named after another struct has the other's fields.
  if (cls.cls.fields.length === 0) {
    for (const base of machine.bases(cls))
      if (base.t === 'class' && depth < depthMax) bindClass(reading, base, binding, machine, depth + 1);
    return;
  }
  for (const field of cls.cls.fields) {
    const tag = tagOf(field, binding.tag);
    const [given = '', ...options] = (tag ?? '').split(',');
    const name = given.trim();
    if (name === '-') continue;
    if (name === '' && embedded.has(field.name)) {
      const inner = field.type === undefined ? null : machine.classOf(field.type, cls.env);
      if (inner !== null && depth < depthMax) bindClass(reading, inner, binding, machine, depth + 1);
      continue;
    }
    if (!/^\p{Lu}/u.test(field.name)) continue;
    if (name === '' && binding.untagged === 'left-out') continue;
    reading.add(name === '' ? field.name : name, binding.in, {
      type: typeOfField(field.type, cls.env, machine),
      required: requiredOf(field, options),
      ...(binding.when === undefined ? {} : { when: binding.when }),
    });
  }
}

/** The value of one key of a field's tag: `json:"id,omitempty" form:"id"`; null when it is not there. */
export function tagOf(field: Pick<Field, 'tag'>, key: string): string | null {
  const tag = field.tag;
  if (tag === undefined || tag.length > 2_000) return null;
  for (const match of tag.matchAll(/([\w-]+):"((?:[^"\\]|\\.)*)"/g))
    if (match[1] === key) return match[2] ?? '';
  return null;
}

/** Validation rules say what must be there; `omitempty` and pointers what need not. */
function requiredOf(field: Field, options: readonly string[]): boolean | null {
  const rules =
    `${tagOf(field, 'binding') ?? ''},${tagOf(field, 'validate') ?? ''},${tagOf(field, 'valid') ?? ''}`.split(
      ',',
    );
  if (rules.includes('required') || options.includes('required')) return true;
  if (rules.includes('omitempty') || options.includes('omitempty') || field.type?.optional === true)
    return false;
  return null;
}

const wellKnown: Readonly<Record<string, ParameterType>> = {
  string: 'string',
  rune: 'integer',
  byte: 'integer',
  bool: 'boolean',
  error: 'string',
  any: 'unknown',
  'time.Time': 'string:date-time',
  'time.Duration': 'integer',
  'uuid.UUID': 'string:uuid',
  'uuid.NullUUID': 'string:uuid',
  'multipart.FileHeader': 'file',
  'multipart.File': 'file',
  'json.RawMessage': 'unknown',
  'json.Number': 'number',
  'sql.NullString': 'string',
  'sql.NullInt64': 'integer',
  'sql.NullInt32': 'integer',
  'sql.NullBool': 'boolean',
  'sql.NullFloat64': 'number',
  'sql.NullTime': 'string:date-time',
  'null.String': 'string',
  'null.Int': 'integer',
  'null.Bool': 'boolean',
  'null.Time': 'string:date-time',
  'pgtype.UUID': 'string:uuid',
  'decimal.Decimal': 'number',
  'big.Int': 'integer',
  'url.URL': 'string',
  'net.IP': 'string',
  'primitive.ObjectID': 'string',
  'bson.ObjectId': 'string',
  'ulid.ULID': 'string',
};

/** The type of a parameter by that of a field; types of the project by what they are made of. */
export function typeOfField(type: TypeRef | undefined, env: Env, machine: Machine, depth = 0): ParameterType {
  if (type === undefined || depth > depthMax) return 'unknown';
  const { name } = type;
  const known = Object.hasOwn(wellKnown, name) ? wellKnown[name] : undefined;
  if (known !== undefined) return known;
  if (/^u?int(?:8|16|32|64)?$/.test(name)) return 'integer';
  if (/^float(?:32|64)$/.test(name)) return 'number';
  if (name === '[]') {
    const item = type.args[0]?.name;
    return item === 'byte' || item === 'uint8' ? 'string' : 'array';
  }
  if (name === 'map' || name.startsWith('struct@')) return 'object';
  if (name === 'func' || name === 'chan') return 'unknown';
  const value = machine.evaluate(typeName(name), env);
  if (value.t === 'fn') return typeOfField(value.fn.params[0]?.type, value.env, machine, depth + 1);
  if (value.t === 'class') {
    const [base] = value.cls.fields.length === 0 ? value.cls.bases : [];
    if (base?.t === 'name' || base?.t === 'member') {
      const found = base.t === 'name' ? base.v : `${base.of.t === 'name' ? base.of.v : ''}.${base.name}`;
      return typeOfField({ name: found, args: [] }, value.env, machine, depth + 1);
    }
    return value.cls.kind === 'interface' ? 'unknown' : 'object';
  }
  return 'unknown';
}
