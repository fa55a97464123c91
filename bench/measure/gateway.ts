/** The gateway beside nginx and caddy: one core each, the load and the API on the other core, rounds in turn. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, type LoadResult } from '../load.ts';
import {
  caddyConfig,
  getScript,
  heliostatConfig,
  nginxProxyConfig,
  postScript,
  upstreamConfig,
} from '../peers/files.ts';
import { type Measured, startPinned, untilListening } from '../process.ts';

/** Cores: what is measured, and what loads it. */
export const cores = { measured: 0, load: 1 } as const;
const ports = { upstream: 4890, nginx: 4891, caddy: 4892, heliostat: 4893, hub: 4894, bare: 4895 } as const;
const connections = 64;
const launcher = join(import.meta.dirname, '../../bin/heliostat');

/** One peer, one kind of request: medians over the rounds. */
export interface GatewayRow {
  readonly peer: 'nginx' | 'caddy' | 'bare' | 'heliostat';
  readonly request: 'GET' | 'POST 1 KB';
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly errors: number;
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Waits until a process has nothing left to do, so that work put off is counted too. */
const untilIdle = async (process: Measured, timeoutMs = 20_000): Promise<void> => {
  const endMs = Date.now() + timeoutMs;
  while (Date.now() < endMs) {
    const before = process.cpuSeconds();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    if (process.cpuSeconds() - before < 0.06) return;
  }
};

/** A folder with all configuration files, and the API running. */
export const stage = async (): Promise<
  { readonly folder: string; readonly upstream: Measured } & AsyncDisposable
> => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-bench-'));
  const files: Readonly<Record<string, string>> = {
    'upstream.conf': upstreamConfig(ports.upstream, folder),
    'nginx.conf': nginxProxyConfig(ports.nginx, ports.upstream, folder),
    Caddyfile: caddyConfig(ports.caddy, ports.upstream),
    'heliostat.yaml': heliostatConfig(ports.heliostat, ports.hub, ports.upstream, folder),
    'get.lua': getScript(),
    'post.lua': postScript(),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const upstream = startPinned(cores.load, ['nginx', '-c', join(folder, 'upstream.conf')]);
  await untilListening(ports.upstream);
  return {
    folder,
    upstream,
    async [Symbol.asyncDispose]() {
      await upstream[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Heliostat as its user starts it, on one core. */
export const startHeliostatPeer = async (folder: string): Promise<Measured & { readonly port: number }> => {
  const started = startPinned(cores.measured, [launcher, 'up', '--config', join(folder, 'heliostat.yaml')], {
    HELIOSTAT_LOG_LEVEL: 'warn',
  });
  await untilListening(ports.heliostat);
  return { ...started, port: ports.heliostat };
};

/** Measures the three in turn, `rounds` times. */
export const measureGateway = async (
  options: { readonly rounds: number; readonly seconds: number },
  say: (line: string) => void,
): Promise<GatewayRow[]> => {
  await using place = await stage();
  const { folder } = place;
  const peers = [
    {
      peer: 'nginx',
      port: ports.nginx,
      process: startPinned(cores.measured, ['nginx', '-c', join(folder, 'nginx.conf')]),
    },
    {
      peer: 'caddy',
      port: ports.caddy,
      process: startPinned(
        cores.measured,
        ['caddy', 'run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')],
        { GOMAXPROCS: '1', HOME: folder },
      ),
    },
    {
      peer: 'bare',
      port: ports.bare,
      process: startPinned(cores.measured, [
        process.execPath,
        '--no-warnings',
        join(import.meta.dirname, '../peers/bare.ts'),
        String(ports.bare),
        String(ports.upstream),
      ]),
    },
    { peer: 'heliostat', port: ports.heliostat, process: await startHeliostatPeer(folder) },
  ] as const;
  await using _peers = {
    async [Symbol.asyncDispose]() {
      for (const { process } of peers) await process[Symbol.asyncDispose]();
    },
  };
  for (const { port } of peers) await untilListening(port);

  const rows: GatewayRow[] = [];
  for (const [request, script] of [
    ['GET', 'get.lua'],
    ['POST 1 KB', 'post.lua'],
  ] as const) {
    const results = new Map<string, { result: LoadResult; cpuUs: number }[]>();
    for (let round = -1; round < options.rounds; round += 1) {
      for (const { peer, port, process } of peers) {
        const before = process.cpuSeconds();
        const result = await load({
          url: `http://127.0.0.1:${port}/v2/clinics/4711`,
          seconds: round < 0 ? 2 : options.seconds,
          connections,
          core: cores.load,
          script: join(folder, script),
        });
        await untilIdle(process);
        const cpuUs = ((process.cpuSeconds() - before) * 1e6) / Math.max(1, result.requests);
        // The first round warms caches and compilers.
        if (round < 0) continue;
        say(
          `  ${request} ${peer}: ${Math.round(result.perSecond)}/s, ${cpuUs.toFixed(1)} us CPU a request, ${result.errors} errors`,
        );
        results.set(peer, [...(results.get(peer) ?? []), { result, cpuUs }]);
      }
    }
    for (const [peer, list] of results) {
      rows.push({
        peer: peer as GatewayRow['peer'],
        request,
        perSecond: median(list.map(({ result }) => result.perSecond)),
        cpuUs: median(list.map(({ cpuUs }) => cpuUs)),
        p50Ms: median(list.map(({ result }) => result.p50Ms)),
        p99Ms: median(list.map(({ result }) => result.p99Ms)),
        errors: list.reduce((sum, { result }) => sum + result.errors, 0),
      });
    }
  }
  return rows;
};
