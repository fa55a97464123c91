/**
 * Plain NDJSON: one request and its answer a line, in the most usual words.
 *
 * `method` and `url` (absolute, or a path with a `host`) are needed; `status`, `headers` (an object, or a list of pairs or of `{name, value}`),
 * `body`, `responseHeaders`, `responseBody`, `time` (ISO 8601 or ms), `durationMs`, `clientAddress` are used when there. `request` and `response`
 * may hold them, too: `{"request":{"method":"GET","url":"..."},"response":{"status":200,"headers":{},"body":{}}}`.
 */
import type { RawExchange } from '../../observe/raw-exchange.ts';
import { bodyOf } from './har.ts';
import { targetOf } from './target.ts';
import type { SkipReason } from './skip.ts';

const headersMax = 256;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Flat headers from any of the usual forms. */
function headersOf(value: unknown): string[] {
  const list: string[] = [];
  const add = (name: unknown, content: unknown): void => {
    if (list.length >= headersMax * 2 || typeof name !== 'string' || name === '' || name.startsWith(':'))
      return;
    const lower = name.toLowerCase();
    if (lower === 'content-encoding' || lower === 'transfer-encoding') return;
    for (const one of Array.isArray(content) ? content : [content]) {
      if (typeof one === 'string' || typeof one === 'number') list.push(lower, String(one));
    }
  };
  if (Array.isArray(value)) {
    for (const one of value.slice(0, headersMax)) {
      if (Array.isArray(one)) add(one[0], one[1]);
      else if (isFields(one)) add(one['name'], one['value']);
    }
  } else if (isFields(value)) {
    for (const [name, content] of Object.entries(value)) add(name, content);
  }
  return list;
}

function timeOf(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value > 1e11 ? value : value * 1000;
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? at : 0;
}

/** Text of a body; a value that is no text stands for its JSON. */
function bodyText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const hasHeader = (list: readonly string[], name: string): boolean => {
  for (let at = 0; at < list.length; at += 2) if (list[at] === name) return true;
  return false;
};

/** Reads one parsed line. */
export function readPlain(
  value: unknown,
  limits: { readonly bodyBytesMax: number },
): { readonly raw: RawExchange } | { readonly skipped: SkipReason } {
  if (!isFields(value)) return { skipped: 'malformed' };
  const request = isFields(value['request']) ? value['request'] : value;
  const response = isFields(value['response']) ? value['response'] : value;
  const isNested = request !== value;
  const method = textOf(request['method']);
  const url = textOf(request['url']) ?? textOf(request['path']) ?? textOf(request['target']);
  if (method === undefined || url === undefined || !/^[A-Za-z][A-Za-z-]{0,31}$/.test(method))
    return { skipped: 'malformed' };
  const requestHeaders = headersOf(request['headers'] ?? request['requestHeaders']);
  let host = textOf(request['host']);
  for (let at = 0; host === undefined && at < requestHeaders.length; at += 2)
    if (requestHeaders[at] === 'host') host = requestHeaders[at + 1];
  const target = targetOf(url.startsWith('/') ? `http://${host ?? 'unknown'}${url}` : url);
  if (target === null) return { skipped: 'not-http' };
  if (!hasHeader(requestHeaders, 'host')) requestHeaders.unshift('host', target.host);
  const responseHeaders = headersOf(
    response['responseHeaders'] ?? (response === value ? undefined : response['headers']),
  );
  const sent = bodyText(request['body'] ?? request['requestBody']);
  const received = bodyText(response === value ? value['responseBody'] : response['body']);
  if (
    typeof (request['body'] ?? request['requestBody']) === 'object' &&
    sent !== undefined &&
    !hasHeader(requestHeaders, 'content-type')
  )
    requestHeaders.push('content-type', 'application/json');
  const given = response === value ? value['responseBody'] : response['body'];
  if (typeof given === 'object' && received !== undefined && !hasHeader(responseHeaders, 'content-type'))
    responseHeaders.push('content-type', 'application/json');
  const status = Number(response['status'] ?? value['status'] ?? 0);
  const durationMs = Number(value['durationMs'] ?? (isNested ? response['durationMs'] : undefined) ?? 0);
  const durationUs =
    Number.isFinite(durationMs) && durationMs > 0 ? Math.min(Math.round(durationMs * 1000), 0xffff_ffff) : 0;
  const isStatus = Number.isInteger(status) && status >= 0 && status <= 999;
  return {
    raw: {
      source: 'ndjson',
      service: textOf(value['service']) ?? target.host,
      scheme: target.scheme,
      host: target.host,
      protocol: target.isSocket ? 'websocket' : 'http/1.1',
      method: method.toUpperCase(),
      target: target.target,
      requestHeaders,
      requestBody: bodyOf(sent, undefined, -1, limits.bodyBytesMax),
      status: isStatus ? status : 0,
      responseHeaders,
      responseBody: bodyOf(received, undefined, -1, limits.bodyBytesMax),
      outcome: isStatus && status > 0 ? 'answered' : 'client-left',
      atMs: timeOf(value['time'] ?? value['timestamp'] ?? value['at'] ?? request['time']),
      durationUs,
      ttfbUs: isStatus && status > 0 ? durationUs : -1,
      clientAddress: textOf(value['clientAddress']) ?? textOf(request['clientAddress']) ?? '127.0.0.1',
    },
  };
}
