/** Thrown when an answer is not what a journey needs to go on: the user gives up on this errand, as people do. */
export class JourneyCutShort extends Error {
  override readonly name = 'JourneyCutShort';
}

/** A response that arrived completely. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The first part of the body, up to the client's `bodyBytesMax`. */
  readonly text: string;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Reads one value out of an answer's JSON body.
 *
 * @param path names and indexes; none for the whole body.
 * @throws {JourneyCutShort} when the status is not 2xx, the body is not JSON, or nothing is at the path.
 * @example
 * const id = textAt(await user.call('POST /appointments', { json }), 'id');
 */
export function valueAt(answer: Answer, ...path: readonly (string | number)[]): Json {
  if (answer.status < 200 || answer.status > 299) throw new JourneyCutShort(`status ${answer.status}`);
  let value: Json | undefined = parse(answer.text);
  for (const step of path) value = child(value, step);
  if (value === undefined) throw new JourneyCutShort(`nothing at ${path.join('.')}`);
  return value;
}

/** A string, or a number as text (ids come in both forms). */
export function textAt(answer: Answer, ...path: readonly (string | number)[]): string {
  const value = valueAt(answer, ...path);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new JourneyCutShort(`no text at ${path.join('.')}`);
  return value;
}

/** A list; the objects in it are read with {@link fieldOf}. */
export function listAt(answer: Answer, ...path: readonly (string | number)[]): readonly Json[] {
  const value = valueAt(answer, ...path);
  if (!Array.isArray(value)) throw new JourneyCutShort(`no list at ${path.join('.')}`);
  return value;
}

/** One field of an object as text; numbers are spelled out. */
export function fieldOf(value: Json, name: string): string {
  const field = child(value, name);
  if (typeof field === 'number') return String(field);
  if (typeof field !== 'string') throw new JourneyCutShort(`no field ${name}`);
  return field;
}

/** One step into a value: a field of an object, an item of a list; `undefined` where there is none. */
export function child(value: Json | undefined, step: string | number): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return Object.hasOwn(value, step) ? (value as { readonly [name: string]: Json })[step] : undefined;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new JourneyCutShort('the body is not JSON');
  }
}
