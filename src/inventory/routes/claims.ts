/** Which declared template a track belongs to. */
import { declares } from '../sightings/seated.ts';
import { matchDeclared } from './declared.ts';
import type { Operation, RouteNode, Track } from './node.ts';

const otherThanHttp: ReadonlySet<string> = new Set(['WS', 'PUBLISH', 'SUBSCRIBE']);

/** Is the operation one of those that a route for all methods stands for? */
export const standsForAll = ({ kind, method }: Pick<Operation, 'kind' | 'method'>): boolean =>
  kind === 'rest' && !otherThanHttp.has(method);

/** Is it in code or in a contract? */
export const isDeclared = (operation: Operation | undefined): boolean =>
  operation !== undefined && operation.sightings.some(({ sighting }) => declares(sighting));

/** What stands before any path of an API. */
const front =
  /^(?:apis?|rest|v\d+(?:\.\d+)*|app|web|public|private|internal|backend|server|proxy|gateway|services?)$/i;

/** Does what takes all that follows say which API that is (`/files/{path*}`), or does it just take the rest (`/api/{path*}`)? */
export function saysWhat(rest: RouteNode): boolean {
  return rest
    .trail()
    .slice(0, -1)
    .some((node) => node.literal === null || !front.test(node.literal));
}

/**
 * The declared place that a track belongs to, or null when nothing declared covers it. What takes whatever is left (a front end's fallback,
 * a handler for 404) covers no path that an API has answered at: that is told by traffic.
 */
export function claimedPlace(root: RouteNode, track: Track): RouteNode | null {
  if (root.declared === 0) return null;
  return matchDeclared(root, track.segments, (node) => {
    if (node.isRest && track.routing === 'routed' && !saysWhat(node)) return false;
    if (track.kind === 'graphql') return isDeclared(node.operations.get(`${track.method}#${track.field}`));
    if (isDeclared(node.operations.get(track.method))) return true;
    if (track.method === 'HEAD' && isDeclared(node.operations.get('GET'))) return true;
    if (track.method === 'OPTIONS' && track.routing === 'unrouted')
      return isDeclared(node.operations.get(track.field));
    if (track.kind !== 'rest' || !node.any.some(({ sighting }) => declares(sighting))) return false;
    // A path that nothing answered at is no method of its own.
    return track.routing !== 'unrouted' || node.operations.has('ANY') || node.operations.has(track.method);
  });
}
