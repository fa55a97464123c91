import { date, uuid } from '../ids.ts';
import { BASE62, HEX, type Random } from '../random.ts';
import { ADJECTIVES, NOUNS } from '../words.ts';
import type { Description, Schema } from './description.ts';

/** Makes one body; `known` are the values the path already gave. */
export type Body = (random: Random, known: Readonly<Record<string, string>>) => unknown;

const DEPTH_MAX = 3;
const FIELDS_MAX = 7;
const ITEMS_MAX = 2;

/** Reads a schema once, cut at a bounded depth and size, and makes bodies of it. Undefined when there is none. */
export function bodyOf(description: Description, value: unknown): Body | undefined {
  return value === undefined ? undefined : made(description, value, '', DEPTH_MAX);
}

function made(description: Description, value: unknown, name: string, depth: number): Body {
  const schema = whole(description, description.schema(value));
  if (schema.enum !== undefined && schema.enum.length > 0) {
    const choices = schema.enum;
    return (r) => r.pick(choices);
  }
  if (schema.type === 'array' || schema.items !== undefined) {
    if (depth === 0) return () => [];
    const item = made(description, schema.items, name, depth - 1);
    return (r, known) => Array.from({ length: r.int(1, ITEMS_MAX) }, () => item(r, name === '' ? {} : known));
  }
  if (schema.properties !== undefined) {
    if (depth === 0) return () => ({});
    const needed = new Set(schema.required);
    const names = Object.keys(schema.properties);
    const chosen = [...names.filter((one) => needed.has(one)), ...names.filter((one) => !needed.has(one))];
    const fields = chosen
      .filter((one) => !/_url$|^url$/.test(one))
      .slice(0, FIELDS_MAX)
      .map((one) => [one, made(description, schema.properties?.[one], one, depth - 1)] as const);
    return (r, known) => Object.fromEntries(fields.map(([one, body]) => [one, body(r, known)]));
  }
  return (r, known) => scalar(schema, name, r, known);
}

/** A schema with what `allOf` adds, one level deep. */
function whole(description: Description, schema: Schema): Schema {
  if (schema.parts.length === 0) return schema;
  const parts = schema.parts.map((part) => description.schema(part));
  const merged = [...parts, schema].reduce((all, part) => ({
    ...all,
    ...part,
    ...(all.properties === undefined && part.properties === undefined
      ? {}
      : { properties: { ...all.properties, ...part.properties } }),
    required: [...(all.required ?? []), ...(part.required ?? [])],
  }));
  return { ...merged, parts: [] };
}

function scalar(schema: Schema, name: string, r: Random, known: Readonly<Record<string, string>>): unknown {
  const given = known[name] ?? (name === 'id' ? known['id'] : undefined);
  if (schema.type === 'integer' || schema.type === 'number')
    return given !== undefined && /^\d{1,15}$/.test(given) ? Number(given) : r.int(1, 900_000);
  if (schema.type === 'boolean') return r.chance(0.5);
  if (given !== undefined) return given;
  if (schema.format === 'date-time') return `${date(r, 0)}T${r.int(10, 23)}:00:00Z`;
  if (schema.format === 'date') return date(r, 0);
  if (schema.format === 'uuid') return uuid(r, 0);
  if (schema.type === 'object') return {};
  if (/node_id/.test(name)) return `MDQ6${r.text(BASE62, 12)}`;
  if (name.endsWith('sha')) return r.text(HEX, 40);
  return `${r.pick(ADJECTIVES)} ${r.pick(NOUNS)}`;
}
