/** `heliostat up`: puts Heliostat in front of a live API and shows what it sees. */
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { Command } from 'commander';
import { configFileNames, loadConfig, parseConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { HeliostatError } from '../model/errors.ts';
import { consoleFolder } from './console-folder.ts';
import { logTo } from './log.ts';
import { program } from './places.ts';
import { untilStopped } from './signals.ts';
import { parseInteger } from './terminal/numbers.ts';
import { addressLines, farewell, watch } from './terminal/watch.ts';

interface UpOptions {
  readonly upstream?: string;
  readonly config?: string;
  readonly data?: string;
  readonly port?: number;
  readonly hubPort?: number;
}

/** The command. */
export const upCommand = (): Command =>
  new Command('up')
    .description('Put Heliostat in front of a live API: gateway, inventory, console.')
    .option('-u, --upstream <url>', 'the API to stand in front of')
    .option('-c, --config <file>', `configuration (default: ${configFileNames.join(', ')} when there is one)`)
    .option('-d, --data <folder>', 'folder for stores and spool (default: ./heliostat-data)')
    .option('-p, --port <number>', 'port of the gateway (default: 4800)', parseInteger('--port', 0, 65_535))
    .option(
      '--hub-port <number>',
      'port of the console and the control API (default: 4801)',
      parseInteger('--hub-port', 0, 65_535),
    )
    .addHelpText('after', '\nExample:\n  heliostat up --upstream http://localhost:3000')
    .action(async (options: UpOptions) => {
      const config = await upConfig(options);
      const { startHeliostat } = await import('../app.ts');
      const say = (line: string) => void process.stderr.write(`${line}\n`);
      const built = await consoleFolder(say);
      await using heliostat = await startHeliostat({
        config,
        ...logTo(config.data),
        consoleFolder: built,
        program: program(),
      });
      const stop = untilStopped();
      const names = config.services.map(
        ({ name, upstreams }) => `${name} (${upstreams.map(({ url }) => url).join(', ')})`,
      );
      const notes = addressLines(heliostat, names.join(', '));
      await watch(heliostat, { notes: () => notes, signal: stop });
      await heliostat.settle();
      say(farewell(await heliostat.storedCount(), heliostat.inventory.totals().shed));
    });

/**
 * The configuration of `up`: a file, a URL, or both (the URL then becomes one more service for all that no other service takes).
 *
 * @throws HeliostatError `usage-invalid` when there is neither.
 */
export const upConfig = async (options: UpOptions): Promise<Config> => {
  const file = options.config ?? configFileNames.find((name) => existsSync(name));
  if (file === undefined && options.upstream === undefined) {
    throw new HeliostatError('usage-invalid', {
      detail: 'give --upstream URL, or a configuration: `heliostat init` writes one',
    });
  }
  const config = file === undefined ? parseConfig({}) : await loadConfig(file);
  const [first, ...others] = config.listeners;
  return parseConfig({
    ...config,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.hubPort === undefined ? {} : { hub: { ...config.hub, port: options.hubPort } }),
    ...(options.port === undefined ? {} : { listeners: [{ ...first, port: options.port }, ...others] }),
    services: [...config.services, ...(options.upstream === undefined ? [] : [serviceFor(options.upstream)])],
  });
};

/** A service for a bare URL, named after its host. */
const serviceFor = (url: string) => {
  if (!URL.canParse(url)) {
    throw new HeliostatError('usage-invalid', {
      detail: `--upstream: expected a URL such as http://localhost:3000, got ${JSON.stringify(url.slice(0, 80))}`,
    });
  }
  const { hostname } = new URL(url);
  // An address says nothing to a reader.
  const host = isIP(hostname.replace(/[[\]]/g, '')) === 0 ? hostname : 'api';
  const name = host
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
  return { name: name === '' ? 'api' : name, upstreams: [{ url }] };
};
