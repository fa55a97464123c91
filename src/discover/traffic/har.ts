/** One entry of a HAR file (HAR 1.2) as a raw exchange. */
import { z } from 'zod';
import type { ExchangeProtocol } from '../../model/exchange.ts';
import type { RawBody, RawExchange } from '../../observe/raw-exchange.ts';
import { targetOf } from './target.ts';
import type { SkipReason } from './skip.ts';

const headersMax = 256;
const text = z.string().catch('');
const number = z.number().catch(-1);
const header = z.object({ name: z.string(), value: text });
const headers = z.array(header.nullable().catch(null)).catch([]);

const entrySchema = z.object({
  startedDateTime: text,
  time: number,
  _resourceType: text.optional(),
  request: z.object({
    method: z.string().min(1).max(32),
    url: z.string(),
    httpVersion: text,
    headers,
    bodySize: number,
    postData: z
      .object({
        mimeType: text,
        text: z.string().optional(),
        encoding: text.optional(),
        params: z.array(z.object({ name: z.string(), value: text.optional() })).optional(),
      })
      .optional()
      .catch(undefined),
  }),
  response: z.object({
    status: z.number().int().min(0).max(999).catch(0),
    httpVersion: text,
    headers,
    bodySize: number,
    content: z
      .object({ size: number, mimeType: text, text: z.string().optional(), encoding: text.optional() })
      .optional()
      .catch(undefined),
  }),
  timings: z
    .object({ blocked: number, dns: number, connect: number, send: number, wait: number })
    .partial()
    .optional()
    .catch(undefined),
  serverIPAddress: text.optional(),
});

type Entry = z.infer<typeof entrySchema>;
type Headers = Entry['request']['headers'];

/** Headers that describe a body as it was on the wire; a HAR holds bodies decoded. */
const aboutTransfer: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
]);

/** Flat headers without pseudo headers (RFC 9113, section 8.3). */
function flat(all: Headers): { readonly list: string[]; readonly authority: string | null } {
  const list: string[] = [];
  let authority: string | null = null;
  for (const one of all.slice(0, headersMax)) {
    if (one === null) continue;
    const name = one.name.toLowerCase();
    if (name.startsWith(':')) {
      if (name === ':authority') authority = one.value;
      continue;
    }
    if (aboutTransfer.has(name) || name === '') continue;
    list.push(name, one.value);
  }
  return { list, authority };
}

const has = (list: readonly string[], name: string): boolean => {
  for (let at = 0; at < list.length; at += 2) if (list[at] === name) return true;
  return false;
};

const valueOf = (list: readonly string[], name: string): string => {
  for (let at = 0; at < list.length; at += 2) if (list[at] === name) return list[at + 1] ?? '';
  return '';
};

/** A body; `size` is what the file says of it. */
export function bodyOf(
  content: string | undefined,
  encoding: string | undefined,
  size: number,
  bodyBytesMax: number,
): RawBody {
  if (content === undefined || content === '')
    return { captured: null, truncated: size > 0, bytes: Math.max(0, size) };
  const all = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  const bytes = Math.max(all.length, size);
  return {
    captured: all.subarray(0, bodyBytesMax),
    truncated: all.length > bodyBytesMax || all.length < size,
    bytes,
  };
}

function requestBody(entry: Entry, bodyBytesMax: number): RawBody {
  const { postData, bodySize } = entry.request;
  if (postData === undefined)
    return { captured: null, truncated: bodySize > 0, bytes: Math.max(0, bodySize) };
  if (postData.text !== undefined && postData.text !== '')
    return bodyOf(postData.text, postData.encoding, bodySize, bodyBytesMax);
  if (postData.params === undefined || postData.params.length === 0)
    return bodyOf(undefined, undefined, bodySize, bodyBytesMax);
  const form = new URLSearchParams(
    postData.params.slice(0, 512).map(({ name, value }) => [name, value ?? '']),
  );
  return bodyOf(form.toString(), undefined, -1, bodyBytesMax);
}

function protocolOf(entry: Entry, isSocket: boolean, responseType: string): ExchangeProtocol {
  if (isSocket) return 'websocket';
  if (responseType.startsWith('text/event-stream')) return 'sse';
  if (responseType.startsWith('application/grpc')) return 'grpc';
  const version = (entry.response.httpVersion || entry.request.httpVersion).toLowerCase();
  if (/^(h2|h3|http\/[23])/.test(version)) return 'h2';
  return version === 'http/1.0' ? 'http/1.0' : 'http/1.1';
}

const microseconds = (ms: number | undefined): number =>
  ms === undefined || !Number.isFinite(ms) || ms <= 0 ? 0 : Math.min(Math.round(ms * 1000), 0xffff_ffff);

/** What an entry is, besides the exchange: the kind of resource the browser took it for. */
export type HarEntry =
  | { readonly raw: RawExchange; readonly resourceType: string }
  | { readonly skipped: SkipReason };

/**
 * Reads one entry.
 *
 * @example
 * readHarEntry('{"startedDateTime":"2026-01-01T00:00:00Z", ...}', { bodyBytesMax: 65_536 });
 */
export function readHarEntry(json: string, limits: { readonly bodyBytesMax: number }): HarEntry {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { skipped: 'malformed' };
  }
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return { skipped: 'malformed' };
  const entry = parsed.data;
  const target = targetOf(entry.request.url);
  if (target === null) return { skipped: 'not-http' };
  const { list: requestHeaders, authority } = flat(entry.request.headers);
  if (!has(requestHeaders, 'host')) requestHeaders.unshift('host', authority ?? target.host);
  const { list: responseHeaders } = flat(entry.response.headers);
  const { content } = entry.response;
  if (
    content !== undefined &&
    content.mimeType !== '' &&
    content.mimeType !== 'x-unknown' &&
    !has(responseHeaders, 'content-type') &&
    content.size !== 0
  ) {
    responseHeaders.push('content-type', content.mimeType);
  }
  const { postData } = entry.request;
  if (postData !== undefined && postData.mimeType !== '' && !has(requestHeaders, 'content-type'))
    requestHeaders.push('content-type', postData.mimeType);
  const isSocket =
    target.isSocket ||
    entry._resourceType === 'websocket' ||
    (entry.response.status === 101 && /websocket/i.test(valueOf(responseHeaders, 'upgrade')));
  const { status } = entry.response;
  const { timings } = entry;
  const atMs = Date.parse(entry.startedDateTime);
  const ttfbMs =
    timings === undefined
      ? -1
      : [timings.blocked, timings.dns, timings.connect, timings.send, timings.wait].reduce<number>(
          (sum, one) => sum + Math.max(0, one ?? 0),
          0,
        );
  return {
    resourceType: entry._resourceType ?? '',
    raw: {
      source: 'har',
      service: target.host,
      scheme: target.scheme,
      host: target.host,
      protocol: protocolOf(entry, isSocket, valueOf(responseHeaders, 'content-type').toLowerCase()),
      method: isSocket ? 'GET' : entry.request.method.toUpperCase(),
      target: target.target,
      requestHeaders,
      requestBody: requestBody(entry, limits.bodyBytesMax),
      status,
      responseHeaders,
      responseBody: bodyOf(
        content?.text,
        content?.encoding,
        content?.size ?? entry.response.bodySize,
        limits.bodyBytesMax,
      ),
      // 0 is what browsers write when the request was blocked, cancelled or never answered.
      outcome: status === 0 ? 'client-left' : 'answered',
      atMs: Number.isFinite(atMs) ? atMs : 0,
      durationUs: microseconds(entry.time),
      ttfbUs: status === 0 ? -1 : ttfbMs < 0 ? -1 : microseconds(ttfbMs),
      // A HAR is what one browser saw: it does not say from where.
      clientAddress: '127.0.0.1',
    },
  };
}
