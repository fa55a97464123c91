/** `heliostat doctor`: looks at what Heliostat needs, and says how to mend what is missing. */
import { existsSync } from 'node:fs';
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { request } from 'undici';
import { configFileNames, loadConfig, parseConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { HeliostatError } from '../model/errors.ts';
import { version } from '../version.ts';
import { inCheckout, labProgram, placeOf } from './places.ts';
import { size } from './terminal/numbers.ts';
import { errorLines, exitCodes } from './terminal/report.ts';
import { painter } from './terminal/style.ts';
import { table } from './terminal/table.ts';

/** What was looked at. */
interface Check {
  readonly id: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  readonly mend?: string;
}

const freeBytesMin = 1_000_000_000;
const upstreamTimeoutMs = 3000;

/** The command. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('Check what Heliostat needs: Node, configuration, data folder, ports, upstreams, console.')
    .option('-c, --config <file>', 'configuration to look at')
    .option('--json', 'print one document on stdout')
    .action(async (options: { readonly config?: string; readonly json?: true }) => {
      const checks = await examine(options.config);
      const failed = checks.some(({ state }) => state === 'fail');
      if (options.json === true)
        process.stdout.write(`${JSON.stringify({ version: 1, heliostat: version, checks })}\n`);
      else {
        const paint = painter(process.stderr);
        const marks = {
          ok: paint('green', 'ok  '),
          warn: paint('yellow', 'warn'),
          fail: paint('red', 'fail'),
        };
        const lines = table(
          checks,
          [
            { title: '', text: ({ id }) => id },
            { title: '', flexible: true, text: ({ found }) => found },
          ],
          {
            width: (process.stderr.columns ?? 120) - 6,
            paint,
            header: false,
          },
        );
        for (const [index, { state, mend }] of checks.entries()) {
          process.stderr.write(`${marks[state]}  ${lines[index] ?? ''}\n`);
          if (mend !== undefined) process.stderr.write(`        ${paint('dim', mend)}\n`);
        }
      }
      if (failed) process.exitCode = exitCodes.failed;
    });

const examine = async (configFile: string | undefined): Promise<Check[]> => {
  const checks: Check[] = [node(), consoleBuilt(), lab()];
  const file = configFile ?? configFileNames.find((name) => existsSync(name));
  let config: Config;
  try {
    config = file === undefined ? parseConfig({}) : await loadConfig(file);
    checks.push({ id: 'configuration', state: 'ok', found: file ?? 'none; the defaults hold' });
  } catch (error) {
    const [, ...lines] = errorLines(error, (_style, text) => text);
    return [
      ...checks,
      {
        id: 'configuration',
        state: 'fail',
        found: error instanceof HeliostatError ? error.message : String(error),
        mend: lines.join(' ').trim(),
      },
    ];
  }
  const ports = [
    ...config.listeners.map(({ name, host, port }) => ({ id: `listener ${name}`, host, port })),
    { id: 'console', host: config.hub.host, port: config.hub.port },
  ];
  return [
    ...checks,
    await dataFolder(config.data),
    ...(await Promise.all(ports.map(free))),
    ...(await Promise.all(
      config.services.flatMap(({ name, upstreams }) => upstreams.map(({ url }) => reachable(name, url))),
    )),
  ];
};

const node = (): Check => ({
  id: 'node',
  state: Number(process.versions.node.split('.')[0]) >= 24 ? 'ok' : 'fail',
  found: process.version,
});

const consoleBuilt = (): Check => {
  if (existsSync(placeOf('console/dist/index.html')))
    return { id: 'console files', state: 'ok', found: 'built' };
  if (inCheckout)
    return {
      id: 'console files',
      state: 'ok',
      found: 'not built yet; `up` and `demo` build them on first need',
    };
  return {
    id: 'console files',
    state: 'warn',
    found: 'missing',
    mend: 'Install the package again; the gateway works without.',
  };
};

const lab = (): Check =>
  labProgram('main') === null
    ? { id: 'lab', state: 'warn', found: 'missing', mend: '`demo` needs it; install the package again.' }
    : { id: 'lab', state: 'ok', found: 'there' };

const dataFolder = async (folder: string): Promise<Check> => {
  const path = resolve(folder);
  const existing = existsSync(path) ? path : dirname(path);
  try {
    if (existing === path) await access(path, constants.W_OK | constants.R_OK);
    else await mkdir(dirname(path), { recursive: true }).then(() => access(dirname(path), constants.W_OK));
    const { bavail, bsize } = await statfs(existing);
    const freeBytes = bavail * bsize;
    if (freeBytes < freeBytesMin)
      return {
        id: 'data folder',
        state: 'warn',
        found: `${path}, ${size(freeBytes)} free`,
        mend: 'Free some space: records are shed and counted when the disk is full.',
      };
    return { id: 'data folder', state: 'ok', found: `${path}, ${size(freeBytes)} free` };
  } catch {
    return {
      id: 'data folder',
      state: 'fail',
      found: `${path} cannot be written`,
      mend: 'Give another with `data:` or --data, or change its rights.',
    };
  }
};

const free = ({
  id,
  host,
  port,
}: {
  readonly id: string;
  readonly host: string;
  readonly port: number;
}): Promise<Check> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      done({
        id,
        state: taken ? 'warn' : 'fail',
        found: `${host}:${port} ${taken ? 'is taken' : `cannot be opened (${error.code ?? 'unknown'})`}`,
        mend: taken
          ? 'By a running Heliostat, perhaps; else choose another port.'
          : 'Choose another address or port.',
      });
    });
    server.listen({ host, port, exclusive: true }, () =>
      server.close(() => done({ id, state: 'ok', found: `${host}:${port} is free` })),
    );
  });

const reachable = async (service: string, url: string): Promise<Check> => {
  const id = `upstream ${service}`;
  try {
    const { statusCode, body } = await request(url, {
      method: 'HEAD',
      headersTimeout: upstreamTimeoutMs,
      bodyTimeout: upstreamTimeoutMs,
    });
    await body.dump();
    return { id, state: 'ok', found: `${url} answers (${statusCode})` };
  } catch (error) {
    return {
      id,
      state: 'fail',
      found: `${url} does not answer (${error instanceof Error ? error.message : 'unknown'})`,
      mend: 'Start it, or mend its address.',
    };
  }
};
