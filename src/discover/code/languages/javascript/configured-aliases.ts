/** Aliases that a build's own configuration gives: `alias: { '#db': './server/database' }` of Nuxt, Nitro, Vite and webpack. */
import { folderOf, foldersUp, joinPath } from './paths.ts';

const configs = ['nuxt.config', 'nitro.config', 'vite.config', 'webpack.config'];
const endings = ['ts', 'js', 'mjs', 'mts', 'cjs'];
const charactersMax = 60_000;

/** `'#db': './db'`, `'@db': fileURLToPath(new URL('./db', ...))`, `'@db': path.resolve(__dirname, 'db')` */
const entry =
  /['"]?([#~@]?[\w@#~/-]{1,60})['"]?\s{0,20}:\s{0,20}(?:(?:new\s)?[\w.]{1,40}\(\s{0,20}){0,3}(?:__dirname,\s{0,20})?['"]((?:\.{0,2}\/)?[\w@./-]{1,120})['"]/g;

/** Finds what such an alias makes of a name. */
export class ConfiguredAliases {
  readonly #read: (file: string) => string | null;
  readonly #byFolder = new Map<string, ReadonlyMap<string, string>>();

  constructor(read: (file: string) => string | null) {
    this.#read = read;
  }

  /** Paths below the root that a name may stand for, the nearest configuration first. */
  candidates(from: string, file: string): readonly string[] {
    const head = /^[#~@]?[\w-]+/.exec(from)?.[0] ?? '';
    if (head === '') return [];
    const found: string[] = [];
    for (const folder of foldersUp(folderOf(file))) {
      const target = this.#at(folder).get(head);
      const path = target === undefined ? null : joinPath(folder, `${target}/${from.slice(head.length)}`);
      if (path !== null) found.push(path);
    }
    return found;
  }

  #at(folder: string): ReadonlyMap<string, string> {
    let found = this.#byFolder.get(folder);
    if (found === undefined) {
      found = this.#aliasesOf(folder);
      this.#byFolder.set(folder, found);
    }
    return found;
  }

  #aliasesOf(folder: string): ReadonlyMap<string, string> {
    const aliases = new Map<string, string>();
    for (const name of configs)
      for (const ending of endings) {
        const path = joinPath(folder, `${name}.${ending}`);
        const text = path === null ? null : this.#read(path)?.slice(0, charactersMax);
        if (text === undefined || text === null) continue;
        for (let at = text.indexOf('alias'); at >= 0; at = text.indexOf('alias', at + 5)) {
          const end = text.indexOf('}', at);
          const block = text.slice(at, end < 0 ? text.length : end);
          for (const [, key = '', target = ''] of block.matchAll(entry)) aliases.set(key, target);
        }
        break;
      }
    return aliases;
  }
}
