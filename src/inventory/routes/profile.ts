/** How a place in the trie behaves: which operations are at and below it, and what their bodies look like. */
import { containment, joinSignatures, likeness } from '../shape/fields.ts';
import type { Signature } from '../shape/fields.ts';
import type { RouteNode } from './node.ts';

const operationsMax = 48;
const nodesMax = 256;

interface Behaviour {
  readonly response: Map<string, boolean>;
  readonly request: Map<string, boolean>;
  /** A body that shows what it holds was seen. */
  shown: boolean;
  readonly mediaTypes: Set<string>;
  readonly safe: boolean;
  /** A method that changes or removes the very thing the place names. */
  readonly onItem: boolean;
}

/** The behaviour of a place, by operation relative to it (`GET /rooms/{}`). */
export interface Profile {
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  readonly count: number;
  readonly actors: ReadonlySet<number>;
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'QUERY', 'WS']);

/** PUT, PATCH and DELETE act on one thing (RFC 9110, section 9.3; RFC 5789), hardly ever on a collection. */
const itemMethods: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

/**
 * Makes the profile of a node and all below it, from exchanges that succeeded. `open`: whatever the segment after the node is, as though
 * it were a parameter too (`/repos/{owner}/{repo}`: two owners have no repository in common, but what is below them is alike). `alone`:
 * without what is below.
 */
export function profileOf(node: RouteNode, open = false, alone = false): Profile {
  const behaviours = new Map<string, Behaviour>();
  const actors = new Set<number>();
  const base = node.template().length;
  let count = 0;
  node.each(
    (inner) => {
      if (inner.operations.size === 0) return;
      const below = inner.template().slice(base);
      const relative = open ? below.replace(/^\/[^/]+/, '/{}') : below;
      for (const operation of inner.operations.values()) {
        const key = `${operation.method} ${relative}#${operation.field}`;
        for (const track of operation.tracks) {
          count += track.count;
          for (const actor of track.edges.keys()) if (actors.size < 32) actors.add(actor);
          if (track.successes === 0 || (track.method === 'OPTIONS' && operation.method !== 'OPTIONS'))
            continue;
          let behaviour = behaviours.get(key);
          if (behaviour === undefined) {
            if (behaviours.size >= operationsMax) continue;
            behaviour = {
              response: new Map(),
              request: new Map(),
              shown: false,
              mediaTypes: new Set(),
              // An operation below the place tells that the place is something, whatever its method.
              safe: safeMethods.has(operation.method) || inner !== node,
              onItem:
                (inner === node || (open && inner.parent === node)) && itemMethods.has(operation.method),
            };
            behaviours.set(key, behaviour);
          }
          for (const body of track.responses.values()) {
            if (body.status === null || body.status < 200 || body.status >= 300) continue;
            behaviour.mediaTypes.add(body.mediaType);
            body.signature(behaviour.response);
            behaviour.shown ||= body.shown;
          }
          for (const body of track.requests.values()) body.signature(behaviour.request);
        }
      }
    },
    alone ? 1 : nodesMax,
  );
  return { behaviours, count, actors };
}

/** Joins profiles of places that are taken for one. */
export function joinProfiles(a: Profile, b: Profile): Profile {
  const behaviours = new Map<string, Behaviour>();
  for (const [key, behaviour] of [...a.behaviours, ...b.behaviours]) {
    const mine = behaviours.get(key);
    behaviours.set(key, {
      response: joinSignatures(new Map(mine?.response), behaviour.response),
      request: joinSignatures(new Map(mine?.request), behaviour.request),
      shown: behaviour.shown || mine?.shown === true,
      mediaTypes: new Set([...behaviour.mediaTypes, ...(mine?.mediaTypes ?? [])]),
      safe: behaviour.safe,
      onItem: behaviour.onItem,
    });
  }
  return { behaviours, count: a.count + b.count, actors: new Set([...a.actors, ...b.actors]) };
}

/** What two profiles have in common. */
export interface Agreement {
  /** Operations that both have and that behave alike. */
  readonly shared: number;
  /** Of these, those whose bodies show enough to be sure (three fields or more). */
  readonly telling: number;
  /** Of these, those that read. */
  readonly safe: number;
  /** Operations that both have and that answer differently. */
  readonly conflicts: number;
  /** Operations that only one has. */
  readonly onlyA: number;
  readonly onlyB: number;
  /** Lowest likeness of a telling body, 0..1. */
  readonly likeness: number;
  /** Fields compared in the most telling body. */
  readonly fields: number;
}

const alikeMin = 0.6;
const tellingFieldsMin = 3;

/** Compares two profiles. `strict`: a body that is a part of another's is another one. */
export function compareProfiles(a: Profile, b: Profile, strict = false): Agreement {
  let shared = 0;
  let telling = 0;
  let safe = 0;
  let conflicts = 0;
  let lowest = 1;
  let fields = 0;
  for (const [key, mine] of a.behaviours) {
    const other = b.behaviours.get(key);
    if (other === undefined) continue;
    const response = bodiesAlike(mine.response, other.response, strict);
    const request = bodiesAlike(mine.request, other.request, strict);
    const sameType =
      mine.mediaTypes.size === 0 ||
      other.mediaTypes.size === 0 ||
      [...mine.mediaTypes].some((type) => other.mediaTypes.has(type));
    if (response < alikeMin || request < alikeMin || !sameType) {
      conflicts += 1;
      continue;
    }
    shared += 1;
    if (mine.safe) safe += 1;
    const size = Math.min(mine.response.size, other.response.size);
    if (size >= tellingFieldsMin && mine.shown && other.shown) {
      telling += 1;
      lowest = Math.min(lowest, response);
      fields = Math.max(fields, size);
    }
  }
  const common = shared + conflicts;
  return {
    shared,
    telling,
    safe,
    conflicts,
    onlyA: a.behaviours.size - common,
    onlyB: b.behaviours.size - common,
    likeness: lowest,
    fields,
  };
}

/** An absent body is like any other: it may just not have been looked into. */
const bodiesAlike = (a: Signature, b: Signature, strict: boolean): number => {
  if (a.size === 0 || b.size === 0) return a.size === b.size ? 1 : 0.7;
  return Math.max(likeness(a, b), strict ? 0 : containment(a, b));
};

/** Do they disagree so seldom, beside all they have in common, that it says nothing? */
export const hardlyConflict = ({ conflicts, shared, telling }: Agreement): boolean =>
  conflicts === 0 || (conflicts * 6 <= shared && telling > conflicts);

/** May the two be the same operation(s) with different values? */
export function mayBeOne(agreement: Agreement): boolean {
  if (!hardlyConflict(agreement) || agreement.shared === 0) return false;
  return agreement.shared >= Math.min(agreement.onlyA, agreement.onlyB);
}

/** Is all that was seen of a place a change or removal of what it names? */
export function actsOnItem(profile: Profile): boolean {
  for (const behaviour of profile.behaviours.values()) if (!behaviour.onItem) return false;
  return profile.behaviours.size > 0;
}
