/** Arithmetic on spool cursors: what is older, what comes next. Pure; a cursor is never changed in place. */
import type { SpoolCursor, SpoolPosition } from './spool.ts';

/** Is the batch that ends at this position already behind the cursor? */
export function isConsumed(cursor: SpoolCursor, position: SpoolPosition): boolean {
  const known = cursor[position.stream];
  if (known === undefined) return false;
  return (
    position.segment < known.segment ||
    (position.segment === known.segment && position.offset <= known.offset)
  );
}

/**
 * The cursor after these positions were consumed; it never moves back.
 *
 * @example
 * cursorAfter({}, [{ stream: 'w0', segment: 1, offset: 400 }]); // { w0: { segment: 1, offset: 400 } }
 */
export function cursorAfter(cursor: SpoolCursor, positions: Iterable<SpoolPosition>): SpoolCursor {
  const next: Record<string, { readonly segment: number; readonly offset: number }> = { ...cursor };
  for (const position of positions) {
    if (isConsumed(next, position)) continue;
    next[position.stream] = { segment: position.segment, offset: position.offset };
  }
  return next;
}

/** Where a reader must start so that neither consumer misses anything: by stream the older place; a stream that one has never seen is left out. */
export function olderCursor(one: SpoolCursor, other: SpoolCursor): SpoolCursor {
  const older: Record<string, { readonly segment: number; readonly offset: number }> = {};
  for (const [stream, place] of Object.entries(one)) {
    const against = other[stream];
    if (against === undefined) continue;
    older[stream] = isConsumed(other, { stream, ...place }) ? place : against;
  }
  return older;
}
