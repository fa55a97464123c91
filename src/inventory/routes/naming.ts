/** What answers say about a literal: do they name it, as they name a resource? */
import type { RouteNode } from './node.ts';

const nodesMax = 64;

/** - `yes`: (nearly) all answers of an operation at or below name it - `no`: its own answers never do - `unknown`: too few, or no bodies */
export type Echo = 'yes' | 'no' | 'unknown';

/** Weighs whether a place is named by the answers at and below it. */
export function echoOf(node: RouteNode): Echo {
  const at = node.depth - 1;
  let named = false;
  let ownNamed = 0;
  let own = 0;
  node.each((inner) => {
    for (const operation of inner.operations.values()) {
      for (const track of operation.tracks) {
        if (track.successes === 0) continue;
        const count = track.echoes.get(at) ?? 0;
        if (count >= 0.8 * track.successes) named = true;
        if (inner === node && operation.method === 'GET') {
          own += track.successes;
          ownNamed += count;
        }
      }
    }
  }, nodesMax);
  if (own > 0 && ownNamed >= 0.8 * own) return 'yes';
  if (own > 3 && ownNamed < 0.5 * own) return 'no';
  return named ? 'yes' : 'unknown';
}
