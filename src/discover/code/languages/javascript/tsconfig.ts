/** `paths` and `baseUrl` of `tsconfig.json` and `jsconfig.json`. */
import { isRecord, parseJsonc } from './jsonc.ts';
import { starMatch } from './packages.ts';
import { folderOf, foldersUp, joinPath } from './paths.ts';

interface Aliases {
  /** Folder that names without a dot are looked up in, or null. */
  readonly baseUrl: string | null;
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

const none: Aliases = { baseUrl: null, paths: [] };
const extendsMax = 6;
const names = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];

/** Finds what the compiler's settings make of a name. */
export class CompilerPaths {
  readonly #read: (file: string) => string | null;
  readonly #byFolder = new Map<string, Aliases>();

  constructor(read: (file: string) => string | null) {
    this.#read = read;
  }

  /** Paths below the root that a name may stand for, likeliest first. */
  candidates(from: string, file: string): readonly string[] {
    const found: string[] = [];
    for (const folder of foldersUp(folderOf(file))) {
      const { baseUrl, paths } = this.#at(folder);
      for (const { pattern, targets } of paths) {
        const rest = starMatch(pattern, from);
        if (rest !== null) found.push(...targets.map((target) => target.replaceAll('*', () => rest)));
      }
      const based = baseUrl === null ? null : joinPath(baseUrl, from);
      if (based !== null) found.push(based);
    }
    return found;
  }

  #at(folder: string): Aliases {
    let found = this.#byFolder.get(folder);
    if (found === undefined) {
      found = none;
      for (const name of names) {
        const one = this.#settings(joinPath(folder, name), 0);
        if (one !== none) {
          found = one;
          break;
        }
      }
      this.#byFolder.set(folder, found);
    }
    return found;
  }

  #settings(file: string | null, depth: number): Aliases {
    const text = file === null ? null : this.#read(file);
    const json = text === null ? undefined : parseJsonc(text);
    if (file === null || json === undefined || depth > extendsMax) return none;
    const folder = folderOf(file);
    const parents = [json['extends']].flat().filter((one) => typeof one === 'string');
    // Settings split by `references` (an application's, the tests') keep the aliases in the parts.
    const parts = Array.isArray(json['references']) ? json['references'] : [];
    for (const part of parts) {
      if (isRecord(part) && typeof part['path'] === 'string' && part['path'].endsWith('.json'))
        parents.push(part['path']);
    }
    let found = none;
    for (const parent of parents) {
      if (!parent.startsWith('.')) continue;
      const path = joinPath(folder, parent);
      const inherited = this.#settings(path?.endsWith('.json') === false ? `${path}.json` : path, depth + 1);
      if (inherited !== none) found = inherited;
    }
    const options = json['compilerOptions'];
    if (!isRecord(options)) return found;
    const baseUrl =
      typeof options['baseUrl'] === 'string' ? joinPath(folder, options['baseUrl']) : found.baseUrl;
    if (!isRecord(options['paths'])) return baseUrl === found.baseUrl ? found : { ...found, baseUrl };
    const paths = Object.entries(options['paths']).map(([pattern, targets]) => ({
      pattern,
      targets: [targets].flat().flatMap((target) => {
        const path = typeof target === 'string' ? joinPath(baseUrl ?? folder, target) : null;
        return path === null ? [] : [path];
      }),
    }));
    return { baseUrl, paths };
  }
}
