/** Reads a spool into store and inventory, as the hub does; prints what it took. */
import { createInventory } from '../../src/inventory/create.ts';
import { startPump } from '../../src/inventory/pump.ts';
import { systemClock } from '../../src/model/clock.ts';
import { openDataFolder } from '../../src/store/data-folder.ts';
import { openDuckdbExchangeStore } from '../../src/store/duckdb/store.ts';
import { openSpoolReader } from '../../src/store/spool/reader.ts';
import { openSqliteCatalogue } from '../../src/store/sqlite/catalogue.ts';
import type { ExchangePathReport } from './exchange-path.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const rounds = 10;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const time = async (ask: () => unknown): Promise<number> => {
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await ask();
    all.push(performance.now() - start);
  }
  return median(all);
};

await using stack = new AsyncDisposableStack();
const data = stack.use(await openDataFolder(folder));
const catalogue = stack.use(openSqliteCatalogue({ path: data.catalogue }));
const inventory = createInventory({ documents: [], clock: systemClock });
const store = stack.use(
  await openDuckdbExchangeStore({ path: data.exchanges, operationName: (id) => inventory.name(id) }),
);
const reader = stack.use(await openSpoolReader({ folder: data.spool, cursor: {} }));

let rssMb = 0;
const watching = setInterval(() => {
  rssMb = Math.max(rssMb, process.memoryUsage.rss() / 1e6);
}, 100);
const begun = performance.now();
const cpuBefore = process.cpuUsage();
const pump = stack.use(
  startPump({ reader, store, catalogue, inventory, inventoryCursor: {}, clock: systemClock }),
);
await pump.flush();
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
clearInterval(watching);

const stored = await store.count();
if (stored !== Number(count)) throw new Error(`${stored} of ${count} exchanges were stored`);
const { items } = inventory.operations({ limit: 5000, sort: 'count', order: 'desc' });
const [first] = items;
const nowMs = items.reduce((latest, { lastSeenMs }) => Math.max(latest, lastSeenMs), 0);
const report: ExchangePathReport = {
  exchanges: stored,
  operations: items.length,
  perSecond: stored / seconds,
  cpuUs: (user + system) / stored,
  rssMb,
  queries: {
    'all operations, by requests': await time(() =>
      JSON.stringify(inventory.operations({ limit: 5000, sort: 'count', order: 'desc' })),
    ),
    'search, sort by p95': await time(() =>
      JSON.stringify(
        inventory.operations({ search: 'bookings notes', sort: 'p95', order: 'desc', limit: 5000 }),
      ),
    ),
    'by data class': await time(() =>
      JSON.stringify(
        inventory.operations({ dataClass: 'email', sort: 'lastSeen', order: 'desc', limit: 5000 }),
      ),
    ),
    map: await time(() => JSON.stringify(inventory.map({ operationsMax: 18 }))),
    'one operation': await time(() => JSON.stringify(inventory.operation(first?.id ?? ''))),
    'series of one operation': await time(() =>
      store.series({
        operationId: first?.id ?? '',
        sinceMs: nowMs - 86_400_000,
        untilMs: nowMs + 1,
        bucketMs: 900_000,
      }),
    ),
    'recent exchanges of one operation': await time(() =>
      store.recent({ operationId: first?.id ?? '', limit: 50 }),
    ),
    'recent exchanges': await time(() => store.recent({ limit: 100 })),
  },
};
process.stdout.write(JSON.stringify(report));
