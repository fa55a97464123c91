/** Which package or service a file belongs to: the nearest manifest above it, by its name. */

/** Names of packages, by folder. */
export interface PackageNames {
  /** Name of the nearest package; that of the root when there is none. */
  apiOf(file: string): string;
  /** Folder of the nearest package below the root, '' for the root. */
  folderOf(file: string): string;
}

type NameReader = (text: string) => string | null;

const jsonName: NameReader = (text) => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
      ? value.name
      : null;
  } catch {
    return null;
  }
};

const match =
  (pattern: RegExp): NameReader =>
  (text) =>
    pattern.exec(text.slice(0, 65_536))?.[1] ?? null;

/** Manifests by file name, the most telling first in each folder. */
const readers: readonly (readonly [name: string, read: NameReader])[] = [
  ['package.json', jsonName],
  ['go.mod', match(/^module\s+(?:\S*\/)?([^\s/]+?)(?:\/v\d+)?\s*$/m)],
  [
    'pom.xml',
    (text) => match(/<artifactId>\s*([^<\s]+)\s*<\/artifactId>/)(text.replace(/<parent>[^]*?<\/parent>/, '')),
  ],
  ['Cargo.toml', match(/^\s*name\s*=\s*"([^"]+)"/m)],
  ['pyproject.toml', match(/^\s*name\s*=\s*["']([^"']+)["']/m)],
  ['composer.json', jsonName],
  ['build.gradle', () => null],
  ['build.gradle.kts', () => null],
  ['setup.py', match(/\bname\s*=\s*["']([^"']+)["']/)],
  ['setup.cfg', match(/^\s*name\s*=\s*(\S+)/m)],
  ['requirements.txt', () => null],
  ['Pipfile', () => null],
  ['manage.py', () => null],
  ['Gemfile', () => null],
  ['mix.exs', () => null],
  ['deno.json', jsonName],
];

/**
 * Reads the manifests of a project.
 *
 * @param files all files below the root
 * @param read text of a small file, or null
 * @param rootName name of the root when nothing else tells
 */
export function packageNames(
  files: readonly string[],
  read: (file: string) => string | null,
  rootName: string,
): PackageNames {
  const byFolder = new Map<string, string | null>();
  const rank = new Map<string, number>();
  for (const file of files) {
    const cut = file.lastIndexOf('/');
    const folder = cut < 0 ? '' : file.slice(0, cut);
    const base = file.slice(cut + 1);
    const at = base.endsWith('.csproj') ? 0 : readers.findIndex(([name]) => name === base);
    if (at < 0 || at >= (rank.get(folder) ?? Number.POSITIVE_INFINITY)) continue;
    rank.set(folder, at);
    if (base.endsWith('.csproj')) byFolder.set(folder, base.slice(0, -'.csproj'.length));
    else {
      const text = read(file);
      byFolder.set(folder, text === null ? null : (readers[at]?.[1](text) ?? null));
    }
  }
  const folderOf = (file: string): string => {
    let folder = file;
    for (;;) {
      const cut = folder.lastIndexOf('/');
      folder = cut < 0 ? '' : folder.slice(0, cut);
      if (byFolder.has(folder) || folder === '') return folder;
    }
  };
  return {
    folderOf,
    apiOf(file) {
      const folder = folderOf(file);
      return byFolder.get(folder) ?? (folder === '' ? rootName : (folder.split('/').at(-1) ?? rootName));
    },
  };
}
