/** A request and its answer, as they were seen on a connection, become an exchange. */
import type { ExchangeOutcome, ExchangeProtocol } from '../../../model/exchange.ts';
import type { RawBody, RawExchange } from '../../../observe/raw-exchange.ts';
import { clientOf } from '../log/log-line.ts';
import type { Connection, Side } from './conversation.ts';
import { headerValue } from './http1-head.ts';

/** What was seen of a request. */
export interface SeenRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly body: RawBody;
  readonly atUs: number;
}

/** What was seen of its answer. */
export interface SeenAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: RawBody;
  readonly atUs: number;
}

const emptyBody: RawBody = { captured: null, truncated: false, bytes: 0 };
const hostPattern = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/;
const absolute = /^(https?):\/\/([^/?#]{1,255})([/?#][^]*)?$/i;

/**
 * Joins both; null when there is no path (`CONNECT`, `OPTIONS *`).
 *
 * @param base what is spoken, where content types say nothing more
 */
export function exchangeOf(
  connection: Connection,
  client: Side,
  base: ExchangeProtocol,
  request: SeenRequest,
  answer: SeenAnswer | null,
  outcome: ExchangeOutcome,
  endUs: number,
): RawExchange | null {
  const { headers } = request;
  const whole = request.target.charCodeAt(0) === 47 ? null : absolute.exec(request.target);
  const path = whole === null ? request.target : (whole[3] ?? '/');
  const target = path.startsWith('?') ? `/${path}` : path;
  if (!target.startsWith('/')) return null;
  const said = (whole?.[2] ?? headerValue(headers, 'host')).toLowerCase();
  const isNamed = hostPattern.test(said);
  const { scheme } = connection;
  const suffix = scheme === 'https' ? ':443' : ':80';
  const host = !isNamed
    ? hostOfAddress(connection.address(client === 0 ? 1 : 0))
    : said.endsWith(suffix)
      ? said.slice(0, -suffix.length)
      : said;
  return {
    source: 'pcap',
    service: host,
    scheme,
    host,
    protocol: protocolOf(base, headers, answer),
    method: request.method,
    target,
    requestHeaders: headers,
    requestBody: request.body,
    status: answer?.status ?? 0,
    responseHeaders: answer?.headers ?? [],
    responseBody: answer?.body ?? emptyBody,
    outcome,
    atMs: Math.floor(request.atUs / 1000),
    durationUs: microseconds(endUs - request.atUs),
    ttfbUs: answer === null ? -1 : microseconds(answer.atUs - request.atUs),
    clientAddress: clientOf(
      connection.address(client),
      headerValue(headers, 'x-forwarded-for'),
      connection.listening.isTrusted,
    ),
  };
}

const hostOfAddress = (address: string): string => (address.includes(':') ? `[${address}]` : address);

const microseconds = (us: number): number => Math.min(Math.max(0, Math.round(us)), 0xffff_ffff);

const protocolOf = (
  base: ExchangeProtocol,
  headers: readonly string[],
  answer: SeenAnswer | null,
): ExchangeProtocol => {
  if (base === 'websocket') return base;
  const type = answer === null ? '' : headerValue(answer.headers, 'content-type');
  if (type.startsWith('text/event-stream')) return 'sse';
  if (type.startsWith('application/grpc')) return 'grpc';
  return base === 'h2' && headerValue(headers, 'content-type').startsWith('application/grpc') ? 'grpc' : base;
};
