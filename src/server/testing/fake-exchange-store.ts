/** An exchange store in memory: the newest records, and series counted from them. */
import type { ExchangeRecord } from '../../model/exchange-record.ts';
import type { ExchangeStore, SeriesPoint } from '../../store/ports/exchange-store.ts';

/** The fake, with a way to put readable records in. */
export interface FakeExchangeStore extends ExchangeStore {
  add(record: ExchangeRecord): void;
}

const startMs = (record: ExchangeRecord): number => Date.parse(record.at);

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function point(atMs: number, records: readonly ExchangeRecord[]): SeriesPoint {
  const durations = records.map(({ durationUs }) => durationUs).sort((one, other) => one - other);
  return {
    atMs,
    count: records.length,
    errors: records.filter(({ status }) => status >= 400).length,
    blocked: records.filter(({ outcome }) => outcome === 'refused').length,
    p50Us: quantile(durations, 0.5),
    p95Us: quantile(durations, 0.95),
    p99Us: quantile(durations, 0.99),
  };
}

/** Keeps at most `recordsMax` records. */
export function createFakeExchangeStore(recordsMax = 20_000): FakeExchangeStore {
  const records: ExchangeRecord[] = [];
  const of =
    (query: { readonly operationId?: string; readonly actorId?: string }) => (record: ExchangeRecord) =>
      (query.operationId === undefined || record.operations.some(({ id }) => id === query.operationId)) &&
      (query.actorId === undefined || record.actor.id === query.actorId);
  return {
    add(record) {
      records.push(record);
      if (records.length > recordsMax) records.splice(0, Math.ceil(recordsMax / 10));
    },
    append: async () => 0,
    cursor: async () => ({}),
    count: async () => records.length,
    async recent({ limit, before, statusClass, sinceMs = 0, untilMs = Number.POSITIVE_INFINITY, ...filter }) {
      const newestFirst = records.toReversed();
      const after = before === undefined ? 0 : newestFirst.findIndex(({ id }) => id === before) + 1;
      return newestFirst
        .slice(after)
        .filter(of(filter))
        .filter((record) => statusClass === undefined || Math.floor(record.status / 100) === statusClass)
        .filter((record) => startMs(record) >= sinceMs && startMs(record) < untilMs)
        .slice(0, limit);
    },
    find: async (id) => records.find((record) => record.id === id) ?? null,
    async series({ sinceMs, untilMs, bucketMs, ...filter }) {
      const inSpan = records
        .filter(of(filter))
        .filter((record) => startMs(record) >= sinceMs && startMs(record) < untilMs);
      const buckets = Map.groupBy(inSpan, (record) => Math.floor(startMs(record) / bucketMs) * bucketMs);
      return [...buckets].sort(([one], [other]) => one - other).map(([atMs, some]) => point(atMs, some));
    },
    reassign: async () => undefined,
    prune: async () => 0,
    size: async () => 0,
    [Symbol.asyncDispose]: async () => undefined,
  };
}
