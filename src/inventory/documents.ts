/**
 * The inventory as documents: `inventory` (figures), `service`, `fold`, `track`, `actor`; evidence as `sightings/documents.ts` tells. What can be told from others (the trie,
 * operations) is not written. Documents of an unknown kind are left alone.
 */
import type { ActorEvidence, ActorKind } from '../model/actor.ts';
import type { AuthKind, ExchangeOutcome, ExchangeProtocol } from '../model/exchange.ts';
import type { Shape } from '../model/shape.ts';
import type { CatalogueDocument } from '../store/ports/catalogue.ts';
import type { ActorRecord } from './actor-record.ts';
import type { RouteNode } from './routes/node.ts';
import { drainEvidence, restoreEvidence } from './sightings/documents.ts';
import { BodyStats } from './shape/body-stats.ts';
import type { StoredBody } from './shape/body-stats.ts';
import { Distinct } from './sketch/distinct.ts';
import { HourRing } from './sketch/hours.ts';
import { LatencySketch } from './sketch/latency.ts';
import type { InventoryState } from './state.ts';
import type { Operation, Track } from './routes/node.ts';
import { TrackOf } from './track.ts';
import type { CandidateReason, Routing, TrackEdge } from './track.ts';

type Counts<K> = readonly (readonly [K, number])[];

interface StoredTrack {
  readonly order: number;
  readonly service: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly field: string;
  readonly kind: Track['kind'];
  readonly routing: Routing;
  readonly reason: CandidateReason;
  readonly figures: readonly number[];
  readonly first: number | null;
  readonly last: number;
  readonly statuses: Counts<number>;
  readonly outcomes: Counts<ExchangeOutcome>;
  readonly protocols: Counts<ExchangeProtocol>;
  readonly auth: Counts<AuthKind>;
  readonly authNames: Counts<string>;
  readonly requestClasses: Counts<string>;
  readonly responseClasses: Counts<string>;
  readonly parameters: readonly {
    readonly in: 'query' | 'header' | 'cookie' | 'form';
    readonly name: string;
    readonly shape: Shape;
    readonly count: number;
  }[];
  readonly requests: readonly StoredBody[];
  readonly responses: readonly StoredBody[];
  readonly distinct: readonly (readonly number[] | string | null)[];
  readonly latency: readonly number[];
  readonly hours: readonly number[];
  readonly edges: readonly (readonly [string, number, number, number, number])[];
  readonly forms: readonly string[];
  readonly weak: readonly string[];
  readonly echoes?: Counts<number>;
}

interface StoredActor {
  readonly order: number;
  readonly id: string;
  readonly kind: ActorKind;
  readonly evidence: ActorEvidence;
  readonly confidence: number;
  readonly label: string;
  readonly issuer?: string;
  readonly clientId?: string;
  readonly tenant?: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly networks: readonly string[];
  readonly agents: readonly string[];
  readonly figures: readonly number[];
  readonly first: number | null;
  readonly last: number;
}

interface StoredFold {
  readonly service: string;
  readonly place: readonly string[];
  readonly values: readonly string[];
  readonly open: boolean;
  readonly apart: boolean;
  readonly byHand: boolean;
  readonly name: string | null;
  readonly explanation: string;
  readonly confidence: number;
  readonly examples: readonly string[];
  readonly distinct: number;
  readonly echoed?: boolean;
  readonly rest?: boolean;
}

interface StoredService {
  readonly name: string;
  readonly hosts: Counts<string>;
  readonly absent: { readonly with: readonly string[]; readonly without: readonly string[] };
  readonly denied: { readonly with: readonly string[]; readonly without: readonly string[] };
  readonly weak: readonly (readonly [string, readonly string[]])[];
  readonly sameShape: readonly (readonly [string, readonly string[]])[];
  readonly caughtAll: readonly string[];
  readonly caughtShapes: readonly string[];
}

const figureKeys = [
  'count',
  'successes',
  'errors',
  'serverErrors',
  'blocked',
  'flagged',
  'preflights',
  'anonymousSuccesses',
  'edgesShed',
  'profileVersion',
  'anonymous',
  'anonymousRefusals',
] as const;
const countKeys = [
  'statuses',
  'outcomes',
  'protocols',
  'auth',
  'authNames',
  'requestClasses',
  'responseClasses',
] as const;
const actorFigures = ['count', 'errors', 'blocked', 'unrouted'] as const;

function writeTrack(track: Track, state: InventoryState): StoredTrack {
  const edges: [string, number, number, number, number][] = [];
  for (const [index, edge] of track.edges) {
    const actor = state.actors.byIndex.get(index);
    if (actor !== undefined) edges.push([actor.id, edge.count, edge.errors, edge.blocked, edge.lastSeenMs]);
  }
  return {
    order: track.order,
    service: track.service,
    method: track.method,
    segments: track.segments,
    field: track.field,
    kind: track.kind,
    routing: track.routing,
    reason: track.reason,
    figures: figureKeys.map((key) => track[key]),
    first: Number.isFinite(track.firstSeenMs) ? track.firstSeenMs : null,
    last: track.lastSeenMs,
    statuses: [...track.statuses],
    outcomes: [...track.outcomes],
    protocols: [...track.protocols],
    auth: [...track.auth],
    authNames: [...track.authNames],
    requestClasses: [...track.requestClasses],
    responseClasses: [...track.responseClasses],
    parameters: [...track.parameters.values()],
    requests: [...track.requests.values()].map((body) => body.toJSON()),
    responses: [...track.responses.values()].map((body) => body.toJSON()),
    distinct: Array.from(track.distinct, (one) => one?.toJSON() ?? null),
    latency: track.latency.toJSON(),
    hours: track.hours.toJSON(),
    edges,
    forms: [...track.forms],
    weak: [...track.weakAnswers],
    ...(track.echoes.size === 0 ? {} : { echoes: [...track.echoes] }),
  };
}

function readTrack(stored: StoredTrack, state: InventoryState): Track {
  const track = new TrackOf<Operation>(stored);
  track.order = stored.order;
  track.routing = stored.routing;
  track.reason = stored.reason;
  figureKeys.forEach((key, at) => {
    track[key] = stored.figures[at] ?? 0;
  });
  track.firstSeenMs = stored.first ?? Number.POSITIVE_INFINITY;
  track.lastSeenMs = stored.last;
  for (const key of countKeys) {
    const mine = track[key] as Map<unknown, number>;
    for (const [name, count] of stored[key]) mine.set(name, count);
  }
  for (const one of stored.parameters) track.parameters.set(`${one.in} ${one.name}`, { ...one });
  for (const one of stored.requests) track.requests.set(` ${one.type}`, BodyStats.from(one, state.knowShape));
  for (const one of stored.responses)
    track.responses.set(`${one.status ?? ''} ${one.type}`, BodyStats.from(one, state.knowShape));
  stored.distinct.forEach((one, place) => {
    track.distinct[place] = one === null ? new Distinct() : Distinct.from(one);
  });
  track.latency = LatencySketch.from(stored.latency);
  track.hours = HourRing.from(stored.hours);
  for (const [id, count, errors, blocked, lastSeenMs] of stored.edges) {
    const actor = state.actors.byId.get(id);
    if (actor === undefined) {
      track.edgesShed += count;
      continue;
    }
    const edge: TrackEdge = { count, errors, blocked, lastSeenMs };
    track.edges.set(actor.index, edge);
    actor.tracks.add(track);
  }
  for (const ref of stored.forms) track.forms.add(ref);
  for (const key of stored.weak) track.weakAnswers.add(key);
  for (const [place, count] of stored.echoes ?? []) track.echoes.set(place, count);
  track.dirty = false;
  return track;
}

function writeActor(actor: ActorRecord): StoredActor {
  return {
    order: actor.index,
    id: actor.id,
    kind: actor.kind,
    evidence: actor.evidence,
    confidence: actor.confidence,
    label: actor.label,
    ...(actor.issuer === undefined ? {} : { issuer: actor.issuer }),
    ...(actor.clientId === undefined ? {} : { clientId: actor.clientId }),
    ...(actor.tenant === undefined ? {} : { tenant: actor.tenant }),
    roles: [...actor.roles],
    scopes: [...actor.scopes],
    networks: [...actor.networks],
    agents: [...actor.agents],
    figures: actorFigures.map((key) => actor[key]),
    first: Number.isFinite(actor.firstSeenMs) ? actor.firstSeenMs : null,
    last: actor.lastSeenMs,
  };
}

function readActor(stored: StoredActor, state: InventoryState): void {
  const actor = state.actors.add(stored);
  actor.issuer = stored.issuer;
  actor.clientId = stored.clientId;
  actor.tenant = stored.tenant;
  for (const key of ['roles', 'scopes', 'networks', 'agents'] as const)
    for (const word of stored[key]) actor[key].add(word);
  actorFigures.forEach((key, at) => {
    actor[key] = stored.figures[at] ?? 0;
  });
  actor.firstSeenMs = stored.first ?? Number.POSITIVE_INFINITY;
  actor.lastSeenMs = stored.last;
  actor.dirty = false;
}

/** The way to a place, parameters as `{slug}` with their extension. */
const wayTo = (place: RouteNode): readonly string[] =>
  place
    .trail()
    .map((node) => node.literal ?? (node.isRest ? '{path}' : `${node.prefix}{slug}${node.suffix}`));

/** Writes down what changed since the last call. */
export function drainDocuments(state: InventoryState): {
  readonly put: readonly CatalogueDocument[];
  readonly remove: readonly { readonly kind: string; readonly id: string }[];
} {
  const put: CatalogueDocument[] = [];
  const remove: { kind: string; id: string }[] = [];
  const write = (kind: string, id: string, value: unknown): void => {
    put.push({ kind, id, json: JSON.stringify(value) });
  };
  for (const track of state.table.tracks.values()) {
    if (!track.dirty) continue;
    track.dirty = false;
    write('track', track.id, writeTrack(track, state));
  }
  for (const id of state.removedTracks) if (!state.table.tracks.has(id)) remove.push({ kind: 'track', id });
  state.removedTracks.clear();
  for (const actor of state.actors.byId.values()) {
    if (!actor.dirty) continue;
    actor.dirty = false;
    write('actor', actor.id, writeActor(actor));
  }
  for (const id of state.actors.removed) remove.push({ kind: 'actor', id });
  state.actors.removed.clear();
  const folds = new Map<string, StoredFold | null>();
  for (const { service, place } of state.table.folder.takeChangedFolds()) {
    const way = wayTo(place);
    const id = `${service} /${way.join('/')}`;
    const isThere = state.table.isThere(service, place);
    if (place.fold === null || !isThere) {
      if (!folds.has(id)) folds.set(id, null);
      continue;
    }
    folds.set(id, { service, place: way, ...place.fold, values: [...place.fold.values] });
  }
  for (const [id, fold] of folds) {
    if (fold === null) remove.push({ kind: 'fold', id });
    else write('fold', id, fold);
  }
  for (const service of state.table.services.values()) {
    if (!service.dirty) continue;
    service.dirty = false;
    const ids = (tracks: Iterable<Track>): string[] => [...tracks].map((track) => track.id);
    const stored: StoredService = {
      name: service.name,
      hosts: [...service.hosts],
      absent: { with: [...service.absent.with], without: [...service.absent.without] },
      denied: { with: ids(service.denied.with), without: ids(service.denied.without) },
      weak: [...service.weak].map(([key, tracks]) => [key, ids(tracks)] as const),
      sameShape: [...service.sameShape].map(([key, tracks]) => [key, ids(tracks)] as const),
      caughtAll: [...service.caughtAll],
      caughtShapes: [...service.caughtShapes],
    };
    write('service', service.name, stored);
  }
  drainEvidence(state.merger, write, (kind, id) => {
    remove.push({ kind, id });
  });
  if (state.dirty) {
    state.dirty = false;
    write('inventory', 'figures', {
      v: 1,
      exchanges: state.exchanges,
      flagged: state.flagged,
      blocked: state.blocked,
      oversized: state.oversized,
      shed: state.shed,
      bornMs: state.bornMs,
      rate: state.rate.toJSON(),
      evicted: [
        state.table.evictedTracks,
        state.table.evictedCandidates,
        state.actors.evicted,
        state.forms.forgotten,
      ],
    });
  }
  return { put, remove };
}

interface StoredFigures {
  readonly exchanges: number;
  readonly flagged: number;
  readonly blocked: number;
  readonly oversized: number;
  readonly shed: { readonly memoryFull: number; readonly spoolFull: number; readonly diskError: number };
  readonly bornMs: number;
  readonly rate: readonly number[];
  readonly evicted: readonly number[];
}

/** Fills an empty state from documents. A document that cannot be read is left out and counted. */
export function restoreDocuments(
  state: InventoryState,
  documents: readonly CatalogueDocument[],
): { readonly unreadable: number } {
  let unreadable = 0;
  const named = <T>(kind: string): { readonly id: string; readonly value: T }[] =>
    documents.flatMap((document) => {
      if (document.kind !== kind) return [];
      try {
        return [{ id: document.id, value: JSON.parse(document.json) as T }];
      } catch {
        unreadable += 1;
        return [];
      }
    });
  const parsed = <T>(kind: string): T[] => named<T>(kind).map(({ value }) => value);
  for (const stored of parsed<StoredActor>('actor').sort((a, b) => a.order - b.order))
    readActor(stored, state);
  for (const stored of parsed<StoredFold>('fold').sort((a, b) => a.place.length - b.place.length)) {
    let node = state.table.service(stored.service).root;
    for (const segment of stored.place) node = node.step(segment);
    const { service: _service, place: _place, ...fold } = stored;
    node.fold = { ...fold, values: new Set(fold.values) };
    for (const value of fold.values) node.index.learn(value);
    if (fold.rest === true) node.openRest();
  }
  const tracks = parsed<StoredTrack>('track')
    .sort((a, b) => a.order - b.order)
    .map((stored) => readTrack(stored, state));
  for (const track of tracks) {
    state.table.adopt(track);
    for (const ref of track.forms) state.forms.restore(ref, track);
  }
  for (const track of tracks) if (track.routing !== 'unrouted') state.table.settleRestored(track);
  for (const track of tracks)
    if (track.routing === 'unrouted' && track.operation === null) state.table.settleRestored(track);
  const find = (ids: readonly string[]): Track[] => ids.flatMap((id) => state.table.tracks.get(id) ?? []);
  for (const stored of parsed<StoredService>('service')) {
    const service = state.table.service(stored.name);
    for (const [host, count] of stored.hosts) service.hosts.set(host, count);
    for (const key of ['with', 'without'] as const) {
      for (const path of stored.absent[key]) service.absent[key].add(path);
      for (const track of find(stored.denied[key])) service.denied[key].add(track);
    }
    for (const [key, ids] of stored.weak) service.weak.set(key, new Set(find(ids)));
    for (const [key, ids] of stored.sameShape) service.sameShape.set(key, new Set(find(ids)));
    for (const key of stored.caughtAll) service.caughtAll.add(key);
    for (const ref of stored.caughtShapes) service.caughtShapes.add(ref);
    service.dirty = false;
  }
  for (const stored of parsed<StoredFigures>('inventory')) {
    state.exchanges = stored.exchanges;
    state.flagged = stored.flagged;
    state.blocked = stored.blocked;
    state.oversized = stored.oversized;
    Object.assign(state.shed, stored.shed);
    state.bornMs = stored.bornMs;
    state.rate.restore(stored.rate);
    [
      state.table.evictedTracks = 0,
      state.table.evictedCandidates = 0,
      state.actors.evicted = 0,
      state.forms.forgotten = 0,
    ] = stored.evicted;
  }
  state.table.folder.forgetWork();
  restoreEvidence(state.merger, named);
  state.table.takeMoved();
  return { unreadable };
}
