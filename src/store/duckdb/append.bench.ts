/**
 * Measures how fast the DuckDB store takes realistic batches, how much memory that costs, and how long the questions of the console take.
 *
 *     node src/store/duckdb/append.bench.ts [rows]
 *
 * Prints one JSON document. CPU time is of the whole process: building the columns, the thread, DuckDB.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleExchanges } from '../contract/sample.ts';
import type { AssignedBatch } from '../ports/exchange-store.ts';
import { batchOf } from '../spool/encode.ts';
import { openDuckdbExchangeStore } from './store.ts';

const rowsWanted = Number(process.argv[2] ?? 1_000_000);
const rowsPerBatch = 2_000;
const batchesPerAppend = 5;

const folder = await mkdtemp(join(tmpdir(), 'heliostat-bench-'));
try {
  await using store = await openDuckdbExchangeStore({ path: join(folder, 'exchanges.duckdb') });
  let appendMs = 0;
  let cpuUs = 0;
  let rssMax = 0;
  const startMs = 1_790_000_000_000;
  for (let rows = 0, offset = 0; rows < rowsWanted; ) {
    const batches: AssignedBatch[] = [];
    for (let i = 0; i < batchesPerAppend; i += 1) {
      const batch = batchOf(sampleExchanges({ count: rowsPerBatch, from: rows, startMs }), 'w0', offset);
      offset += 1;
      rows += rowsPerBatch;
      const operations = batch.forms.map(({ form }) => [`${form.method} ${form.path}`]);
      batches.push({ batch, position: { stream: 'w0', segment: 1, offset }, operations });
    }
    // Samples cost more than appends: only appends are counted.
    const cpu = process.cpuUsage();
    const start = performance.now();
    await store.append(batches);
    appendMs += performance.now() - start;
    const spent = process.cpuUsage(cpu);
    cpuUs += spent.user + spent.system;
    rssMax = Math.max(rssMax, process.memoryUsage().rss);
  }
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return Math.round(performance.now() - start);
  };
  const operationId = 'GET /v2/things7/{uuid}';
  const untilMs = startMs + rowsWanted;
  const queriesMs = {
    recent: await timed(() => store.recent({ limit: 50 })),
    recentOfOperation: await timed(() => store.recent({ limit: 50, operationId })),
    recentOfActor: await timed(() => store.recent({ limit: 50, actorId: 'token-subject:000000000007' })),
    seriesOfOperation: await timed(() =>
      store.series({ operationId, sinceMs: startMs, untilMs, bucketMs: 60_000 }),
    ),
    series: await timed(() => store.series({ sinceMs: startMs, untilMs, bucketMs: 60_000 })),
    find: await timed(() => store.find(`w0-${(1_234).toString(36)}`)),
    count: await timed(() => store.count()),
  };
  const rows = await store.count();
  console.log(
    JSON.stringify(
      {
        rows,
        rowsPerSecond: Math.round((rows / appendMs) * 1000),
        cpuUsPerRow: Number((cpuUs / rows).toFixed(2)),
        rowsPerCpuSecond: Math.round((rows / cpuUs) * 1e6),
        rssMaxMb: Math.round(rssMax / 1e6),
        bytesOnDisk: await store.size(),
        queriesMs,
      },
      null,
      2,
    ),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
