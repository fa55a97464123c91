/** What folding and weighing ask of the route table, and what the table tells those who hold tracks. */
import type { Operation, RouteNode, Track } from './node.ts';
import type { ServiceRoutes } from './service.ts';

/** Told of what changes, by those who hold tracks. */
export interface RouteEvents {
  /** `from` was absorbed by `into`. */
  absorbed(from: Track, into: Track): void;
  /** The track is forgotten. */
  evicted(track: Track): void;
  /** Places of a service follow other declarations now. */
  reseated(service: string): void;
  /** Is this actor one who mostly knocks on doors that are not there? */
  isScanner(actor: number): boolean;
}

/** Puts tracks where they belong. */
export interface Seating {
  service(name: string): ServiceRoutes;
  /** Gives a routed track its operation. */
  place(track: Track): void;
  /** Makes a track one of the operation at a node. */
  join(track: Track, node: RouteNode): void;
  /** Joins an unrouted track to a template that is routed, or keeps it as a candidate. */
  attachOrKeep(track: Track): void;
  keepApart(track: Track): void;
  detach(tracks: Iterable<Track>): void;
  noteMoved(track: Track): void;
  /** Takes the evidence of an operation away that is about to lose its place. */
  unseat(operation: Operation): void;
  /** Something is new about a track that a judgement may rest on. */
  touch(track: Track): void;
  /** Takes a literal that fits a parameter for one of its values. */
  adoptValue(node: RouteNode, segments: readonly string[]): void;
}
