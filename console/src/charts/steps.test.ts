import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ranges, windowOf } from './range.ts';
import { stepsOf } from './steps.ts';

const point = (atMs: number) => ({ atMs, count: 2, errors: 0, blocked: 0, p50Us: 1, p95Us: 2, p99Us: 3 });

test('every step of the window is there, empty ones without a point', () => {
  const steps = stepsOf([point(2_000), point(4_000)], { since: 1_000, until: 6_000, bucketMs: 1_000 });
  assert.deepEqual(
    steps.map(({ atMs, point: found }) => [atMs, found?.count ?? null]),
    [
      [1_000, null],
      [2_000, 2],
      [3_000, null],
      [4_000, 2],
      [5_000, null],
    ],
  );
});

test('a window ends on a whole step and holds the present', () => {
  const nowMs = Date.parse('2026-11-21T01:10:03Z');
  const { since, until, bucketMs } = windowOf('1h', nowMs);
  assert.equal(until % bucketMs, 0);
  assert.ok(until >= nowMs && until - nowMs < bucketMs);
  assert.equal(until - since, ranges['1h'].spanMs);
});
