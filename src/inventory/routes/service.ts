/** What is known of one service beside its routes: hosts, and how it answers to paths that do not exist. */
import type { Track } from './node.ts';
import { RouteNode } from './node.ts';

const hostsMax = 16;
const pathsMax = 64;
const keysMax = 64;
const tracksPerKeyMax = 256;

/** Distinct paths with the same answer, and no better one, after which the answer is one to any path. */
export const catchAllPathsMin = 12;

/** With or without a credential: servers that ask who calls before they route differ in this. */
export type Credentials = 'with' | 'without';

/** State of one service. */
export class ServiceRoutes {
  readonly name: string;
  readonly root: RouteNode;
  readonly hosts = new Map<string, number>();
  /** Paths that were answered with 404, by whether a credential came along. */
  readonly absent: Readonly<Record<Credentials, Set<string>>> = { with: new Set(), without: new Set() };
  /** Paths whose only answers were 401 or 403. */
  readonly denied: Readonly<Record<Credentials, Set<Track>>> = { with: new Set(), without: new Set() };
  /** Weak answers and the tracks that have no better one. */
  readonly weak = new Map<string, Set<Track>>();
  /** Weak answers that this service gives to any path. */
  readonly caughtAll = new Set<string>();
  /** Successful answers of one single shape and the tracks that have no other: a 200 that means 404. */
  readonly sameShape = new Map<string, Set<Track>>();
  /** Shapes of successful answers that this service gives to any path. */
  readonly caughtShapes = new Set<string>();
  dirty = true;
  /** Evidence has lost its place and must be seated again. */
  unseated = false;

  constructor(name: string) {
    this.name = name;
    this.root = new RouteNode(null, null, '', '', name);
  }

  /** Counts a host; random hosts beyond the bound share one line. */
  seeHost(host: string, count: number): void {
    const key = this.hosts.has(host) || this.hosts.size < hostsMax ? host : '(other)';
    this.hosts.set(key, (this.hosts.get(key) ?? 0) + count);
    this.dirty = true;
  }

  /** The host most exchanges were sent to. */
  get host(): string {
    let best = this.name;
    let most = -1;
    for (const [host, count] of this.hosts) {
      if (host !== '(other)' && (count > most || (count === most && host < best))) {
        best = host;
        most = count;
      }
    }
    return best;
  }

  /** Notes a path without a route; true when this is the second, so that the service is known to say 404. */
  seeAbsent(path: string, credentials: Credentials): boolean {
    const all = this.absent[credentials];
    if (all.size >= pathsMax || all.has(path)) return false;
    all.add(path);
    this.dirty = true;
    return all.size === 2;
  }

  /** Notes a weak answer; the tracks to give up when it has become clear that any path gets it. */
  seeWeak(track: Track, key: string): readonly Track[] {
    const tracks = noted(this.weak, key, track);
    if (tracks === null) return [];
    this.dirty = true;
    const left = [...tracks].filter((one) => one.routing === 'tentative' && one.absorbedBy === null);
    const paths = new Set(left.map((one) => one.segments.join('/')));
    if (paths.size < catchAllPathsMin) return [];
    this.caughtAll.add(key);
    this.weak.delete(key);
    return left.filter((one) => [...one.weakAnswers].every((answer) => this.caughtAll.has(answer)));
  }

  /**
   * Notes a success with a shape; the tracks to give up when twenty paths without relation (other beginnings, other ends, other parents), each
   * called hardly at all and by hardly anyone, have never answered anything but this one small shape.
   */
  seeShape(track: Track, shape: string, fields: number): readonly Track[] {
    if (fields > 8) return [];
    if (this.caughtShapes.has(shape)) return this.isCaught(track) ? [track] : [];
    const tracks = noted(this.sameShape, shape, track);
    if (tracks === null) return [];
    this.dirty = true;
    if (tracks.size < 20 || tracks.size % 5 !== 0) return [];
    const left = [...tracks].filter(
      (one) => one.operation !== null && one.count <= 3 && one.edges.size <= 2 && onlyShape(one, shape),
    );
    if (left.length < 20) return [];
    const actors = new Set(left.flatMap((one) => [...one.edges.keys()]));
    const first = new Set(left.map((one) => one.segments[0]));
    const last = new Set(left.map((one) => one.segments.at(-1)));
    const parents = new Set(left.map((one) => one.segments.slice(0, -1).join('/')));
    if (actors.size > 3 || first.size < 8 || last.size < 8 || parents.size < 8) return [];
    this.caughtShapes.add(shape);
    this.sameShape.delete(shape);
    return left;
  }

  /** Has the track never answered but with shapes that any path is answered with, to hardly anyone? */
  isCaught(track: Track): boolean {
    if (this.caughtShapes.size === 0 || track.edges.size > 2) return false;
    for (const body of track.responses.values()) {
      if (body.status === null || body.status >= 300) continue;
      for (const ref of body.shapes.keys()) if (!this.caughtShapes.has(ref)) return false;
    }
    return true;
  }
}

function noted(all: Map<string, Set<Track>>, key: string, track: Track): Set<Track> | null {
  let tracks = all.get(key);
  if (tracks === undefined) {
    if (all.size >= keysMax) return null;
    tracks = new Set();
    all.set(key, tracks);
  }
  if (tracks.has(track) || tracks.size >= tracksPerKeyMax) return null;
  tracks.add(track);
  return tracks;
}

function onlyShape(track: Track, shape: string): boolean {
  for (const body of track.responses.values()) {
    if (body.status === null || body.status >= 300) continue;
    for (const ref of body.shapes.keys()) if (ref !== shape) return false;
  }
  return true;
}
