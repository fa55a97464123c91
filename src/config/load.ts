/** Reads a configuration file, and says of every wrong value where it is, what was expected and how to mend it. */
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { type ErrorIssue, HeliostatError } from '../model/errors.ts';
import { type Config, type ConfigInput, configSchema } from './schema.ts';

/** A configuration file larger than this is no configuration. */
const fileBytesMax = 4_194_304;

/** Names that are looked for, in this order, when none is given. */
export const configFileNames = [
  'heliostat.config.ts',
  'heliostat.config.yaml',
  'heliostat.config.yml',
] as const;

/**
 * Types a `heliostat.config.ts`.
 *
 * @example
 * export default defineConfig({ services: [{ name: 'shop', upstreams: [{ url: 'http://localhost:3000' }] }] });
 */
export const defineConfig = (config: ConfigInput): ConfigInput => config;

/**
 * Loads a `.ts`, `.js`, `.yaml` or `.json` configuration.
 *
 * @param path File, absolute or from the working directory.
 * @throws HeliostatError `config-unreadable`, or `config-invalid` with one issue for each wrong value.
 * @example
 * const config = await loadConfig('heliostat.config.yaml');
 */
export const loadConfig = async (path: string): Promise<Config> =>
  parseConfig(await readInput(resolve(path)));

/**
 * Checks a configuration and fills in the defaults.
 *
 * @throws HeliostatError `config-invalid` with one issue for each wrong value.
 */
export const parseConfig = (input: unknown): Config => {
  const parsed = configSchema.safeParse(input ?? {});
  if (!parsed.success) {
    throw new HeliostatError('config-invalid', {
      issues: parsed.error.issues.flatMap((issue) => explain(issue, input)),
    });
  }
  const issues = contradictions(parsed.data);
  if (issues.length > 0) throw new HeliostatError('config-invalid', { issues });
  return parsed.data;
};

const readInput = async (path: string): Promise<unknown> => {
  const extension = extname(path);
  try {
    if (['.ts', '.mts', '.js', '.mjs'].includes(extension)) {
      const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
      if (module.default === undefined) {
        throw new HeliostatError('config-unreadable', { detail: `${path} has no default export` });
      }
      return module.default;
    }
    const text = await readFile(path, 'utf8');
    if (text.length > fileBytesMax)
      throw new HeliostatError('config-unreadable', { detail: `${path} is larger than 4 MiB` });
    const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
    const [problem] = document.errors;
    if (problem !== undefined) {
      throw new HeliostatError('config-unreadable', {
        detail: `${path}: ${problem.message.split('\n')[0] ?? ''}`,
      });
    }
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    if (error instanceof HeliostatError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new HeliostatError('config-unreadable', { detail: `${path}: ${reason}`, cause: error });
  }
};

const dotted = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  ) || '(the whole file)';

/** A wrong value as it was written, short; values of keys that may be secrets are not repeated. */
const shown = (input: unknown, path: readonly PropertyKey[]): string => {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return 'nothing';
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  if (value === undefined) return 'nothing';
  if (/key|secret|token|password/i.test(String(path.at(-1) ?? ''))) return `${typeof value} (not shown)`;
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const explain = (issue: z.core.$ZodIssue, input: unknown): ErrorIssue[] => {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: dotted([...issue.path, key]),
      expected: 'no such key',
      got: shown(input, [...issue.path, key]),
      mend: 'Remove it, or look for its right name in docs/reference/config.md.',
    }));
  }
  const got = shown(input, issue.path);
  return [
    {
      path: dotted(issue.path),
      expected: expectation(issue),
      got,
      mend:
        got === 'nothing' ? 'Add it.' : 'Change the value; docs/reference/config.md lists what is allowed.',
    },
  ];
};

const expectation = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return `${issue.origin === 'array' ? 'a list of at least' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `${issue.origin === 'array' ? 'a list of at most' : 'at most'} ${issue.maximum}`;
    default:
      return issue.message.replace(/^Invalid (input|string): /, '').replace(/^expected /, '');
  }
};

/** What no single value shows: names used twice, doors in each other's way. */
const contradictions = (config: Config): ErrorIssue[] => [
  ...twice(
    config.services.map(({ name }) => name),
    'services',
    'name',
    'a name of its own',
  ),
  ...twice(
    config.listeners.map(({ name }) => name),
    'listeners',
    'name',
    'a name of its own',
  ),
  ...twice(
    config.mirrors.map(({ name }) => name),
    'mirrors',
    'name',
    'a name of its own',
  ),
  ...twice(
    config.mirrors.map(({ host, port }) => (port === 0 ? '' : `${host}:${port}`)),
    'mirrors',
    'port',
    'an address of its own',
  ),
  ...twice(
    config.jobs.map(({ name }) => name),
    'jobs',
    'name',
    'a name of its own',
  ),
  ...twice(
    config.listeners.map(({ host, port }) => (port === 0 ? '' : `${host}:${port}`)),
    'listeners',
    'port',
    'an address of its own',
  ),
  ...twice(
    config.services.map(
      ({ hosts, pathPrefix }) => `${hosts.toSorted().join(' ').toLowerCase()} ${pathPrefix}`,
    ),
    'services',
    'pathPrefix',
    'a host and prefix of its own',
  ),
];

const twice = (values: readonly string[], list: string, key: string, expected: string): ErrorIssue[] =>
  values.flatMap((value, index) =>
    value !== '' && values.indexOf(value) < index
      ? [
          {
            path: `${list}[${index}].${key}`,
            expected,
            got: `${value}, as ${list}[${values.indexOf(value)}]`,
            mend: 'Change one of the two.',
          },
        ]
      : [],
  );
