/**
 * `npm run docs`: makes `docs/reference/` from the code, so that what is written there is what the program does.
 * `test/reference.test.ts` fails when somebody forgets.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { program } from '../src/cli/main.ts';
import { configSchema } from '../src/config/schema.ts';
import { errorCatalogue } from '../src/model/errors.ts';
import { exchangeRecord } from '../src/model/exchange-record.ts';
import { dataClasses } from '../src/observe/classes/index.ts';
import { guards } from '../src/protect/guards/index.ts';
import { describeControlApi } from '../src/server/openapi.ts';
import { version } from '../src/version.ts';
import type { Command } from 'commander';

const folder = join(import.meta.dirname, '../docs/reference');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const head = (...titles: readonly string[]): string[] => [row(...titles), row(...titles.map(() => '---'))];

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly required?: readonly string[];
}

const integerMax = Number.MAX_SAFE_INTEGER;

const allowed = (schema: JsonSchema): string => {
  if (schema.anyOf !== undefined) return schema.anyOf.map(allowed).join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(', ');
  if (schema.type === 'array') return `list of ${allowed(schema.items ?? {})}`;
  const bounds = [
    ...(schema.minimum !== undefined && schema.minimum > -integerMax ? [`from ${schema.minimum}`] : []),
    ...(schema.maximum !== undefined && schema.maximum < integerMax ? [`to ${schema.maximum}`] : []),
  ].join(' ');
  return `${schema.type ?? 'any'}${bounds === '' ? '' : ` ${bounds}`}`;
};

const configRows = (schema: JsonSchema, path: string): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, each]) => {
    const name = path === '' ? key : `${path}.${key}`;
    if (each.properties !== undefined) return configRows(each, name);
    if (each.type === 'array' && each.items?.properties !== undefined) {
      return [
        row(
          `\`${name}[]\``,
          'list',
          each.default === undefined ? '' : `\`${JSON.stringify(each.default)}\``,
          each.description ?? '',
        ),
        ...configRows(each.items, `${name}[]`),
      ];
    }
    const fallback =
      each.default === undefined
        ? schema.required?.includes(key) === true
          ? 'required'
          : ''
        : `\`${JSON.stringify(each.default)}\``;
    return [row(`\`${name}\``, allowed(each), fallback, each.description ?? '')];
  });

const configPage = (): string =>
  [
    '# Configuration',
    '',
    'Made from `src/config/schema.ts`. `heliostat.config.yaml`, `.yml` or `.ts`; unknown keys are errors; units are in the names.',
    '',
    ...head('Key', 'Allowed', 'Default', 'Meaning'),
    ...configRows(z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, ''),
    '',
  ].join('\n');

const errorsPage = (): string =>
  [
    '# Errors',
    '',
    'Made from `src/model/errors.ts`. Over HTTP an error is `application/problem+json` (RFC 9457) with `code`, `title`, `status`, `mend` and, where values were wrong, `issues`.',
    '',
    ...head('Code', 'Status', 'Message', 'How to mend it'),
    ...Object.entries(errorCatalogue).map(([code, { status, message, mend }]) =>
      row(`\`${code}\``, String(status), message, mend),
    ),
    '',
  ].join('\n');

const commandSection = (command: Command, parents: string): string[] => {
  const name = `${parents} ${command.name()}`;
  const args = command.registeredArguments.map(
    (argument) =>
      ` ${argument.required ? '<' : '['}${argument.name()}${argument.variadic ? '...' : ''}${argument.required ? '>' : ']'}`,
  );
  const subcommands = command.commands;
  return [
    `## ${name.trim()}${args.join('')}`,
    '',
    command.description(),
    '',
    ...(command.options.length === 0
      ? []
      : [
          ...head('Option', 'Meaning', 'Default'),
          ...command.options.map(({ flags, description, defaultValue }) =>
            row(`\`${flags}\``, description, defaultValue === undefined ? '' : `\`${String(defaultValue)}\``),
          ),
          '',
        ]),
    ...subcommands.flatMap((each) => commandSection(each, name)),
  ];
};

const commandsPage = (): string =>
  [
    '# Commands',
    '',
    'Made from `src/cli/`. `--json` prints one document with a `version` on stdout and nothing else; what people read goes to stderr.',
    'Exit codes: 0 fine; 1 something was found (`config diff`: there are differences); 2 wrong usage or configuration; 3 it could not do its job.',
    '',
    ...program().commands.flatMap((command) => commandSection(command, 'heliostat')),
  ].join('\n');

const dataClassesPage = (): string =>
  [
    '# Data classes',
    '',
    'Made from `src/observe/classes/`. A class is told by value, by field name or by both; below a confidence of 0.5 it is not reported. Values are never stored.',
    '',
    ...head('Class', 'Title', 'Category', 'Sensitivity', 'Told by'),
    ...dataClasses.map(({ id, title, category, sensitivity, description }) =>
      row(`\`${id}\``, title, category, sensitivity, description),
    ),
    '',
  ].join('\n');

const guardsPage = (): string =>
  [
    '# Guards',
    '',
    'Made from `src/protect/guards/`. A request passes them in this order; each is off, observes (says what it would refuse) or enforces.',
    '',
    ...head('Guard', 'Title'),
    ...guards.map(({ id, title }) => row(`\`${id}\``, title)),
    '',
  ].join('\n');

/** All pages: file name and text. */
export const referencePages = (): ReadonlyMap<string, string> =>
  new Map([
    ['config.md', configPage()],
    ['errors.md', errorsPage()],
    ['commands.md', commandsPage()],
    ['data-classes.md', dataClassesPage()],
    ['guards.md', guardsPage()],
    ['exchange.schema.json', `${JSON.stringify(z.toJSONSchema(exchangeRecord), null, 2)}\n`],
    ['control-api.openapi.json', `${JSON.stringify(describeControlApi(version), null, 2)}\n`],
  ]);

if (import.meta.main) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of referencePages()) writeFileSync(join(folder, name), text);
}
