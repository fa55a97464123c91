/** Where a Java class stands: by its package, in any source root of any module of the project. */
import { posix } from 'node:path';
import type { Module } from '../../ir.ts';
import type { ImportResolver } from '../language.ts';

/** Matches of one import that are given at most, the nearest first. */
const matchesMax = 4;

/**
 * Makes the finder. A file's package is told by its folder (`src/main/java/com/shop/Foo.java` is `com.shop.Foo` below any root); a class in
 * a folder that does not tell is found by its file name when there is but one.
 */
export function javaResolver(files: readonly string[]): ImportResolver {
  const byName = new Map<string, string[]>();
  const byFolder = new Map<string, string[]>();
  const foldersByEnd = new Map<string, string[]>();
  const push = (map: Map<string, string[]>, key: string, value: string): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const file of files) {
    push(byName, posix.basename(file, '.java'), file);
    const folder = posix.dirname(file);
    if (!byFolder.has(folder)) push(foldersByEnd, posix.basename(folder), folder);
    push(byFolder, folder, file);
  }
  const foldersOf = (dotted: string): readonly string[] => {
    const path = dotted.replaceAll('.', '/');
    return (foldersByEnd.get(posix.basename(path)) ?? []).filter(
      (one) => one === path || one.endsWith(`/${path}`),
    );
  };
  const classFiles = (dotted: string, from: string): readonly string[] => {
    const path = `${dotted.replaceAll('.', '/')}.java`;
    const same = byName.get(posix.basename(path, '.java')) ?? [];
    const exact = same.filter((one) => one === path || one.endsWith(`/${path}`));
    if (exact.length > 1)
      return exact.toSorted((a, b) => shared(b, from) - shared(a, from)).slice(0, matchesMax);
    if (exact.length === 1) return exact;
    // Only a folder that names no package can be meant.
    const loose = same.filter((one) => !/(?:^|\/)java\//.test(one));
    return loose.length === 1 ? loose : [];
  };
  const inFolders = (folders: readonly string[]): string[] =>
    folders.flatMap((one) => byFolder.get(one) ?? []);
  return {
    find(from, file) {
      if (!from.endsWith('.*')) return classFiles(from, file);
      const of = from.slice(0, -2);
      const inPackage = inFolders(foldersOf(of));
      return inPackage.length > 0 ? inPackage : /\.[A-Z]\w*$/.test(of) ? classFiles(of, file) : [];
    },
    beside(file: string, module: Module) {
      const folder = posix.dirname(file);
      const folders = new Set([folder, ...(module.package === '' ? [] : foldersOf(module.package))]);
      return inFolders([...folders]).filter((one) => one !== file);
    },
  };
}

/** How long a beginning two paths share: files of one module are nearest to each other. */
function shared(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
