/** Finds packages of Go: modules by their `go.mod`, packages by their folders. */
import type { ImportResolver } from '../language.ts';

/** A `go.mod`. */
interface GoModule {
  /** Folder below the root, without a slash at its end; '' for the root. */
  readonly folder: string;
  readonly path: string;
  /** Module paths that are taken from a folder of the project instead. */
  readonly replaced: ReadonlyMap<string, string>;
}

/**
 * Makes the resolver. An import is looked for in the module that the file is in, then in the project's other modules, then by `replace`
 * directives that name a folder; in a project without modules (GOPATH) by the end of its path. Test files are seen by test files alone.
 */
export function goImports(files: readonly string[], read: (file: string) => string | null): ImportResolver {
  const packages = new Map<string, string[]>();
  for (const file of files) {
    const folder = folderOf(file);
    const inside = packages.get(folder);
    if (inside === undefined) packages.set(folder, [file]);
    else inside.push(file);
  }
  const modules = modulesOf([...packages.keys()], read);
  const known = new Map<string, readonly string[]>();

  const filesIn = (folder: string): readonly string[] =>
    (packages.get(folder) ?? []).filter((file) => !isTest(file));

  const search = (from: string, folder: string): readonly string[] => {
    const home = modules.find((module) => isBelow(folder, module.folder));
    if (home !== undefined) {
      for (const [path, target] of home.replaced) {
        const rest = below(from, path);
        if (rest !== null) return filesIn(joined(target, rest));
      }
    }
    let best: GoModule | null = null;
    for (const module of modules) {
      if (below(from, module.path) !== null && (best === null || module.path.length > best.path.length))
        best = module;
    }
    if (best !== null) return filesIn(joined(best.folder, below(from, best.path) ?? ''));
    return home === undefined ? byEnding(from, filesIn) : [];
  };

  return {
    find(from, file) {
      const folder = folderOf(file);
      if (from.startsWith('./') || from.startsWith('../')) return filesIn(joined(folder, from));
      const key = `${folder}\n${from}`;
      let found = known.get(key);
      if (found === undefined) {
        found = search(from, folder);
        known.set(key, found);
      }
      return found;
    },
    beside(file) {
      const test = isTest(file);
      return (packages.get(folderOf(file)) ?? []).filter(
        (other) => other !== file && (test || !isTest(other)),
      );
    },
  };
}

/** Is it a file that only `go test` builds? */
export const isTest = (file: string): boolean => file.endsWith('_test.go');

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

const isBelow = (folder: string, above: string): boolean =>
  above === '' || folder === above || folder.startsWith(`${above}/`);

/** What of an import path is below a module's path: '' for the module itself; null when it is not below. */
function below(from: string, path: string): string | null {
  if (from === path) return '';
  return from.startsWith(`${path}/`) ? from.slice(path.length + 1) : null;
}

/** A folder joined with a relative one; `..`, which no package is in, when that is outside the root. */
function joined(folder: string, relative: string): string {
  const out: string[] = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.pop() === undefined) return '..';
  }
  return out.join('/');
}

/** All modules, the deepest folders first: a file belongs to the first that it is below. */
function modulesOf(folders: readonly string[], read: (file: string) => string | null): readonly GoModule[] {
  const candidates = new Set<string>();
  for (const folder of folders) {
    const parts = folder === '' ? [] : folder.split('/');
    for (let length = parts.length; length >= 0; length -= 1)
      candidates.add(parts.slice(0, length).join('/'));
  }
  const modules: GoModule[] = [];
  for (const folder of candidates) {
    const text = read(folder === '' ? 'go.mod' : `${folder}/go.mod`);
    if (text !== null) modules.push(...moduleOf(folder, text));
  }
  return modules.sort((a, b) => b.folder.length - a.folder.length);
}

function moduleOf(folder: string, text: string): readonly GoModule[] {
  const replaced = new Map<string, string>();
  let path: string | null = null;
  let block = '';
  for (const line of text.split('\n', 5_000)) {
    const words = (line.split('//', 1)[0] ?? '').trim().split(/\s+/);
    if (words[0] === ')') block = '';
    else if (words[1] === '(') block = words[0] ?? '';
    else if (words[0] === 'module') path = unquoted(words[1] ?? '');
    else if (words[0] === 'replace' || block === 'replace') {
      const directive = words[0] === 'replace' ? words.slice(1) : words;
      const arrow = directive.indexOf('=>');
      const target = unquoted(directive[arrow + 1] ?? '');
      if (arrow > 0 && /^\.\.?(?:\/|$)/.test(target)) {
        replaced.set(unquoted(directive[0] ?? ''), joined(folder, target));
      }
    }
  }
  return path === null || path === '' ? [] : [{ folder, path, replaced }];
}

const unquoted = (word: string): string => word.replace(/^["`]|["`]$/g, '');

/** Without a module the root of the repository is somewhere in the path: `github.com/org/app/internal/api` is `internal/api`. */
function byEnding(from: string, filesIn: (folder: string) => readonly string[]): readonly string[] {
  const segments = from.split('/');
  for (let at = 0; at < segments.length; at += 1) {
    const found = filesIn(segments.slice(at).join('/'));
    if (found.length > 0) return found;
  }
  return segments.length === 3 && (segments[0] ?? '').includes('.') ? filesIn('') : [];
}
