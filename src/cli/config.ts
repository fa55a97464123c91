/** `heliostat config`: check the file; export, compare and apply the versioned documents, so that they fit into git. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { parseDocument, stringify } from 'yaml';
import type { Documents } from '../offline.ts';
import { configFileNames, loadConfig, parseConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { HeliostatError } from '../model/errors.ts';
import { count } from './terminal/numbers.ts';
import { painter, printable } from './terminal/style.ts';

interface Options {
  readonly config?: string;
  readonly data?: string;
  readonly json?: true;
}

const fileBytesMax = 4_194_304;

/** The command with its subcommands. */
export const configCommand = (): Command => {
  const config = new Command('config').description(
    'Check the configuration; export, compare and apply the saved documents.',
  );
  const paint = painter(process.stderr);
  const say = (line: string) => void process.stderr.write(`${line}\n`);

  config
    .command('check')
    .argument('[file]', `configuration (default: ${configFileNames.join(', ')})`)
    .description('Say whether a configuration is valid, and of each wrong value what was expected.')
    .option('--json', 'print the configuration with all defaults on stdout')
    .action(async (file: string | undefined, { json }: { readonly json?: true }) => {
      const path = file ?? configFileNames.find((name) => existsSync(name));
      if (path === undefined)
        throw new HeliostatError('config-unreadable', {
          detail: `there is no ${configFileNames.join(', ')} here`,
        });
      const checked = await loadConfig(path);
      if (json === true)
        process.stdout.write(`${JSON.stringify({ version: 1, file: path, config: checked })}\n`);
      else
        say(
          `${paint('green', 'Valid')} ${printable(path)}: ${count(checked.listeners.length)} listeners, ${count(checked.services.length)} services, ${count(checked.jobs.length)} jobs.`,
        );
    });

  const withPlace = (name: string) =>
    config
      .command(name)
      .option('-c, --config <file>', 'configuration whose services the documents are about')
      .option('-d, --data <folder>', 'data folder (default: that of the configuration)');

  withPlace('export')
    .description('Write the saved documents (guards, retention) as YAML.')
    .option('-o, --output <file>', 'file to write (default: stdout)')
    .option('--json', 'JSON instead of YAML')
    .action(async (options: Options & { readonly output?: string }) => {
      await using documents = await documentsOf(options);
      const exported = await documents.export();
      const text = options.json === true ? `${JSON.stringify(exported)}\n` : stringify(exported);
      if (options.output === undefined) process.stdout.write(text);
      else await writeFile(options.output, text);
    });

  withPlace('diff')
    .argument('<file>', 'exported documents')
    .description('Say what applying a file would change; exits with 1 when there is something.')
    .option('--json', 'print one document on stdout')
    .action(async (file: string, options: Options) => {
      await using documents = await documentsOf(options);
      const changes = await documents.diff(await readDocuments(file));
      if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, changes })}\n`);
      else if (changes.length === 0) say('Nothing would change.');
      else
        for (const { document, path, from, to } of changes)
          say(
            `${paint('bold', printable(path === '' ? document : `${document}.${path}`))}  ${paint('red', shown(from))} -> ${paint('green', shown(to))}`,
          );
      if (changes.length > 0) process.exitCode = 1;
    });

  withPlace('apply')
    .argument('<file>', 'exported documents')
    .description(
      'Put the documents of a file in force; refused when somebody changed them since the file was exported.',
    )
    .option('--json', 'print one document on stdout')
    .action(async (file: string, options: Options) => {
      await using documents = await documentsOf(options);
      const applied = await documents.apply(await readDocuments(file));
      if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, applied })}\n`);
      else
        say(
          applied.length === 0
            ? 'Nothing to change.'
            : `Applied: ${applied.map(({ name, version }) => `${name} (now version ${version})`).join(', ')}.`,
        );
    });

  return config;
};

const configOf = async (options: Options): Promise<Config> => {
  const file = options.config ?? configFileNames.find((name) => existsSync(name));
  const config = file === undefined ? parseConfig({}) : await loadConfig(file);
  return options.data === undefined ? config : { ...config, data: options.data };
};

/** The stores load only for the commands that open them. */
const documentsOf = async (options: Options): Promise<Documents> => {
  const { openDocuments } = await import('../offline.ts');
  return openDocuments(await configOf(options));
};

const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return printable(text.length > 60 ? `${text.slice(0, 57)}...` : text);
};

const readDocuments = async (file: string): Promise<unknown> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new HeliostatError('file-unreadable', { detail: file, cause });
  }
  if (text.length > fileBytesMax)
    throw new HeliostatError('file-unknown', { detail: `${file} is larger than 4 MiB` });
  const document = parseDocument(text, { uniqueKeys: true });
  const [problem] = document.errors;
  if (problem !== undefined)
    throw new HeliostatError('file-unknown', { detail: `${file}: ${problem.message.split('\n')[0] ?? ''}` });
  return document.toJS({ maxAliasCount: 100 }) as unknown;
};
