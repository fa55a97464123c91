/** Where the classes of a PHP project are found: by the namespaces of `composer.json`, else by the end of the path. */
import type { ImportResolver } from '../language.ts';

interface Root {
  readonly prefix: string;
  readonly folder: string;
}

/** A path with `.` and `..` worked in. */
export function normalPath(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '.' && part !== '') out.push(part);
  }
  return out.join('/');
}

/** Makes the finder of imports. */
export function phpResolver(files: readonly string[], read: (file: string) => string | null): ImportResolver {
  const all = new Set(files);
  const byName = new Map<string, string[]>();
  for (const file of files) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [file]);
    else same.push(file);
  }
  const roots = rootsOf(files, read);
  return {
    find(from) {
      if (from.startsWith('file ')) {
        const path = normalPath(from.slice(5));
        return all.has(path) ? [path] : [];
      }
      for (const { prefix, folder } of roots) {
        if (!from.startsWith(prefix)) continue;
        const path = `${folder}${from.slice(prefix.length).replaceAll('\\', '/')}.php`;
        if (all.has(path)) return [path];
      }
      const parts = from.split('\\');
      const same = byName.get(`${parts.at(-1) ?? ''}.php`) ?? [];
      const above = parts.at(-2);
      const found = same.filter(
        (file) => above === undefined || file.endsWith(`${above}/${parts.at(-1) ?? ''}.php`),
      );
      return found.length === 1 ? found : [];
    },
    beside: () => [],
  };
}

function rootsOf(files: readonly string[], read: (file: string) => string | null): readonly Root[] {
  const folders = new Set(['']);
  for (const file of files) {
    const parts = file.split('/').slice(0, -1);
    for (let depth = 1; depth <= Math.min(3, parts.length); depth += 1)
      folders.add(`${parts.slice(0, depth).join('/')}/`);
  }
  const roots: Root[] = [];
  for (const folder of folders) {
    const text = read(`${folder}composer.json`);
    if (text === null) continue;
    for (const found of text.matchAll(/"((?:\w+\\\\)+)"\s*:\s*\[?\s*"([^"]*)"/g))
      roots.push({
        prefix: (found[1] ?? '').replaceAll('\\\\', '\\'),
        folder: `${folder}${(found[2] ?? '').replace(/\/?$/, '/')}`.replace(/^\.?\//, ''),
      });
  }
  return roots.sort((a, b) => b.prefix.length - a.prefix.length);
}
