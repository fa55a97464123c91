/** Weighs answers: which paths are operations, which are candidates without a route. The rules are told in `table.ts`. */
import type { AnswerStrength } from '../answers.ts';
import { living } from '../track.ts';
import type { CandidateReason } from '../track.ts';
import type { Track } from './node.ts';
import type { Credentials, ServiceRoutes } from './service.ts';
import type { RouteEvents, Seating } from './seating.ts';

/** What one kind of answer says, ready to be weighed. */
export interface Evidence {
  readonly strength: AnswerStrength;
  readonly status: number;
  /** `status media-type` */
  readonly key: string;
  readonly credentials: Credentials;
}

const deniedSiblingsMax = 6;
/** Calls before the one that makes a path an operation though nobody saw an answer. */
const unansweredCallsMin = 2;

/** Weighs the answers of one table. */
export class AnswerWeigher {
  readonly #table: Seating;
  readonly #events: RouteEvents;
  /** Paths that were denied, to be weighed once it is counted who asked. */
  readonly #denied = new Map<Track, Evidence>();
  /** Successes of one shape, to be weighed once it is clear which paths are one operation. */
  readonly #shapes = new Map<Track, { readonly shape: string; readonly fields: number }>();

  constructor(table: Seating, events: RouteEvents) {
    this.#table = table;
    this.#events = events;
  }

  /** Weighs an answer. */
  weigh(given: Track, evidence: Evidence): void {
    const track = living(given);
    const service = this.#table.service(track.service);
    switch (evidence.strength) {
      case 'strong':
        if (track.routing !== 'routed') {
          if (track.routing === 'unrouted' && track.reason === 'catch-all' && service.isCaught(track)) return;
          track.routing = 'routed';
          track.dirty = true;
          this.#table.place(track);
          this.#table.touch(track);
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
      case 'unanswered':
        // Nobody asks again and again for what is not there; who tries names out asks once.
        if (track.routing === 'unrouted' && track.count >= unansweredCallsMin) {
          this.weigh(track, { ...evidence, strength: 'strong' });
        } else if (track.operation === null) this.#because(track, 'silent');
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
    this.#table.join(track, node);
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
      if (track.operation !== null && track.operation.method === track.method)
        this.#table.adoptValue(track.operation.node, track.segments);
      this.#table.place(track);
      this.#table.touch(track);
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
    this.#table.keepApart(track);
    if (operation === null) return;
    if ([...operation.tracks].some((one) => one.routing !== 'unrouted')) return;
    for (const one of Array.from(operation.tracks)) this.#table.keepApart(one);
  }

  /** Weighs the paths that were denied since the last call. */
  settleDenied(): void {
    for (const [track, evidence] of this.#denied)
      this.#weighDenied(this.#table.service(track.service), track, evidence);
    this.#denied.clear();
  }

  /** Weighs the successes that were noted since the last call. */
  settleShapes(): void {
    for (const [track, { shape, fields }] of this.#shapes) {
      if (track.operation === null || track.absorbedBy !== null) continue;
      for (const lost of this.#table.service(track.service).seeShape(track, shape, fields)) this.giveUp(lost);
    }
    this.#shapes.clear();
  }
}

function sameParent(a: Track, b: Track): boolean {
  for (let at = 0; at < a.segments.length - 1; at += 1) if (a.segments[at] !== b.segments[at]) return false;
  return true;
}
