/** The fields of an upstream's answer that go on to the client (RFC 9110 section 7.6.1). */
import type { HeaderKinds } from './header-kind.ts';
import { connectionOptions, withoutListed } from './request-head.ts';

export interface ResponseHead {
  /** Flat: name, value, name, value. */
  readonly passed: string[];
  readonly contentType: string;
  /** -1 when the answer does not say. */
  readonly contentLength: number;
  readonly hasRequestId: boolean;
}

/** The values as text: a transport hands over bytes or text. */
const text = (value: Buffer | string): string =>
  typeof value === 'string' ? value : value.toString('latin1');

/** Reads the fields of an answer once. `Content-Length` is not for 1xx and 204 (RFC 9110 section 8.6). */
export function readResponseHead(
  raw: readonly (Buffer | string)[],
  kinds: HeaderKinds,
  status: number,
): ResponseHead {
  let passed: string[] = [];
  let contentType = '';
  let contentLength = -1;
  let hasRequestId = false;
  let listed: readonly string[] | null = null;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = text(raw[i] ?? '');
    const value = text(raw[i + 1] ?? '');
    switch (kinds.of(name)) {
      case 'hop-by-hop':
      case 'transfer-encoding':
      case 'upgrade':
        continue;
      case 'connection': {
        const options = connectionOptions(value);
        if (options.length > 0) listed = listed === null ? options : [...listed, ...options];
        continue;
      }
      case 'content-length':
        if (status < 200 || status === 204) continue;
        contentLength = Number(value);
        break;
      case 'content-type':
        contentType = value;
        break;
      case 'x-request-id':
        hasRequestId = true;
        break;
    }
    passed.push(name, value);
  }
  if (listed !== null) passed = withoutListed(passed, listed);
  return { passed, contentType, contentLength, hasRequestId };
}
