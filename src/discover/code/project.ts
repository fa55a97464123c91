/** A project for the machine: modules, how imports find files, and which package a file belongs to. */
import type { LanguageId, Module } from './ir.ts';
import { languages } from './languages/index.ts';
import type { ImportResolver } from './languages/language.ts';
import type { CodeProject } from './machine/machine.ts';

/** What a project is made of. */
export interface ProjectParts {
  readonly modules: ReadonlyMap<string, Module>;
  /** All files below the root, vendored ones left out. */
  readonly files: readonly string[];
  /** Text of a small file, or null. */
  readonly read: (file: string) => string | null;
  readonly apiOf: (file: string) => string;
}

/** Finders of imports, one a language, made when first needed. */
export class Resolvers {
  readonly #files: readonly string[];
  readonly #read: (file: string) => string | null;
  readonly #rootName: string;
  readonly #made = new Map<LanguageId, ImportResolver>();
  readonly #found = new Map<string, readonly string[]>();

  constructor(files: readonly string[], read: (file: string) => string | null, rootName = '') {
    this.#files = files;
    this.#read = read;
    this.#rootName = rootName;
  }

  /** The finder of a language. */
  of(id: LanguageId): ImportResolver {
    let resolver = this.#made.get(id);
    if (resolver === undefined) {
      const language = languages.find((one) => one.id === id);
      if (language === undefined) throw new Error(`no language ${id}`);
      const own = this.#files.filter((file) => endsAsOneOf(file, language.endings));
      resolver = language.resolver(own, this.#read, this.#rootName);
      this.#made.set(id, resolver);
    }
    return resolver;
  }

  /** Files that an import leads to; remembered. */
  find(from: string, file: string, id: LanguageId): readonly string[] {
    const key = `${file}\n${from}`;
    let found = this.#found.get(key);
    if (found === undefined) {
      found = this.of(id).find(from, file);
      this.#found.set(key, found);
    }
    return found;
  }
}

const endsAsOneOf = (file: string, endings: Readonly<Record<string, string>>): boolean =>
  Object.hasOwn(endings, file.slice(file.lastIndexOf('.')).toLowerCase());

/** Makes a project; only files that were lowered are found. */
export function makeProject(
  parts: ProjectParts,
  resolvers = new Resolvers(parts.files, parts.read),
): CodeProject {
  const { modules } = parts;
  const there = (files: readonly string[]): readonly string[] => files.filter((file) => modules.has(file));
  const besides = new Map<string, readonly string[]>();
  return {
    modules,
    find: (from, module) => there(resolvers.find(from, module.file, module.language)),
    beside(module) {
      let found = besides.get(module.file);
      if (found === undefined) {
        found = there(resolvers.of(module.language).beside(module.file, module)).filter(
          (file) => file !== module.file,
        );
        besides.set(module.file, found);
      }
      return found;
    },
    read: parts.read,
    files: parts.files,
    apiOf: parts.apiOf,
  };
}
