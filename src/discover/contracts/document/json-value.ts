/**
 * Reading values of a document that somebody else wrote: nothing is taken for granted, inherited names are never seen.
 */

/** What JSON and YAML documents are made of. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonRecord;

/** An object of a document. */
export interface JsonRecord {
  readonly [name: string]: JsonValue;
}

export const isRecord = (value: JsonValue | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

/** Own member of an object; undefined when it is none. */
export const member = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Own member that is a text with something in it. */
export const textMember = (value: JsonValue | undefined, name: string): string | null => {
  const found = member(value, name);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
};

/** `true`, and the words that stand for it in YAML 1.1. */
export const isTrue = (value: JsonValue | undefined): boolean =>
  value === true || (typeof value === 'string' && /^(?:true|yes|on)$/i.test(value));
