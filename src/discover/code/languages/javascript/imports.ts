/** How imports of JavaScript and TypeScript find files. */
import type { ImportResolver } from '../language.ts';
import { ConfiguredAliases } from './configured-aliases.ts';
import { parseJsonc } from './jsonc.ts';
import { Packages } from './packages.ts';
import { fileAt, folderOf, foldersUp, joinPath } from './paths.ts';
import { CompilerPaths } from './tsconfig.ts';

/**
 * Makes the finder of imports: relative paths, folders with an index or a manifest, `paths` and `baseUrl` of the compiler, `imports` of a
 * manifest, aliases of the build, packages of the same project, and the customary `~/` and `@/`.
 *
 * @example
 * importResolver(['a.ts', 'lib/b.ts'], () => null).find('./lib/b.js', 'a.ts') // ['lib/b.ts']
 */
export function importResolver(
  list: readonly string[],
  read: (file: string) => string | null,
): ImportResolver {
  const files: ReadonlySet<string> = new Set(list);
  const packages = new Packages(files, read);
  const compiler = new CompilerPaths(read);
  const configured = new ConfiguredAliases(read);
  const found = new Map<string, readonly string[]>();
  const utilities = nitroUtilities(list);

  const relative = (folder: string, from: string): string | null => {
    const path = joinPath(folder, from);
    const file = fileAt(path, files);
    if (file !== null || path === null) return file;
    const text = read(path === '' ? 'package.json' : `${path}/package.json`);
    const main = text === null ? undefined : parseJsonc(text)?.['main'];
    return typeof main === 'string' ? fileAt(joinPath(path, main), files) : null;
  };

  const first = (paths: readonly (string | null)[]): string | null => {
    for (const path of paths) {
      const file = fileAt(path, files);
      if (file !== null) return file;
    }
    return null;
  };

  const customary = (from: string, file: string): string | null => {
    const own = packages.folderFor(file);
    const alias = /^(?:~~|@@|~|@)\//.exec(from)?.[0];
    if (alias !== undefined) {
      const rest = from.slice(alias.length);
      return first(['', 'src', 'app', 'server'].map((part) => joinPath(own, `${part}/${rest}`)));
    }
    if (from.startsWith('/')) return first([joinPath(own, from), joinPath('', from)]);
    // `src/users/users.module`: started from the package's folder
    return from.includes('/') && !from.startsWith('@') ? first([joinPath(own, from)]) : null;
  };

  const resolve = (from: string, file: string): string | null => {
    if (/^\.\.?(\/|$)/.test(from)) return relative(folderOf(file), from);
    const aliased = first(compiler.candidates(from, file)) ?? first(configured.candidates(from, file));
    if (aliased !== null) return aliased;
    if (from.startsWith('#'))
      // Nuxt's own: `#server/utils/db`, `#shared/types`
      return (
        packages.imported(from, file) ??
        (/^#(?:server|shared)\//.test(from)
          ? first(foldersUp(folderOf(file)).map((folder) => joinPath(folder, from.slice(1))))
          : null) ??
        customary(from, file)
      );
    return packages.exported(from) ?? customary(from, file);
  };

  return {
    find: (from, file) => {
      const key = `${folderOf(file)}\n${from}`;
      let files = found.get(key);
      if (files === undefined) {
        const one = from === '' || from.startsWith('node:') ? null : resolve(from, file);
        files = one === null ? [] : [one];
        found.set(key, files);
      }
      return files;
    },
    beside: (file) => {
      const server = serverFolder(file);
      return server === null ? [] : (utilities.get(server) ?? []).filter((one) => one !== file);
    },
  };
}

/** The `server` folder of a file of a Nitro server (`server/api/a.ts`), or null. */
function serverFolder(file: string): string | null {
  const found = /^(?:.*\/)?server\/(?=(?:api|routes|middleware|utils|plugins)\/)/.exec(file);
  return found?.[0] ?? null;
}

/** Nitro imports what stands in `server/utils` by itself. */
function nitroUtilities(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byServer = new Map<string, string[]>();
  for (const file of files) {
    const server = serverFolder(file);
    if (server === null || !file.startsWith(`${server}utils/`)) continue;
    const known = byServer.get(server);
    if (known === undefined) byServer.set(server, [file]);
    else known.push(file);
  }
  return byServer;
}
