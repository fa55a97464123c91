/** Where the files of a Ruby project are found: by path, and by the name of the constant that a file defines. */
import type { ImportResolver } from '../language.ts';

const mark = 'constant ';

/** How the wish for a constant's file is written as an import. */
export const constantImport = (name: string): string => `${mark}${name}`;

/** `Api::V1::UsersController` and `app/controllers/api/v1/users_controller.rb` come to the same key, however acronyms are written. */
export const keyOfConstant = (name: string): string =>
  name.replace(/^::/, '').replaceAll('::', '/').replaceAll('_', '').toLowerCase();

const rootsOf = /(?:^|\/)(?:app\/(?:[\w-]+\/concerns|[\w-]+)|lib|concerns)\//g;

const pushTo = (map: Map<string, string[]>, key: string, file: string): void => {
  const all = map.get(key);
  if (all === undefined) map.set(key, [file]);
  else all.push(file);
};

/** Makes the finder of imports. */
export function rubyResolver(files: readonly string[]): ImportResolver {
  const byConstant = new Map<string, string[]>();
  const byPath = new Map<string, string[]>();
  const all = new Set(files);
  for (const file of files) {
    const stem = file.replace(/\.rb$/, '');
    for (const found of stem.matchAll(rootsOf)) {
      const rest = stem.slice(found.index + found[0].length);
      pushTo(byConstant, rest.replaceAll('_', '').toLowerCase(), file);
      pushTo(byPath, rest, file);
    }
    // Without the folders of Rails, files are named from the top.
    pushTo(byConstant, stem.replaceAll('_', '').toLowerCase(), file);
  }
  const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
  const nearest = (found: readonly string[], from: string): readonly string[] =>
    found.length < 2
      ? found
      : [...found].sort((a, b) => sharedLength(b, from) - sharedLength(a, from)).slice(0, 4);
  return {
    find(from, file) {
      if (from.startsWith(mark))
        return nearest(byConstant.get(keyOfConstant(from.slice(mark.length))) ?? [], file);
      const name = from.endsWith('.rb') ? from : `${from}.rb`;
      if (from.startsWith('.')) {
        const relative = joined(folderOf(file), name);
        if (all.has(relative)) return [relative];
        const top = name.replace(/^\.\//, '');
        return all.has(top) ? [top] : [];
      }
      if (all.has(name)) return [name];
      return nearest(byPath.get(name.replace(/\.rb$/, '')) ?? [], file).slice(0, 1);
    },
    beside: () => [],
  };
}

function sharedLength(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** A path from a folder, with `.` and `..` worked in. */
function joined(folder: string, path: string): string {
  const out: string[] = [];
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '.' && part !== '') out.push(part);
  }
  return out.join('/');
}
