/** What each header is to the observer. Names are learnt as they come, so that a header costs one map lookup. */
import { isPlainName } from './field-name.ts';

/** What a header says about the exchange. */
export type HeaderRole =
  | 'ignored'
  | 'authorization'
  | 'api-key'
  | 'cookie'
  | 'set-cookie'
  | 'user-agent'
  | 'accept-language'
  | 'content-type'
  | 'content-encoding'
  | 'signature'
  | 'certificate'
  | 'order'
  | 'parameter';

/** A header's name, lower case, and its role. */
export interface HeaderName {
  readonly name: string;
  readonly role: HeaderRole;
  /** FNV-1a of the name: for the order of headers. */
  readonly hash: number;
}

const roles: Readonly<Record<string, HeaderRole>> = {
  authorization: 'authorization',
  cookie: 'cookie',
  'set-cookie': 'set-cookie',
  'user-agent': 'user-agent',
  'accept-language': 'accept-language',
  'accept-encoding': 'order',
  host: 'order',
  'content-type': 'content-type',
  'content-encoding': 'content-encoding',
  signature: 'signature',
  'signature-input': 'signature',
  'x-signature': 'signature',
  'x-hub-signature': 'signature',
  'x-hub-signature-256': 'signature',
  'x-webhook-signature': 'signature',
  'stripe-signature': 'signature',
  dpop: 'signature',
  'x-api-key': 'api-key',
  'x-apikey': 'api-key',
  apikey: 'api-key',
  'api-key': 'api-key',
  'x-api-token': 'api-key',
  'x-auth-token': 'api-key',
  'x-access-token': 'api-key',
  'x-app-key': 'api-key',
  'x-client-key': 'api-key',
  'x-api-secret': 'api-key',
  'x-functions-key': 'api-key',
  'x-goog-api-key': 'api-key',
  'ocp-apim-subscription-key': 'api-key',
  'x-partner-key': 'api-key',
  'x-service-key': 'api-key',
  'x-service-token': 'api-key',
  'private-token': 'api-key',
  'x-vault-token': 'api-key',
  'x-amz-security-token': 'api-key',
};

/** Standard and infrastructure headers that are no parameters of an API although they begin with `x-`. */
const infrastructure =
  /^x-(forwarded|real-ip|request-id|correlation-id|trace|b3-|amzn-|amz-|cloud-trace|envoy|powered-by|frame-options|content-type-options|xss|dns-prefetch|download-options|permitted|ratelimit|rate-limit|cache|served|timer|runtime|requested-with|original|scheme|client-ip|cluster-client|csrf|xsrf|varnish|cdn|edge|datadog|newrelic|nginx|ua-|robots|aspnet|clacks|middleton|proxy|heliostat)/;
/** Headers that are parameters by their names, though not custom by prefix. */
const parameters = new Set([
  'idempotency-key',
  'accept-version',
  'api-version',
  'prefer',
  'tenant',
  'tenant-id',
  'if-match',
  'on-behalf-of',
  'impersonate',
]);
/** A credential by its name: `x-clinic-api-key`, `acme-apikey`. */
const keyLike =
  /(^|-)(api-?key|apikey|api-?token|access-?key|auth-?token|access-?token|secret-?key|app-?key|partner-?key|subscription-?key|integration-?key|device-?token)$/;

const roleOf = (name: string): HeaderRole => {
  const known = Object.hasOwn(roles, name) ? roles[name] : undefined;
  if (known !== undefined) return known;
  if (keyLike.test(name) && isPlainName(name)) return 'api-key';
  if (parameters.has(name)) return 'parameter';
  if (name.startsWith('x-') && !infrastructure.test(name) && isPlainName(name)) return 'parameter';
  return 'ignored';
};

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

/** Header names by spelling; forgotten when more than `namesMax` spellings came. */
export class HeaderNames {
  #known = new Map<string, HeaderName>();
  readonly #namesMax: number;

  constructor(namesMax = 2048) {
    this.#namesMax = namesMax;
  }

  of(spelling: string): HeaderName {
    const known = this.#known.get(spelling);
    if (known !== undefined) return known;
    const name = spelling.slice(0, 128).toLowerCase();
    const made: HeaderName = { name, role: roleOf(name), hash: fnv1a(name) };
    if (this.#known.size >= this.#namesMax) this.#known = new Map();
    if (spelling.length <= 128) this.#known.set(spelling, made);
    return made;
  }
}
