/**
 * May the request go on, and where to? The rules in the order in which they are asked; the first objection refuses.
 */
import type { LimitsConfig } from '../../config/listener.ts';
import type { ErrorCode } from '../../model/errors.ts';
import type { Router } from '../route.ts';
import type { Service } from '../upstream/service.ts';
import type { Inbound } from './inbound.ts';
import type { RequestHead } from './request-head.ts';
import { type Host, type Hosts, readTarget } from './target.ts';

/** `OPTIONS *`: for the gateway itself. */
export interface ForServer {
  readonly service: null;
}

export interface Admitted {
  readonly service: Service;
  readonly host: Host;
  /** The Host field for the upstream; empty when an HTTP/1.0 client gave none. */
  readonly authority: string;
  /** Path and query for the upstream. */
  readonly path: string;
}

const lengthForm = /^\d{1,15}$/;

/** How the message is framed (RFC 9112 section 6): node's parser refuses most of this already; what it lets through is refused here. */
function framing(inbound: Inbound, head: RequestHead): ErrorCode | null {
  if (head.contentLength !== null && !lengthForm.test(head.contentLength)) return 'request-ambiguous';
  if (head.transferEncoding === null) return null;
  if (inbound.protocol !== 'http/1.1') return 'request-ambiguous';
  if (head.contentLength !== null || head.transferEncoding.toLowerCase() !== 'chunked')
    return 'request-ambiguous';
  return null;
}

function bounds(inbound: Inbound, head: RequestHead, limits: LimitsConfig): ErrorCode | null {
  if (inbound.target.length > limits.uriBytesMax) return 'uri-too-long';
  if (head.fields > limits.headersMax || head.bytes > limits.headerBytesMax) return 'header-too-large';
  return null;
}

/** Only `100-continue` is an expectation (RFC 9110 section 10.1.1). */
const expectation = (head: RequestHead): ErrorCode | null =>
  head.expect === null || head.expect.toLowerCase() === '100-continue' ? null : 'expectation-failed';

const noHost: Host = { name: '', display: '' };

/** Decides; a code when the request is refused. */
export function admit(
  inbound: Inbound,
  head: RequestHead,
  limits: LimitsConfig,
  hosts: Hosts,
  router: Router,
): Admitted | ForServer | ErrorCode {
  const objection = framing(inbound, head) ?? bounds(inbound, head, limits) ?? expectation(head);
  if (objection !== null) return objection;

  if (inbound.method === 'CONNECT') return 'method-refused';
  const forServer = inbound.target === '*' && inbound.method === 'OPTIONS';
  const target = forServer ? { path: '/', authority: null } : readTarget(inbound.target);
  if (target === null) return 'request-malformed';

  if (head.hosts > 1) return 'host-invalid';
  const named = inbound.authority ?? head.host;
  if (inbound.authority !== null && head.host !== null && head.host !== inbound.authority)
    return 'host-invalid';
  // An absolute form overrides Host, but 1.1 demands one all the same, and it must be a valid one.
  const written = named === null || named === '' ? null : hosts.read(named);
  if (written === null && (inbound.protocol !== 'http/1.0' || (named !== null && named !== '')))
    return 'host-invalid';
  const authority = target.authority ?? named ?? '';
  const host = target.authority === null ? (written ?? noHost) : hosts.read(target.authority);
  if (host === null) return 'host-invalid';

  if (forServer) return { service: null };
  const query = target.path.indexOf('?');
  const path = query < 0 ? target.path : target.path.slice(0, query);
  const route = router.find(host.name, path);
  if ('code' in route) return route.code;

  const { pathPrefix, stripPrefix } = route.service.config;
  return {
    service: route.service,
    host,
    authority,
    path: stripPrefix ? stripped(target.path, pathPrefix) : target.path,
  };
}

function stripped(target: string, prefix: string): string {
  const rest = target.slice(prefix.endsWith('/') ? prefix.length - 1 : prefix.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
