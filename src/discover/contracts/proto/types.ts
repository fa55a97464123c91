import type { ParameterType } from '../../../model/sighting.ts';
import { qualified } from './syntax.ts';
import type { ProtoField, ProtoMessage, ProtoSyntax } from './syntax.ts';

const scalars: Readonly<Record<string, ParameterType>> = {
  double: 'number:double',
  float: 'number:float',
  int32: 'integer:int32',
  sint32: 'integer:int32',
  sfixed32: 'integer:int32',
  uint32: 'integer:uint32',
  fixed32: 'integer:uint32',
  int64: 'integer:int64',
  sint64: 'integer:int64',
  sfixed64: 'integer:int64',
  uint64: 'integer:uint64',
  fixed64: 'integer:uint64',
  bool: 'boolean',
  string: 'string',
  bytes: 'string:byte',
};

/** Messages that travel as something simpler (protobuf.dev, ProtoJSON). */
const wellKnown: Readonly<Record<string, ParameterType>> = {
  'google.protobuf.Timestamp': 'string:date-time',
  'google.protobuf.Duration': 'string:duration',
  'google.protobuf.FieldMask': 'string',
  'google.protobuf.StringValue': 'string',
  'google.protobuf.BytesValue': 'string:byte',
  'google.protobuf.BoolValue': 'boolean',
  'google.protobuf.DoubleValue': 'number:double',
  'google.protobuf.FloatValue': 'number:float',
  'google.protobuf.Int32Value': 'integer:int32',
  'google.protobuf.UInt32Value': 'integer:uint32',
  'google.protobuf.Int64Value': 'integer:int64',
  'google.protobuf.UInt64Value': 'integer:uint64',
  'google.protobuf.ListValue': 'array',
  'google.protobuf.Value': 'unknown',
};

/** A message, and the file that declares it. */
export interface DeclaredMessage {
  readonly message: ProtoMessage;
  readonly file: string;
}

/** Messages and enumerations of all files that are read together. */
export class ProtoTypes {
  readonly #messages = new Map<string, DeclaredMessage>();
  readonly #enums = new Set<string>();

  add(syntax: ProtoSyntax, file: string): void {
    for (const message of syntax.messages) {
      // Copies of a file declare the same; the first counts.
      if (!this.#messages.has(message.fullName)) this.#messages.set(message.fullName, { message, file });
    }
    for (const name of syntax.enums) this.#enums.add(name);
  }

  /** The message that a name means within a scope: the innermost that fits. */
  message(name: string, scope: string): DeclaredMessage | null {
    return this.#search(name, scope, (full) => this.#messages.get(full));
  }

  #search<Found>(name: string, scope: string, find: (full: string) => Found | undefined): Found | null {
    if (name.startsWith('.')) return find(name.slice(1)) ?? null;
    for (let outer = scope; ; outer = outer.slice(0, Math.max(outer.lastIndexOf('.'), 0))) {
      const found = find(qualified(outer, name));
      if (found !== undefined) return found;
      if (outer === '') return null;
    }
  }

  type(field: ProtoField, scope: string): ParameterType {
    if (field.label === 'repeated') return 'array';
    if (field.label === 'map') return 'object';
    const scalar = Object.hasOwn(scalars, field.type) ? scalars[field.type] : undefined;
    if (scalar !== undefined) return scalar;
    const bare = field.type.replace(/^\./, '');
    const known = Object.hasOwn(wellKnown, bare) ? wellKnown[bare] : undefined;
    if (known !== undefined) return known;
    if (this.#search(field.type, scope, (full) => (this.#enums.has(full) ? full : undefined)) !== null)
      return 'string';
    if (this.message(field.type, scope) !== null || bare.startsWith('google.protobuf.')) return 'object';
    return 'unknown';
  }
}
