import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cursorAfter, isConsumed, olderCursor } from './cursor.ts';
import type { SpoolPosition } from './spool.ts';

const position = fc.record({
  stream: fc.constantFrom('w0', 'w1', 'w2'),
  segment: fc.integer({ min: 1, max: 4 }),
  offset: fc.integer({ min: 0, max: 50 }),
});
const positions = fc.array(position, { maxLength: 20 });

describe('Spool cursors', () => {
  it('begin before everything', () => {
    assert.equal(isConsumed({}, { stream: 'w0', segment: 1, offset: 0 }), false);
    assert.deepEqual(cursorAfter({}, []), {});
  });

  it('compare by segment first, then by offset', () => {
    const cursor = { w0: { segment: 2, offset: 10 } };
    const consumed = (segment: number, offset: number): boolean =>
      isConsumed(cursor, { stream: 'w0', segment, offset });
    assert.deepEqual(
      [consumed(1, 99), consumed(2, 10), consumed(2, 11), consumed(3, 0)],
      [true, true, false, false],
    );
  });

  it('are behind all they were moved over, in whatever order, and never move back', () => {
    fc.assert(
      fc.property(positions, positions, (first, more) => {
        const before = cursorAfter({}, first);
        const after = cursorAfter(before, more);
        for (const moved of [...first, ...more]) assert.ok(isConsumed(after, moved));
        assert.deepEqual(cursorAfter({}, [...more, ...first]), after);
        for (const [stream, place] of Object.entries(before))
          assert.ok(isConsumed(after, { stream, ...place }));
      }),
    );
  });

  it('have an older one that neither consumer is behind of', () => {
    fc.assert(
      fc.property(positions, positions, position, (ones, others, probe: SpoolPosition) => {
        const one = cursorAfter({}, ones);
        const other = cursorAfter({}, others);
        const older = olderCursor(one, other);
        assert.deepEqual(older, olderCursor(other, one));
        assert.equal(isConsumed(older, probe), isConsumed(one, probe) && isConsumed(other, probe));
      }),
    );
  });
});
