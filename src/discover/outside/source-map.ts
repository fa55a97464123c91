/** Source maps (ECMA-426): the sources that a bundle was made from, when they are inside of it. */

/** Sources by name. */
export type MappedSources = Readonly<Record<string, string>>;

const sourcesMax = 5_000;
const sourceCharsMax = 2_000_000;

/** Where a script says its map is: the last comment of its kind, or the header. Null when it says nothing. */
export function sourceMapUrl(script: string, header: string | undefined): string | null {
  if (header !== undefined && header !== '') return header;
  const tail = script.slice(-4_096);
  const at = Math.max(tail.lastIndexOf('//# sourceMappingURL='), tail.lastIndexOf('//@ sourceMappingURL='));
  if (at < 0) return null;
  const found = /^\S+/.exec(tail.slice(at + '//# sourceMappingURL='.length));
  return found?.[0] ?? null;
}

/** The text of a map given inline (`data:application/json;base64,...`), or null. */
export function inlineMap(url: string): string | null {
  const found = /^data:application\/json(?:;charset=[\w-]+)?(;base64)?,/.exec(url.slice(0, 100));
  if (found === null) return null;
  const data = url.slice(found[0].length);
  try {
    return found[1] === undefined ? decodeURIComponent(data) : Buffer.from(data, 'base64').toString('utf8');
  } catch {
    return null;
  }
}

/** The application's own sources in a map: libraries are left out. Null when the text is no map. */
export function sourcesOf(text: string): MappedSources | null {
  let map: unknown;
  try {
    map = JSON.parse(text.replace(/^\)\]\}'[^\n]*\n/, ''));
  } catch {
    return null;
  }
  const found: Record<string, string> = {};
  read(map, found);
  return Object.keys(found).length === 0 && !isMap(map) ? null : found;
}

const isMap = (value: unknown): value is { readonly sources: unknown } =>
  typeof value === 'object' && value !== null && ('sources' in value || 'sections' in value);

function read(value: unknown, found: Record<string, string>): void {
  if (!isMap(value)) return;
  if ('sections' in value && Array.isArray(value.sections))
    for (const section of value.sections.slice(0, 1_000) as unknown[])
      if (typeof section === 'object' && section !== null && 'map' in section) read(section.map, found);
  const { sources } = value;
  const contents =
    'sourcesContent' in value && Array.isArray(value.sourcesContent) ? value.sourcesContent : [];
  if (!Array.isArray(sources)) return;
  (sources as unknown[]).slice(0, sourcesMax).forEach((name, at) => {
    const content: unknown = contents[at];
    if (typeof name !== 'string' || typeof content !== 'string' || content.length > sourceCharsMax) return;
    const file = fileOf(name);
    if (file !== null) found[file] = content;
  });
}

/** `webpack:///./src/api.ts?a1b2` is `src/api.ts`; what is below `node_modules` is not the application's. */
function fileOf(name: string): string | null {
  const path = name
    .replace(/^[a-z-]+:\/\/[^/]*\//i, '')
    .replace(/[?#].*$/s, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');
  if (path === '' || /(?:^|\/)(?:node_modules|webpack)\//.test(path)) return null;
  return /\.(?:[cm]?[jt]sx?)$/.test(path) ? path : /\.(?:vue|svelte)$/.test(path) ? `${path}.js` : null;
}
