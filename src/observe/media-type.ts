/** Media types (RFC 9110 section 8.3): what a body is, and in which charset. */
import { BoundedCache } from './bounded-cache.ts';
import { isWordy } from './segment-kind.ts';

/** How a body is read. */
export type BodyKind =
  | 'json'
  | 'json-sequence'
  | 'form'
  | 'multipart'
  | 'xml'
  | 'text'
  | 'stream'
  | 'graphql'
  | 'binary'
  | 'none';

export interface MediaType {
  /** Lower case, without parameters; '' for none. */
  readonly type: string;
  readonly kind: BodyKind;
  /** `utf-8`, `latin1`, `utf-16le`, `utf-16be`, or '' when none is said. */
  readonly charset: string;
  readonly boundary: string;
}

const kindOf = (type: string): BodyKind => {
  if (type === '') return 'none';
  if (
    type === 'application/json' ||
    type.endsWith('+json') ||
    type === 'text/json' ||
    type === 'application/csp-report'
  )
    return 'json';
  if (
    /^application\/(x-ndjson|ndjson|jsonl|x-jsonlines|json-seq|stream\+json|x-json-stream)$/.test(type) ||
    type.endsWith('+json-seq')
  )
    return 'json-sequence';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type === 'application/graphql') return 'graphql';
  if (/^multipart\/(form-data|mixed|related|alternative|byteranges)$/.test(type)) return 'multipart';
  if (type === 'application/xml' || type === 'text/xml' || (type.endsWith('+xml') && plainType(type)))
    return type === 'image/svg+xml' ? 'text' : 'xml';
  if (type === 'text/event-stream') return 'stream';
  if (
    /^text\/(plain|html|css|csv|javascript|markdown|yaml|calendar|vcard)$/.test(type) ||
    type === 'application/javascript' ||
    type === 'application/yaml'
  )
    return 'text';
  return 'binary';
};

const charsets: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'iso-8859-1': 'latin1',
  latin1: 'latin1',
  'iso-8859-15': 'latin1',
  'windows-1252': 'latin1',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'ucs-2': 'utf-16le',
};

/** Type names are `token/token`; anything else is no media type and is not written down. */
const typeName = /^[a-z]+\/[a-z0-9.+-]{1,64}$/;

/** Anyone may send any type; one that reads like no name is not written down. */
const plainType = (type: string): boolean =>
  /^(?:application|audio|chemical|font|image|message|model|text|video)\//.test(type) &&
  isWordy(type.slice(type.indexOf('/') + 1));

const read = (header: string): MediaType => {
  const text = header.slice(0, 512);
  const semicolon = text.indexOf(';');
  const named = (semicolon < 0 ? text : text.slice(0, semicolon)).trim().toLowerCase();
  const type =
    named === ''
      ? ''
      : typeName.test(named) && !/\d{5}|[a-z0-9]{25}/.test(named)
        ? named
        : 'application/octet-stream';
  const charset = /;\s*charset\s*=\s*"?([A-Za-z0-9_-]{1,32})/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(text);
  return {
    type,
    kind: kindOf(type),
    charset: Object.hasOwn(charsets, charset) ? (charsets[charset] ?? '') : '',
    boundary: boundary?.[1] ?? boundary?.[2] ?? '',
  };
};

/** Reads `Content-Type` headers; those that come again are remembered. */
export class MediaTypes {
  readonly #known = new BoundedCache<string, MediaType>(512);
  readonly none: MediaType = { type: '', kind: 'none', charset: '', boundary: '' };

  of(header: string): MediaType {
    if (header === '') return this.none;
    const known = this.#known.get(header);
    if (known !== undefined) return known;
    const made = read(header);
    if (header.length <= 200) this.#known.set(header, made);
    return made;
  }
}
