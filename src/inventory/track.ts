/**
 * A track: the counters of one concrete path (ids replaced by `{kind}`, words as they were) and method. Operations are groups of tracks,
 * so folding siblings into a template or splitting them again never touches a counter.
 */
import type { AuthKind, ExchangeOutcome, ExchangeProtocol, ParameterShape } from '../model/exchange.ts';
import type { Shape } from '../model/shape.ts';
import type { InventoryLimits } from './limits.ts';
import { BodyStats } from './shape/body-stats.ts';
import type { KnownShape } from './shape/body-stats.ts';
import { mergeShapes } from './shape/merge.ts';
import { Distinct } from './sketch/distinct.ts';
import { HourRing } from './sketch/hours.ts';
import { LatencySketch } from './sketch/latency.ts';

/** Calls of one actor on one track. */
export interface TrackEdge {
  count: number;
  errors: number;
  blocked: number;
  lastSeenMs: number;
}

/** One request parameter outside of the path. */
export interface TrackParameter {
  readonly in: ParameterShape['in'];
  readonly name: string;
  shape: Shape;
  count: number;
}

/** What is known of the routing behind a track. */
export type Routing =
  | 'unrouted' // nothing answered but 404
  | 'tentative' // something answered that a server may answer to any path
  | 'routed';

/** Why an unrouted track is kept apart. */
export type CandidateReason =
  | 'absent'
  | 'denied'
  | 'silent'
  | 'page'
  | 'asset'
  | 'preflight'
  | 'catch-all'
  | 'graphql-unread';

/** What is spoken on a path. */
export type TrackKind = 'rest' | 'graphql' | 'websocket' | 'grpc';

/** Counters of one path and method; `Home` is the operation it belongs to. */
export class TrackOf<Home> {
  readonly service: string;
  /** `GET`, `WS`, `QUERY`, ... */
  readonly method: string;
  readonly segments: readonly string[];
  /** GraphQL root field, or ''. */
  readonly field: string;
  readonly kind: TrackKind;
  readonly id: string;

  /** What its own exchanges say; a track without evidence of its own may still belong to an operation whose template it fits. */
  routing: Routing = 'unrouted';
  reason: CandidateReason = 'absent';
  operation: Home | null = null;
  /** The track that took this one's counters, when it was absorbed. */
  absorbedBy: TrackOf<Home> | null = null;
  dirty = true;
  /** Order in which tracks were made. */
  order = 0;
  /** Grows with each fact that a judgement about siblings may rest on. */
  profileVersion = 0;

  count = 0;
  successes = 0;
  errors = 0;
  serverErrors = 0;
  blocked = 0;
  flagged = 0;
  preflights = 0;
  anonymousSuccesses = 0;
  /** Calls without any credential, and those of them that were answered 401 or 403. */
  anonymous = 0;
  anonymousRefusals = 0;
  firstSeenMs = Number.POSITIVE_INFINITY;
  lastSeenMs = 0;
  readonly statuses = new Map<number, number>();
  readonly outcomes = new Map<ExchangeOutcome, number>();
  readonly protocols = new Map<ExchangeProtocol, number>();
  readonly auth = new Map<AuthKind, number>();
  /** `kind name` of each credential place seen. */
  readonly authNames = new Map<string, number>();
  readonly requestClasses = new Map<string, number>();
  readonly responseClasses = new Map<string, number>();
  readonly parameters = new Map<string, TrackParameter>();
  readonly requests = new Map<string, BodyStats>();
  readonly responses = new Map<string, BodyStats>();
  /** Distinct ids by the place of their `{kind}` segment among all `{kind}` segments. */
  readonly distinct: Distinct[] = [];
  latency = new LatencySketch();
  hours = new HourRing();
  readonly edges = new Map<number, TrackEdge>();
  /** Exchanges of actors beyond the bound. */
  edgesShed = 0;
  readonly forms = new Set<string>();
  /** Successes whose answer, or one before it, names the segment at a place. */
  readonly echoes = new Map<number, number>();
  /** Answers that a server may give to any path, as `status media-type`. */
  readonly weakAnswers = new Set<string>();

  constructor(identity: Pick<TrackOf<unknown>, 'service' | 'method' | 'segments' | 'field' | 'kind'>) {
    this.service = identity.service;
    this.method = identity.method;
    this.segments = identity.segments;
    this.field = identity.field;
    this.kind = identity.kind;
    this.id = trackId(identity);
  }

  /** `/clinics/{uuid}#field` */
  get path(): string {
    return `/${this.segments.join('/')}${this.field === '' ? '' : `#${this.field}`}`;
  }

  /** The body of one status (null: requests) and media type; undefined when there are too many. */
  body(status: number | null, mediaType: string, limits: InventoryLimits): BodyStats | undefined {
    const all = status === null ? this.requests : this.responses;
    const key = `${status ?? ''} ${mediaType}`;
    let body = all.get(key);
    if (body === undefined && all.size < limits.bodiesPerTrackMax) {
      body = new BodyStats(status, mediaType);
      all.set(key, body);
    }
    return body;
  }

  /** Counts a body of one shape. */
  addBody(
    status: number | null,
    mediaType: string,
    known: KnownShape,
    count: number,
    limits: InventoryLimits,
  ): void {
    const body = this.body(status, mediaType, limits);
    // Only the first shapes are news to a judgement: a polymorphic answer would be news for ever.
    const isNew = body?.add(known, count, limits.shapesPerBodyMax) === true && body.shapes.size <= 8;
    if (isNew && (status === null || (status >= 200 && status < 300))) this.profileVersion += 1;
  }

  /** Counts a parameter. */
  addParameter(parameter: Omit<ParameterShape, 'count'>, count: number, limits: InventoryLimits): void {
    const key = `${parameter.in} ${parameter.name}`;
    const mine = this.parameters.get(key);
    if (mine !== undefined) {
      mine.count += count;
      if (mine.shape !== parameter.shape) mine.shape = mergeShapes(mine.shape, parameter.shape);
    } else if (this.parameters.size < limits.parametersPerTrackMax) {
      this.parameters.set(key, { in: parameter.in, name: parameter.name, shape: parameter.shape, count });
    }
  }

  /** Counts a parameter that is known. */
  countParameter(parameter: Pick<ParameterShape, 'in' | 'name'>, count: number): void {
    const mine = this.parameters.get(`${parameter.in} ${parameter.name}`);
    if (mine !== undefined) mine.count += count;
  }

  /** Takes all of another track's counters. */
  absorb(other: TrackOf<Home>, limits: InventoryLimits): void {
    for (const key of [
      'count',
      'successes',
      'errors',
      'serverErrors',
      'blocked',
      'flagged',
      'preflights',
      'anonymousSuccesses',
      'anonymous',
      'anonymousRefusals',
      'edgesShed',
    ] as const) {
      this[key] += other[key];
    }
    this.firstSeenMs = Math.min(this.firstSeenMs, other.firstSeenMs);
    this.lastSeenMs = Math.max(this.lastSeenMs, other.lastSeenMs);
    for (const key of [
      'statuses',
      'outcomes',
      'protocols',
      'auth',
      'authNames',
      'requestClasses',
      'responseClasses',
      'echoes',
    ] as const) {
      const mine = this[key] as Map<unknown, number>;
      for (const [name, count] of other[key]) mine.set(name, (mine.get(name) ?? 0) + count);
    }
    for (const one of other.parameters.values()) this.addParameter(one, one.count, limits);
    for (const key of ['requests', 'responses'] as const) {
      for (const body of other[key].values())
        this.body(body.status, body.mediaType, limits)?.merge(body, limits.shapesPerBodyMax);
    }
    this.latency.merge(other.latency);
    this.hours.merge(other.hours);
    other.distinct.forEach((one, place) => this.distinctAt(place).merge(one));
    for (const [actor, edge] of other.edges) this.addEdge(actor, edge, limits);
    for (const ref of other.forms) if (this.forms.size < limits.formsPerTrackMax) this.forms.add(ref);
    other.absorbedBy = this;
    this.dirty = true;
  }

  /** Adds calls of an actor. */
  addEdge(actor: number, edge: TrackEdge, limits: InventoryLimits): void {
    const mine = this.edges.get(actor);
    if (mine !== undefined) {
      mine.count += edge.count;
      mine.errors += edge.errors;
      mine.blocked += edge.blocked;
      if (edge.lastSeenMs > mine.lastSeenMs) mine.lastSeenMs = edge.lastSeenMs;
    } else if (this.edges.size < limits.edgesPerTrackMax) {
      this.edges.set(actor, { ...edge });
    } else {
      this.edgesShed += edge.count;
    }
  }

  /** The distinct counter of the n-th `{kind}` segment. */
  distinctAt(place: number): Distinct {
    let one = this.distinct[place];
    if (one === undefined) {
      one = new Distinct();
      this.distinct[place] = one;
    }
    return one;
  }
}

/** Names a track. */
export function trackId(
  identity: Pick<TrackOf<unknown>, 'service' | 'method' | 'segments' | 'field'>,
): string {
  return `${identity.service} ${identity.method} /${identity.segments.join('/')}${identity.field === '' ? '' : `#${identity.field}`}`;
}

/** Follows a track to the one that has its counters now. */
export function living<Home>(track: TrackOf<Home>): TrackOf<Home> {
  let one = track;
  while (one.absorbedBy !== null) one = one.absorbedBy;
  return one;
}
