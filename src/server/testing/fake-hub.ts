/**
 * The real server over made-up clinic data, for work on the console:
 *
 *     node src/server/testing/fake-hub.ts --port 4899 --operations 47 [--seed 1] [--rate 12] [--console FOLDER] [--empty]
 *
 * It prints its address and an admin token, and runs until it is stopped.
 */
import { parseArgs } from 'node:util';
import { configSchema } from '../../config/schema.ts';
import { systemClock } from '../../model/clock.ts';
import { ensureAdminToken } from '../auth/admin-token.ts';
import { startJobRunner } from '../jobs/job-runner.ts';
import { createLiveFeed } from '../live-feed.ts';
import type { Log } from '../ports.ts';
import { startServer } from '../server.ts';
import { createFakeCatalogue } from './fake-catalogue.ts';
import { fakeDataClasses } from './fake-data-classes.ts';
import { createFakeExchangeStore } from './fake-exchange-store.ts';
import { fakeExchange } from './fake-exchanges.ts';
import { createFakeGateway } from './fake-gateway.ts';
import { emptyHistory, fakeHistory } from './fake-history.ts';
import { createFakeInventory } from './fake-inventory.ts';
import { seededRandom } from './random.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4899' },
    operations: { type: 'string', default: '47' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '12' },
    console: { type: 'string' },
    empty: { type: 'boolean', default: false },
  },
});

const clock = systemClock;
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (fields, message) => say(`${message} ${JSON.stringify(fields)}`),
  error: (fields, message) => say(`${message} ${JSON.stringify(fields)}`),
};
const nowMs = clock.nowMs();
const seed = Number(values.seed);
const random = seededRandom(seed);
const inventory = createFakeInventory({
  operations: values.empty ? 0 : Number(values.operations),
  seed,
  nowMs,
});
const exchangeStore = createFakeExchangeStore();
const live = createLiveFeed(clock);
const config = configSchema.parse({
  services: [
    { name: 'clinic', upstreams: [{ url: 'http://127.0.0.1:4810' }] },
    { name: 'partner', hosts: ['partners.clinic.example'], upstreams: [{ url: 'http://127.0.0.1:4811' }] },
    { name: 'lab-results', hosts: ['results.clinic.example'], upstreams: [{ url: 'http://127.0.0.1:4812' }] },
  ],
  jobs: [
    { name: 'captures', schedule: 'every 10m', command: ['discover', './captures/today.har'] },
    { name: 'nightly', schedule: '15 3 * * *', command: ['discover', './captures'] },
  ],
});

let number = 0;
function oneExchange(atMs: number): void {
  number += 1;
  const record = fakeExchange(inventory, random, number, atMs);
  exchangeStore.add(record);
  inventory.count(
    record.outcome === 'refused' ? 'blocked' : record.verdicts === undefined ? 'allowed' : 'flagged',
  );
  live.publish([record]);
}

/** A day of traffic before now: busier in the day than at night. */
function history(exchanges: number): void {
  const dayMs = 86_400_000;
  const moments = Array.from({ length: exchanges }, () => {
    const back = random.next() * dayMs;
    const hour = new Date(nowMs - back).getUTCHours();
    return random.next() < 0.25 + Math.max(0, Math.sin(((hour - 6) / 13) * Math.PI))
      ? nowMs - back
      : nowMs - back / 6;
  });
  for (const atMs of moments.sort((one, other) => one - other)) oneExchange(Math.floor(atMs));
}

if (!values.empty) history(6000);

const catalogue = createFakeCatalogue();
const runId = await catalogue.startJobRun('captures', nowMs - 900_000);
await catalogue.endJobRun(runId, {
  endedMs: nowMs - 895_000,
  exitCode: 0,
  output: 'read 1,204 exchanges of ./captures/today.har\n31 operations, 2 of them new\n',
});
const token = await ensureAdminToken(catalogue, clock);
const jobs = await startJobRunner({
  jobs: config.jobs,
  commands: ['discover'],
  catalogue,
  runCommand: async ([command = '']) => ({
    exitCode: 0,
    output: `${command}: read 1,187 exchanges\n31 operations, none of them new\n`,
  }),
  clock,
  log,
});
const server = await startServer({
  host: '127.0.0.1',
  port: Number(values.port),
  catalogue,
  exchangeStore,
  inventory,
  history: values.empty ? emptyHistory : fakeHistory,
  live,
  gateway: createFakeGateway(),
  jobs,
  config,
  dataClasses: fakeDataClasses,
  consoleFolder: values.console ?? null,
  clock,
  log,
  version: '0.1.0-made-up',
});
const traffic = values.empty
  ? undefined
  : setInterval(() => oneExchange(clock.nowMs()), 1000 / Number(values.rate));

say(`Made-up hub: ${server.url}`);
say(`Admin token: ${token ?? ''}`);

async function stop(): Promise<void> {
  clearInterval(traffic);
  await server[Symbol.asyncDispose]();
  await jobs[Symbol.asyncDispose]();
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
