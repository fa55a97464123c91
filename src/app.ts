/**
 * Joins ports to adapters: the only file, beside the entry of the gateway's threads, that knows which stores there are.
 */
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from './config/schema.ts';
import { createInventory } from './inventory/create.ts';
import { createHistory, type History } from './inventory/drift/history.ts';
import { driftTotals } from './inventory/drift/render.ts';
import type { Inventory, InventoryView } from './inventory/port.ts';
import { type Pump, startPump } from './inventory/pump.ts';
import { startReceivers } from './discover/traffic/receivers.ts';
import { systemClock } from './model/clock.ts';
import { dataClasses } from './observe/classes/index.ts';
import { createObserver } from './observe/observer.ts';
import type { GatewayThreadData } from './gateway-thread.ts';
import { type Gateway, type GatewayStats, startGateway } from './protect/gateway.ts';
import { ensureAdminToken } from './server/auth/admin-token.ts';
import { effectiveConfig } from './server/documents/effective-config.ts';
import { childProcessRunner, type RunCommand } from './server/jobs/command-runner.ts';
import { startJobRunner } from './server/jobs/job-runner.ts';
import { createLiveFeed } from './server/live-feed.ts';
import type { GatewayControl, LiveFeed } from './server/ports.ts';
import { startServer } from './server/server.ts';
import { type DataFolder, openDataFolder } from './store/data-folder.ts';
import { openDuckdbExchangeStore } from './store/duckdb/store.ts';
import { openEvidenceInbox } from './store/inbox/evidence-inbox.ts';
import type { Catalogue } from './store/ports/catalogue.ts';
import { olderCursor } from './store/ports/cursor.ts';
import type { ExchangeStore } from './store/ports/exchange-store.ts';
import type { SpoolCursor } from './store/ports/spool.ts';
import { exchangeRecordAt } from './store/record.ts';
import { openSpoolReader } from './store/spool/reader.ts';
import { openSpoolWriter } from './store/spool/writer.ts';
import { newWriterId } from './store/spool/writer-id.ts';
import { openSqliteCatalogue } from './store/sqlite/catalogue.ts';
import { openVersionStore } from './store/versions/version-store.ts';
import { version } from './version.ts';

/** A running Heliostat. */
export interface Heliostat extends AsyncDisposable {
  readonly gatewayUrls: readonly string[];
  readonly hubUrl: string;
  /** In clear when this start has made it, else null. */
  readonly adminToken: string | null;
  readonly inventory: InventoryView;
  /** Resolves when all that has been seen so far is stored. */
  settle(): Promise<void>;
  /** Exchanges in the store. */
  storedCount(): Promise<number>;
}

/** What a start needs. */
export interface StartOptions {
  readonly config: Config;
  readonly log: Logger;
  /** File of the log, for the gateway's threads; null for stderr. */
  readonly logFile: string | null;
  readonly consoleFolder: string | null;
  /** The program that jobs run: executable and arguments before the command. */
  readonly program: readonly [string, ...string[]];
}

/** Commands that a job may run. */
const jobCommands = ['discover', 'doctor', 'config'] as const;
const statsEveryMs = 1000;
const documentsEveryMs = 2000;
const evidenceEveryMs = 1000;
const pruneEveryMs = 10 * 60_000;
const dayMs = 86_400_000;

/** The file beside this one, in the language that runs. */
const threadEntry = new URL(
  import.meta.url.endsWith('.ts') ? './gateway-thread.ts' : './gateway-thread.js',
  import.meta.url,
);

/**
 * Starts everything: stores, inventory, gateway, hub and jobs. Disposing it drains the gateway, stores what is left and closes.
 *
 * @throws HeliostatError `data-folder-busy`, `port-in-use`, `certificate-invalid`, `store-newer` and others that a start can meet
 */
export const startHeliostat = async (options: StartOptions): Promise<Heliostat> => {
  await using stack = new AsyncDisposableStack();
  const { config: fileConfig, log } = options;
  const data = stack.use(await openDataFolder(fileConfig.data));
  const catalogue = stack.use(openSqliteCatalogue({ path: data.catalogue, clock: systemClock }));
  const adminToken = await ensureAdminToken(catalogue, systemClock);
  const saved = await catalogue.loadInventory();
  const inventory = createInventory({ documents: saved.documents, clock: systemClock });
  const store = stack.use(
    await openDuckdbExchangeStore({ path: data.exchanges, operationName: (id) => inventory.name(id) }),
  );
  const live = createLiveFeed(systemClock);
  const reading = await startReading({
    data,
    catalogue,
    store,
    inventory,
    live,
    cursor: saved.cursor,
    stack,
  });

  const history = createHistory({
    store: openVersionStore({ folder: data.versions }),
    inventory,
    clock: systemClock,
    onDrift: (drift) => {
      const worst = drift.changes.filter(({ severity }) => severity === 'high' || severity === 'medium');
      log.info(
        { changes: drift.changes.length, worst: worst.slice(0, 5).map(({ text }) => text) },
        driftTotals(drift),
      );
    },
  });
  takeEvidence({ inbox: data.inbox, inventory, history, pump: reading.pump, log, stack });
  every(dayMs, () => history.take('daily'), log, stack);

  const config = effectiveConfig(fileConfig, await catalogue.documents());
  const threadData: GatewayThreadData = {
    spoolFolder: data.spool,
    key: data.installationKey,
    logLevel: log.level,
    logFile: options.logFile,
  };
  const gateway = stack.use(
    await startGateway({ config, threadEntry, threadData, workers: workersOf(config), log }),
  );
  const control = await controlOf({ gateway, reading, store, catalogue, inventory, fileConfig, log, stack });
  await takeCopies({ config, data, inventory, pump: reading.pump, log, stack });
  const jobs = stack.use(
    await startJobRunner({
      jobs: config.jobs,
      commands: jobCommands,
      catalogue,
      runCommand: forThisHub(childProcessRunner(options.program), data.folder),
      clock: systemClock,
      log,
    }),
  );
  const server = stack.use(
    await startServer({
      host: config.hub.host,
      port: config.hub.port,
      consoleFolder: options.consoleFolder,
      catalogue,
      exchangeStore: store,
      inventory,
      history,
      reassign: (forms) => reading.pump.reassign(forms),
      names: config.hub.names,
      live,
      gateway: control,
      jobs,
      config: fileConfig,
      dataClasses,
      clock: systemClock,
      log,
      version,
    }),
  );

  const all = stack.move();
  return {
    gatewayUrls: (await gateway.stats()).listeners.map(
      ({ address, port, tls }) => `${tls ? 'https' : 'http'}://${urlHost(address)}:${port}`,
    ),
    hubUrl: server.url,
    adminToken,
    inventory,
    settle: async () => {
      await untilRecorded(gateway, config.exchanges.flushMs);
      await reading.pump.flush();
    },
    storedCount: () => store.count(),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
};

/** What a job discovers is meant for the hub that runs it, unless the job names another data folder. */
const forThisHub =
  (run: RunCommand, folder: string): RunCommand =>
  (command, signal) => {
    const names = command.some((word) => /^(-d|--data)(=|$)/.test(word));
    return run(command[0] === 'discover' && !names ? [...command, '--data', folder] : command, signal);
  };

const workersOf = ({ workers }: Config): number => (workers === 'cores' ? availableParallelism() : workers);

/** An IPv6 address stands in brackets in a URL; a wildcard is reached by its loopback. */
const urlHost = (host: string): string =>
  host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;

interface ReadingParts {
  readonly data: DataFolder;
  readonly catalogue: Catalogue;
  readonly store: ExchangeStore;
  readonly inventory: Inventory;
  readonly live: LiveFeed;
  readonly cursor: SpoolCursor;
  readonly stack: AsyncDisposableStack;
}

/** The running pump, and how old the newest exchange was when it was stored. */
interface Reading {
  readonly pump: Pump;
  lagMs(): number;
}

/** From the spool to the inventory, the store and those who watch. */
const startReading = async ({
  data,
  catalogue,
  store,
  inventory,
  live,
  cursor,
  stack,
}: ReadingParts): Promise<Reading> => {
  let lagMs = 0;
  const reader = stack.use(
    await openSpoolReader({ folder: data.spool, cursor: olderCursor(cursor, await store.cursor()) }),
  );
  const name = (id: string) => inventory.name(id);
  const pump = stack.use(
    startPump({
      reader,
      store,
      catalogue,
      inventory,
      inventoryCursor: cursor,
      clock: systemClock,
      onBatch: ({ batch, operations }) => {
        const { atMs, durationUs } = batch.columns;
        lagMs = Math.max(0, systemClock.nowMs() - (atMs.at(-1) ?? 0) - (durationUs.at(-1) ?? 0) / 1000);
        const rows = batch.columns.n.length;
        const room = Math.min(live.room(), rows);
        if (room === 0) return live.publish([], rows);
        // Evenly spread, so that a burst is not only seen by its beginning.
        const records = Array.from({ length: room }, (_, index) =>
          exchangeRecordAt(batch, Math.floor((index * rows) / room), operations, name),
        );
        live.publish(
          records.filter((record) => record !== null),
          rows - room,
        );
      },
    }),
  );
  return { pump, lagMs: () => lagMs };
};

interface Controlled {
  readonly gateway: Gateway;
  readonly reading: Reading;
  readonly store: ExchangeStore;
  readonly catalogue: Catalogue;
  readonly inventory: Inventory;
  readonly fileConfig: Config;
  readonly log: Logger;
  readonly stack: AsyncDisposableStack;
}

/** Tells the inventory what stands in front of operations, and by which policy they are judged. */
const surround = (inventory: Inventory, { listeners, services, policy }: Config): void => {
  inventory.setPolicy(policy);
  inventory.setSurroundings({
    listeners: listeners.map(({ name, host, tls }) => ({ name, host, tls: tls !== undefined })),
    guards: Object.fromEntries(
      services.map(({ name, guards }) => [
        name,
        Object.entries(guards).flatMap(([guard, { mode }]) => (mode === 'enforce' ? [guard] : [])),
      ]),
    ),
  });
};

/** The gateway as the control API sees it; puts documents in force that another process has saved, and keeps the store within its bounds. */
const controlOf = async ({
  gateway,
  reading,
  store,
  catalogue,
  inventory,
  fileConfig,
  log,
  stack,
}: Controlled): Promise<GatewayControl> => {
  let stats: GatewayStats = await gateway.stats();
  let config = effectiveConfig(fileConfig, await catalogue.documents());
  let toldMs = 0;
  let versions = await versionsOf(catalogue);
  surround(inventory, config);

  const apply = async (next: Config): Promise<void> => {
    await gateway.apply(next);
    surround(inventory, next);
    config = next;
    versions = await versionsOf(catalogue);
  };
  const look = async (): Promise<void> => {
    stats = await gateway.stats();
    const { lastError } = reading.pump.status();
    if (lastError !== null && lastError.atMs !== toldMs) {
      toldMs = lastError.atMs;
      log.warn({ reason: lastError.message }, 'the stores did not take exchanges; they wait in the spool');
    }
  };
  const follow = async (): Promise<void> => {
    const now = await versionsOf(catalogue);
    if (now !== versions) await apply(effectiveConfig(fileConfig, await catalogue.documents()));
  };
  const prune = async (): Promise<void> => {
    const { retentionDays, bytesMax } = config.exchanges;
    const dropped = await store.prune({ nowMs: systemClock.nowMs(), ageMs: retentionDays * dayMs, bytesMax });
    if (dropped > 0) log.info({ dropped }, 'old exchanges were dropped');
  };
  every(statsEveryMs, look, log, stack);
  every(documentsEveryMs, follow, log, stack);
  every(pruneEveryMs, prune, log, stack);

  return {
    apply,
    status: () => {
      const { lagBytes, damaged, shed } = reading.pump.status();
      return {
        listeners: stats.listeners,
        workers: stats.workers.length,
        connections: stats.connections,
        refused: stats.refused,
        upstreams: stats.upstreams.map(({ service, url, state }) => ({
          service,
          url,
          state: state === 'half-open' ? 'open' : state,
        })),
        shed,
        pump: { backlogBytes: lagBytes, damagedFrames: damaged, lagMs: reading.lagMs() },
      };
    },
  };
};

interface TakingParts {
  readonly inbox: string;
  readonly inventory: Inventory;
  readonly history: History;
  readonly pump: Pump;
  readonly log: Logger;
  readonly stack: AsyncDisposableStack;
}

/** Takes in what commands left in the inbox; a delivery goes when what it brought is saved. */
const takeEvidence = ({ inbox: folder, inventory, history, pump, log, stack }: TakingParts): void => {
  const inbox = openEvidenceInbox({
    folder,
    onDamaged: (id) => log.warn({ id }, 'a delivery of evidence is damaged and was put aside'),
  });
  const take = async (): Promise<void> => {
    for (;;) {
      const pending = await inbox.next();
      if (pending === null) return;
      const { evidence, run } = pending.delivery;
      const { reassigned } = inventory.takeEvidence(evidence, run);
      await pump.reassign(reassigned);
      await pump.flush();
      await history.take(run.roots.join(', '));
      await inbox.remove(pending.id);
      log.info({ sightings: evidence.sightings.length, roots: run.roots }, 'evidence was taken in');
    }
  };
  every(evidenceEveryMs, take, log, stack);
};

interface CopyParts {
  readonly config: Config;
  readonly data: DataFolder;
  readonly inventory: Inventory;
  readonly pump: Pump;
  readonly log: Logger;
  readonly stack: AsyncDisposableStack;
}

/** Copied requests and spans go into the spool as one more stream; what spans tell beside exchanges goes to the inventory. */
const takeCopies = async ({ config, data, inventory, pump, log, stack }: CopyParts): Promise<void> => {
  const { mirrors, capture } = config;
  if (mirrors.length === 0) return;
  const { flushMs, memoryBytesMax, spoolBytesMax } = config.exchanges;
  const writer = stack.use(
    openSpoolWriter({
      folder: data.spool,
      stream: 'm0',
      flushMs,
      memoryBytesMax,
      spoolBytesMax,
      clock: systemClock,
    }),
  );
  const run = {
    id: newWriterId(systemClock),
    atMs: systemClock.nowMs(),
    roots: mirrors.map(({ name, kind }) => `${kind}:${name}`),
  };
  const receivers = stack.use(
    await startReceivers({
      mirrors,
      capturedBytesMax: capture.bodyBytesMax,
      observer: createObserver({
        key: data.installationKey,
        capture,
        nextNumber: () => writer.nextNumber(),
      }),
      record: (observed) => writer.record(observed),
      onEvidence: (evidence) => {
        const { reassigned } = inventory.takeEvidence(evidence, run);
        pump
          .reassign(reassigned)
          .catch((error: unknown) => log.error({ err: error }, 'the stores did not take what spans told'));
      },
      clock: systemClock,
    }),
  );
  for (const { name, kind, port } of receivers.status())
    log.info({ name, kind, port }, 'copies are taken in');
};

const versionsOf = async (catalogue: Catalogue): Promise<string> =>
  (await catalogue.documents())
    .map(({ name, version: saved }) => `${name}:${saved}`)
    .toSorted()
    .join(' ');

/** Repeats something until the end, never twice at once; a failure is logged and tried again. */
const every = (ms: number, act: () => Promise<void>, log: Logger, stack: AsyncDisposableStack): void => {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= act()
      .catch((error: unknown) => log.error({ err: error }, 'a recurring task failed'))
      .finally(() => {
        running = null;
      });
  }, ms);
  stack.defer(async () => {
    clearInterval(timer);
    await running;
  });
};

const settleTimeoutMs = 3000;

/** An answer is out before its record is made: waits until every request has its record, and the records are on disk. */
const untilRecorded = async (gateway: Gateway, flushMs: number): Promise<void> => {
  const endMs = systemClock.nowMs() + settleTimeoutMs;
  let { requests, exchanges } = await gateway.stats();
  while (exchanges < requests && systemClock.nowMs() < endMs) {
    await pause(20);
    ({ requests, exchanges } = await gateway.stats());
  }
  await pause(2 * flushMs);
};
