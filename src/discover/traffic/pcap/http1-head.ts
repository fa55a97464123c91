/** The header of a message of HTTP/1.x (RFC 9112, sections 2 to 6). */

/** What a header says, as far as reading on depends on it. */
export interface MessageHead {
  /** Empty in an answer. */
  readonly method: string;
  readonly target: string;
  /** 0 in a request. */
  readonly status: number;
  readonly version: 'http/1.0' | 'http/1.1';
  /** Flat, as received. */
  readonly headers: string[];
  /** -1 when there is none, -2 when it is none that could be believed. */
  readonly contentLength: number;
  readonly isChunked: boolean;
  readonly upgrade: string;
}

const headersMax = 256;
const requestLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) (\S{1,32768}) HTTP\/1\.([01])$/;
const statusLine = /^HTTP\/1\.([01]) (\d{3})(?: |$)/;

/**
 * Reads a header; null when it is none of the kind that is asked for.
 *
 * @param text all lines up to the empty one, without the last line's end
 */
export function readHead(text: string, isRequest: boolean): MessageHead | null {
  let at = text.indexOf('\r\n');
  if (at < 0) at = text.length;
  const first = text.slice(0, at);
  const line = isRequest ? requestLine.exec(first) : statusLine.exec(first);
  if (line === null) return null;
  const headers: string[] = [];
  let contentLength = -1;
  let isChunked = false;
  let upgrade = '';
  at += 2;
  while (at < text.length) {
    let end = text.indexOf('\r\n', at);
    if (end < 0) end = text.length;
    const first = text.charCodeAt(at);
    if (first === 32 || first === 9) {
      // A folded line goes on with the one before (section 5.2).
      if (headers.length > 0) headers[headers.length - 1] += ` ${text.slice(at, end).trim()}`;
    } else {
      const colon = text.indexOf(':', at);
      if (colon > at && colon < end && headers.length < headersMax * 2) {
        const name = text.slice(at, colon);
        const value = valueAt(text, colon + 1, end);
        headers.push(name, value);
        switch (name.length) {
          case 7:
            if (name.toLowerCase() === 'upgrade') upgrade = value.toLowerCase();
            break;
          case 14:
            if (name.toLowerCase() === 'content-length') contentLength = lengthOf(value, contentLength);
            break;
          case 17:
            if (name.toLowerCase() === 'transfer-encoding') isChunked = /chunked\s*$/i.test(value);
            break;
        }
      }
    }
    at = end + 2;
  }
  const isOld = (isRequest ? line[3] : line[1]) === '0';
  return {
    method: isRequest ? (line[1] ?? '') : '',
    target: isRequest ? (line[2] ?? '') : '',
    status: isRequest ? 0 : Number(line[2]),
    version: isOld ? 'http/1.0' : 'http/1.1',
    headers,
    contentLength,
    isChunked,
    upgrade,
  };
}

/** Without white space around it. */
function valueAt(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9)) start += 1;
  while (end > start && (text.charCodeAt(end - 1) === 32 || text.charCodeAt(end - 1) === 9)) end -= 1;
  return text.slice(start, end);
}

const lengthOf = (value: string, before: number): number => {
  const length = /^\d{1,15}$/.test(value) ? Number(value) : -2;
  return before === -1 || before === length ? length : -2;
};

/** Value of a header, or ''. */
export function headerValue(headers: readonly string[], name: string): string {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const given = headers[at] as string;
    if (given.length === name.length && given.toLowerCase() === name) return headers[at + 1] as string;
  }
  return '';
}

/** Could a request begin here? Tells by the method alone: the rest of the line may come later. */
export const beginsRequest = (text: string): boolean =>
  /^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|TRACE|CONNECT|[A-Z][A-Z-]{2,19}) (?:\/|\*|[Hh][Tt][Tt][Pp]s?:|[A-Za-z0-9[])/.test(
    text,
  );

/** Does an answer begin here? */
export const beginsAnswer = (text: string): boolean => /^HTTP\/1\.[01] [1-9]\d\d/.test(text);
