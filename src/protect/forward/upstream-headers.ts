/** The fields the gateway itself adds to what goes to the upstream. */
import type { Connection } from '../connection.ts';
import type { RequestHead } from './request-head.ts';

/** A host that is no token must be quoted (RFC 7239 section 4). */
const forwardedHost = (host: string): string => (host.includes(':') ? `"${host}"` : host);

/**
 * Adds host, length, forwarding, request id and trace context to the fields that go on.
 *
 * @param host what the client asked for; sent as `Host` unless `hostHeader` is null (then the upstream's own)
 * @returns `head.passed`, extended
 */
export function addUpstreamHeaders(
  head: RequestHead,
  connection: Connection,
  host: string,
  preserveHost: boolean,
  requestId: string,
  traceparent: string,
): string[] {
  const out = head.passed;
  const peer = connection.address;
  if (preserveHost && host !== '') out.push('host', host);
  if (head.contentLength !== null) out.push('content-length', head.contentLength);
  if (head.teTrailers) out.push('te', 'trailers');
  const element = connection.forwardedStart + forwardedHost(host);
  out.push(
    'x-forwarded-for',
    head.forwardedFor === null ? peer : `${head.forwardedFor}, ${peer}`,
    'x-forwarded-proto',
    head.forwardedProto ?? connection.scheme,
    'x-forwarded-host',
    head.forwardedHost ?? host,
    'forwarded',
    head.forwarded === null ? element : `${head.forwarded}, ${element}`,
    'x-request-id',
    requestId,
    'traceparent',
    traceparent,
  );
  return out;
}
