import type { ParameterType } from '../../../model/sighting.ts';
import { isList, isTrue, member } from '../document/json-value.ts';
import type { JsonValue } from '../document/json-value.ts';
import type { References } from '../document/references.ts';
import type { ContractNode } from '../document/structured-document.ts';

/** One top-level field of an object. */
export interface SchemaField {
  readonly name: string;
  readonly type: ParameterType;
  readonly required: boolean;
  readonly node: ContractNode;
}

/** Schemas that one schema is made of (`allOf`, `oneOf`, `$ref` and so on within one another). */
const partsMax = 400;
const partDepthMax = 24;

const simple: Readonly<Record<string, ParameterType>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
  file: 'file',
};

/** A type with its format, where the format is a word: `string:uuid`, `integer:int64`. */
export const typeWithFormat = (type: string, format: string | null): ParameterType => {
  const plain = Object.hasOwn(simple, type) ? (simple[type] ?? 'unknown') : 'unknown';
  if (format === null || !/^[\w.-]{1,40}$/.test(format)) return plain;
  if (plain === 'string') return format === 'binary' ? 'file' : `string:${format}`;
  if (plain === 'integer') return `integer:${format}`;
  if (plain === 'number') return `number:${format}`;
  return plain;
};

const typeOfValue = (value: JsonValue): ParameterType => {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (isList(value)) return 'array';
  return value === null ? 'unknown' : 'object';
};

/** The one type that all agree on. */
const agreed = (types: readonly ParameterType[]): ParameterType => {
  const known = [...new Set(types.filter((type) => type !== 'unknown'))];
  const [only] = known;
  if (only !== undefined && known.length === 1) return only;
  const bases = new Set(known.map((type) => type.split(':', 1)[0]));
  if (bases.size === 1) return typeWithFormat([...bases][0] ?? '', null);
  if (bases.size === 2 && bases.has('integer') && bases.has('number')) return 'number';
  return 'unknown';
};

/** Reads schemas as far as they tell names and types: JSON Schema as OpenAPI 2.0, 3.0 and 3.1 use it. */
export class Schemas {
  readonly #references: References;
  /** Types that were asked for before: many operations share a schema. */
  readonly #types = new Map<JsonValue, ParameterType>();

  constructor(references: References) {
    this.#references = references;
  }

  /** Type of the values that a schema describes. */
  type(schema: ContractNode): ParameterType {
    const { value } = schema;
    if (value === undefined) return 'unknown';
    const known = this.#types.get(value);
    if (known !== undefined) return known;
    const type = this.#type(schema, { parts: 0 }, 0);
    this.#types.set(value, type);
    return type;
  }

  #type(schema: ContractNode, spent: { parts: number }, depth: number): ParameterType {
    spent.parts += 1;
    if (depth > partDepthMax || spent.parts > partsMax) return 'unknown';
    const { value } = schema;
    const own = this.#ownType(schema);
    if (own !== 'unknown') return own;
    if (typeof member(value, '$ref') === 'string') {
      const target = this.#references.follow(schema);
      const type = target === null ? 'unknown' : this.#type(target, spent, depth + 1);
      if (type !== 'unknown') return type;
    }
    for (const word of ['allOf', 'oneOf', 'anyOf']) {
      const parts = schema.child(word).items();
      if (parts.length === 0) continue;
      const type = agreed(parts.map((part) => this.#type(part, spent, depth + 1)));
      if (type !== 'unknown') return type;
    }
    return 'unknown';
  }

  #ownType(schema: ContractNode): ParameterType {
    const { value } = schema;
    const format = schema.text('format');
    const told = member(value, 'type');
    const names = (isList(told) ? told : [told]).flatMap((name) =>
      typeof name === 'string' && name !== 'null' ? [name] : [],
    );
    if (names.length > 0) {
      if (names.length === 1 && names[0] === 'string' && this.#isFile(schema)) return 'file';
      return agreed(names.map((name) => typeWithFormat(name, format)));
    }
    if (schema.child('properties').exists) return 'object';
    if (schema.child('items').exists) return 'array';
    const constant = member(value, 'const');
    if (constant !== undefined) return typeOfValue(constant);
    const listed = member(value, 'enum');
    if (isList(listed)) return agreed(listed.slice(0, 100).map(typeOfValue));
    if (this.#isFile(schema)) return 'file';
    return format === null ? 'unknown' : this.#typeOfFormat(format);
  }

  /** OpenAPI 3.1 tells files by their content. */
  #isFile(schema: ContractNode): boolean {
    const media = schema.text('contentMediaType');
    return media !== null && !/json|text|xml/i.test(media);
  }

  /** A format without a type belongs to a text, but for those of numbers. */
  #typeOfFormat(format: string): ParameterType {
    if (/^u?int\d*$/.test(format)) return typeWithFormat('integer', format);
    if (/^(?:float|double|decimal)$/.test(format)) return typeWithFormat('number', format);
    return typeWithFormat('string', format);
  }

  /**
   * Top-level fields of an object, those of `allOf` merged, those of `oneOf` and `anyOf` put together (none of which is then required).
   * Fields that only answers carry (`readOnly`) are left out.
   */
  fields(schema: ContractNode, most: number): readonly SchemaField[] {
    const fields = new Map<string, SchemaField>();
    const required = new Set<string>();
    const seen = new Set<JsonValue>();
    const spent = { parts: 0 };
    const collect = (part: ContractNode, certain: boolean, depth: number): void => {
      spent.parts += 1;
      const { value } = part;
      if (value === undefined || seen.has(value) || depth > partDepthMax || spent.parts > partsMax) return;
      seen.add(value);
      if (typeof member(value, '$ref') === 'string') {
        const target = this.#references.follow(part);
        if (target !== null && target.value !== value) collect(target, certain, depth + 1);
      }
      for (const inner of part.child('allOf').items()) collect(inner, certain, depth + 1);
      for (const word of ['oneOf', 'anyOf']) {
        const choices = part.child(word).items();
        for (const inner of choices) collect(inner, certain && choices.length === 1, depth + 1);
      }
      for (const word of ['if', 'then', 'else']) {
        const inner = part.child(word);
        if (inner.exists) collect(inner, false, depth + 1);
      }
      for (const property of part.child('properties').members()) {
        if (fields.size >= most) return;
        if (isTrue(member(property.value, 'readOnly'))) fields.delete(property.key);
        else if (!fields.has(property.key) || fields.get(property.key)?.type === 'unknown') {
          fields.set(property.key, {
            name: property.key,
            type: this.type(property),
            required: false,
            node: property,
          });
        }
      }
      const told = member(value, 'required');
      if (certain && isList(told)) for (const name of told) if (typeof name === 'string') required.add(name);
    };
    collect(schema, true, 0);
    return [...fields.values()].map((field) => ({ ...field, required: required.has(field.name) }));
  }
}
