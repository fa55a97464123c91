/** `heliostat discover`: what recorded traffic says: HAR files from browsers, exchanges as NDJSON, packed or not. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { DiscoverProgress, DiscoverReport, FileReport } from '../discover/traffic/files.ts';
import type { InventoryView } from '../inventory/port.ts';
import { HeliostatError } from '../model/errors.ts';
import { type OperationLine, operationLine } from './operation-line.ts';
import { untilStopped } from './signals.ts';
import { count, size } from './terminal/numbers.ts';
import { operationLines } from './terminal/operations.ts';
import { exitCodes } from './terminal/report.ts';
import { openScreen } from './terminal/screen.ts';
import { painter, printable } from './terminal/style.ts';

interface DiscoverOptions {
  readonly json?: true;
  readonly openapi?: true;
  readonly data?: string;
}

/** The document that `discover --json` prints. */
export interface DiscoverDocument extends Omit<DiscoverReport, 'files'> {
  readonly version: 1;
  readonly files: readonly FileReport[];
  readonly actors: number;
  /** Paths that nothing routes: only ever answered with 404. */
  readonly unrouted: number;
  readonly operations: readonly (OperationLine & { readonly service: string; readonly confidence: number })[];
}

const operationsMax = 5000;

/** The command. */
export const discoverCommand = (): Command =>
  new Command('discover')
    .description('Read recorded traffic (HAR, NDJSON exchanges, .gz) and say which operations are in it.')
    .argument('<file...>', 'captures')
    .option('--json', 'print one document on stdout')
    .option('--openapi', 'print an OpenAPI 3.1 document of what was found on stdout')
    .option('-d, --data <folder>', 'also hand it to the Heliostat of this data folder, running or not')
    .addHelpText('after', '\nExample:\n  heliostat discover shop.har --openapi > shop.openapi.json')
    .action(async (files: readonly string[], options: DiscoverOptions) => {
      if (options.json === true && options.openapi === true) {
        throw new HeliostatError('usage-invalid', { detail: 'give --json or --openapi, not both' });
      }
      const missing = files.find((file) => !existsSync(file));
      if (missing !== undefined) throw new HeliostatError('file-unreadable', { detail: missing });
      const { discoverCaptures } = await import('../offline.ts');
      const { report, inventory } = await withProgress((onProgress, signal) =>
        discoverCaptures({ files, data: options.data ?? null, onProgress, signal }),
      );
      if (options.openapi === true)
        process.stdout.write(`${JSON.stringify(inventory.openapi({}), null, 2)}\n`);
      else if (options.json === true)
        process.stdout.write(`${JSON.stringify(documentOf(report, inventory))}\n`);
      show(report, inventory, options);
      process.exitCode = exitCodeFor(report);
    });

/** What is on the way, on a terminal. */
const withProgress = async <T>(
  work: (onProgress: (progress: DiscoverProgress) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  using screen = openScreen(process.stderr);
  const paint = painter(process.stderr);
  let shownMs = 0;
  try {
    return await work(({ file, bytesRead, bytesTotal, used }) => {
      if (Date.now() - shownMs < 100) return;
      shownMs = Date.now();
      const share = bytesTotal === 0 ? 1 : Math.min(1, bytesRead / bytesTotal);
      const bar = `${'█'.repeat(Math.round(share * 24))}${'░'.repeat(24 - Math.round(share * 24))}`;
      screen.show([
        `${bar} ${Math.round(share * 100)}%  ${printable(file)}  ${paint('dim', `${size(bytesRead)} of ${size(bytesTotal)}, ${count(used)} exchanges`)}`,
      ]);
    }, untilStopped());
  } finally {
    screen.show([]);
  }
};

const documentOf = (report: DiscoverReport, inventory: InventoryView): DiscoverDocument => {
  const { actors, unrouted } = inventory.totals();
  return {
    version: 1,
    ...report,
    actors,
    unrouted,
    operations: inventory
      .operations({ sort: 'path', order: 'asc', limit: operationsMax })
      .items.map((operation) => ({
        ...operationLine(operation),
        service: operation.service,
        confidence: operation.confidence,
      })),
  };
};

const show = (report: DiscoverReport, inventory: InventoryView, options: DiscoverOptions): void => {
  const paint = painter(process.stderr);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  if (options.json !== true && options.openapi !== true) {
    const { items } = inventory.operations({ sort: 'path', order: 'asc', limit: operationsMax });
    const width = Math.min((process.stderr.columns ?? 140) - 1, 160);
    for (const line of operationLines(items, { width, rowsMax: operationsMax, paint })) say(line);
    const skipped = Object.entries(report.skipped).map(([reason, number]) => `${count(number)} ${reason}`);
    say('');
    say(
      `${paint('bold', count(items.length))} operations from ${count(report.used)} of ${count(report.read)} exchanges${skipped.length === 0 ? '' : `; left out: ${skipped.join(', ')}`}.`,
    );
    if (options.data !== undefined)
      say(
        `Handed to ${printable(options.data)}: a running Heliostat shows it at once, a stopped one at its next start.`,
      );
  }
  for (const { file, problem, used } of report.files) {
    if (problem === null) continue;
    say(
      `${paint('yellow', 'Note')} ${printable(file)}: ${printable(problem.detail)} ${paint('dim', `[${problem.code}]`)} ${count(used)} exchanges were used.`,
    );
  }
};

/** Nothing could be used: the fault is the file's (2) or the job's (3). */
const exitCodeFor = ({ files, used }: DiscoverReport): number => {
  if (files.some(({ problem }) => problem?.code === 'file-unreadable' || problem?.code === 'file-unknown'))
    return exitCodes.usage;
  return used === 0 && files.some(({ problem }) => problem !== null) ? exitCodes.failed : exitCodes.fine;
};
