import type { SeriesPoint } from '../api/types.ts';

/** One step of a series; latency is null where nothing happened. */
export interface Step {
  readonly atMs: number;
  readonly point: SeriesPoint | null;
}

/** Every step of the window, with its point when there is one: the API leaves out steps without exchanges. */
export function stepsOf(
  points: readonly SeriesPoint[],
  window: { readonly since: number; readonly until: number; readonly bucketMs: number },
): readonly Step[] {
  const byStep = new Map(points.map((point) => [Math.floor(point.atMs / window.bucketMs), point]));
  const first = Math.floor(window.since / window.bucketMs);
  const last = Math.floor((window.until - 1) / window.bucketMs);
  return Array.from({ length: last - first + 1 }, (_, at) => ({
    atMs: (first + at) * window.bucketMs,
    point: byStep.get(first + at) ?? null,
  }));
}
