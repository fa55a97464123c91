/**
 * What an answer says about its path: is something routed there? Status codes alone do not tell, so answers have strengths, and the
 * inventory weighs them (`routing.ts`).
 */
import type { AuthKind, ExchangeForm } from '../model/exchange.ts';

/**
 * - `strong`: an API answered (2xx or a conflict with an API media type, 101 for WebSocket)
 * - `weak`: something answered, but a server may say this to any path (3xx, 400, 429, 5xx, an empty 200)
 * - `denied`: 401 or 403; only some servers route before they ask who calls
 * - `absent`: 404, 410, or 405/501 for this method: nothing is routed
 * - `page`: an HTML page; `asset`: a file of a web front end
 * - `preflight`: CORS asks before another request (Fetch standard, section 3.2)
 * - `unanswered`: a copy of a request, whose answer nobody saw: it says something when it comes again and again
 * - `silent`: the upstream never said anything (refused by the gateway, not reachable, client gone)
 */
export type AnswerStrength =
  | 'strong'
  | 'weak'
  | 'denied'
  | 'absent'
  | 'page'
  | 'asset'
  | 'preflight'
  | 'unanswered'
  | 'silent';

const assetExtension =
  /\.(css|js|mjs|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|eot|wasm|webmanifest|html?|mp4|webm|mp3|ogg|txt|xml)$/i;
const siteText = /^\/([^/]*|(\.well-known|static|assets|public|js|dist)\/.*)$/i;
const assetType =
  /^(text\/css|(text|application)\/(x-)?(java|ecma)script|font\/.*|application\/(font-.*|x-font-.*|wasm|manifest\+json|vnd\.ms-fontobject)|image\/.*|audio\/.*|video\/.*)$/;
const apiType =
  /^(application\/(json|xml|x-ndjson|ndjson|jsonl|grpc.*|protobuf|x-protobuf|msgpack|x-msgpack|cbor|pdf|zip|gzip|octet-stream|x-www-form-urlencoded|graphql-response\+json|vnd\..*|hal\+json|.*\+(json|xml|cbor|zip))|text\/(xml|csv|event-stream|calendar|vcard)|multipart\/.*)$/;

/** Is this a media type that APIs speak? */
export function isApiType(mediaType: string | undefined): boolean {
  return mediaType !== undefined && apiType.test(mediaType) && !assetType.test(mediaType);
}

/** Does the path have a typed parameter (`{uuid}`)? Files of a front end have none. */
const hasParameter = (path: string): boolean => path.includes('{');

/** A credential that a client adds on purpose; cookies go along with everything. */
const isSent = (kind: AuthKind): boolean => kind !== 'session-cookie' && kind !== 'client-certificate';

function isAsset(form: ExchangeForm): boolean {
  if (form.method !== 'GET' && form.method !== 'HEAD') return false;
  // Files of a front end are there for anyone, under names of their own.
  if (hasParameter(form.path) || form.auth.some(isSent) || form.echoed !== undefined) return false;
  const type = form.responseType;
  if (type !== undefined && isApiType(type) && (!type.endsWith('xml') || type.includes('+'))) return false;
  // Text below the root is a document that an API hands out; at the root and in well-known places it is a file of the site.
  if (type === 'text/plain' && siteText.test(form.path) === false && form.path.endsWith('.txt')) return false;
  if (assetExtension.test(form.path)) return true;
  return form.responseType !== undefined && assetType.test(form.responseType) && form.auth.length === 0;
}

/** Does this source show which credentials came with a request? Logs and spans mostly keep them back. */
export const showsCredentials = (form: ExchangeForm): boolean =>
  (form.source !== 'access-log' && form.source !== 'otlp') || form.auth.length > 0;

/** Weighs one kind of answer. */
export function strengthOf(form: ExchangeForm): AnswerStrength {
  const { status } = form;
  if (form.source === 'mirror' && status === 0) return form.method === 'OPTIONS' ? 'silent' : 'unanswered';
  if (form.outcome === 'refused' || form.refusedBy !== undefined || status === 0) return 'silent';
  if (form.outcome === 'upstream-failed' && (status === 502 || status === 503 || status === 504))
    return 'silent';
  if (form.method === 'OPTIONS' && !(status < 300 && isApiType(form.responseType))) return 'preflight';
  if (form.method === 'TRACE' || form.method === 'CONNECT') return 'silent';
  if (form.method === 'WS')
    return status === 101
      ? 'strong'
      : status === 404 || status === 410
        ? 'absent'
        : status === 401 || status === 403
          ? 'denied'
          : status === 200
            ? 'absent'
            : 'weak';
  if (status === 404 || status === 410 || status === 405 || status === 501) return 'absent';
  if (status === 401 || status === 403 || status === 407) return 'denied';
  if (isAsset(form)) return 'asset';
  // UNIMPLEMENTED: no such method (gRPC status codes).
  if (form.grpcStatus === 12) return 'absent';
  if (form.protocol === 'grpc' && status === 200) return 'strong';
  if (status >= 200 && status < 300) {
    if (form.responseType === 'text/html' || form.responseType === 'application/xhtml+xml') {
      // A front end answers its page to any path, and some to any method.
      return form.auth.some(isSent) ? 'weak' : 'page';
    }
    if (isApiType(form.responseType) || form.protocol === 'sse') return 'strong';
    // No content: a change was made. To GET it says nothing, since a server may answer so to any path.
    if (form.method !== 'GET' && form.method !== 'HEAD') return 'strong';
    return form.auth.length > 0 || hasParameter(form.path) || form.responseType !== undefined
      ? 'strong'
      : 'weak';
  }
  if (status === 409 || status === 412 || status === 422 || status === 428)
    return isApiType(form.responseType) ? 'strong' : 'weak';
  return 'weak';
}
