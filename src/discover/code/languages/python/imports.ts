/** Where a Python module stands: absolute from any source root of the project, or relative to the file. */
import { posix } from 'node:path';
import type { ImportResolver } from '../language.ts';

/**
 * Makes the finder. `a.b` is `a/b.py` or `a/b/__init__.py` below some folder of the project: the nearest one above the importing file, as the
 * script's folder or the package's root would be on the path; else the one below the project's root that is least deep (`src/`, `backend/`).
 * A package without `__init__.py` has no file of its own; its modules are found by their own names. When the root is itself a package, its
 * modules import each other by its name, `rootName`.
 */
export function pythonResolver(files: readonly string[], rootName = ''): ImportResolver {
  const there = new Set(files);
  // Module files by the last part of their path: `b` leads to `x/a/b.py` and `x/a/b/__init__.py`.
  const byEnd = new Map<string, string[]>();
  const push = (key: string, file: string): void => {
    const list = byEnd.get(key);
    if (list === undefined) byEnd.set(key, [file]);
    else list.push(file);
  };
  for (const file of files) {
    const stem = stemOf(file);
    push(posix.basename(stem), file);
  }
  const at = (path: string): string | undefined =>
    [`${path}.py`, `${path}/__init__.py`].find((one) => there.has(one));
  // Names that an absolute import can begin with; all others lead to libraries.
  const heads = new Set<string>();
  for (const file of files) for (const part of stemOf(file).split('/')) heads.add(part);
  const absolute = (dotted: string, file: string): readonly string[] => {
    const [head = '', ...below] = dotted.split('.');
    if (head === rootName && there.has('__init__.py')) {
      const inside = below.length === 0 ? '__init__.py' : at(below.join('/'));
      if (inside !== undefined && inside !== file) return [inside];
    }
    if (!heads.has(head)) return [];
    const path = dotted.replaceAll('.', '/');
    for (let end = file.lastIndexOf('/'); ; end = file.lastIndexOf('/', end - 1)) {
      const found = at(`${file.slice(0, end + 1)}${path}`);
      // A module does not import itself by its bare name: `import flask` in `flask.py` would be the library.
      if (found !== undefined && found !== file) return [found];
      if (end <= 0) break;
    }
    const [best] = (byEnd.get(posix.basename(path)) ?? [])
      .filter(
        (one) => one !== file && (path.includes('/') ? stemOf(one).endsWith(`/${path}`) : isRootLike(one)),
      )
      .toSorted((a, b) => depth(a) - depth(b) || shared(b, file) - shared(a, file));
    return best === undefined ? [] : [best];
  };
  return {
    find(from, file) {
      const dots = /^\.+/.exec(from)?.[0].length ?? 0;
      if (dots === 0) return from === '' ? [] : absolute(from, file);
      const folders = file.split('/').slice(0, -1);
      if (folders.length < dots - 1) return [];
      const folder = folders.slice(0, folders.length - (dots - 1));
      const rest = from.slice(dots).split('.');
      const found = at([...folder, ...(rest[0] === '' ? ['__init__'] : rest)].join('/'));
      return found === undefined ? [] : [found];
    },
    beside: () => [],
  };
}

/** A file as a module path: without its ending, and a package by its folder. */
const stemOf = (file: string): string => file.replace(/\.py$/, '').replace(/\/__init__$/, '');

const depth = (file: string): number => file.split('/').length;

/** A bare name far from the importing file is only believed in a folder that is a source root by custom. */
const isRootLike = (file: string): boolean => {
  const folder = posix.dirname(stemOf(file));
  return (
    folder === '.' ||
    /(?:^|\/)(?:src|lib|app|apps|backend|server|api|python|services?|packages?)$/.test(folder)
  );
};

function shared(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
