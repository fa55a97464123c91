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
 * - What code or a contract declares is an operation with or without traffic, and a path that fits a declared template belongs to it
 *   (`declared.ts`, `seats.ts`).
 */
import type { InventoryLimits } from '../limits.ts';
import { OperationOf } from '../operation.ts';
import type { OperationPlace } from '../operation.ts';
import { claimedPlace, standsForAll } from './claims.ts';
import type { Operation, Track } from './node.ts';
import { living, TrackOf, trackId } from '../track.ts';
import type { RouteNode } from './node.ts';
import { PlaceFolder } from './folder.ts';
import { AnswerWeigher } from './weigher.ts';
import type { Evidence } from './weigher.ts';
import type { RouteEvents, Seating } from './seating.ts';
import { parseSegment, suffixOf } from './segment.ts';
import { ServiceRoutes } from './service.ts';

/** Key of an operation at its node. */
const keyOf = (method: string, field: string): string => (field === '' ? method : `${method}#${field}`);

/** The table of all services. */
export class RouteTable implements Seating {
  readonly services = new Map<string, ServiceRoutes>();
  readonly tracks = new Map<string, Track>();
  readonly operations = new Map<string, Operation>();
  readonly candidates = new Set<Track>();
  readonly folder: PlaceFolder;
  readonly weigher: AnswerWeigher;

  adoptValue(node: RouteNode, segments: readonly string[]): void {
    this.folder.adopt(node, segments);
  }

  /** Is the place still in the trie of the service? */
  isThere(service: string, place: RouteNode): boolean {
    return place.attached && place.root === this.services.get(service)?.root;
  }

  /** Tracks whose operation changed since `takeMoved`. */
  readonly #moved = new Set<Track>();
  readonly #crowded = new Set<Operation>();
  /** Candidates by service and number of segments. */
  readonly #candidateIndex = new Map<string, Set<Track>>();
  readonly #limits: InventoryLimits;
  readonly #events: RouteEvents;
  #order = 0;
  evictedTracks = 0;
  evictedCandidates = 0;

  constructor(limits: InventoryLimits, events: RouteEvents) {
    this.#limits = limits;
    this.#events = events;
    this.folder = new PlaceFolder(this);
    this.weigher = new AnswerWeigher(this, events);
  }

  /** Weighs an answer. */
  weigh(track: Track, evidence: Evidence): void {
    this.weigher.weigh(track, evidence);
  }

  /** Something is new about a track that a judgement about siblings may rest on. */
  touch(track: Track): void {
    this.service(track.service).root.index.version += 1;
    this.folder.touch(track);
  }

  /** Judges what is new since the last call. */
  judge(): void {
    this.weigher.settleDenied();
    this.folder.judge();
    this.weigher.settleShapes();
    this.#absorbCrowds();
  }

  /** Takes tracks out of their operations; they must be placed again. */
  detach(tracks: Iterable<Track>): void {
    for (const track of tracks) {
      const operation = track.operation;
      if (operation === null) continue;
      operation.tracks.delete(track);
      operation.dirty = true;
      track.operation = null;
      this.dropIfEmpty(operation);
    }
  }

  /** Takes an operation away that nothing tells of any more; true when it is gone. */
  dropIfEmpty(operation: Operation): boolean {
    const { node, method, field } = operation;
    if (operation.tracks.size > 0 || operation.sightings.length > 0) return false;
    if (node.operations.get(keyOf(method, field)) !== operation) return false;
    if (method === 'ANY' && node.any.length > 0) return false;
    node.operations.delete(keyOf(method, field));
    this.operations.delete(operation.id);
    this.settleAny(node, operation);
    return true;
  }

  /** The operation of a method at a place, made when it is not there. */
  open(node: RouteNode, place: OperationPlace, method: string): Operation {
    const key = keyOf(method, place.field);
    let operation = node.operations.get(key);
    if (operation === undefined) {
      operation = new OperationOf(node, place, method);
      node.operations.set(key, operation);
      this.operations.set(operation.id, operation);
      node.index.version += 1;
      if (method !== 'ANY') this.settleAny(node, place);
    }
    return operation;
  }

  /** Takes the evidence of operations away that are about to lose their place; it is seated again later. */
  unseat(operation: Operation): void {
    if (operation.sightings.length === 0 && !(operation.method === 'ANY' && operation.node.any.length > 0))
      return;
    this.service(operation.service).unseated = true;
    operation.sightings = [];
    operation.node.any = [];
    this.dropIfEmpty(operation);
  }

  /** A route for all methods is an operation of its own only while no single method is known at its place. */
  settleAny(node: RouteNode, { service }: Pick<OperationPlace, 'service'>): void {
    const any = node.operations.get('ANY');
    const single = [...node.operations.values()].some((one) => one.method !== 'ANY' && standsForAll(one));
    if (node.any.length > 0 && !single) {
      if (any === undefined) this.open(node, { service, field: '', kind: 'rest' }, 'ANY');
      return;
    }
    if (any === undefined || any.sightings.length > 0) return;
    const tracks = [...any.tracks];
    if (tracks.some((track) => track.method === 'ANY')) return;
    for (const track of tracks) track.operation = null;
    any.tracks.clear();
    node.operations.delete('ANY');
    this.operations.delete(any.id);
    for (const track of tracks) {
      this.#moved.add(track);
      this.attachOrKeep(track);
    }
  }

  /** Tells those who hold tracks that a service follows other declarations now. */
  noteReseated(service: string): void {
    this.#events.reseated(service);
  }

  /** Forgets a service that nothing tells of any more. */
  forgetIfEmpty(name: string): void {
    const service = this.services.get(name);
    if (service === undefined || service.hosts.size > 0) return;
    for (const track of this.tracks.values()) if (track.service === name) return;
    for (const operation of this.operations.values()) if (operation.service === name) return;
    this.services.delete(name);
  }

  /** Notes that the operation of a track may be another one now. */
  noteMoved(track: Track): void {
    this.#moved.add(track);
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
    this.attachOrKeep(track);
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
    else this.attachOrKeep(track);
  }

  attachOrKeep(track: Track): void {
    const node = claimedPlace(this.service(track.service).root, track) ?? this.#fitting(track);
    if (node === null) this.keepApart(track);
    else this.join(track, node);
  }

  /** The node with an operation that an exchange without evidence of its own belongs to. */
  #fitting(track: Track): RouteNode | null {
    const root = this.service(track.service).root;
    if (track.method === 'OPTIONS' && track.field !== '') {
      const asked = root.match(track.segments, (node) => node.operations.has(track.field));
      if (asked !== null) return asked;
    }
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

  keepApart(track: Track): void {
    const claimed = claimedPlace(this.service(track.service).root, track);
    if (claimed !== null) {
      this.join(track, claimed);
      return;
    }
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
    operation.node.index.version += 1;
    operation.tracks.delete(track);
    operation.dirty = true;
    track.operation = null;
    if (this.dropIfEmpty(operation)) operation.node.prune();
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
    const { root } = this.service(track.service);
    const claimed = claimedPlace(root, track);
    if (claimed !== null) {
      this.join(track, claimed);
      return;
    }
    let node = root;
    for (const segment of track.segments) node = node.step(segment);
    this.join(track, node);
  }

  /** Method of the operation that a track counts to: HEAD to GET's, a preflight to the busiest of the path. */
  #methodAt(node: RouteNode, track: Track): { readonly method: string; readonly field: string } {
    if (track.method === 'HEAD' && node.operations.has('GET')) {
      const own = node.operations.get('HEAD');
      if (own === undefined || own.sightings.length === 0) return { method: 'GET', field: '' };
    }
    if (track.routing === 'unrouted' && track.kind === 'rest' && !node.operations.has(track.method)) {
      const any = node.operations.get('ANY');
      if (any !== undefined) return any;
    }
    if (track.method === 'OPTIONS' && track.routing === 'unrouted') {
      const asked = track.field === '' ? undefined : node.operations.get(track.field);
      if (asked !== undefined) return asked;
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

  join(track: Track, node: RouteNode): void {
    const { method, field } = this.#methodAt(node, track);
    const key = keyOf(method, field);
    let operation = node.operations.get(key);
    if (operation !== undefined && track.operation === operation) return;
    node.index.version += 1;
    this.#noLongerCandidate(track);
    const isNew = operation === undefined;
    operation ??= this.open(node, { service: track.service, field, kind: track.kind }, method);
    // The old place is left after the new one is held, so that pruning cannot take nodes they share.
    const before = track.operation;
    if (before !== null && before !== operation) this.#leave(track);
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
        for (const track of tracks) if (track.method === 'HEAD') this.join(track, node);
        for (const track of tracks) if (track.method !== 'HEAD') this.join(track, node);
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
        if (found !== null) this.join(track, found);
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
    const { isRest } = operation.node;
    const own = isRest ? [...track.segments.slice(0, trail.length - 1), '{path}'] : track.segments;
    if (isRest && track.segments.at(-1) !== '{path}') hasValue = true;
    const segments = own.map((segment, at) => {
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
