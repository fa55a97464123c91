/**
 * `npm run bench`: the gateway beside nginx, caddy and a bare proxy on the same runtime, many connections, the exchange path, the demo's start. Prints tables and writes
 * `bench/results/latest.json`. Wants nginx, caddy, wrk and taskset (Debian: nginx caddy wrk util-linux) and two cores with nothing else to do.
 *
 * Options: `--seconds 5 --rounds 3 --exchanges 1000000 --only gateway,connections,path,demo,access-log,pcap`, for access logs `--lines 1000000` and goaccess beside it when it is there, for captures
 * `--megabytes 300` and tshark.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureAccessLog } from './measure/access-log.ts';
import { measureConnections } from './measure/connections.ts';
import { measureDemo } from './measure/demo.ts';
import { measureExchangePath } from './measure/exchange-path.ts';
import { measureGateway } from './measure/gateway.ts';
import { measurePcap } from './measure/pcap.ts';
import { consoleFolder } from '../src/cli/console-folder.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    exchanges: { type: 'string', default: '1000000' },
    lines: { type: 'string', default: '1000000' },
    megabytes: { type: 'string', default: '300' },
    only: { type: 'string', default: 'gateway,connections,path,demo,access-log,pcap' },
  },
});
const seconds = Number(values.seconds);
const parts = new Set(values.only.split(','));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

for (const tool of ['access-log', 'pcap'].includes(values.only)
  ? ['taskset']
  : ['nginx', 'caddy', 'wrk', 'taskset']) {
  if (spawnSync('which', [tool]).status !== 0) {
    say(`${tool} is missing; apt-get install nginx caddy wrk util-linux`);
    process.exit(2);
  }
}
if (availableParallelism() < 2) {
  say('Two cores are needed: one for what is measured, one for the load.');
  process.exit(2);
}

const results: Record<string, unknown> = {
  machine: { cores: availableParallelism(), cpu: cpus()[0]?.model ?? '', node: process.version },
  at: new Date().toISOString(),
};
const lines: string[] = [];
const table = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  const widths = head.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  lines.push('', line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line));
};

if (parts.has('gateway')) {
  say('Gateway beside nginx and caddy, one core each:');
  await consoleFolder(say);
  const rows = await measureGateway({ rounds: Number(values.rounds), seconds }, say);
  results['gateway'] = rows;
  const rate = (peer: string, request: string): number =>
    rows.find((row) => row.peer === peer && row.request === request)?.perSecond ?? 0;
  const cpu = (peer: string, request: string): number =>
    rows.find((row) => row.peer === peer && row.request === request)?.cpuUs ?? 0;
  table(
    [
      'through',
      'request',
      'requests/s',
      'x of nginx',
      'x of caddy',
      'x of bare',
      'CPU us/request',
      'CPU x of nginx',
      'p50 ms',
      'p99 ms',
      'errors',
    ],
    rows.map((row) => [
      row.peer,
      row.request,
      row.perSecond.toFixed(0),
      (row.perSecond / rate('nginx', row.request)).toFixed(2),
      (row.perSecond / rate('caddy', row.request)).toFixed(2),
      (row.perSecond / rate('bare', row.request)).toFixed(2),
      row.cpuUs.toFixed(1),
      (row.cpuUs / cpu('nginx', row.request)).toFixed(2),
      row.p50Ms.toFixed(1),
      row.p99Ms.toFixed(1),
      String(row.errors),
    ]),
  );
}
if (parts.has('connections')) {
  say('1,000 idle and 200 busy connections:');
  const row = await measureConnections(seconds);
  results['connections'] = row;
  table(
    ['idle', 'busy', 'requests', 'errors', 'idle lost', 'RSS MB'],
    [[row.idle, row.busy, row.requests, row.errors, row.idleLost, row.rssMb.toFixed(0)].map(String)],
  );
}
if (parts.has('path')) {
  say('From the spool to store and inventory, one core:');
  const row = await measureExchangePath(Number(values.exchanges));
  results['exchangePath'] = row;
  table(
    ['exchanges', 'operations', 'exchanges/s', 'CPU us each', 'RSS MB', 'store MB'],
    [
      [
        row.exchanges,
        row.operations,
        row.perSecond.toFixed(0),
        row.cpuUs.toFixed(1),
        row.rssMb.toFixed(0),
        row.storeMb.toFixed(0),
      ].map(String),
    ],
  );
  table(
    ['query', 'median ms'],
    Object.entries(row.queries).map(([query, ms]) => [query, ms.toFixed(1)]),
  );
}
if (parts.has('demo')) {
  say('The demo, from its command:');
  const row = await measureDemo();
  results['demo'] = row;
  table(
    ['console answers after s', 'operations shown after s'],
    [[row.consoleSeconds.toFixed(1), row.operationsSeconds.toFixed(1)]],
  );
}

if (parts.has('access-log')) {
  say('Access logs to the inventory, one core:');
  const rows = await measureAccessLog({ lines: Number(values.lines), rounds: Number(values.rounds) }, say);
  results['accessLog'] = rows;
  table(
    ['tool', 'lines/s', 'lines/s of CPU'],
    rows.map((row) => [row.tool, String(row.linesPerSecond), String(row.linesPerCpuSecond)]),
  );
}

if (parts.has('pcap')) {
  say('Captures of packets, one core:');
  const rows = measurePcap({ megabytes: Number(values.megabytes), rounds: Number(values.rounds) }, say);
  results['pcap'] = rows;
  table(
    ['tool', 'exchanges', 'MB/s', 'MB/s of CPU', 'RSS MB'],
    rows.map((row) => [
      row.tool,
      String(row.exchanges),
      row.mbPerSecond.toFixed(0),
      row.mbPerCpuSecond.toFixed(0),
      row.rssMb.toFixed(0),
    ]),
  );
}

const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'latest.json'), `${JSON.stringify(results, null, 2)}\n`);
process.stdout.write(`${lines.join('\n')}\n`);
