/** Packages of one project (a workspace): where `@acme/users` and `#routes/users` lead. */
import { isRecord, parseJsonc } from './jsonc.ts';
import { fileAt, folderOf, foldersUp, joinPath } from './paths.ts';

/** A package of the project. */
interface Package {
  readonly folder: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Folders that are asked for a manifest at most. */
const foldersMax = 5_000;
const depthMax = 5;
/** Where compilers put what they make, and where it comes from. */
const builtFolder = /^(\.\/)?(dist|lib|build|out|esm|cjs)\/(esm\/|cjs\/|src\/)?/;

/** Finds what packages of the project export. */
export class Packages {
  readonly #files: ReadonlySet<string>;
  readonly #read: (file: string) => string | null;
  readonly #manifests = new Map<string, Package | null>();
  #byName: ReadonlyMap<string, Package> | null = null;

  constructor(files: ReadonlySet<string>, read: (file: string) => string | null) {
    this.#files = files;
    this.#read = read;
  }

  /** Folder of the nearest package of a file; '' when none is declared. */
  folderFor(file: string): string {
    return this.#nearest(file)?.folder ?? '';
  }

  /** Where a subpath import (`#x`) of the nearest package leads. */
  imported(from: string, file: string): string | null {
    const own = this.#nearest(file);
    const imports = own?.manifest['imports'];
    if (own === null || !isRecord(imports)) return null;
    return this.#firstFile(own, matched(imports, from));
  }

  /** Where a bare name leads, when a package of the project has it. */
  exported(from: string): string | null {
    const parts = from.split('/');
    const name = parts.slice(0, from.startsWith('@') ? 2 : 1).join('/');
    const found = this.#packages().get(name);
    if (found === undefined) return null;
    const rest = from.slice(name.length + 1);
    const { manifest, folder } = found;
    const exports = manifest['exports'];
    const targets: string[] = [];
    if (isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'))) {
      targets.push(...matched(exports, rest === '' ? '.' : `./${rest}`));
    } else if (rest === '') targets.push(...conditions(exports));
    if (rest !== '') targets.push(rest, `src/${rest}`);
    else {
      for (const key of ['source', 'module', 'main', 'types']) targets.push(...conditions(manifest[key]));
      targets.push('src/index', 'index', 'src/main', 'lib/index');
    }
    return this.#firstFile({ manifest, folder }, targets);
  }

  #firstFile(own: Package, targets: readonly string[]): string | null {
    for (const target of targets) {
      const file = this.#source(joinPath(own.folder, target));
      if (file !== null) return file;
      if (builtFolder.test(target)) {
        for (const instead of ['src/', '']) {
          const source = this.#source(joinPath(own.folder, target.replace(builtFolder, instead)));
          if (source !== null) return source;
        }
      }
    }
    return null;
  }

  #source(path: string | null): string | null {
    return fileAt(path === null ? null : path.replace(/\.d\.([cm]?ts)$/, '.$1'), this.#files);
  }

  #nearest(file: string): Package | null {
    for (const folder of foldersUp(folderOf(file))) {
      const found = this.#at(folder);
      if (found !== null) return found;
    }
    return null;
  }

  #at(folder: string): Package | null {
    let found = this.#manifests.get(folder);
    if (found === undefined) {
      const text = this.#read(folder === '' ? 'package.json' : `${folder}/package.json`);
      const manifest = text === null ? undefined : parseJsonc(text);
      found = manifest === undefined ? null : { folder, manifest };
      this.#manifests.set(folder, found);
    }
    return found;
  }

  #packages(): ReadonlyMap<string, Package> {
    if (this.#byName !== null) return this.#byName;
    const folders = new Set<string>();
    for (const file of this.#files) {
      for (const folder of foldersUp(folderOf(file))) {
        if (folder.split('/').length <= depthMax && !folder.includes('node_modules')) folders.add(folder);
      }
      if (folders.size > foldersMax) break;
    }
    const named = new Map<string, Package>();
    for (const folder of folders) {
      const found = this.#at(folder);
      const name = found?.manifest['name'];
      if (found !== null && typeof name === 'string' && !named.has(name)) named.set(name, found);
    }
    this.#byName = named;
    return named;
  }
}

/** Targets of a key in a map of subpaths, where `*` stands for anything; the longest match first. */
function matched(map: Readonly<Record<string, unknown>>, key: string): readonly string[] {
  if (Object.hasOwn(map, key)) return conditions(map[key]);
  const patterns = Object.keys(map)
    .filter((one) => one.includes('*'))
    .sort((a, b) => b.indexOf('*') - a.indexOf('*'));
  for (const pattern of patterns) {
    const rest = starMatch(pattern, key);
    if (rest !== null) return conditions(map[pattern]).map((target) => target.replaceAll('*', () => rest));
  }
  return [];
}

/** What `*` stands for, or null. */
export function starMatch(pattern: string, text: string): string | null {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text ? '' : null;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  const fits = text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
  return fits ? text.slice(head.length, text.length - tail.length) : null;
}

/** All targets of nested conditions (`{ import: { types, default } }`), in order. */
function conditions(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > 5) return [];
  if (Array.isArray(value)) return value.flatMap((one) => conditions(one, depth + 1));
  return isRecord(value) ? Object.values(value).flatMap((one) => conditions(one, depth + 1)) : [];
}
