/**
 * The route table: which tracks are operations, which are candidates without a route, and which belong together.
 *
 * Rules, in words:
 * - A path is an operation from its first strong answer on (`answers.ts`), with all its history.
 * - A weak answer makes it a tentative operation; when twelve distinct paths of a service have no better answer than the same weak one, the
 *   service gives it to any path, and they all become candidates (`catch-all`).
 * - 401 and 403 make a tentative operation only where the service has said 404 to at least two other paths under the same conditions (with or
 *   without a credential), fewer than seven sibling paths are in the same state, and a caller is no scanner; or where another method of
 *   the same path is routed and the caller brought a credential.
 * - 404, 405 and 501 never make an operation; on a template that is routed they belong to it.
 */
import type { InventoryLimits } from '../limits.ts';
import { OperationOf } from '../operation.ts';
import type { Operation, Track } from './node.ts';
import { living, TrackOf, trackId } from '../track.ts';
import type { CandidateReason } from '../track.ts';
import type { AnswerStrength } from '../answers.ts';
import { judgePlace } from './judge.ts';
import type { FoldVerdict } from './judge.ts';
import { foldValuesMax } from './node.ts';
import type { RouteNode } from './node.ts';
import type { Fold } from './node.ts';
import { parseSegment, suffixOf } from './segment.ts';
import { ServiceRoutes } from './service.ts';
import type { Credentials } from './service.ts';

/** What one kind of answer says, ready to be weighed. */
export interface Evidence {
  readonly strength: AnswerStrength;
  readonly status: number;
  /** `status media-type` */
  readonly key: string;
  readonly credentials: Credentials;
}

/** Told of what changes, by those who hold tracks. */
export interface RouteEvents {
  /** `from` was absorbed by `into`. */
  absorbed(from: Track, into: Track): void;
  /** The track is forgotten. */
  evicted(track: Track): void;
  /** Is this actor one who mostly knocks on doors that are not there? */
  isScanner(actor: number): boolean;
}

const deniedSiblingsMax = 6;

/** Key of an operation at its node. */
const keyOf = (method: string, field: string): string => (field === '' ? method : `${method}#${field}`);

/** The table of all services. */
export class RouteTable {
  readonly services = new Map<string, ServiceRoutes>();
  readonly tracks = new Map<string, Track>();
  readonly operations = new Map<string, Operation>();
  readonly candidates = new Set<Track>();
  /** Places whose fold changed since the last call. */
  takeChangedFolds(): readonly { readonly service: string; readonly place: RouteNode }[] {
    const changed = [...this.#changedFolds].map(([place, service]) => ({ place, service }));
    this.#changedFolds.clear();
    return changed;
  }

  /** Is the place still in the trie of the service? */
  isThere(service: string, place: RouteNode): boolean {
    return attached(place) && place.root === this.services.get(service)?.root;
  }

  /** Drops judgements that are due: after reading back, nothing is new. */
  forgetWork(): void {
    this.#places.clear();
    this.#changedFolds.clear();
  }

  /** Tracks whose operation changed since `takeMoved`. */
  readonly #moved = new Set<Track>();
  readonly #places = new Set<RouteNode>();
  readonly #crowded = new Set<Operation>();
  /** Paths that were denied, to be weighed once it is counted who asked. */
  readonly #denied = new Map<Track, Evidence>();
  /** Successes of one shape, to be weighed once it is clear which paths are one operation. */
  readonly #shapes = new Map<Track, { readonly shape: string; readonly fields: number }>();
  /** Candidates by service and number of segments. */
  readonly #candidateIndex = new Map<string, Set<Track>>();
  readonly #limits: InventoryLimits;
  readonly #events: RouteEvents;
  /** Places whose fold changed and must be written. */
  readonly #changedFolds = new Map<RouteNode, string>();
  #order = 0;
  evictedTracks = 0;
  evictedCandidates = 0;

  constructor(limits: InventoryLimits, events: RouteEvents) {
    this.#limits = limits;
    this.#events = events;
  }

  service(name: string): ServiceRoutes {
    let service = this.services.get(name);
    if (service === undefined) {
      service = new ServiceRoutes(name);
      this.services.set(name, service);
    }
    return service;
  }

  /** The track of a path and method, made (as a candidate, or in the operation whose template it fits) when it is new. */
  track(identity: Pick<Track, 'service' | 'method' | 'segments' | 'field' | 'kind'>): Track {
    const known = this.tracks.get(trackId(identity));
    if (known !== undefined) return known;
    const track = new TrackOf<Operation>(identity);
    this.adopt(track);
    this.#attachOrKeep(track);
    return living(track);
  }

  /** Registers a track without placing it. */
  adopt(track: Track): void {
    if (track.order === 0) track.order = this.#order + 1;
    this.#order = Math.max(this.#order, track.order);
    this.tracks.set(track.id, track);
  }

  /** Places a track that was read back. */
  settleRestored(track: Track): void {
    if (track.routing !== 'unrouted') this.place(track);
    else this.#attachOrKeep(track);
  }

  #attachOrKeep(track: Track): void {
    const node = this.#fitting(track);
    if (node === null) this.#keepApart(track);
    else this.#join(track, node);
  }

  /** The node with an operation that an exchange without evidence of its own belongs to. */
  #fitting(track: Track): RouteNode | null {
    const root = this.service(track.service).root;
    return root.match(track.segments, (node) => {
      if (track.method === 'OPTIONS') return node.operations.size > 0;
      return (
        node.operations.has(keyOf(track.method, track.field)) ||
        (track.method === 'HEAD' && node.operations.has('GET'))
      );
    });
  }

  #indexOf(track: Track): string {
    return `${track.service} ${track.segments.length}`;
  }

  #keepApart(track: Track): void {
    if (track.operation !== null) {
      this.#leave(track);
      this.#moved.add(track);
    }
    this.candidates.add(track);
    const key = this.#indexOf(track);
    const all = this.#candidateIndex.get(key);
    if (all === undefined) this.#candidateIndex.set(key, new Set([track]));
    else all.add(track);
  }

  #leave(track: Track): void {
    const { operation } = track;
    if (operation === null) return;
    operation.tracks.delete(track);
    operation.dirty = true;
    track.operation = null;
    if (operation.tracks.size > 0) return;
    operation.node.operations.delete(keyOf(operation.method, operation.field));
    this.operations.delete(operation.id);
    operation.node.prune();
  }

  #noLongerCandidate(track: Track): void {
    if (!this.candidates.delete(track)) return;
    const key = this.#indexOf(track);
    const all = this.#candidateIndex.get(key);
    all?.delete(track);
    if (all?.size === 0) this.#candidateIndex.delete(key);
  }

  /** Puts a track with evidence where its path leads. */
  place(track: Track): void {
    let node = this.service(track.service).root;
    for (const segment of track.segments) node = node.step(segment);
    this.#join(track, node);
  }

  /** Method of the operation that a track counts to: HEAD to GET's, a preflight to the busiest of the path. */
  #methodAt(node: RouteNode, track: Track): { readonly method: string; readonly field: string } {
    if (track.method === 'HEAD' && node.operations.has('GET')) return { method: 'GET', field: '' };
    if (track.method === 'OPTIONS' && track.routing === 'unrouted') {
      let busiest: Operation | null = null;
      let most = -1;
      for (const operation of node.operations.values()) {
        let count = -1;
        for (const one of operation.tracks)
          if (one.method !== 'OPTIONS') count = Math.max(0, count) + one.count;
        if (count > most) {
          busiest = operation;
          most = count;
        }
      }
      if (busiest !== null) return busiest;
    }
    return track;
  }

  #join(track: Track, node: RouteNode): void {
    const { method, field } = this.#methodAt(node, track);
    const key = keyOf(method, field);
    let operation = node.operations.get(key);
    if (operation !== undefined && track.operation === operation) return;
    this.#noLongerCandidate(track);
    let isNew = false;
    if (operation === undefined) {
      operation = new OperationOf(node, track, method);
      node.operations.set(key, operation);
      this.operations.set(operation.id, operation);
      isNew = true;
    }
    // The old place is left after the new one is held, so that pruning cannot take nodes they share.
    const before = track.operation;
    if (before !== null) this.#leave(track);
    operation.tracks.add(track);
    operation.dirty = true;
    track.operation = operation;
    this.#moved.add(track);
    if (isNew) this.#welcome(operation);
    if (operation.tracks.size > this.#limits.valuesPerFoldMax) this.#crowded.add(operation);
  }

  /** Exchanges seen before their operation: those that fit it belong to it. */
  #welcome(operation: Operation): void {
    const { node } = operation;
    if (operation.method === 'GET') {
      const head = node.operations.get('HEAD');
      if (head !== undefined) {
        const tracks = [...head.tracks];
        for (const track of tracks) if (track.method === 'HEAD') this.#join(track, node);
        for (const track of tracks) if (track.method !== 'HEAD') this.#join(track, node);
      }
    }
    const trail = node.trail();
    const all = this.#candidateIndex.get(`${operation.service} ${trail.length}`);
    if (all === undefined) return;
    for (const track of Array.from(all)) {
      const fits = trail.every((one, at) => one.literal === null || one.literal === track.segments[at]);
      if (!fits) continue;
      if (
        track.reason === 'page' &&
        this.service(track.service).root.match(track.segments, (one) => one === node) !== null
      ) {
        // An HTML page at a path where an API also answers is part of that API.
        track.routing = 'tentative';
        track.dirty = true;
        this.place(track);
      } else {
        const found = this.#fitting(track);
        if (found !== null) this.#join(track, found);
      }
    }
  }

  /** In a fold with many values, the values that came last share one track. Done after judging, when it is clear what is a value. */
  #absorbCrowds(): void {
    for (const operation of this.#crowded) {
      const surplus = [...operation.tracks].slice(this.#limits.valuesPerFoldMax);
      for (const track of surplus) this.#absorb(track, operation);
    }
    this.#crowded.clear();
  }

  #absorb(track: Track, operation: Operation): void {
    const trail = operation.node.trail();
    let hasValue = false;
    const segments = track.segments.map((segment, at) => {
      if (trail[at]?.literal !== null || parseSegment(segment).kind !== null) return segment;
      hasValue = true;
      return `{slug}${suffixOf(segment)}`;
    });
    if (!hasValue) return;
    const identity = {
      service: track.service,
      method: track.method,
      segments,
      field: track.field,
      kind: track.kind,
    };
    let rest = this.tracks.get(trackId(identity));
    if (rest === undefined) {
      rest = new TrackOf<Operation>(identity);
      rest.routing = track.routing;
      this.adopt(rest);
      rest.operation = operation;
      operation.tracks.add(rest);
      this.#moved.add(rest);
    }
    if (rest === track) return;
    if (rest.routing !== 'routed' && track.routing !== 'unrouted') rest.routing = track.routing;
    rest.absorb(track, this.#limits);
    this.#events.absorbed(track, rest);
    operation.tracks.delete(track);
    this.tracks.delete(track.id);
    this.#moved.delete(track);
    this.#moved.add(rest);
  }

  /** Weighs an answer. */
  weigh(given: Track, evidence: Evidence): void {
    const track = living(given);
    const service = this.service(track.service);
    switch (evidence.strength) {
      case 'strong':
        if (track.routing !== 'routed') {
          if (track.routing === 'unrouted' && track.reason === 'catch-all' && service.isCaught(track)) return;
          track.routing = 'routed';
          track.dirty = true;
          this.place(track);
          this.touch(track);
        }
        return;
      case 'weak':
        this.#weighWeak(service, track, evidence.key);
        return;
      case 'denied':
        if (track.routing === 'unrouted' && track.operation === null) {
          this.#because(track, 'denied');
          this.#denied.set(track, evidence);
        }
        return;
      case 'absent':
        if (track.operation === null) {
          this.#because(track, 'absent');
          const isPath = evidence.status !== 405 && evidence.status !== 501;
          if (isPath && service.seeAbsent(track.path, evidence.credentials)) {
            for (const one of service.denied[evidence.credentials]) {
              this.#denied.set(one, { ...evidence, strength: 'denied', status: 401, key: '401 ' });
            }
          }
        }
        return;
      case 'page':
      case 'asset':
      case 'preflight':
        if (track.operation === null) {
          this.#because(track, evidence.strength);
          if (evidence.strength === 'page') this.#placePage(service, track);
        }
        return;
      case 'silent':
        if (track.operation === null && track.count === 0) this.#because(track, 'silent');
    }
  }

  #because(track: Track, reason: CandidateReason): void {
    if (track.reason === reason) return;
    track.reason = reason;
    track.dirty = true;
  }

  #placePage(service: ServiceRoutes, track: Track): void {
    const node = service.root.match(track.segments, (one) => one.operations.size > 0);
    if (node === null) return;
    track.routing = 'tentative';
    track.dirty = true;
    this.#join(track, node);
  }

  #weighWeak(service: ServiceRoutes, track: Track, key: string): void {
    if (track.routing === 'routed') return;
    if (service.caughtAll.has(key)) {
      if (track.operation === null) this.#because(track, 'catch-all');
      return;
    }
    if (track.weakAnswers.size < 8) track.weakAnswers.add(key);
    if (track.routing === 'unrouted') {
      track.routing = 'tentative';
      track.dirty = true;
      this.place(track);
      this.touch(track);
    }
    for (const one of service.seeWeak(living(track), key)) this.giveUp(one);
  }

  /** Notes a success of one shape. */
  noteShape(track: Track, shape: string, fields: number): void {
    this.#shapes.set(track, { shape, fields });
  }

  #weighDenied(service: ServiceRoutes, track: Track, evidence: Evidence): void {
    if (track.routing !== 'unrouted' || track.operation !== null || track.absorbedBy !== null) return;
    const all = service.denied[evidence.credentials];
    if (all.size < 512) all.add(track);
    let siblings = 0;
    for (const one of all)
      if (one.segments.length === track.segments.length && sameParent(one, track)) siblings += 1;
    const callers = [...track.edges.keys()];
    const scanned = callers.length > 0 && callers.every((actor) => this.#events.isScanner(actor));
    const known =
      evidence.credentials === 'with' &&
      evidence.status === 403 &&
      service.root.match(track.segments, (node) => node.operations.size > 0) !== null;
    if (!known && (service.absent[evidence.credentials].size < 2 || siblings > deniedSiblingsMax || scanned))
      return;
    all.delete(track);
    this.#weighWeak(service, track, evidence.key);
  }

  /** Takes back a route: what was taken for an operation is an answer to any path. */
  giveUp(track: Track): void {
    const { operation } = track;
    track.routing = 'unrouted';
    track.reason = 'catch-all';
    track.dirty = true;
    this.#keepApart(track);
    if (operation === null) return;
    if ([...operation.tracks].some((one) => one.routing !== 'unrouted')) return;
    for (const one of Array.from(operation.tracks)) this.#keepApart(one);
  }

  /** Something is new about a track that a judgement about siblings may rest on. */
  touch(track: Track): void {
    for (let node = track.operation?.node ?? null; node?.parent; node = node.parent) {
      if (node.literal === null || node.parent.fold?.apart === true) continue;
      if (node.parent.literals.size > 1 || node.parent.parameters.size > 0) this.#places.add(node.parent);
    }
  }

  /** Judges the places where something is new; deepest first, since values below tell of values above. */
  judge(): void {
    for (const [track, evidence] of this.#denied)
      this.#weighDenied(this.service(track.service), track, evidence);
    this.#denied.clear();
    for (let round = 0; round < 4 && this.#places.size > 0; round += 1) {
      const places = [...this.#places].sort((a, b) => b.depth - a.depth);
      this.#places.clear();
      for (const place of places) {
        if (!attached(place)) continue;
        for (const { suffix, verdict } of judgePlace(place, {
          places: (literal) => place.places.get(literal) ?? 0,
        })) {
          this.foldPlace(place, suffix, verdict, { byHand: false, name: null });
        }
      }
    }
    for (const [track, { shape, fields }] of this.#shapes) {
      if (track.operation === null || track.absorbedBy !== null) continue;
      for (const lost of this.service(track.service).seeShape(track, shape, fields)) this.giveUp(lost);
    }
    this.#shapes.clear();
    this.#absorbCrowds();
  }

  /** Takes literals of a place for values of one parameter. */
  foldPlace(
    place: RouteNode,
    suffix: string,
    verdict: FoldVerdict,
    by: { readonly byHand: boolean; readonly name: string | null },
  ): void {
    const before = place.fold;
    const fold: Fold = before ?? {
      values: new Set(),
      open: true,
      apart: false,
      byHand: false,
      name: null,
      explanation: '',
      confidence: 0,
      examples: [],
      distinct: 0,
    };
    fold.open = true;
    fold.apart = false;
    fold.byHand ||= by.byHand;
    fold.name = by.name ?? fold.name;
    fold.explanation = verdict.explanation;
    fold.confidence = verdict.confidence;
    const moving: RouteNode[] = [];
    for (const literal of verdict.values) {
      if (!fold.values.has(literal)) {
        fold.distinct += 1;
        if (fold.values.size < foldValuesMax) fold.values.add(literal);
        else {
          const [oldest] = fold.values;
          if (oldest !== undefined) fold.values.delete(oldest);
          fold.values.add(literal);
        }
      }
      const child = place.literals.get(literal);
      if (child !== undefined) moving.push(child);
    }
    fold.examples = [...fold.values].slice(0, 5);
    place.fold = fold;
    this.#changedFolds.set(place, serviceOf(place));
    const target = place.parameter(suffix);
    for (const child of moving) this.#carryFolds(child, target);
    this.#replace(moving, () => {
      for (const child of moving) if (child.literal !== null) place.drop(child.literal);
    });
    this.#places.add(place);
    target.each((node) => {
      if (node.literals.size > 1 || (node.literals.size > 0 && node.parameters.size > 0))
        this.#places.add(node);
    }, 64);
  }

  /** Folds below a literal hold below the parameter, too. */
  #carryFolds(from: RouteNode, to: RouteNode): void {
    if (from.fold !== null) {
      if (to.fold === null) to.fold = from.fold;
      else {
        for (const value of from.fold.values)
          if (!to.fold.values.has(value) && to.fold.values.size < foldValuesMax) to.fold.values.add(value);
        to.fold.apart ||= from.fold.apart;
        to.fold.distinct = Math.max(to.fold.distinct, to.fold.values.size);
      }
      this.#changedFolds.set(from, serviceOf(from));
      this.#changedFolds.set(to, serviceOf(to));
    }
    for (const child of from.parameters.values()) this.#carryFolds(child, to.parameter(child.suffix));
    for (const child of from.literals.values())
      if (child.literal !== null) this.#carryFolds(child, to.step(child.literal));
  }

  /** Takes all tracks below some nodes out, lets the trie change, and puts them where they now belong. */
  #replace(nodes: readonly RouteNode[], change: () => void): void {
    const tracks = new Set<Track>();
    for (const node of nodes) {
      node.each((inner) => {
        for (const operation of inner.operations.values())
          for (const track of operation.tracks) tracks.add(track);
      });
    }
    for (const track of tracks) {
      const operation = track.operation;
      if (operation === null) continue;
      operation.tracks.delete(track);
      operation.dirty = true;
      track.operation = null;
      if (operation.tracks.size === 0) {
        operation.node.operations.delete(keyOf(operation.method, operation.field));
        this.operations.delete(operation.id);
      }
    }
    change();
    for (const track of tracks) if (track.routing !== 'unrouted') this.place(track);
    for (const track of tracks)
      if (track.routing === 'unrouted' && track.operation === null && track.absorbedBy === null)
        this.#attachOrKeep(track);
    for (const track of tracks) this.#moved.add(track);
  }

  /** Splits the folded literals of an operation's template again, for good; false when there are none. */
  unfold(operation: Operation): boolean {
    const places = operation.node
      .trail()
      .filter((node) => node.literal === null && isFolded(node))
      .map((node) => node.parent);
    if (places.length === 0) return false;
    for (const place of places) {
      if (!place?.fold) continue;
      place.fold.values.clear();
      place.fold.open = false;
      place.fold.apart = true;
      place.fold.distinct = 0;
      this.#changedFolds.set(place, serviceOf(place));
      this.#replace([...place.parameters.values()], () => {});
      for (const node of Array.from(place.parameters.values())) node.prune();
    }
    return true;
  }

  /** Tracks whose operation changed since the last call. */
  takeMoved(): readonly Track[] {
    const moved = [...this.#moved].filter((track) => track.absorbedBy === null);
    this.#moved.clear();
    return moved;
  }

  /** Forgets the longest unseen when there are too many. */
  makeRoom(): void {
    const { candidatesMax, tracksMax } = this.#limits;
    if (this.candidates.size > candidatesMax) {
      const oldest = [...this.candidates]
        .sort((a, b) => a.lastSeenMs - b.lastSeenMs)
        .slice(0, this.candidates.size - candidatesMax + Math.ceil(candidatesMax / 20));
      for (const track of oldest) {
        this.#forget(track);
        this.evictedCandidates += 1;
      }
    }
    if (this.tracks.size > tracksMax) {
      const rank = (track: Track): number =>
        track.routing === 'unrouted' ? 0 : track.routing === 'tentative' ? 1 : 2;
      const oldest = [...this.tracks.values()]
        .sort((a, b) => rank(a) - rank(b) || a.lastSeenMs - b.lastSeenMs)
        .slice(0, this.tracks.size - tracksMax + Math.ceil(tracksMax / 20));
      for (const track of oldest) {
        this.#forget(track);
        this.evictedTracks += 1;
      }
    }
  }

  #forget(track: Track): void {
    this.#noLongerCandidate(track);
    this.#leave(track);
    this.tracks.delete(track.id);
    this.#moved.delete(track);
    const service = this.service(track.service);
    service.denied.with.delete(track);
    service.denied.without.delete(track);
    for (const all of [...service.weak.values(), ...service.sameShape.values()]) all.delete(track);
    this.#events.evicted(track);
  }
}

const serviceOf = (place: RouteNode): string => place.root.service;

/** Is the place still part of its trie? */
function attached(place: RouteNode): boolean {
  for (let node: RouteNode = place; node.parent !== null; node = node.parent) {
    const there =
      node.literal === null
        ? node.parent.parameters.get(node.suffix)
        : node.parent.literals.get(node.literal);
    if (there !== node) return false;
  }
  return true;
}

/** Are literals folded into this parameter? */
export function isFolded(parameter: RouteNode): boolean {
  const values = parameter.parent?.fold?.values;
  if (values === undefined) return false;
  for (const value of values) if (suffixOf(value) === parameter.suffix) return true;
  return false;
}

function sameParent(a: Track, b: Track): boolean {
  for (let at = 0; at < a.segments.length - 1; at += 1) if (a.segments[at] !== b.segments[at]) return false;
  return true;
}
