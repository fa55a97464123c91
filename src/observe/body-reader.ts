/** Bodies: bytes and a media type become a shape. */
import type { OpaqueReason } from '../model/shape.ts';
import { charactersOf } from './characters.ts';
import type { Classifier } from './classify/classifier.ts';
import type { Field } from './classify/field.ts';
import { withoutCoding } from './content-coding.ts';
import type { MediaType } from './media-type.ts';
import { parameterField, readPairs, shapeOfText } from './parameters.ts';
import type { RawBody } from './raw-exchange.ts';
import { bounds } from './shapes/bounds.ts';
import type { EchoListener } from './echo.ts';
import { JsonShapeReader } from './shapes/json.ts';
import { readMultipart } from './shapes/multipart.ts';
import type { ShapeInterner, ShapeNode } from './shapes/shape-interner.ts';
import { readXml } from './shapes/xml.ts';

/** A body as read. */
export interface ReadBody {
  readonly shape: ShapeNode | null;
  /** The text, when it was one and something still asks for it. */
  readonly text: string;
  readonly kind: MediaType['kind'];
}

const buffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Text of bytes in a charset; a byte order mark wins and is left out. */
export const textOf = (bytes: Uint8Array, charset: string): string => {
  const data = buffer(bytes);
  if (data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf) return data.toString('utf8', 3);
  const bigEndian = charset === 'utf-16be' || (data[0] === 0xfe && data[1] === 0xff);
  const littleEndian = charset === 'utf-16le' || (data[0] === 0xff && data[1] === 0xfe);
  if (bigEndian || littleEndian) {
    const even = data.subarray(0, data.length & ~1);
    const text = bigEndian ? Buffer.from(even).swap16().toString('utf16le') : even.toString('utf16le');
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
  return charset === 'latin1' ? data.toString('latin1') : data.toString('utf8');
};

/** Reads bodies. */
export class BodyReader {
  readonly #shapes: ShapeInterner;
  readonly #classifier: Classifier;
  readonly #json: JsonShapeReader;

  constructor(shapes: ShapeInterner, classifier: Classifier, echo: EchoListener) {
    this.#shapes = shapes;
    this.#classifier = classifier;
    this.#json = new JsonShapeReader(shapes, classifier, echo);
  }

  /** Never throws. `coding` is the `Content-Encoding` header. */
  read(body: RawBody, media: MediaType, coding: string, field: Field, stream: boolean): ReadBody {
    if (body.bytes === 0 && (body.captured === null || body.captured.length === 0))
      return { shape: null, text: '', kind: media.kind };
    if (stream || media.kind === 'stream') return this.#opaque('stream', media);
    if (body.captured === null || body.captured.length === 0)
      return this.#opaque(media.kind === 'binary' ? 'binary' : 'too-large', media);
    if (media.kind === 'binary' && media.type !== '' && media.type !== 'application/octet-stream')
      return this.#opaque('binary', media);
    let bytes: Uint8Array = body.captured;
    if (coding !== '') {
      const plain = withoutCoding(coding, bytes);
      if (plain === null) return this.#opaque('encoded', media);
      bytes = plain;
    }
    return this.#readBytes(bytes, media, field, body.truncated);
  }

  #opaque(why: OpaqueReason, media: MediaType): ReadBody {
    return { shape: this.#shapes.opaque(why, this.#shapes.sets.empty), text: '', kind: media.kind };
  }

  #readBytes(bytes: Uint8Array, media: MediaType, field: Field, truncated: boolean): ReadBody {
    if (media.kind === 'binary') return this.#opaque('binary', media);
    if (media.kind === 'multipart') {
      const shape = readMultipart(
        buffer(bytes),
        media.boundary,
        field,
        this.#shapes,
        this.#classifier,
        this.#json,
        truncated,
      );
      return shape === null
        ? this.#opaque(truncated ? 'truncated' : 'malformed', media)
        : { shape, text: '', kind: 'multipart' };
    }
    const text = textOf(bytes, media.charset);
    switch (media.kind) {
      case 'json': {
        const shape =
          this.#json.read(text, field, truncated) ?? this.#json.readSequence(text, field, truncated);
        return {
          shape: shape ?? this.#shapes.opaque(truncated ? 'truncated' : 'malformed', this.#shapes.sets.empty),
          text,
          kind: 'json',
        };
      }
      case 'json-sequence': {
        const shape = this.#json.readSequence(text, field, truncated);
        return {
          shape: shape ?? this.#shapes.opaque(truncated ? 'truncated' : 'malformed', this.#shapes.sets.empty),
          text,
          kind: 'json-sequence',
        };
      }
      case 'form':
        return { shape: this.#form(text, field, truncated), text, kind: 'form' };
      case 'xml': {
        const shape = readXml(text, field, this.#shapes, this.#classifier, truncated);
        return {
          shape: shape ?? this.#shapes.opaque(truncated ? 'truncated' : 'malformed', this.#shapes.sets.empty),
          text,
          kind: 'xml',
        };
      }
      case 'none':
        return this.#unnamed(text, media, field, truncated);
      default:
        return { shape: this.#text(text, field), text, kind: media.kind };
    }
  }

  /** No content type: JSON when it begins like it and is it, else a form when it is nothing but pairs, else text. */
  #unnamed(text: string, media: MediaType, field: Field, truncated: boolean): ReadBody {
    const first = text.trimStart().charAt(0);
    if (first === '{' || first === '[') {
      const shape = this.#json.read(text, field, truncated);
      if (shape !== null) return { shape, text, kind: 'json' };
    }
    if (/^[A-Za-z_][\w.[\]-]{0,63}=[^\s<>{}]*$/.test(text.slice(0, 4096)))
      return { shape: this.#form(text, field, truncated), text, kind: 'form' };
    if (text.includes('\0') || text.includes('\ufffd')) return this.#opaque('binary', media);
    return { shape: this.#text(text, field), text, kind: 'text' };
  }

  #text(text: string, field: Field): ShapeNode {
    const value = text.slice(0, bounds.stringCharactersMax);
    return this.#shapes.opaque('text', this.#classifier.judge(field.classes, value, charactersOf(value)));
  }

  #form(text: string, root: Field, truncated: boolean): ShapeNode {
    const found = new Map<string, ShapeNode>();
    for (const pair of readPairs(text)) {
      const { field, name } = parameterField(root, pair.name);
      const shape = shapeOfText(pair.value, field, this.#shapes, this.#classifier);
      const whole = pair.listed ? this.#shapes.array(shape, false) : shape;
      const other = found.get(name);
      found.set(name, other === undefined ? whole : this.#shapes.merge(other, whole));
    }
    let state = this.#shapes.emptyObject;
    for (const [name, node] of found) state = state.next(this.#shapes, name, node);
    return this.#shapes.object(state, truncated);
  }
}
