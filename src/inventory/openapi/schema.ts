/** A learned shape as JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it). */
import type { LearnedField } from '../../model/operation.ts';
import type { Shape, StringFormat } from '../../model/shape.ts';

type Schema = Record<string, unknown>;

const depthMax = 16;

/** Formats that JSON Schema knows by the same name. */
const formats: ReadonlySet<StringFormat> = new Set([
  'uuid',
  'date',
  'date-time',
  'time',
  'email',
  'uri',
  'ipv4',
  'ipv6',
  'hostname',
]);

const classes = (shape: Shape): Schema =>
  'c' in shape && shape.c !== undefined && shape.c.length > 0 ? { 'x-data-classes': shape.c } : {};

function stringSchema(shape: Shape & { t: 'string' }): Schema {
  const known = shape.f !== undefined && formats.has(shape.f);
  const encoded = shape.f === 'base64' ? { contentEncoding: 'base64' } : {};
  return { type: 'string', ...(known ? { format: shape.f } : {}), ...encoded, ...classes(shape) };
}

/**
 * The schema of a shape. With `fields`, properties that every body had are required.
 *
 * @example
 * schemaOf({ t: 'object', p: { id: { t: 'integer' } } }); // { type: 'object', properties: { id: { type: 'integer' } } }
 */
export function schemaOf(shape: Shape, fields: readonly LearnedField[] = []): Schema {
  const presence = new Map(fields.map((field) => [field.path, field.presence]));
  return walk(shape, '', presence, 0);
}

function walk(shape: Shape, path: string, presence: ReadonlyMap<string, number>, depth: number): Schema {
  if (depth > depthMax) return {};
  switch (shape.t) {
    case 'null':
    case 'boolean':
      return { type: shape.t };
    case 'integer':
    case 'number':
      return { type: shape.t, ...classes(shape) };
    case 'string':
      return stringSchema(shape);
    case 'array':
      return {
        type: 'array',
        items: shape.i === null ? {} : walk(shape.i, `${path}[]`, presence, depth + 1),
      };
    case 'object': {
      const properties: Schema = {};
      const required: string[] = [];
      // Presence is counted over bodies, so only the fields of the outermost object can be called required.
      for (const [name, inner] of Object.entries(shape.p)) {
        const at = path === '' ? name : `${path}.${name}`;
        Object.defineProperty(properties, name, {
          value: walk(inner, at, presence, depth + 1),
          enumerable: true,
          configurable: true,
          writable: true,
        });
        if (path === '' && presence.get(at) === 1) required.push(name);
      }
      return { type: 'object', properties, ...(required.length === 0 ? {} : { required: required.sort() }) };
    }
    case 'any':
      return { anyOf: shape.o.map((one) => walk(one, path, presence, depth + 1)) };
    case 'opaque':
      return { description: `Not looked into: ${shape.why}`, ...classes(shape) };
  }
}
