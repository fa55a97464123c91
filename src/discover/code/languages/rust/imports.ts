/** Finds modules of Rust: by `Cargo.toml` files, the roots of crates and the places of modules. */
import type { ImportResolver } from '../language.ts';

/** A crate: its name in paths and where its modules are. */
interface Crate {
  readonly name: string;
  /** Folder of `Cargo.toml`, '' for the root. */
  readonly folder: string;
}

/**
 * Makes the resolver. A path starts at `crate`, `self` or `super`, at a crate of the project, or at a module beside; what is left of it
 * after the last module is a name in that module.
 */
export function rustImports(files: readonly string[], read: (file: string) => string | null): ImportResolver {
  const all = new Set(files);
  const crates = cratesOf(files, read);
  const known = new Map<string, readonly string[]>();

  const rootsOf = (crate: Crate): readonly string[] =>
    ['src/lib.rs', 'src/main.rs', 'lib.rs', 'main.rs']
      .map((name) => below(crate.folder, name))
      .filter((file) => all.has(file));

  /** The file of a module with a path below a folder of modules. */
  const moduleAt = (folder: string, segments: readonly string[]): readonly string[] => {
    const path = below(folder, segments.join('/'));
    return [`${path}.rs`, `${path}/mod.rs`].filter((file) => all.has(file)).slice(0, 1);
  };

  const inCrate = (
    crate: Crate | undefined,
    segments: readonly string[],
    from: string,
  ): readonly string[] => {
    if (crate === undefined) return [];
    const roots = rootsOf(crate);
    if (segments.length === 0)
      return roots.includes(from) ? [from, ...roots.filter((root) => root !== from)] : roots;
    const folder = roots[0] === undefined ? below(crate.folder, 'src') : folderOf(roots[0]);
    return moduleAt(folder, segments);
  };

  const search = (from: string, file: string): readonly string[] => {
    const segments = from.split('::').filter((segment) => segment !== '');
    const [first = '', ...rest] = segments;
    const home = crates.find((crate) => isBelow(file, crate.folder));
    if (first === 'crate') {
      // A binary of its own (`src/bin/x.rs`, `examples/x.rs`) is its own crate.
      const own = /(?:^|\/)(?:src\/bin|examples|benches)\/[^/]+\.rs$/.test(file)
        ? moduleAt(folderOf(file), rest)
        : [];
      return own.length > 0 ? own : inCrate(home, rest, file);
    }
    if (first === 'self') return rest.length === 0 ? [file] : moduleAt(childrenOf(file), rest);
    if (first === 'super') {
      let folder = childrenOf(file);
      let left = segments;
      while (left[0] === 'super') {
        folder = folderOf(folder);
        left = left.slice(1);
      }
      if (left.length > 0) return moduleAt(folder, left);
      return [`${folder}.rs`, below(folder, 'mod.rs'), below(folder, 'lib.rs'), below(folder, 'main.rs')]
        .filter((one) => all.has(one))
        .slice(0, 1);
    }
    const crate = crates.find(({ name }) => name === first);
    if (crate !== undefined) return inCrate(crate, rest, file);
    return moduleAt(childrenOf(file), segments);
  };

  return {
    find(from, file) {
      const key = `${file}\n${from}`;
      let found = known.get(key);
      if (found === undefined) {
        found = search(from, file);
        known.set(key, found);
      }
      return found;
    },
    beside: () => [],
  };
}

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const isBelow = (file: string, folder: string): boolean => folder === '' || file.startsWith(`${folder}/`);

/** Where the modules in a file's module are: beside a root or `mod.rs`, else in a folder of its name. */
function childrenOf(file: string): string {
  const folder = folderOf(file);
  const name = file.slice(folder === '' ? 0 : folder.length + 1);
  if (name === 'mod.rs' || name === 'lib.rs' || name === 'main.rs' || /(?:^|\/)src\/bin$/.test(folder))
    return folder;
  return below(folder, name.replace(/\.rs$/, ''));
}

/** Crates of the project, the deepest folders first. */
function cratesOf(files: readonly string[], read: (file: string) => string | null): readonly Crate[] {
  const folders = new Set<string>();
  for (const file of files) {
    const parts = folderOf(file)
      .split('/')
      .filter((part) => part !== '');
    for (let length = parts.length; length >= 0; length -= 1) folders.add(parts.slice(0, length).join('/'));
  }
  const crates: Crate[] = [];
  for (const folder of folders) {
    const text = read(below(folder, 'Cargo.toml'));
    const section =
      text === null
        ? undefined
        : text
            .slice(0, 100_000)
            .split(/^\[/m)
            .find((part) => part.startsWith('package]'));
    const name = section === undefined ? null : /^\s*name\s*=\s*["']([^"']+)["']/m.exec(section);
    if (name !== null) crates.push({ name: (name[1] ?? '').replaceAll('-', '_'), folder });
  }
  return crates.sort((a, b) => b.folder.length - a.folder.length);
}
