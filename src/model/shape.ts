/**
 * Shapes: what a value looks like without what it says. A shape keeps types, formats, field names and data classes, never a value.
 */

/** Id of a data class, for example `email` or `card-number`; the classes themselves live in `observe/classes/`. */
export type DataClassId = string;

/** String formats told apart, by the names that JSON Schema and OpenAPI use where they have one. */
export type StringFormat =
  | 'uuid'
  | 'ulid'
  | 'date'
  | 'date-time'
  | 'time'
  | 'email'
  | 'uri'
  | 'ipv4'
  | 'ipv6'
  | 'hostname'
  | 'integer-string'
  | 'number-string'
  | 'hex'
  | 'base64'
  | 'jwt'
  | 'prefixed-id'
  | 'slug'
  | 'word'
  | 'text'
  | 'binary';

/**
 * The shape of a JSON-like value. Keys are short because shapes are written often.
 * `t` type, `f` string format, `c` data classes seen in this value, `i` items, `p` properties, `o` alternatives.
 * `x: true` marks a shape that was cut by a bound (depth, properties, items).
 */
export type Shape =
  | { readonly t: 'null' }
  | { readonly t: 'boolean' }
  | { readonly t: 'integer'; readonly c?: readonly DataClassId[] }
  | { readonly t: 'number'; readonly c?: readonly DataClassId[] }
  | { readonly t: 'string'; readonly f?: StringFormat; readonly c?: readonly DataClassId[] }
  | { readonly t: 'array'; readonly i: Shape | null; readonly x?: true }
  | { readonly t: 'object'; readonly p: Readonly<Record<string, Shape>>; readonly x?: true }
  | { readonly t: 'any'; readonly o: readonly Shape[] }
  /** A body that was not looked into: too large, cut, not decodable, or of a type without a reader. `why` says which. */
  | { readonly t: 'opaque'; readonly why: OpaqueReason; readonly c?: readonly DataClassId[] };

/** Why a body has no inner shape. */
export type OpaqueReason = 'binary' | 'text' | 'too-large' | 'truncated' | 'malformed' | 'encoded' | 'stream';

/** What one field of a value carries: a dotted path (`items[].email`), and its classes. */
export interface ClassifiedField {
  readonly path: string;
  readonly classes: readonly DataClassId[];
}
