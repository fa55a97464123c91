const hour = 3_600_000;

/** Spans of time one can look at, with the length of one step, in milliseconds. */
export const ranges = {
  '10m': { title: '10 min', spanMs: hour / 6, bucketMs: 5_000 },
  '1h': { title: '1 h', spanMs: hour, bucketMs: 30_000 },
  '24h': { title: '24 h', spanMs: 24 * hour, bucketMs: 900_000 },
  '7d': { title: '7 d', spanMs: 7 * 24 * hour, bucketMs: hour },
} as const;

/** Name of a span. */
export type Range = keyof typeof ranges;

export const rangeNames: readonly Range[] = ['10m', '1h', '24h', '7d'];

/** What a page with charts keeps in its address. */
export const rangeSearch = (search: Record<string, unknown>): { readonly range?: Range } => {
  const range = rangeNames.find((name) => name === search['range']);
  return range === undefined ? {} : { range };
};

/** The span to begin with: the shortest that holds most of what there is, at most a day. */
export const fittingRange = (firstSeenMs: number, nowMs: number): Range => {
  const ageMs = nowMs - firstSeenMs;
  if (ageMs < hour / 4) return '10m';
  return ageMs < 2 * hour ? '1h' : '24h';
};

/** Start and end of a span that ends now, on whole steps. */
export function windowOf(
  range: Range,
  nowMs: number,
): { readonly since: number; readonly until: number; readonly bucketMs: number } {
  const { spanMs, bucketMs } = ranges[range];
  const until = Math.ceil(nowMs / bucketMs) * bucketMs;
  return { since: until - spanMs, until, bucketMs };
}
