/** Where a C# namespace stands. Folders do not tell: the files say it themselves, and so they are asked, once. */
import { posix } from 'node:path';
import type { Module } from '../../ir.ts';
import type { ImportResolver } from '../language.ts';
import { globalUsings } from './lower.ts';

const namespaceLine = /^\uFEFF?[ \t]*namespace[ \t]+([\w.]+)/gm;
const globalUsing = /^\uFEFF?[ \t]*global[ \t]+using[ \t]+(static[ \t]+)?(?:global::)?([\w.]+)[ \t]*;/gm;
const namespacesMax = 20;

interface Index {
  readonly byNamespace: ReadonlyMap<string, readonly string[]>;
  /** Folder of a project to the namespaces that all its files use. */
  readonly globals: readonly { readonly folder: string; readonly namespace: string }[];
}

/** Makes the finder. Namespaces are gathered when it is first asked. */
export function csharpResolver(
  files: readonly string[],
  read: (file: string) => string | null,
): ImportResolver {
  let made: Index | null = null;
  const index = (): Index => {
    made ??= indexOf(files, read);
    return made;
  };
  const filesOf = (namespace: string): readonly string[] => index().byNamespace.get(namespace) ?? [];
  const globalFiles = new Map<string, readonly string[]>();
  const globalsFor = (file: string): readonly string[] => {
    const namespaces = index().globals.filter(({ folder }) => folder === '' || file.startsWith(`${folder}/`));
    const key = namespaces.map((one) => one.namespace).join(' ');
    let found = globalFiles.get(key);
    if (found === undefined) {
      found = [...new Set(namespaces.flatMap(({ namespace }) => filesOf(namespace)))];
      globalFiles.set(key, found);
    }
    return found;
  };
  return {
    find(from, file) {
      if (from === globalUsings) return globalsFor(file);
      if (from.endsWith('.*')) return filesOf(from.slice(0, -2));
      // A type: files of its namespace, the one of its name alone when there is one.
      const path = from.split('.');
      for (let at = path.length - 1; at > 0; at -= 1) {
        const within = filesOf(path.slice(0, at).join('.'));
        if (within.length === 0) continue;
        const named = within.filter((one) => posix.basename(one, '.cs') === path[at]);
        return named.length > 0 ? named : within;
      }
      return [];
    },
    // The namespace of a file is imported by its lowering.
    beside: (_file: string, _module: Module) => [],
  };
}

function indexOf(files: readonly string[], read: (file: string) => string | null): Index {
  const byNamespace = new Map<string, string[]>();
  const globals: { folder: string; namespace: string }[] = [];
  for (const file of files) {
    const text = read(file);
    if (text === null) continue;
    let left = namespacesMax;
    for (const [, namespace = ''] of text.matchAll(namespaceLine)) {
      if (left <= 0) break;
      left -= 1;
      const list = byNamespace.get(namespace);
      if (list === undefined) byNamespace.set(namespace, [file]);
      else if (list.at(-1) !== file) list.push(file);
    }
    if (!text.includes('global using')) continue;
    // They hold for the project, whose folder is this one or, for a file set apart in `Properties`, the one above.
    const folder = posix.dirname(file).replace(/(?:^|\/)Properties$/, '');
    for (const [, isStatic, namespace = ''] of text.matchAll(globalUsing)) {
      if (isStatic === undefined) globals.push({ folder: folder === '.' ? '' : folder, namespace });
    }
  }
  return { byNamespace, globals };
}
