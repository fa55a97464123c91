/**
 * `npm run docs`: makes `docs/reference/` from the code, so that what is written there is what the program does.
 * `test/reference.test.ts` fails when somebody forgets.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { program } from '../src/cli/main.ts';
import { configSchema } from '../src/config/schema.ts';
import { frameworks } from '../src/discover/code/frameworks/index.ts';
import { languages } from '../src/discover/code/languages/index.ts';
import { componentReaders } from '../src/discover/components/index.ts';
import { type ContractFormat, contractEndings, contractReaders } from '../src/discover/contracts/index.ts';
import { captureFormats } from '../src/discover/traffic/formats/index.ts';
import { namedFormats } from '../src/discover/traffic/log/format-string.ts';
import { jsonDialects } from '../src/discover/traffic/log/json/index.ts';
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

const languageTitles: ReadonlyMap<string, string> = new Map(languages.map(({ id, title }) => [id, title]));

const frameworksPage = (): string => {
  const ordered = frameworks.toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
  return [
    '# Frameworks',
    '',
    'Made from `src/discover/code/frameworks/`. Source code in these frameworks is read for operations; the id is what `framework` says in',
    'a catalogue. Each framework has its examples beside it: small projects of several files with every route, parameter and demand for',
    'credentials that must be found in them, and no other.',
    '',
    ...head('Framework', 'Id', 'Languages'),
    ...ordered.map(({ id, title, languages: ids }) =>
      row(title, `\`${id}\``, ids.map((one) => languageTitles.get(one) ?? one).join(', ')),
    ),
    '',
    '## Languages',
    '',
    ...head('Language', 'Files'),
    ...languages.map(({ title, endings }) =>
      row(
        title,
        Object.keys(endings)
          .map((ending) => `\`${ending}\``)
          .join(', '),
      ),
    ),
    '',
    '## What the examples show',
    '',
    ...head('Framework', 'Examples'),
    ...ordered.map(({ title, examples }) => row(title, examples.map((example) => example.title).join('; '))),
    '',
  ].join('\n');
};

/** What a contract format is called, and which of its parts become operations. */
const contractTitles: Readonly<Record<ContractFormat, readonly [title: string, read: string]>> = {
  openapi: [
    'OpenAPI 3.0, 3.1, 3.2',
    'operations; webhooks and callbacks as outbound calls; the contact as owner',
  ],
  swagger: ['OpenAPI 2.0', 'operations; the contact as owner'],
  asyncapi: [
    'AsyncAPI 2 and 3',
    'channels, as `PUBLISH` and `SUBSCRIBE`; brokers as components; the contact as owner',
  ],
  postman: ['Postman collections 2.0 and 2.1', 'requests, with variables and inherited credentials'],
  'graphql-introspection': ['GraphQL introspection', 'root fields, as `QUERY`, `MUTATION`, `SUBSCRIPTION`'],
  'graphql-sdl': ['GraphQL SDL', 'root fields; files of one schema are read together'],
  proto: [
    'Protocol Buffers',
    'methods of gRPC services, and their HTTP bindings; files of one package are read together',
  ],
  wsdl: ['WSDL 1.1 and 2.0', 'operations of SOAP services'],
};

const formatsPage = (): string =>
  [
    '# Formats',
    '',
    'Made from `src/discover/`. What a file is, is told by looking at it; `heliostat discover` takes any of these in one call.',
    '',
    '## Contracts',
    '',
    `Tried in this order, on files that end in ${contractEndings.map((ending) => `\`${ending}\``).join(', ')}.`,
    'References may lead to files below the given root, and never to the network.',
    '',
    ...head('Format', 'Id', 'What is read'),
    ...contractReaders.map(({ format }) => {
      const [title, read] = contractTitles[format];
      return row(title, `\`${format}\``, read);
    }),
    '',
    '## Captures and logs',
    '',
    'Tried in this order; gzipped or not.',
    '',
    ...head('Format', 'Id'),
    ...captureFormats.map(({ kind, title }) => row(title, `\`${kind}\``)),
    '',
    'Access logs in lines of text need no format: the layout is told from the lines. `--log-format` takes a format string (nginx, Apache,',
    'Envoy, HAProxy), an `nginx.conf`, or one of these names:',
    '',
    Object.keys(namedFormats)
      .map((name) => `\`${name}\``)
      .join(', '),
    '',
    `Access logs in JSON: ${jsonDialects
      .map(({ name }) => (name === 'flat' ? 'any whose fields have names of their own' : name))
      .join(', ')}.`,
    '',
    '## Components',
    '',
    'Lockfiles and manifests, package databases, bills of materials and descriptions of deployments, in folders that are read:',
    '',
    componentReaders.map(({ format }) => format).join(', '),
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
    ['frameworks.md', frameworksPage()],
    ['formats.md', formatsPage()],
    ['exchange.schema.json', `${JSON.stringify(z.toJSONSchema(exchangeRecord), null, 2)}\n`],
    ['control-api.openapi.json', `${JSON.stringify(describeControlApi(version), null, 2)}\n`],
  ]);

if (import.meta.main) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of referencePages()) writeFileSync(join(folder, name), text);
}
