/** Files of routes: `config/routes.yaml` and what it imports, with prefixes for whole folders of controllers. */
import { parse } from 'yaml';
import type { Machine } from '../../machine/machine.ts';
import { normalPath } from '../../languages/php/imports.ts';
import { id } from './names.ts';

/** A route that a file of routes writes out. */
export interface ConfiguredRoute {
  readonly path: string;
  readonly methods: readonly string[];
  /** `App\Controller\X::m`, or '' . */
  readonly controller: string;
  readonly requirements: ReadonlyMap<string, string>;
  readonly defaults: ReadonlySet<string>;
  readonly file: string;
  readonly line: number;
}

/** What the files say. */
export interface RoutesConfig {
  readonly routes: readonly ConfiguredRoute[];
  /** Folder or file of controllers to the prefix of their routes. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Prefix of API Platform, when it is there. */
  readonly apiPlatform: string | null;
}

const filesMax = 200;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** Reads the files of an application. */
export function routesConfig(folder: string, machine: Machine): RoutesConfig {
  const routes: ConfiguredRoute[] = [];
  const prefixes = new Map<string, string>();
  const state: { apiPlatform: string | null } = { apiPlatform: null };
  const seen = new Set<string>();
  const read = (file: string, prefix: string): void => {
    if (seen.size >= filesMax || seen.has(`${file} ${prefix}`)) return;
    seen.add(`${file} ${prefix}`);
    const source = machine.project.read(file);
    if (source === null) return;
    let document: unknown;
    try {
      document = parse(source);
    } catch {
      machine.unresolved({ what: file, why: 'the file of routes is no YAML', framework: id, file, line: 1 });
      return;
    }
    const lines = source.split('\n');
    for (const [name, value] of Object.entries(record(document))) {
      const line = lines.findIndex((text) => text.startsWith(`${name}:`)) + 1;
      const entry = record(value);
      if (name.startsWith('when@')) continue;
      const own = typeof entry['prefix'] === 'string' ? entry['prefix'] : '';
      const { resource } = entry;
      const target = typeof resource === 'string' ? resource : textOf(record(resource)['path']);
      if (entry['type'] === 'api_platform') state.apiPlatform = prefix + own;
      else if (target === 'routing.controllers') prefixes.set('', prefix + own);
      else if (target !== '') {
        const base = file.slice(0, file.lastIndexOf('/') + 1);
        const path = normalPath(
          `${target.startsWith('@') || target.startsWith('%') ? '' : base}${target.replace(/^%kernel\.project_dir%/, folder)}`,
        );
        if (/\.ya?ml$/.test(target)) read(path, prefix + own);
        else if (target.includes('\\') || !target.startsWith('@'))
          prefixes.set(path.replace(/\/\**$/, ''), prefix + own);
      } else if (typeof entry['path'] === 'string') {
        const defaults = record(entry['defaults']);
        const controller = entry['controller'] ?? defaults['_controller'];
        const methods = entry['methods'];
        routes.push({
          path: `${prefix}${entry['path'] === '/' && prefix !== '' ? '' : entry['path']}`,
          methods: (Array.isArray(methods)
            ? methods.map(String)
            : (textOf(methods) === '' ? 'ANY' : textOf(methods)).split('|')
          ).map((one) => one.trim().toUpperCase()),
          controller: typeof controller === 'string' ? controller : '',
          requirements: new Map(
            Object.entries(record(entry['requirements'])).map(([key, rule]) => [key, String(rule)]),
          ),
          defaults: new Set(Object.keys(defaults).filter((key) => key !== '_controller')),
          file,
          line: Math.max(1, line),
        });
      }
    }
  };
  for (const file of machine.project.files)
    if (
      file.startsWith(`${folder}config/`) &&
      /^config\/(?:routes|routing)(?:\/[\w-]+)?\.ya?ml$/.test(file.slice(folder.length))
    )
      read(file, '');
  read(`${folder}app/config/routing.yml`, '');
  return { routes, prefixes, apiPlatform: state.apiPlatform };
}

/** The prefix that the files give to the routes of a class's file; the longest folder that fits. */
export function prefixOf(config: RoutesConfig, file: string): string {
  let best = '';
  let prefix = '';
  for (const [folder, own] of config.prefixes)
    if ((folder === '' || file === folder || file.startsWith(`${folder}/`)) && folder.length >= best.length) {
      best = folder;
      prefix = own;
    }
  return prefix;
}
