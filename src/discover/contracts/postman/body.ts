import type { ParameterType, SightedParameter } from '../../../model/sighting.ts';
import { isList, isRecord } from '../document/json-value.ts';
import type { JsonValue } from '../document/json-value.ts';
import type { ContractNode } from '../document/structured-document.ts';

/** Fields of one body. */
const fieldsMax = 500;

export const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const typeOf = (value: JsonValue): ParameterType => {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (value === null) return 'unknown';
  return isList(value) ? 'array' : 'object';
};

/** An example in JSON, in which `{{variables}}` may stand bare. */
const parsed = (text: string): JsonValue => {
  for (const attempt of [text, text.replace(/(?<=[:[,]\s{0,20})\{\{[^{}]*\}\}/g, 'null')]) {
    try {
      return JSON.parse(attempt) as JsonValue;
    } catch {
      // The next attempt, or nothing.
    }
  }
  return null;
};

/** Top-level fields of a body, as far as its example tells them. */
export const fieldsOfBody = (body: ContractNode): readonly SightedParameter[] => {
  const mode = body.text('mode');
  if (mode === 'urlencoded' || mode === 'formdata') {
    return body
      .child(mode)
      .items()
      .slice(0, fieldsMax)
      .flatMap((node): readonly SightedParameter[] => {
        const name = node.text('key');
        const type = node.text('type') === 'file' ? 'file' : 'string';
        return name === null ? [] : [{ name, in: 'form', type, required: null, place: node.place }];
      });
  }
  if (mode === 'graphql') {
    return ['query', 'variables'].flatMap((name): readonly SightedParameter[] =>
      body.child('graphql').child(name).exists
        ? [
            {
              name,
              in: 'body',
              type: name === 'query' ? 'string' : 'object',
              required: null,
              place: body.place,
            },
          ]
        : [],
    );
  }
  const raw = mode === 'raw' ? body.text('raw') : null;
  const example = raw === null ? null : parsed(raw);
  if (!isRecord(example)) return [];
  return Object.entries(example)
    .slice(0, fieldsMax)
    .map(([name, value]) => ({ name, in: 'body', type: typeOf(value), required: null, place: body.place }));
};
