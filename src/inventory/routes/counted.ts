/** Tracks of an operation whose counters are its own, and how many values a place of theirs has. */
import { Distinct, hashOf } from '../sketch/distinct.ts';
import type { Operation, Track } from './node.ts';

/** Tracks whose counters are the operation's: preflights are not calls of it. */
export function countedTracks(operation: Operation): readonly Track[] {
  return [...operation.tracks].filter(
    (track) => track.method !== 'OPTIONS' || operation.method === 'OPTIONS',
  );
}

/** Distinct values of a path parameter over all tracks. */
export function distinctAt(tracks: readonly Track[], segment: number): number {
  const all = new Distinct();
  for (const track of tracks) {
    const own = track.segments[segment];
    if (own === undefined) continue;
    if (!own.includes('{') || own.startsWith('{path}')) {
      all.add(hashOf(own));
      continue;
    }
    const place = track.segments
      .slice(0, segment)
      .filter((one) => one.includes('{') && !one.startsWith('{slug}')).length;
    const counter = own.startsWith('{slug}') ? undefined : track.distinct[place];
    if (counter !== undefined) all.merge(counter);
  }
  return all.count();
}
