/** Time series of an operation or an actor: bounds of the span, and a bucket that fits it. */
import { HeliostatError } from '../model/errors.ts';
import type { Hub } from './hub.ts';

const dayMs = 86_400_000;
const pointsMax = 2000;
const bucketsMs: readonly number[] = [
  10_000,
  60_000,
  300_000,
  900_000,
  3_600_000,
  6 * 3_600_000,
  dayMs,
  7 * dayMs,
  31 * dayMs,
];

/** The span and the bucket of a series: at most 2,000 points, about 120 unless a bucket is given. */
export function seriesSpan(
  query: { readonly since?: number; readonly until?: number; readonly bucketMs?: number },
  nowMs: number,
): { readonly sinceMs: number; readonly untilMs: number; readonly bucketMs: number } {
  const untilMs = query.until ?? nowMs;
  const sinceMs = query.since ?? Math.max(0, untilMs - dayMs);
  const span = untilMs - sinceMs;
  if (span <= 0) {
    throw new HeliostatError('input-invalid', {
      issues: [{ path: 'query.since', expected: 'a time before until', got: String(sinceMs) }],
    });
  }
  const fitting = bucketsMs.find((bucket) => span / bucket <= 150) ?? 31 * dayMs;
  const bucketMs = query.bucketMs ?? fitting;
  if (span / bucketMs > pointsMax) {
    throw new HeliostatError('input-invalid', {
      issues: [
        {
          path: 'query.bucketMs',
          expected: `at least ${Math.ceil(span / pointsMax)} for this span`,
          got: String(bucketMs),
        },
      ],
    });
  }
  return { sinceMs, untilMs, bucketMs };
}

/** Asks the store for a series of one operation or one actor. */
export async function readSeries(
  hub: Hub,
  of: { readonly operationId: string } | { readonly actorId: string },
  query: Parameters<typeof seriesSpan>[0],
) {
  const span = seriesSpan(query, hub.clock.nowMs());
  return { ...span, points: await hub.exchangeStore.series({ ...of, ...span }) };
}
