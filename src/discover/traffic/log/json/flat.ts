/**
 * Flat objects with one name a field: nginx with a JSON `log_format`, Envoy's `json_format`, API gateways and many applications. Names are what
 * people chose, mostly those of the variables.
 */
import { emptyLine } from '../log-line.ts';
import { splitRequest } from '../log-line.ts';
import { type Fields, type JsonDialect, durationUs, numberAt, textAt, timeAt } from './dialect.ts';

const names = {
  method: [
    'request_method',
    'method',
    'http_method',
    'httpMethod',
    'verb',
    'requestMethod',
    'http.method',
    'http.request.method',
  ],
  target: [
    'request_uri',
    'x_envoy_original_path',
    'original_path',
    'requestUri',
    'request_path',
    'uri',
    'path',
    'url',
    'resourcePath',
    'http_path',
    'http_uri',
    'url.original',
    'url.path',
  ],
  query: ['args', 'query_string', 'query', 'queryString'],
  request: ['request', 'request_line', 'requestLine'],
  status: [
    'status',
    'response_code',
    'status_code',
    'statusCode',
    'http_status',
    'responseCode',
    'response_status',
    'code',
    'http.response.status_code',
    'http.status_code',
  ],
  host: [
    'http_host',
    'authority',
    ':authority',
    'request_host',
    'host',
    'vhost',
    'server_name',
    'domainName',
    'hostname',
    'url.domain',
  ],
  scheme: ['scheme', 'http_x_forwarded_proto', 'x_forwarded_proto', 'forwarded_proto', 'url.scheme'],
  protocol: ['server_protocol', 'protocol', 'proto', 'http_version'],
  time: [
    'time_iso8601',
    'start_time',
    '@timestamp',
    'timestamp',
    'time_local',
    'msec',
    'time',
    'ts',
    'date',
    'requestTimeEpoch',
    'requestTime',
    'datetime',
  ],
  address: [
    'remote_addr',
    'client_ip',
    'clientip',
    'remote_ip',
    'downstream_remote_address_without_port',
    'downstream_remote_address',
    'clientIp',
    'client',
    'remote_address',
    'sourceIp',
    'source_ip',
    'ip',
    'client.address',
  ],
  forwarded: ['http_x_forwarded_for', 'x_forwarded_for', 'forwarded_for', 'xff', 'x-forwarded-for'],
  user: ['remote_user', 'user', 'auth_user', 'authuser'],
  agent: [
    'http_user_agent',
    'user_agent',
    'userAgent',
    'agent',
    'ua',
    'useragent',
    'user-agent',
    'user_agent.original',
  ],
  requestBytes: ['request_length', 'bytes_received', 'request_size', 'bytes_in', 'requestLength'],
  responseBytes: [
    'body_bytes_sent',
    'bytes_sent',
    'response_size',
    'size',
    'bytes_out',
    'responseLength',
    'bytes',
    'response_length',
  ],
  tls: ['ssl_protocol', 'tls_version', 'downstream_tls_version', 'tls'],
  certificate: ['ssl_client_s_dn', 'downstream_peer_subject'],
} as const;

/** Names of a duration, with what a unit of it is. */
const durations: readonly (readonly [string, number])[] = [
  ['request_time', 1_000_000],
  ['duration_ms', 1000],
  ['response_time_ms', 1000],
  ['latency_ms', 1000],
  ['duration_us', 1],
  ['upstream_response_time', 1_000_000],
  ['duration', 1000],
  ['responseLatency', 1000],
  ['latency', 1000],
  ['response_time', 1000],
];

/** Names that only access logs use: a plain exchange has `method`, `url` and `status`, too. */
const telling =
  /^(remote_addr|body_bytes_sent|request_method|request_uri|http_user_agent|time_local|time_iso8601|start_time|response_code|upstream_host|upstream_cluster|bytes_sent|response_flags|sourceIp|resourcePath|clientip|client_ip|remote_ip|user_agent|request_time|url\.path|http\.request\.method)$/;

/** Looks at a name as it is, and in lower case with `_`. */
const flattened = (value: Fields): Fields => {
  const flat: Record<string, unknown> = {};
  let count = 0;
  const walk = (from: Fields, prefix: string, depth: number): void => {
    for (const [name, content] of Object.entries(from)) {
      count += 1;
      if (count > 256) return;
      if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
        if (depth < 3) walk(content as Fields, `${prefix}${name}.`, depth + 1);
      } else flat[`${prefix}${name}`] = content;
    }
  };
  walk(value, '', 0);
  return flat;
};

export const flat: JsonDialect = {
  name: 'flat',
  read: (given) => {
    const value = flattened(given);
    if (!Object.keys(value).some((name) => telling.test(name))) return null;
    const line = emptyLine();
    line.method = textAt(value, ...names.method);
    line.target = textAt(value, ...names.target);
    line.protocol = textAt(value, ...names.protocol);
    const request = splitRequest(textAt(value, ...names.request));
    if (request !== null) Object.assign(line, request);
    if (line.method === '' || line.target === '') return null;
    line.status = numberAt(value, ...names.status);
    const query = textAt(value, ...names.query);
    if (query !== '' && !line.target.includes('?')) line.target += `?${query.replace(/^\?/, '')}`;
    line.host = textAt(value, ...names.host);
    line.scheme = textAt(value, ...names.scheme);
    line.atMs = timeAt(value, ...names.time);
    line.address = textAt(value, ...names.address);
    line.forwarded = textAt(value, ...names.forwarded);
    line.user = textAt(value, ...names.user);
    line.agent = textAt(value, ...names.agent);
    line.tls = textAt(value, ...names.tls);
    line.certificate = textAt(value, ...names.certificate);
    line.requestBytes = numberAt(value, ...names.requestBytes);
    line.responseBytes = numberAt(value, ...names.responseBytes);
    for (const [name, unitUs] of durations) {
      const text = textAt(value, name);
      if (text === '') continue;
      // `12ms` and `0.12s` say their unit themselves.
      const unit = /\d(ms|us|s)$/.exec(text)?.[1];
      const own = unit === 'ms' ? 1000 : unit === 'us' ? 1 : unit === 's' ? 1_000_000 : unitUs;
      line.durationUs = durationUs(numberAt({ of: text.replace(/[mu]s$/, '') }, 'of'), own);
      break;
    }
    return line;
  },
};
