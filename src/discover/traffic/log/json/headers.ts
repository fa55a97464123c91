/** Headers as JSON logs hold them: an object of texts or of lists. */
import { requestHeaderField } from '../field.ts';
import type { LogLine } from '../log-line.ts';
import { type Fields } from './dialect.ts';

const headersMax = 128;

/** Puts headers where they belong: what the line has a place for goes there. Values that were redacted stay as they are. */
export function takeHeaders(line: LogLine, request: Fields, response: Fields): void {
  for (const [name, value] of entries(request)) {
    const field = requestHeaderField(name);
    switch (field.role) {
      case 'agent':
        line.agent = value;
        break;
      case 'forwarded':
        if (line.forwarded === '') line.forwarded = value;
        break;
      case 'host':
        if (line.host === '') line.host = value;
        break;
      case 'scheme':
        line.scheme = value;
        break;
      case 'request-header':
        line.requestHeaders.push(field.name ?? name, value);
        break;
      default:
    }
  }
  for (const [name, value] of entries(response)) line.responseHeaders.push(name.toLowerCase(), value);
}

function* entries(headers: Fields): Generator<readonly [string, string]> {
  let count = 0;
  for (const [name, given] of Object.entries(headers)) {
    const value: unknown = Array.isArray(given) ? given[0] : given;
    if (typeof value !== 'string' || !/^:?[\w.-]{1,128}$/.test(name)) continue;
    count += 1;
    if (count > headersMax) return;
    yield [name, value.slice(0, 16_384)];
  }
}
