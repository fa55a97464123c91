/** Settings of Java applications: `application.properties` and `application.yml` beside the code, and `${...}` that speak of them. */
import { parseAllDocuments } from 'yaml';
import type { CodeProject, Machine } from '../../machine/machine.ts';
import type { Hole, TextValue } from '../../machine/values.ts';
import { text } from '../../machine/values.ts';

/** Settings of one application by dotted key, all lower case without dashes (relaxed binding): `server.servlet.contextpath`. */
export type Settings = ReadonlyMap<string, string>;

const settingsFile = /(?:^|\/)(?:application|bootstrap|microprofile-config)\.(?:properties|ya?ml)$/;

const depthMax = 12;
const keysMax = 20_000;

/** The module of a build that a file belongs to: the folder above `src/`. */
export function moduleOf(file: string): string {
  const at = file.search(/(?:^|\/)src\/(?:main|test|[a-zA-Z]+\/java)/);
  if (at >= 0) return file.slice(0, at);
  const source = file.search(/(?:^|\/)src\//);
  return source >= 0 ? file.slice(0, source) : (file.split('/').slice(0, -1)[0] ?? '');
}

/** All settings of a project by module. */
export class AllSettings {
  readonly #byModule = new Map<string, Map<string, string>>();
  readonly #found = new Map<string, readonly Settings[]>();
  readonly #project: CodeProject;

  constructor(project: CodeProject) {
    this.#project = project;
    for (const file of project.files) {
      if (!settingsFile.test(file) || /(?:^|\/)src\/test\//.test(file)) continue;
      const content = project.read(file);
      if (content === null) continue;
      const module = moduleOf(file);
      const settings = this.#byModule.get(module) ?? new Map<string, string>();
      const found = file.endsWith('.properties') ? fromProperties(content) : fromYaml(content);
      for (const [key, value] of found) if (!settings.has(key)) settings.set(key, value);
      this.#byModule.set(module, settings);
    }
  }

  /** Settings of the application that a file is part of; none when it is a library of several. */
  for(file: string): Settings {
    const [only, ...others] = this.near(file);
    return only === undefined || others.length > 0 ? none : only;
  }

  /** Settings of the applications that a file may be part of. */
  near(file: string): readonly Settings[] {
    const module = moduleOf(file);
    let found = this.#found.get(module);
    if (found === undefined) {
      const near = nearestModules(this.#project, module, [...this.#byModule.keys()]);
      found = near.flatMap((one) => this.#byModule.get(one) ?? []);
      this.#found.set(module, found);
    }
    return found;
  }
}

const none: Settings = new Map();

/**
 * Of some modules of a build, those that one belongs with: itself; else those that it depends on, or that depend on it, by their build files;
 * else the one that stands nearest.
 */
export function nearestModules(
  project: Pick<CodeProject, 'read'>,
  module: string,
  candidates: readonly string[],
): readonly string[] {
  if (candidates.includes(module) || candidates.length === 0)
    return candidates.includes(module) ? [module] : [];
  const dependants = candidates.filter((one) => dependsOn(project, one, module));
  if (dependants.length > 0) return dependants;
  const dependencies = candidates.filter((one) => dependsOn(project, module, one));
  if (dependencies.length > 0) return dependencies;
  const best = Math.max(...candidates.map((one) => sharedSegments(one, module)));
  return candidates.filter((one) => sharedSegments(one, module) === best);
}

function dependsOn(project: Pick<CodeProject, 'read'>, module: string, other: string): boolean {
  const name = other.split('/').at(-1) ?? '';
  if (name === '') return false;
  const below = module === '' ? '' : `${module}/`;
  for (const file of ['pom.xml', 'build.gradle', 'build.gradle.kts']) {
    const build = project.read(`${below}${file}`);
    if (build === null) continue;
    for (const mark of [`<artifactId>${name}</artifactId>`, `:${name}'`, `:${name}"`, `projects.${name}`]) {
      if (build.includes(mark)) return true;
    }
  }
  return false;
}

/** The settings of the project, read once. */
export const settingsOf = (machine: Machine): AllSettings =>
  machine.notes('java settings', () => new AllSettings(machine.project));

/** How many leading folders two paths have in common. */
export function sharedSegments(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let at = 0;
  while (at < left.length && at < right.length && left[at] === right[at]) at += 1;
  return at;
}

const relaxed = (key: string): string => key.toLowerCase().replaceAll(/[-_]/g, '');

/** A setting, with the settings within it put in; null when there is none or it cannot be told. */
export function setting(settings: Settings, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = settings.get(relaxed(key));
    if (value !== undefined) return resolved(value, settings, 0);
  }
  return null;
}

function resolved(value: string, settings: Settings, depth: number): string | null {
  if (!value.includes('${')) return value;
  if (depth > depthMax) return null;
  const parts = withPlaceholders(value, settings, depth + 1);
  return parts.every((part) => typeof part === 'string') ? parts.join('') : null;
}

function withPlaceholders(value: string, settings: Settings, depth: number): (string | Hole)[] {
  const parts: (string | Hole)[] = [];
  let from = 0;
  for (const match of value.matchAll(/\$\{([^{}$]{1,300})\}/g)) {
    parts.push(value.slice(from, match.index));
    from = match.index + match[0].length;
    const [key = '', ...rest] = (match[1] ?? '').split(':');
    const set = settings.get(relaxed(key.trim()));
    const told = set === undefined ? null : resolved(set, settings, depth);
    parts.push(told ?? (rest.length > 0 ? rest.join(':') : { hole: key.trim() }));
  }
  parts.push(value.slice(from));
  return parts.filter((part) => part !== '');
}

/** Puts settings into a text: `${api.base:/api}/users`. What is not set and has no default stays a hole. */
export function substitute(value: TextValue, settings: Settings): TextValue {
  if (!value.parts.some((part) => typeof part === 'string' && part.includes('${'))) return value;
  return text(
    ...value.parts.flatMap((part) =>
      typeof part === 'string' ? withPlaceholders(part, settings, 0) : [part],
    ),
  );
}

function fromProperties(content: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of content.replaceAll(/\\\r?\n[ \t]*/g, '').split(/\r?\n/)) {
    // Further documents hold for profiles.
    if (/^[#!]---/.test(line.trim())) break;
    const match = /^\s*([^#!\s=:][^=:\s]*)\s*[=:]\s*(.*)$/.exec(line.slice(0, 4000));
    if (match === null || found.size >= keysMax) continue;
    const value = (match[2] ?? '').trim();
    // `urls[0]=/a` and `urls[1]=/b` are one list.
    const key = relaxed((match[1] ?? '').replace(/\[\d+\]$/, ''));
    const before = (match[1] ?? '').endsWith(']') ? found.get(key) : undefined;
    found.set(key, before === undefined ? value : `${before},${value}`);
  }
  return found;
}

function fromYaml(content: string): Map<string, string> {
  const found = new Map<string, string>();
  let documents: unknown[];
  try {
    documents = [];
    for (const one of parseAllDocuments(content, { logLevel: 'silent', uniqueKeys: false })) {
      documents.push(one.toJS({ maxAliasCount: 100 }));
    }
  } catch {
    return found;
  }
  for (const document of documents) {
    const own = new Map<string, string>();
    flatten(document, '', own, 0);
    // A document for a profile does not hold by default.
    if (own.has('spring.config.activate.onprofile') || own.has('spring.profiles')) continue;
    for (const [key, value] of own) if (!found.has(key)) found.set(key, value);
  }
  return found;
}

function flatten(value: unknown, path: string, to: Map<string, string>, depth: number): void {
  if (depth > depthMax || to.size >= keysMax) return;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    to.set(relaxed(path), String(value));
  } else if (Array.isArray(value)) {
    to.set(
      relaxed(path),
      value.filter((one) => typeof one === 'string' || typeof one === 'number').join(','),
    );
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      flatten(inner, path === '' ? key : `${path}.${key}`, to, depth + 1);
    }
  }
}
