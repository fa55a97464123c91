/** Paths of modules below the root of a project. */

/** Endings in the order a source is looked for. */
const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What an emitted file's ending stands for in sources: `./a.js` may be `./a.ts`. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Joins and normalises; null when it leaves the root. */
export function joinPath(folder: string, path: string): string | null {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.length === 0) return null;
      parts.pop();
    } else parts.push(part);
  }
  return parts.join('/');
}

/** The folder of a file or folder; '' is the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A folder and those above it, the root last. */
export function foldersUp(folder: string): readonly string[] {
  const found = [folder];
  for (let at = folder; at !== ''; ) {
    at = folderOf(at);
    found.push(at);
  }
  return found;
}

/** The file that a module path without or with an ending leads to; null when there is none. */
export function fileAt(path: string | null, files: ReadonlySet<string>): string | null {
  if (path === null) return null;
  if (path !== '' && files.has(path)) return path;
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0];
  if (ending !== undefined) {
    const stem = path.slice(0, -ending.length);
    for (const source of sources[ending] ?? []) if (files.has(stem + source)) return stem + source;
  }
  if (path !== '') for (const one of endings) if (files.has(path + one)) return path + one;
  const index = path === '' ? 'index' : `${path}/index`;
  for (const one of endings) if (files.has(index + one)) return index + one;
  return null;
}
