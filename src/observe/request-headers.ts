/** The headers of a request, in one pass: what tells the actor, the body and the parameters. */
import type { HeaderNames } from './header-roles.ts';

/** A key that came in a header or in the query. */
export interface SentKey {
  readonly in: 'header' | 'query';
  readonly name: string;
  readonly value: string;
}

/** What was found; '' for what did not come. */
export interface RequestHeaders {
  authorization: string;
  cookie: string;
  userAgent: string;
  acceptLanguage: string;
  contentType: string;
  contentCoding: string;
  /** Name of the header that signs the message. */
  signature: string;
  /** Hash of the order of the headers that every client sends in its own way. */
  order: number;
  readonly keys: SentKey[];
  /** Custom headers: name, value, name, value, ... */
  readonly custom: string[];
}

const keysMax = 8;
const customMax = 64;

/** Reads flat headers (name, value, name, value, ...). Of a header that comes twice the last counts; cookies are joined (RFC 9113). */
export const readRequestHeaders = (names: HeaderNames, headers: readonly string[]): RequestHeaders => {
  const found: RequestHeaders = {
    authorization: '',
    cookie: '',
    userAgent: '',
    acceptLanguage: '',
    contentType: '',
    contentCoding: '',
    signature: '',
    order: 0,
    keys: [],
    custom: [],
  };
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const header = names.of(headers[i] as string);
    if (header.role === 'ignored') continue;
    const value = headers[i + 1] as string;
    switch (header.role) {
      case 'authorization':
        found.authorization = value;
        break;
      case 'cookie':
        found.cookie = found.cookie === '' ? value : `${found.cookie}; ${value}`;
        break;
      case 'user-agent':
        found.userAgent = value;
        found.order = Math.imul(found.order ^ header.hash, 0x01000193);
        break;
      case 'accept-language':
        found.acceptLanguage = value;
        found.order = Math.imul(found.order ^ header.hash, 0x01000193);
        break;
      case 'order':
        found.order = Math.imul(found.order ^ header.hash, 0x01000193);
        break;
      case 'content-type':
        found.contentType = value;
        break;
      case 'content-encoding':
        found.contentCoding = value;
        break;
      case 'signature':
        found.signature = header.name;
        break;
      case 'api-key':
        if (value !== '' && found.keys.length < keysMax)
          found.keys.push({ in: 'header', name: header.name, value });
        break;
      case 'parameter':
        if (found.custom.length < customMax) found.custom.push(header.name, value);
        break;
      default:
    }
  }
  return found;
};
