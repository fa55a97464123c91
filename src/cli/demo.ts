/** `heliostat demo`: the lab behind the gateway with its users, on screen within seconds. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Heliostat } from '../app.ts';
import { parseConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { HeliostatError } from '../model/errors.ts';
import { consoleFolder } from './console-folder.ts';
import { startLab, startUsers } from './lab-process.ts';
import { logTo } from './log.ts';
import { type OperationLine, operationLine } from './operation-line.ts';
import { program } from './places.ts';
import { untilStopped } from './signals.ts';
import { parseDuration, parseInteger } from './terminal/numbers.ts';
import { addressLines, farewell, watch } from './terminal/watch.ts';

interface DemoOptions {
  readonly for?: number;
  readonly json?: true;
  readonly scenario: string;
  readonly seed: number;
  readonly rate: number;
  readonly fixed?: true;
  readonly data?: string;
  readonly port: number;
  readonly hubPort: number;
}

/** The document that `demo --json` prints. */
export interface DemoSummary {
  readonly version: 1;
  readonly scenario: string;
  readonly sent: number;
  readonly stored: number;
  readonly shed: number;
  readonly actors: number;
  readonly operations: readonly OperationLine[];
}

/** The command. */
export const demoCommand = (): Command =>
  new Command('demo')
    .description('Show it at work: a clinic API behind the gateway, with its users.')
    .option('--for <duration>', 'end by itself after so long: 30s, 5m', parseDuration)
    .option('--json', 'print one summary document at the end, and nothing else, on stdout')
    .option('--scenario <name>', 'who calls, and how', 'users')
    .option('--seed <number>', 'the same seed plays the same users', parseInteger('--seed', 0, 2 ** 31), 1)
    .option('--rate <number>', 'requests a second', parseInteger('--rate', 1, 2000), 40)
    .option('--fixed', 'the twin of the clinic API without weaknesses')
    .option('-d, --data <folder>', 'keep what is seen here (default: a temporary folder)')
    .option(
      '-p, --port <number>',
      'port of the gateway; another one when it is taken',
      parseInteger('--port', 0, 65_535),
      4800,
    )
    .option(
      '--hub-port <number>',
      'port of the console; another one when it is taken',
      parseInteger('--hub-port', 0, 65_535),
      4801,
    )
    .addHelpText('after', '\nExample:\n  heliostat demo --for 30s --json')
    .action(async (options: DemoOptions) => {
      const say = (line: string) => void (options.json === true || process.stderr.write(`${line}\n`));
      await using cleanup = new AsyncDisposableStack();
      const stop = untilStopped();
      const [{ startHeliostat }, data, built, lab] = await Promise.all([
        import('../app.ts'),
        dataFolder(options, cleanup),
        consoleFolder(say),
        startLab({ fixed: options.fixed === true }).then((started) => cleanup.use(started)),
      ]);
      const logged = logTo(data, { quiet: true });
      const start = (config: Config) =>
        startHeliostat({ config, ...logged, consoleFolder: built, program: program() });
      const heliostat = cleanup.use(await startOnFreePorts(options, lab.api, data, start, say));
      const users = cleanup.use(
        startUsers({
          target: heliostat.gatewayUrls[0] ?? '',
          partner: lab.partner,
          scenario: options.scenario,
          seed: options.seed,
          ratePerSecond: options.rate,
        }),
      );
      const over = endOf(stop, users.done, options.for);
      const notes = [...addressLines(heliostat, `the clinic lab (${lab.api})`), `  Front    ${lab.web}`];
      if (options.json === true)
        await new Promise<void>((resolve) => over.addEventListener('abort', () => resolve(), { once: true }));
      else await watch(heliostat, { notes: () => notes, signal: over });

      users.stop();
      const { sent } = await users.done;
      await heliostat.settle();
      const summary = await summarise(heliostat, options.scenario, sent);
      if (options.json === true) process.stdout.write(`${JSON.stringify(summary)}\n`);
      else say(`${sent} requests sent. ${farewell(summary.stored, summary.shed)}`);
    });

const dataFolder = async ({ data }: DemoOptions, cleanup: AsyncDisposableStack): Promise<string> => {
  if (data !== undefined) return data;
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-demo-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** A demo must not fail because the documented ports are taken; it says where it went instead. */
const startOnFreePorts = async (
  { port, hubPort }: DemoOptions,
  api: string,
  data: string,
  start: (config: Config) => Promise<Heliostat>,
  say: (line: string) => void,
): Promise<Heliostat> => {
  const config = (ports: { readonly port: number; readonly hubPort: number }) =>
    parseConfig({
      data,
      hub: { port: ports.hubPort },
      listeners: [{ name: 'default', port: ports.port }],
      services: [{ name: 'clinic', upstreams: [{ url: api }] }],
    });
  try {
    return await start(config({ port, hubPort }));
  } catch (error) {
    if (!(error instanceof HeliostatError) || error.code !== 'port-in-use') throw error;
    say(`Port ${port} or ${hubPort} is taken; using free ones.`);
    return start(config({ port: 0, hubPort: 0 }));
  }
};

/** Comes when the person stops it, the time is over, or the users have gone (which is an error, told by `done`). */
const endOf = (stop: AbortSignal, done: Promise<unknown>, forMs: number | undefined): AbortSignal => {
  const controller = new AbortController();
  const end = () => controller.abort();
  if (stop.aborted) end();
  stop.addEventListener('abort', end);
  done.then(end, end);
  if (forMs !== undefined) setTimeout(end, forMs);
  return controller.signal;
};

const summarise = async (heliostat: Heliostat, scenario: string, sent: number): Promise<DemoSummary> => {
  const totals = heliostat.inventory.totals();
  const { items } = heliostat.inventory.operations({ sort: 'path', order: 'asc', limit: 5000 });
  return {
    version: 1,
    scenario,
    sent,
    stored: await heliostat.storedCount(),
    shed: totals.shed,
    actors: totals.actors,
    operations: items.map(operationLine),
  };
};
