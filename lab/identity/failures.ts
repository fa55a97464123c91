const windowMs = 60_000;
const keysMax = 10_000;

/** Counts failures a minute by key, for a bounded number of keys. */
export type Failures = { count(key: string): number; add(key: string): void };

export const createFailures = (nowMs: () => number): Failures => {
  const byKey = new Map<string, { readonly since: number; readonly failures: number }>();
  const live = (key: string) => {
    const entry = byKey.get(key);
    return entry && nowMs() - entry.since < windowMs ? entry : undefined;
  };
  return {
    count: (key) => live(key)?.failures ?? 0,
    add(key) {
      const entry = live(key) ?? { since: nowMs(), failures: 0 };
      byKey.delete(key);
      byKey.set(key, { since: entry.since, failures: entry.failures + 1 });
      const oldest = byKey.keys().next();
      if (byKey.size > keysMax && !oldest.done) byKey.delete(oldest.value);
    },
  };
};
