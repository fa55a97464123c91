/** Variables of nginx (`log_format`), and a few of our own for formats that are described with them. */
import { durationField, ignored, type LogField, requestHeaderField, responseHeaderField } from '../field.ts';

const variables: Readonly<Record<string, LogField>> = {
  remote_addr: { role: 'address' },
  proxy_protocol_addr: { role: 'address', rank: 1 },
  realip_remote_addr: { role: 'address', rank: 2 },
  client_and_port: { role: 'address' },
  proxy_add_x_forwarded_for: { role: 'forwarded', rank: 1, listed: true },
  remote_user: { role: 'user' },
  time_local: { role: 'time', time: 'clf', rank: 2 },
  time_iso8601: { role: 'time', time: 'iso', rank: 1 },
  msec: { role: 'time', time: 'epoch-s' },
  request: { role: 'request' },
  request_method: { role: 'method' },
  request_uri: { role: 'target' },
  uri: { role: 'path' },
  document_uri: { role: 'path', rank: 1 },
  args: { role: 'query' },
  query_string: { role: 'query', rank: 1 },
  server_protocol: { role: 'protocol' },
  status: { role: 'status' },
  body_bytes_sent: { role: 'bytes' },
  bytes_sent: { role: 'bytes', rank: 1 },
  request_length: { role: 'request-bytes' },
  host: { role: 'host', rank: 2 },
  server_name: { role: 'host', rank: 4 },
  ssl_server_name: { role: 'host', rank: 3 },
  sni_name: { role: 'host', rank: 5 },
  scheme: { role: 'scheme' },
  server_port: { role: 'scheme', rank: 1 },
  request_time: durationField('s'),
  upstream_response_time: durationField('s', 1),
  target_processing_time: durationField('s', 2),
  duration_ms_suffixed: durationField('ms'),
  ssl_protocol: { role: 'tls' },
  ssl_client_s_dn: { role: 'certificate' },
  request_id: { role: 'request-id' },
  req_id: { role: 'request-id' },
  content_type: { role: 'request-header', name: 'content-type' },
};

/** The next variable: `$name` or `${name}`. */
export const nginxVariable = (
  text: string,
  from: number,
): { readonly from: number; readonly to: number; readonly fields: readonly LogField[] } | null => {
  const pattern = /\$(?:\{(\w{1,128})\}|([A-Za-z_]\w{0,127}))/g;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  if (match === null) return null;
  const name = (match[1] ?? match[2] ?? '').toLowerCase();
  return { from: match.index, to: pattern.lastIndex, fields: [nginxField(name)] };
};

/** What a variable of nginx says. */
export const nginxField = (name: string): LogField => {
  const known = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (known !== undefined) return known;
  if (name.startsWith('http_')) return requestHeaderField(name.slice(5));
  if (name.startsWith('sent_http_')) return responseHeaderField(name.slice(10));
  if (name.startsWith('upstream_http_')) return responseHeaderField(name.slice(14));
  // Upstreams that were tried one after the other.
  return name.startsWith('upstream_') ? { role: 'ignored', listed: true } : ignored;
};
