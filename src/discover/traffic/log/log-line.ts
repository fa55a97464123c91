/** One line of an access log, whatever wrote it, and the exchange that it tells of. An access log knows neither bodies nor most headers. */
import { isIP } from 'node:net';
import type { ExchangeProtocol } from '../../../model/exchange.ts';
import type { ObservedExchange } from '../../../model/exchange.ts';
import type { RawBody, RawExchange } from '../../../observe/raw-exchange.ts';
import type { SkipReason } from '../skip.ts';

/** What a line said; empty texts and -1 for what it did not. */
export interface LogLine {
  method: string;
  /** Path and query, or an absolute URL. */
  target: string;
  protocol: string;
  host: string;
  scheme: string;
  status: number;
  atMs: number;
  durationUs: number;
  requestBytes: number;
  responseBytes: number;
  address: string;
  forwarded: string;
  user: string;
  agent: string;
  /** TLS version. */
  tls: string;
  /** Subject of a client's certificate. */
  certificate: string;
  /** Flat, lower case names. */
  readonly requestHeaders: string[];
  readonly responseHeaders: string[];
}

/** A line that says nothing yet. */
export const emptyLine = (): LogLine => ({
  method: '',
  target: '',
  protocol: '',
  host: '',
  scheme: '',
  status: 0,
  atMs: 0,
  durationUs: -1,
  requestBytes: -1,
  responseBytes: -1,
  address: '',
  forwarded: '',
  user: '',
  agent: '',
  tls: '',
  certificate: '',
  requestHeaders: [],
  responseHeaders: [],
});

/** What holds for a whole file. */
export interface LogContext {
  /** Host of lines that name none. */
  readonly host: string;
  /** Is this a proxy of ours, whose word about the client is believed? */
  readonly isTrusted: (address: string) => boolean;
}

const targetCharsMax = 32_768;
const methodText = /^[A-Za-z][A-Za-z-]{0,31}$/;
const durationMaxUs = 0xffff_ffff;

/** What was not said is written as `-`. */
export const isSaid = (text: string): boolean => text !== '' && text !== '-';

/** Takes `GET /path HTTP/1.1` apart; null when it is no request. A space in the target is what a client should have encoded. */
export function splitRequest(
  text: string,
): { readonly method: string; readonly target: string; readonly protocol: string } | null {
  const space = text.indexOf(' ');
  if (space <= 0 || !methodText.test(text.slice(0, space))) return null;
  const last = text.lastIndexOf(' ');
  const tail = text.slice(last + 1);
  const isVersion = last > space && /^(?:HTTPS?\/\d(?:\.\d)?|h2c?|h3|-)$/i.test(tail);
  const target = text.slice(space + 1, isVersion ? last : undefined).trim();
  return target === ''
    ? null
    : { method: text.slice(0, space), target, protocol: isVersion && tail !== '-' ? tail : '' };
}

/** Texts of a log were escaped when they were written: `\"`, `\\`, `\x22`, `\u0022`. */
export const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replace(
        /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(["\\/]))/g,
        (_, hex?: string, unicode?: string, plain?: string) =>
          plain ?? String.fromCharCode(Number.parseInt(hex ?? unicode ?? '3f', 16)),
      )
    : text;

/** One character a byte, as text: UTF-8 where it is some, else Latin-1. */
export function decodedBytes(text: string): string {
  let isPlain = true;
  for (let at = 0; at < text.length; at += 1)
    if (text.charCodeAt(at) > 127) {
      isPlain = false;
      break;
    }
  if (isPlain) return text;
  const utf8 = Buffer.from(text, 'latin1').toString('utf8');
  return utf8.includes('\uFFFD') ? text : utf8;
}

/** An address without port and brackets. */
export function bareAddress(text: string): string {
  const given = text.trim().replace(/^"|"$/g, '');
  const bracketed = /^\[([^\]]{2,64})\](?::\d{1,5})?$/.exec(given)?.[1];
  if (bracketed !== undefined) return bracketed;
  const colon = given.indexOf(':');
  const isV4WithPort = colon > 0 && given.indexOf(':', colon + 1) < 0;
  return isV4WithPort ? given.slice(0, colon) : given;
}

const hopsMax = 64;

/** The client: from the nearest hop outwards, the first that is not a trusted proxy. Only a trusted peer's word counts. */
export function clientOf(peer: string, forwarded: string, isTrusted: LogContext['isTrusted']): string {
  const near = bareAddress(peer);
  if (!isSaid(forwarded) || (isSaid(near) && !isTrusted(near))) return isSaid(near) ? near : '0.0.0.0';
  const hops = forwarded
    .split(',', hopsMax)
    .map(bareAddress)
    .filter((hop) => isIP(hop) > 0);
  return hops.findLast((hop) => !isTrusted(hop)) ?? hops[0] ?? (isSaid(near) ? near : '0.0.0.0');
}

/** Proxies within private networks are believed when nothing else is said. */
export const isPrivate = (address: string): boolean =>
  /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|::ffff:(?:10|127|192\.168)\.|f[cd][0-9a-f]{2}:|fe80:)/i.test(
    address,
  );

const protocolOf = (text: string, line: LogLine): ExchangeProtocol => {
  if (line.status === 101 && line.method === 'GET') return 'websocket';
  const type =
    headerOf(line.requestHeaders, 'content-type') || headerOf(line.responseHeaders, 'content-type');
  if (type.startsWith('application/grpc')) return 'grpc';
  if (type.startsWith('text/event-stream')) return 'sse';
  if (/^(h2|h3|http\/[23])/i.test(text)) return 'h2';
  return /^http\/1\.0$/i.test(text) ? 'http/1.0' : 'http/1.1';
};

const headerOf = (list: readonly string[], name: string): string => {
  for (let at = 0; at < list.length; at += 2) if (list[at] === name) return list[at + 1] ?? '';
  return '';
};

const microseconds = (value: number): number =>
  Number.isFinite(value) && value > 0 ? Math.min(Math.round(value), durationMaxUs) : 0;

/** Of a body nobody saw anything is known but its length, and that only where its type was logged. */
const unseenBody = (type: string, bytes: number): RawBody => ({
  captured: null,
  truncated: false,
  bytes: isSaid(type) && bytes !== 0 ? Math.max(1, bytes) : 0,
});

/** The exchange of a line. */
export function rawOfLine(
  line: LogLine,
  context: LogContext,
): { readonly raw: RawExchange } | { readonly skipped: SkipReason } {
  if (line.target.length > targetCharsMax) return { skipped: 'too-large' };
  if (!methodText.test(line.method) || line.target === '') return { skipped: 'malformed' };
  let { target } = line;
  let host = isSaid(line.host) ? line.host : '';
  let scheme = /^(?:https|443)$/i.test(line.scheme) || isSaid(line.tls) ? 'https' : 'http';
  const absolute = /^(https?|wss?|h2):\/\/([^/?#]{1,512})([^]*)$/i.exec(target);
  if (absolute !== null) {
    const [, given = '', authority = '', rest = ''] = absolute;
    if (/^(https|wss|h2)$/i.test(given)) scheme = 'https';
    host = host === '' ? authority.replace(/^.*@/, '') : host;
    target = rest.startsWith('/') ? rest : `/${rest}`;
  } else if (!target.startsWith('/')) {
    // `CONNECT host:port`, `OPTIONS *` and what scanners send.
    return { skipped: 'not-http' };
  }
  const fragment = target.indexOf('#');
  if (fragment >= 0) target = target.slice(0, fragment);
  const secure = scheme === 'https' || host.endsWith(':443') ? 'https' : 'http';
  const name = (host === '' ? context.host : host)
    .toLowerCase()
    .replace(secure === 'https' ? /:443$/ : /:80$/, '');
  const requestHeaders = ['host', name];
  if (isSaid(line.agent)) requestHeaders.push('user-agent', line.agent);
  requestHeaders.push(...line.requestHeaders);
  // Only Basic credentials (RFC 7617) give a server a user's name to write down by itself.
  if (isSaid(line.user) && headerOf(line.requestHeaders, 'authorization') === '')
    requestHeaders.push('authorization', `Basic ${Buffer.from(`${line.user}:`).toString('base64')}`);
  const durationUs = microseconds(line.durationUs);
  const isStatus = Number.isInteger(line.status) && line.status >= 100 && line.status <= 999;
  return {
    raw: {
      source: 'access-log',
      service: name,
      scheme: secure,
      host: name,
      protocol: protocolOf(line.protocol, line),
      method: line.method.toUpperCase(),
      target,
      requestHeaders,
      requestBody: unseenBody(headerOf(line.requestHeaders, 'content-type'), line.requestBytes),
      status: isStatus ? line.status : 0,
      responseHeaders: line.responseHeaders,
      responseBody: unseenBody(headerOf(line.responseHeaders, 'content-type'), line.responseBytes),
      // nginx writes 499 when the client did not wait for the answer.
      outcome: isStatus && line.status !== 499 ? 'answered' : 'client-left',
      atMs: Number.isFinite(line.atMs) ? line.atMs : 0,
      durationUs,
      ttfbUs: isStatus ? durationUs : -1,
      clientAddress: clientOf(line.address, line.forwarded, context.isTrusted),
      ...(isSaid(line.certificate) ? { certificateSubject: line.certificate.slice(0, 512) } : {}),
    },
  };
}

/** What was observed, without shapes of bodies that nobody saw, and with the lengths that the line told. */
export const withoutBodies = (observed: ObservedExchange, line: LogLine): ObservedExchange => ({
  ...observed,
  requestBytes: Math.max(0, line.requestBytes),
  responseBytes: Math.max(0, line.responseBytes),
  requestShape: null,
  responseShape: null,
});
