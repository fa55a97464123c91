/**
 * `heliostat discover`: points at whatever exists (folders of code and contracts, single contracts, captures, logs, sites) and prints one merged
 * inventory.
 */
import { Command } from 'commander';
import { HeliostatError } from '../model/errors.ts';
import type { Lifecycle } from '../model/operation.ts';
import type { Discovery, DiscoveryProgress, DiscoverySources } from '../offline.ts';
import { printDiff } from './discover-diff.ts';
import { discoverDocument, operationsMax } from './discover-document.ts';
import { untilStopped } from './signals.ts';
import { count, size } from './terminal/numbers.ts';
import { exitCodes } from './terminal/report.ts';
import { openScreen } from './terminal/screen.ts';
import { sightedLines } from './terminal/sighted.ts';
import { type Paint, painter, printable } from './terminal/style.ts';

interface DiscoverOptions {
  readonly json?: true;
  readonly openapi?: true;
  readonly data?: string;
  readonly scope?: readonly string[];
  readonly logFormat?: string;
  readonly interface?: string;
  readonly filter?: string;
  readonly for?: string;
  readonly keylog?: string;
  readonly osv?: string;
  readonly policy?: string;
  readonly diff?: true;
  readonly markdown?: true;
  readonly failOn?: string;
}

/** The command. */
export const discoverCommand = (): Command =>
  new Command('discover')
    .description(
      'Read source code, contracts, captures and logs, and say which operations there are: one inventory, with the evidence behind each.',
    )
    .argument('[source...]', 'folders, files, URLs; - for a capture that is piped in')
    .option('--json', 'print one document on stdout')
    .option('--openapi', 'print an OpenAPI 3.1 document of what was found on stdout')
    .option(
      '--scope <host...>',
      'hosts that may be asked when a source is a site (`api.example.org`, `*.example.org`); its own alone by default',
    )
    .option(
      '--log-format <format>',
      'how lines of access logs are laid out: a format string (nginx, Apache, Envoy, HAProxy), the name of one (combined, common, vcombined, alb, ...), or an nginx.conf; told from the lines without it',
    )
    .option(
      '--interface <name>',
      'listen on a network interface (`any` for all) with tcpdump or dumpcap, until Ctrl-C',
    )
    .option('--filter <filter>', 'with --interface: which packets, as tcpdump reads it (`tcp port 8080`)')
    .option('--for <time>', 'with --interface or -: how long to listen (30s, 5m, 1h)')
    .option('--keylog <file>', 'secrets of TLS sessions (SSLKEYLOGFILE), for captures of packets')
    .option(
      '--osv <folder>',
      'look components up in a folder of OSV records (unpacked), and name their known vulnerabilities',
    )
    .option(
      '--policy <file>',
      'classification policy in YAML: which data, reachable by whom, asks for which controls; a sensible one by default',
    )
    .option('--diff', 'compare two inventories: documents of --json, or anything that can be read')
    .option('--markdown', 'with --diff: print Markdown fit for a comment on a pull request')
    .option(
      '--fail-on <severity>',
      'with --diff: exit with 1 when something this bad changed: high, medium, low, info',
    )
    .option('-d, --data <folder>', 'also hand it to the Heliostat of this data folder, running or not')
    .addHelpText(
      'after',
      `
Examples:
  heliostat discover ./shop ./shop/openapi.yaml traffic.har
  heliostat discover https://shop.example --scope shop.example api.shop.example
  heliostat discover shop.har --openapi > shop.openapi.json
  heliostat discover today.pcapng --keylog keys.log
  sudo heliostat discover --interface any --filter 'tcp port 8080' --for 30s
  tcpdump -i any -U -w - | heliostat discover -
  heliostat discover --diff main.json ./shop --markdown --fail-on high`,
    )
    .action(async (sources: readonly string[], options: DiscoverOptions) => {
      if (options.json === true && options.openapi === true) {
        throw new HeliostatError('usage-invalid', { detail: 'give --json or --openapi, not both' });
      }
      const { discoverSources } = await import('../offline.ts');
      if (sources.length === 0 && options.interface === undefined)
        throw new HeliostatError('usage-invalid', {
          detail: 'give a folder, a file, a URL, - for what is piped in, or --interface',
        });
      const { logFormat, osv, policy } = options;
      const reading = {
        scope: options.scope ?? [],
        ...(logFormat === undefined ? {} : { logFormat }),
        ...listeningOf(options),
        ...(osv === undefined ? {} : { osv }),
        ...(policy === undefined ? {} : { policy }),
      };
      if (options.diff === true) {
        process.exitCode = await printDiff(sources, options, (source) =>
          withProgress((onProgress, signal) =>
            discoverSources({
              sources: [source],
              ...reading,
              data: null,
              onProgress,
              signal,
            }),
          ),
        );
        return;
      }
      if (options.markdown === true || options.failOn !== undefined)
        throw new HeliostatError('usage-invalid', { detail: '--markdown and --fail-on go with --diff' });
      const discovery = await withProgress((onProgress, signal) =>
        discoverSources({
          sources,
          ...reading,
          data: options.data ?? null,
          onProgress,
          signal,
        }),
      );
      if (options.openapi === true)
        process.stdout.write(`${JSON.stringify(discovery.inventory.openapi({}), null, 2)}\n`);
      else if (options.json === true)
        process.stdout.write(`${JSON.stringify(discoverDocument(discovery))}\n`);
      show(discovery, options);
      process.exitCode = exitCodeFor(discovery);
    });

/** What the options say of live captures and their secrets. */
const listeningOf = (options: DiscoverOptions): ListeningOptions => {
  const { interface: name, filter, for: time, keylog } = options;
  if (filter !== undefined && name === undefined)
    throw new HeliostatError('usage-invalid', { detail: '--filter goes with --interface' });
  return {
    ...(name === undefined ? {} : { interface: name }),
    ...(filter === undefined ? {} : { filter }),
    ...(time === undefined ? {} : { forMs: millisecondsOf(time) }),
    ...(keylog === undefined ? {} : { keyLog: keylog }),
  };
};

type ListeningOptions = Pick<DiscoverySources, 'interface' | 'filter' | 'forMs' | 'keyLog'>;

const millisecondsOf = (time: string): number => {
  const [, number = '', unit = 's'] = /^(\d{1,6})(s|m|h)?$/.exec(time) ?? [];
  if (number === '' || Number(number) === 0)
    throw new HeliostatError('usage-invalid', { detail: `--for ${time}: write it as 30s, 5m or 1h` });
  return Number(number) * ({ s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 1000);
};

/** What is on the way, on a terminal. */
const withProgress = async <T>(
  work: (onProgress: (progress: DiscoveryProgress) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  using screen = openScreen(process.stderr);
  const paint = painter(process.stderr);
  let shownMs = 0;
  try {
    return await work(({ source, stage, done, total, unit }) => {
      if (Date.now() - shownMs < 100) return;
      shownMs = Date.now();
      const share = total === 0 ? 0 : Math.min(1, done / total);
      const bar = `${'█'.repeat(Math.round(share * 24))}${'░'.repeat(24 - Math.round(share * 24))}`;
      const numbers =
        unit === 'bytes' ? `${size(done)} of ${size(total)}` : `${count(done)} of ${count(total)} files`;
      screen.show([
        `${bar} ${Math.round(share * 100)}%  ${printable(source)}  ${paint('dim', total === 0 ? stage : `${stage}, ${numbers}`)}`,
      ]);
    }, untilStopped());
  } finally {
    screen.show([]);
  }
};

const show = (discovery: Discovery, options: DiscoverOptions): void => {
  const { captures, evidence, inventory } = discovery;
  const paint = painter(process.stderr);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  if (options.json !== true && options.openapi !== true) {
    const { items, total } = inventory.operations({ sort: 'path', order: 'asc', limit: 5_000 });
    const width = Math.min((process.stderr.columns ?? 140) - 1, 160);
    for (const line of sightedLines(items, { width, rowsMax: operationsMax, paint })) say(line);
    say('');
    for (const line of totalsOf(discovery, total, paint)) say(line);
    if (options.data !== undefined)
      say(
        `Handed to ${printable(options.data)}: a running Heliostat shows it at once, a stopped one at its next start.`,
      );
  }
  for (const { file, problem, used } of captures.files) {
    if (problem === null) continue;
    say(
      `${paint('yellow', 'Note')} ${printable(file)}: ${printable(problem.detail)} ${paint('dim', `[${problem.code}]`)} ${count(used)} exchanges were used.`,
    );
  }
  for (const line of warningLines(discovery, paint)) say(line);
  const { unresolved } = evidence;
  for (const { what, why, place } of unresolved.slice(0, notesShown))
    say(
      `${paint('yellow', 'Not told')} ${printable(what)}: ${printable(why)} ${paint('dim', `${printable(place.file ?? place.url ?? '')}:${place.line ?? ''}`)}`,
    );
  if (unresolved.length > notesShown)
    say(paint('dim', `… and ${count(unresolved.length - notesShown)} more; --json has all.`));
};

const notesShown = 8;

/** The sums under the table. */
const totalsOf = ({ captures, evidence, inventory }: Discovery, total: number, paint: Paint): string[] => {
  const from = [
    ...evidence.covers.map(
      ({ source, root, files, lines }) =>
        `${source} ${printable(root)} (${count(files)} ${files === 1 ? 'file' : 'files'}, ${count(lines)} lines)`,
    ),
    ...(captures.files.length > 0
      ? [
          `${count(captures.used)} of ${count(captures.read)} exchanges of ${count(captures.files.length)} captures`,
        ]
      : []),
  ];
  const skipped = Object.entries(captures.skipped).map(([reason, number]) => `${count(number)} ${reason}`);
  const byLifecycle = Object.entries(inventory.totals().byLifecycle) as [Lifecycle, number][];
  const told = byLifecycle
    .filter(([, number]) => number > 0)
    .map(([name, number]) => `${count(number)} ${name}`);
  return [
    `${paint('bold', count(total))} operations: ${told.join(', ')}${skipped.length === 0 ? '' : `; left out: ${skipped.join(', ')}`}.`,
    paint(
      'dim',
      `From ${from.slice(0, 6).join('; ')}${from.length > 6 ? ` and ${from.length - 6} more` : ''}.`,
    ),
  ];
};

/** Warnings by code, the first place of each. */
const warningLines = ({ evidence }: Discovery, paint: Paint): string[] => {
  const byCode = new Map<string, { count: number; detail: string; place: string }>();
  for (const { code, detail, place, count: number } of evidence.warnings) {
    const known = byCode.get(code);
    if (known !== undefined) known.count += number;
    else {
      const where = `${place.file ?? place.url ?? ''}${place.line === undefined ? '' : `:${place.line}`}${place.pointer ?? ''}`;
      byCode.set(code, { count: number, detail, place: where });
    }
  }
  return [...byCode].map(
    ([code, { count: number, detail, place }]) =>
      `${paint('yellow', 'Note')} ${count(number)} × ${printable(detail)} ${paint('dim', `[${code}] ${printable(place)}`)}`,
  );
};

/** Nothing could be used: the fault is the file's (2) or the job's (3). */
const exitCodeFor = ({ captures, inventory }: Discovery): number => {
  const { files, used } = captures;
  if (files.some(({ problem }) => problem?.code === 'file-unreadable' || problem?.code === 'file-unknown'))
    return exitCodes.usage;
  const nothing = used === 0 && inventory.totals().operations === 0;
  return nothing && files.some(({ problem }) => problem !== null) ? exitCodes.failed : exitCodes.fine;
};
