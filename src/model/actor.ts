/** Who acts: user, service, partner, agent, device or nobody known. */

/** By what an actor was told, from the strongest to the weakest. */
export type ActorEvidence =
  | 'client-certificate'
  | 'api-key'
  | 'token-subject'
  | 'basic'
  | 'session'
  | 'network-fingerprint';

/** `person` and `service` need evidence; `unknown` is honest. */
export type ActorKind = 'person' | 'service' | 'partner' | 'agent' | 'device' | 'anonymous' | 'unknown';

/** What one exchange tells about its actor. No credential is in it, only keyed hashes. */
export interface ActorSeen {
  /** Stable id: `evidence:` and a keyed hash, the same for the same credential or subject. */
  readonly id: string;
  readonly evidence: ActorEvidence;
  readonly kind: ActorKind;
  /** 0..1: how sure it is that the same id is the same actor. */
  readonly confidence: number;
  /** For people to read: a subject that is no personal data, a key's visible prefix, `GET-heavy script from 203.0.113.0/24`; personal data is masked. */
  readonly label: string;
  readonly issuer?: string;
  /** OAuth client or authorised party. */
  readonly clientId?: string;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly tenant?: string;
  /** Family of the user agent: `Chrome`, `curl`, `okhttp`. */
  readonly agent?: string;
}

/** Where the request came from, kept apart from the actor. */
export interface ClientSeen {
  /** /24 (IPv4) or /48 (IPv6) in CIDR form. */
  readonly network: string;
  /** Keyed hash of the whole address. */
  readonly address: string;
  /** User agent family and major version, or ''. */
  readonly agent: string;
  /** TLS fingerprint (JA4), when TLS ended here. */
  readonly tls?: string;
}
