/**
 * What spans tell, by OpenTelemetry's semantic conventions (HTTP, RPC, database; both the stable names and those before them): server spans
 * are exchanges, their `http.route` is a template that code declares, client spans are calls to others and databases.
 */
import type { ComponentSighting, OutboundSighting, Sighting } from '../../../model/sighting.ts';
import { unknownAuth } from '../../../model/sighting.ts';
import type { RawExchange } from '../../../observe/raw-exchange.ts';
import type { Attributes, Span } from './span.ts';

/** What one span tells. */
export type SpanTold =
  | { readonly raw: RawExchange; readonly sighting: Sighting | null }
  | { readonly outbound: OutboundSighting }
  | { readonly component: ComponentSighting }
  | null;

const textAt = (from: Attributes, ...names: readonly string[]): string => {
  for (const name of names) {
    const value = from.get(name);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
    if (typeof value === 'object' && value[0] !== undefined && value[0] !== '') return value[0];
  }
  return '';
};

const methodText = /^[A-Za-z][A-Za-z-]{0,31}$/;
const hostText = /^(?:[a-z0-9._-]{1,253}|\[?[0-9a-f:.]{2,45}\]?)$/i;

/** `server.address` with its port, unless it is the scheme's own. */
function hostOf(attributes: Attributes, scheme: string): string {
  const whole = textAt(attributes, 'http.host', 'http.request.header.host').toLowerCase();
  const name = textAt(attributes, 'server.address', 'net.host.name', 'http.server_name').toLowerCase();
  const port = textAt(attributes, 'server.port', 'net.host.port');
  const own = port === '' || port === (scheme === 'https' ? '443' : '80');
  const host =
    whole !== '' ? whole : name !== '' && hostText.test(name) ? (own ? name : `${name}:${port}`) : '';
  return host === '' ? 'unknown' : host.replace(scheme === 'https' ? /:443$/ : /:80$/, '');
}

/**
 * A route as frameworks write it, as a template of ours.
 *
 * @example
 * templateOf('/users/:id(\\d+)/files/*'); // '/users/{id}/files/{path*}'
 */
export function templateOf(route: string): string | null {
  if (route.length > 2048 || !/^\^?\/?/.test(route)) return null;
  let unnamed = 0;
  const segments = route
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      if (segment === '*' || segment === '**') return '{path*}';
      return segment
        .replace(/\{([A-Za-z_]\w{0,63})(?::[^{}]{0,128})?\}/g, '{$1}')
        .replace(/\{\*\*?([A-Za-z_]\w{0,63})\}/g, '{$1*}')
        .replace(/<(?:[a-z]{1,16}:)?([A-Za-z_]\w{0,63})>/g, '{$1}')
        .replace(/\(\?P<([A-Za-z_]\w{0,63})>[^()]{0,128}\)/g, '{$1}')
        .replace(/:([A-Za-z_]\w{0,63})(?:\([^()]{0,128}\))?\??/g, '{$1}')
        .replace(/\*([A-Za-z_]\w{0,63})$/, '{$1*}')
        .replace(/\*$/, () => {
          unnamed += 1;
          return `{path${unnamed === 1 ? '' : unnamed}*}`;
        });
    });
  const path = `/${segments.join('/')}`;
  return /[\s?#<>()]/.test(path) ? null : path;
}

/** Headers that somebody chose to record (`http.request.header.NAME`). */
function headersOf(attributes: Attributes, prefix: string): string[] {
  const headers: string[] = [];
  for (const [name, value] of attributes) {
    if (!name.startsWith(prefix) || headers.length >= 128) continue;
    const header = name.slice(prefix.length).replaceAll('_', '-').toLowerCase();
    const text = typeof value === 'object' ? (value[0] ?? '') : String(value);
    if (/^[\w-]{1,128}$/.test(header)) headers.push(header, text);
  }
  return headers;
}

const rawOf = (
  span: Span,
  part: Partial<RawExchange> & Pick<RawExchange, 'method' | 'target' | 'protocol' | 'status'>,
): RawExchange => {
  const { attributes } = span;
  const scheme = /^https$/i.test(textAt(attributes, 'url.scheme', 'http.scheme')) ? 'https' : 'http';
  const host = hostOf(attributes, scheme);
  const agent = textAt(attributes, 'user_agent.original', 'http.user_agent');
  const headers = headersOf(attributes, 'http.request.header.').filter(
    (_, at, all) => all[at - (at % 2)] !== 'host',
  );
  return {
    source: 'otlp',
    service: textAt(span.resource, 'service.name') || host,
    scheme,
    host,
    requestHeaders: [
      'host',
      host,
      ...(agent === '' || headers.includes('user-agent') ? [] : ['user-agent', agent]),
      ...headers,
    ],
    requestBody: { captured: null, truncated: false, bytes: 0 },
    responseHeaders: [],
    responseBody: { captured: null, truncated: false, bytes: 0 },
    outcome: part.status === 0 ? 'client-left' : 'answered',
    atMs: span.startMs,
    durationUs: span.durationUs,
    ttfbUs: part.status === 0 ? -1 : span.durationUs,
    clientAddress:
      textAt(
        attributes,
        'client.address',
        'http.client_ip',
        'network.peer.address',
        'net.peer.ip',
        'net.sock.peer.addr',
      ) || '0.0.0.0',
    ...part,
  };
};

function serverTold(span: Span): SpanTold {
  const { attributes } = span;
  const system = textAt(attributes, 'rpc.system', 'rpc.system.name');
  if (system === 'grpc') {
    const service = textAt(attributes, 'rpc.service');
    const method = textAt(attributes, 'rpc.method');
    const path = service === '' ? `/${span.name.replace(/^\//, '')}` : `/${service}/${method}`;
    if (!/^\/[\w.]{1,256}\/\w{1,128}$/.test(path)) return null;
    const status = textAt(attributes, 'rpc.grpc.status_code', 'rpc.response.status_code');
    return {
      raw: rawOf(span, {
        method: 'POST',
        target: path,
        protocol: 'grpc',
        status: 200,
        responseHeaders: /^\d{1,2}$/.test(status) ? ['grpc-status', status] : [],
      }),
      sighting: null,
    };
  }
  const method = textAt(attributes, 'http.request.method_original', 'http.request.method', 'http.method');
  if (!methodText.test(method)) return null;
  const url = textAt(attributes, 'url.full', 'http.url');
  const path =
    textAt(attributes, 'url.path', 'http.target') || (/^https?:\/\/[^/?#]+(\/[^#]*)?/i.exec(url)?.[1] ?? '');
  const query = textAt(attributes, 'url.query').replace(/^\?/, '');
  const route = textAt(attributes, 'http.route');
  const template = route === '' ? null : templateOf(route);
  const target = path.startsWith('/') ? (query === '' || path.includes('?') ? path : `${path}?${query}`) : '';
  const status = Number(textAt(attributes, 'http.response.status_code', 'http.status_code') || 0);
  const version = textAt(attributes, 'network.protocol.version', 'http.flavor');
  const isStatus = Number.isInteger(status) && status >= 100 && status <= 999;
  if (target === '' && template === null) return null;
  const raw = rawOf(span, {
    method: method.toUpperCase(),
    target: target === '' ? (template ?? '/') : target,
    protocol: /^[23]/.test(version) ? 'h2' : 'http/1.1',
    status: isStatus ? status : 0,
  });
  return { raw, sighting: template === null ? null : sightingOf(span, raw, template) };
}

function sightingOf(span: Span, raw: RawExchange, template: string): Sighting {
  return {
    source: 'traffic',
    kind: 'rest',
    api: raw.service,
    hosts: raw.host === 'unknown' ? [] : [raw.host],
    method: raw.method,
    path: template,
    place: { url: `otlp:${raw.service}` },
    framework: span.scope === '' ? 'opentelemetry' : span.scope,
    params: [...template.matchAll(/\{([A-Za-z_]\w{0,63})\*?\}/g)].map(([, name = '']) => ({
      name,
      in: 'path',
      type: 'unknown',
      required: true,
    })),
    auth: unknownAuth,
    mounted: true,
    role: 'app',
    deprecated: false,
    purpose: null,
    handler: textAt(span.attributes, 'code.function.name', 'code.function') || null,
    tags: [],
    confidence: 0.95,
  };
}

function clientTold(span: Span): SpanTold {
  const { attributes, resource } = span;
  const api = textAt(resource, 'service.name') || 'unknown';
  const place = { url: `otlp:${api}` };
  const database = textAt(attributes, 'db.system.name', 'db.system');
  if (database !== '') {
    return {
      component: {
        kind: /redis|memcached|valkey/i.test(database) ? 'cache' : 'database',
        name: database.slice(0, 64),
        version: null,
        purl: null,
        api,
        direct: true,
        scope: 'runtime',
        place,
      },
    };
  }
  const messaging = textAt(attributes, 'messaging.system');
  if (messaging !== '')
    return {
      component: {
        kind: 'broker',
        name: messaging.slice(0, 64),
        version: null,
        purl: null,
        api,
        direct: true,
        scope: 'runtime',
        place,
      },
    };
  const url = textAt(attributes, 'url.full', 'http.url');
  const parsed = /^(https?|wss?):\/\/([^/?#@]{1,255})(\/[^?#]*)?/i.exec(
    url.replace(/^(\w+:\/\/)[^/@]*@/, '$1'),
  );
  const address = textAt(attributes, 'server.address', 'net.peer.name', 'http.host', 'peer.service');
  const port = textAt(attributes, 'server.port', 'net.peer.port');
  const isRpc = textAt(attributes, 'rpc.system', 'rpc.system.name') !== '';
  const method = textAt(attributes, 'http.request.method', 'http.method');
  if (method === '' && !isRpc) return null;
  const scheme = (parsed?.[1] ?? textAt(attributes, 'url.scheme', 'http.scheme')).toLowerCase();
  const isDefault = port === '' || port === '80' || port === '443' || address.includes(':');
  const host = (parsed?.[2] ?? (isDefault ? address : `${address}:${port}`))
    .toLowerCase()
    .replace(/:(?:80|443)$/, '');
  if (host === '') return null;
  const rpcPath = `/${textAt(attributes, 'rpc.service')}/${textAt(attributes, 'rpc.method')}`;
  const path = isRpc ? rpcPath : textAt(attributes, 'url.template', 'http.route') || null;
  return {
    outbound: {
      source: 'traffic',
      api,
      host,
      name: host,
      method: isRpc ? 'POST' : method.toUpperCase(),
      // A path as it was called may hold ids: only a template is written down.
      path,
      transport:
        scheme === 'https' || scheme === 'http' || scheme === 'ws' || scheme === 'wss' ? scheme : 'unknown',
      fields: [],
      client: span.scope === '' ? 'opentelemetry' : span.scope,
      place,
      role: 'app',
    },
  };
}

/** What a span tells; null for one within a program. */
export const toldBy = (span: Span): SpanTold =>
  span.kind === 'server' ? serverTold(span) : span.kind === 'client' ? clientTold(span) : null;
