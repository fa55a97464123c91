/**
 * Format strings as people write them into the configuration of a server: nginx (`log_format`), Apache (`LogFormat`), Envoy (`text_format`),
 * HAProxy (`log-format`). All of them become the same pieces.
 */
import { HeliostatError } from '../../../model/errors.ts';
import type { LineFormat, LogField, LogPiece } from './field.ts';
import { apacheVariable } from './variables/apache.ts';
import { envoyVariable } from './variables/envoy.ts';
import { haproxyVariable } from './variables/haproxy.ts';
import { nginxVariable } from './variables/nginx.ts';

const combined =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** Formats that have a name. */
export const namedFormats: Readonly<Record<string, string>> = {
  common: '%h %l %u %t "%r" %>s %b',
  combined,
  vcombined: '%v:%p %h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"',
  'ingress-nginx': `${combined} $request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id`,
  envoy:
    '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% ' +
    '%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%"',
  istio:
    '[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS% ' +
    '"%UPSTREAM_TRANSPORT_FAILURE_REASON%" %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" ' +
    '"%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%" %UPSTREAM_CLUSTER% %UPSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS% %REQUESTED_SERVER_NAME% %ROUTE_NAME%',
  haproxy:
    '%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r',
  'haproxy-plain':
    '%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %{+Q}r',
  traefik: `${combined} $traefik_count "$traefik_router" "$traefik_server" $duration_ms_suffixed`,
  alb:
    '$type $time_iso8601 $elb $client_and_port $target_and_port $request_processing_time $target_processing_time $response_processing_time $status $target_status ' +
    '$request_length $bytes_sent "$request" "$http_user_agent" $ssl_cipher $ssl_protocol $target_group_arn "$trace_id" "$sni_name"',
  elb:
    '$time_iso8601 $elb $client_and_port $target_and_port $request_processing_time $target_processing_time $response_processing_time $status $target_status ' +
    '$request_length $bytes_sent "$request" "$http_user_agent" $ssl_cipher $ssl_protocol',
};

const formatCharsMax = 8192;
const piecesMax = 128;

type Variable = {
  readonly from: number;
  readonly to: number;
  readonly fields: readonly (LogField | string)[];
};

/** Finds the next variable of each kind of format string. */
const nextVariable = (text: string, from: number, kind: Kind): Variable | null => {
  switch (kind) {
    case 'nginx':
      return nginxVariable(text, from);
    case 'envoy':
      return envoyVariable(text, from);
    case 'haproxy':
      return haproxyVariable(text, from);
    default:
      return apacheVariable(text, from);
  }
};

type Kind = 'nginx' | 'apache' | 'envoy' | 'haproxy';

const kindOf = (text: string): Kind =>
  /%[A-Z][A-Z_0-9]{3,}(\([^)]*\))?(:\d+)?%|%(REQ|RESP)\(/.test(text)
    ? 'envoy'
    : /%(\[|ci\b|ST\b|HM\b|HP\b|HU\b|hr\b|tr\b|\{\+)/.test(text)
      ? 'haproxy'
      : /\$[A-Za-z{]/.test(text)
        ? 'nginx'
        : 'apache';

/**
 * Reads a format string, or the name of a format.
 *
 * @throws HeliostatError `usage-invalid` when there is no request in it, or nothing between two fields that could tell them apart
 * @example
 * formatOf('$remote_addr [$time_local] "$request" $status $request_time');
 */
export function formatOf(given: string, name = 'log format'): LineFormat {
  const text = (Object.hasOwn(namedFormats, given) ? (namedFormats[given] ?? given) : given).slice(
    0,
    formatCharsMax,
  );
  const kind = kindOf(text);
  const pieces: LogPiece[] = [];
  let literal = '';
  let at = 0;
  while (pieces.length < piecesMax) {
    const variable = nextVariable(text, at, kind);
    if (variable === null) break;
    literal += unescapedLiteral(text.slice(at, variable.from), kind);
    for (const part of variable.fields) {
      if (typeof part === 'string') {
        literal += part;
        continue;
      }
      if (pieces.length > 0 && literal === '')
        throw new HeliostatError('usage-invalid', {
          detail: `in the ${name} nothing stands between two fields, at character ${variable.from + 1}`,
        });
      pieces.push({ before: literal, field: part, quoted: literal.endsWith('"') });
      literal = '';
    }
    at = variable.to;
  }
  const format = settled({
    name: Object.hasOwn(namedFormats, given) ? given : name,
    pieces,
    after: literal + unescapedLiteral(text.slice(at), kind),
  });
  const roles = new Set(format.pieces.map(({ field }) => field.role));
  if (!roles.has('request') && !roles.has('target') && !roles.has('path') && !roles.has('url'))
    throw new HeliostatError('usage-invalid', {
      detail: `the ${name} has no request in it (nginx: $request; Apache: %r); a name is one of ${Object.keys(namedFormats).join(', ')}`,
    });
  return format;
}

/** Of fields with the same role only the best is read. */
export function settled(format: LineFormat): LineFormat {
  const best = new Map<string, number>();
  format.pieces.forEach(({ field }, at) => {
    if (field.role === 'ignored' || field.role === 'request-header' || field.role === 'response-header')
      return;
    const known = best.get(field.role);
    const rank = field.rank ?? 0;
    if (known === undefined || rank < (format.pieces[known]?.field.rank ?? 0)) best.set(field.role, at);
  });
  // A whole request says more than its parts; parts that were rewritten (`$uri`) say less.
  const drop = new Set<string>();
  const has = (role: string): boolean => best.has(role);
  if (has('request'))
    for (const role of ['method', 'target', 'path', 'query', 'protocol', 'url']) drop.add(role);
  else if (has('url')) for (const role of ['target', 'path', 'query']) drop.add(role);
  else if (has('target')) for (const role of ['path', 'query']) drop.add(role);
  return {
    ...format,
    pieces: format.pieces.map((piece, at) => {
      const { role } = piece.field;
      const isBest = !best.has(role) || best.get(role) === at;
      return isBest && !drop.has(role)
        ? piece
        : { ...piece, field: { role: 'ignored', ...(piece.field.listed === true ? { listed: true } : {}) } };
    }),
  };
}

/** Apache and HAProxy write `\"` for a quote in their own configuration files, and `\ ` for a space. */
const unescapedLiteral = (text: string, kind: Kind): string =>
  (kind === 'haproxy' ? text.replaceAll('\\ ', ' ') : text)
    .replaceAll('\\"', '"')
    .replaceAll('\\t', '\t')
    .replaceAll('%%', kind === 'nginx' ? '%%' : '%');
