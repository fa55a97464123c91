/** Spans, whatever they came in: OTLP in Protocol Buffers or in JSON (opentelemetry-proto 1.x, `ExportTraceServiceRequest`). */
import { fieldsOf } from './protobuf.ts';

export type Attribute = string | number | boolean | readonly string[];
export type Attributes = ReadonlyMap<string, Attribute>;

/** A span, as far as it is looked at. */
export interface Span {
  readonly kind: 'server' | 'client' | 'other';
  readonly name: string;
  readonly startMs: number;
  readonly durationUs: number;
  readonly attributes: Attributes;
  /** Of what made it: `service.name` and others. */
  readonly resource: Attributes;
  /** Name of the instrumentation. */
  readonly scope: string;
}

const attributesMax = 256;
const spansMax = 100_000;
const textCharsMax = 32_768;
const listMax = 64;

const decoder = new TextDecoder('utf-8');

const textOf = (bytes: Uint8Array): string => decoder.decode(bytes.subarray(0, textCharsMax));

/** One value of an attribute; null for what is not looked at. */
function valueOf(bytes: Uint8Array): Attribute | null {
  for (const field of fieldsOf(bytes)) {
    if ('bytes' in field) {
      if (field.number === 1) return textOf(field.bytes);
      if (field.number !== 5) return null;
      const list: string[] = [];
      for (const one of fieldsOf(field.bytes)) {
        const value = 'bytes' in one && one.number === 1 ? valueOf(one.bytes) : null;
        if (value !== null && typeof value !== 'object' && list.length < listMax) list.push(String(value));
      }
      return list;
    }
    if (field.number === 2) return field.value !== 0n;
    if (field.number === 3) return Number(BigInt.asIntN(64, field.value));
    if (field.number === 4) {
      const view = new DataView(new ArrayBuffer(8));
      view.setBigUint64(0, field.value);
      return view.getFloat64(0);
    }
  }
  return null;
}

function takeAttribute(into: Map<string, Attribute>, bytes: Uint8Array): void {
  if (into.size >= attributesMax) return;
  let key = '';
  let value: Attribute | null = null;
  for (const field of fieldsOf(bytes)) {
    if (!('bytes' in field)) continue;
    if (field.number === 1) key = textOf(field.bytes).slice(0, 256);
    else if (field.number === 2) value = valueOf(field.bytes);
  }
  if (key !== '' && value !== null) into.set(key, value);
}

const kindOf = (kind: unknown): Span['kind'] =>
  kind === 2 || kind === 'SPAN_KIND_SERVER'
    ? 'server'
    : kind === 3 || kind === 'SPAN_KIND_CLIENT'
      ? 'client'
      : 'other';

const timesOf = (start: bigint, end: bigint): Pick<Span, 'startMs' | 'durationUs'> => ({
  startMs: Number(start / 1_000_000n),
  durationUs: end > start ? Math.min(Number((end - start) / 1000n), 0xffff_ffff) : 0,
});

function spanOf(bytes: Uint8Array, resource: Attributes, scope: string): Span {
  const attributes = new Map<string, Attribute>();
  let name = '';
  let kind = 0;
  let start = 0n;
  let end = 0n;
  for (const field of fieldsOf(bytes)) {
    if ('bytes' in field) {
      if (field.number === 5) name = textOf(field.bytes);
      else if (field.number === 9) takeAttribute(attributes, field.bytes);
    } else if (field.number === 6) kind = Number(field.value);
    else if (field.number === 7) start = field.value;
    else if (field.number === 8) end = field.value;
  }
  return { kind: kindOf(kind), name, attributes, resource, scope, ...timesOf(start, end) };
}

/**
 * Spans of a request in Protocol Buffers.
 *
 * @throws WireError
 */
export function spansOfBytes(bytes: Uint8Array): readonly Span[] {
  const spans: Span[] = [];
  for (const resourceSpans of fieldsOf(bytes)) {
    if (!('bytes' in resourceSpans) || resourceSpans.number !== 1) continue;
    const resource = new Map<string, Attribute>();
    const scopes: Uint8Array[] = [];
    for (const field of fieldsOf(resourceSpans.bytes)) {
      if (!('bytes' in field)) continue;
      if (field.number === 1) {
        for (const one of fieldsOf(field.bytes))
          if ('bytes' in one && one.number === 1) takeAttribute(resource, one.bytes);
      } else if (field.number === 2 || field.number === 1000) scopes.push(field.bytes);
    }
    for (const scopeSpans of scopes) {
      let scope = '';
      const raw: Uint8Array[] = [];
      for (const field of fieldsOf(scopeSpans)) {
        if (!('bytes' in field)) continue;
        if (field.number === 1) {
          for (const one of fieldsOf(field.bytes))
            if ('bytes' in one && one.number === 1) scope = textOf(one.bytes).slice(0, 256);
        } else if (field.number === 2 && spans.length + raw.length < spansMax) raw.push(field.bytes);
      }
      for (const one of raw) spans.push(spanOf(one, resource, scope));
    }
  }
  return spans;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listAt = (value: unknown, ...names: readonly string[]): readonly unknown[] => {
  if (!isFields(value)) return [];
  for (const name of names) if (Array.isArray(value[name])) return value[name];
  return [];
};

function jsonAttribute(value: unknown): Attribute | null {
  if (!isFields(value)) return null;
  if (typeof value['stringValue'] === 'string') return value['stringValue'].slice(0, textCharsMax);
  if (typeof value['boolValue'] === 'boolean') return value['boolValue'];
  // 64 bits are written as text in JSON.
  const number = value['intValue'] ?? value['doubleValue'];
  if (typeof number === 'number' || typeof number === 'string') {
    const read = Number(number);
    return Number.isFinite(read) ? read : null;
  }
  if (isFields(value['arrayValue']))
    return listAt(value['arrayValue'], 'values')
      .slice(0, listMax)
      .flatMap((one) => {
        const inner = jsonAttribute(one);
        return inner === null || typeof inner === 'object' ? [] : [String(inner)];
      });
  return null;
}

function jsonAttributes(value: unknown): Attributes {
  const attributes = new Map<string, Attribute>();
  for (const one of listAt(value, 'attributes').slice(0, attributesMax)) {
    if (!isFields(one) || typeof one['key'] !== 'string') continue;
    const read = jsonAttribute(one['value']);
    if (read !== null) attributes.set(one['key'].slice(0, 256), read);
  }
  return attributes;
}

const nanos = (value: unknown): bigint =>
  (typeof value === 'string' || typeof value === 'number') && /^\d{1,20}$/.test(String(value))
    ? BigInt(String(value))
    : 0n;

/** Spans of a request in JSON; what is none is passed over. */
export function spansOfJson(value: unknown): readonly Span[] {
  const spans: Span[] = [];
  for (const resourceSpans of listAt(value, 'resourceSpans')) {
    const resource = isFields(resourceSpans)
      ? jsonAttributes(resourceSpans['resource'])
      : new Map<string, Attribute>();
    for (const scopeSpans of listAt(resourceSpans, 'scopeSpans', 'instrumentationLibrarySpans')) {
      const given = isFields(scopeSpans) ? scopeSpans['scope'] : undefined;
      const scope = isFields(given) && typeof given['name'] === 'string' ? given['name'].slice(0, 256) : '';
      for (const span of listAt(scopeSpans, 'spans')) {
        if (!isFields(span) || spans.length >= spansMax) continue;
        spans.push({
          kind: kindOf(span['kind']),
          name: typeof span['name'] === 'string' ? span['name'].slice(0, textCharsMax) : '',
          attributes: jsonAttributes(span),
          resource,
          scope,
          ...timesOf(nanos(span['startTimeUnixNano']), nanos(span['endTimeUnixNano'])),
        });
      }
    }
  }
  return spans;
}
