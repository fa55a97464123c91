/** What is known of one actor, merged from all its exchanges. */
import type { ActorEvidence, ActorKind, ActorSeen, ClientSeen } from '../model/actor.ts';
import type { Track } from './routes/node.ts';

const networksMax = 16;
const agentsMax = 8;
const wordsMax = 32;

/** Counters of one actor. `index` is its short name inside this process. */
export class ActorRecord {
  readonly index: number;
  readonly id: string;
  kind: ActorKind;
  evidence: ActorEvidence;
  confidence: number;
  label: string;
  issuer: string | undefined;
  clientId: string | undefined;
  tenant: string | undefined;
  readonly roles = new Set<string>();
  readonly scopes = new Set<string>();
  readonly networks = new Set<string>();
  readonly agents = new Set<string>();
  count = 0;
  errors = 0;
  blocked = 0;
  /** Exchanges on paths that nothing routes: many of them make a scanner. */
  unrouted = 0;
  firstSeenMs = Number.POSITIVE_INFINITY;
  lastSeenMs = 0;
  readonly tracks = new Set<Track>();
  dirty = true;

  constructor(index: number, seen: Pick<ActorSeen, 'id' | 'kind' | 'evidence' | 'confidence' | 'label'>) {
    this.index = index;
    this.id = seen.id;
    this.kind = seen.kind;
    this.evidence = seen.evidence;
    this.confidence = seen.confidence;
    this.label = seen.label;
  }

  /** Takes in what an exchange told. A kind that is known wins over one that is not. */
  see(seen: ActorSeen): void {
    if (
      seen.kind !== 'unknown' &&
      (this.kind === 'unknown' || this.kind === 'anonymous' || seen.confidence >= this.confidence)
    )
      this.kind = seen.kind;
    if (seen.confidence >= this.confidence) {
      this.confidence = seen.confidence;
      this.label = seen.label;
      this.evidence = seen.evidence;
    }
    this.issuer = seen.issuer ?? this.issuer;
    this.clientId = seen.clientId ?? this.clientId;
    this.tenant = seen.tenant ?? this.tenant;
    addAll(this.roles, seen.roles ?? [], wordsMax);
    addAll(this.scopes, seen.scopes ?? [], wordsMax);
    if (seen.agent !== undefined && seen.agent !== '') addAll(this.agents, [seen.agent], agentsMax);
    this.dirty = true;
  }

  /** Takes in where a request came from. */
  seeClient(client: ClientSeen): void {
    if (client.network !== '') addAll(this.networks, [client.network], networksMax);
    if (client.agent !== '') addAll(this.agents, [client.agent], agentsMax);
  }
}

function addAll(set: Set<string>, words: readonly string[], max: number): void {
  for (const word of words) {
    if (set.size >= max) return;
    set.add(word);
  }
}

/** A group of actors on the map. */
export interface ActorGroup {
  readonly id: string;
  readonly title: string;
}

/**
 * The group of an actor: its role if it has one, its own label if it is a partner or a service with a key (they are few and each is known
 * by name), else its OAuth client, else its kind; anonymous actors by where they come from.
 */
export function groupOf(actor: ActorRecord): ActorGroup {
  if (actor.kind === 'anonymous') {
    const [network] = actor.networks;
    const place = network === undefined ? 'unknown' : networkKind(network);
    return { id: `anonymous:${place}`, title: `Anonymous, ${place} network` };
  }
  if (actor.kind === 'partner' || actor.kind === 'service') {
    if (
      actor.evidence === 'api-key' ||
      actor.evidence === 'client-certificate' ||
      actor.evidence === 'basic'
    ) {
      return { id: `named:${actor.label}`, title: actor.label };
    }
  }
  const [role] = actor.roles;
  if (role !== undefined) return { id: `role:${role}`, title: titleOf(role) };
  if (actor.clientId !== undefined) return { id: `client:${actor.clientId}`, title: actor.clientId };
  return { id: `kind:${actor.kind}`, title: kindTitles[actor.kind] };
}

const kindTitles: Readonly<Record<ActorKind, string>> = {
  person: 'People',
  service: 'Services',
  partner: 'Partners',
  agent: 'Agents',
  device: 'Devices',
  anonymous: 'Anonymous',
  unknown: 'Not told apart',
};

const titleOf = (word: string): string => {
  const plain = word.replace(/[-_:]+/g, ' ').trim();
  return plain.slice(0, 1).toUpperCase() + plain.slice(1);
};

/** Loopback, private (RFC 1918, RFC 4193, RFC 6598, link local) or public. */
export function networkKind(network: string): 'loopback' | 'private' | 'public' {
  if (/^(127\.|::1|0:0:0:0:0:0:0:1|::\/)/.test(network)) return 'loopback';
  if (
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{0,2}:|fe[89ab][0-9a-f]:)/i.test(
      network,
    )
  ) {
    return 'private';
  }
  return 'public';
}
