/** Package URLs: one spelling for a package of any ecosystem (package-url/purl-spec). */

/** Types of package URL that are made here. */
export type PurlType =
  | 'npm'
  | 'pypi'
  | 'golang'
  | 'maven'
  | 'gem'
  | 'composer'
  | 'nuget'
  | 'cargo'
  | 'deb'
  | 'apk'
  | 'rpm'
  | 'docker';

/** What a package URL says. */
export interface Purl {
  readonly type: string;
  /** Before the last slash; '' when there is none. */
  readonly namespace: string;
  readonly name: string;
  readonly version: string | null;
}

/** `:` may stay as it is (purl-spec, character encoding). */
const encode = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':');

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Python names: `-`, `_` and `.` are one, case does not count (PEP 503). */
export const pythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const charsMax = 300;

/**
 * Makes a package URL; null when there is no name, or one that no package has.
 *
 * @param name with its namespace: `@scope/name`, `group/artifact`, `github.com/gin-gonic/gin`
 * @example
 * purlOf('npm', '@hono/node-server', '2.1.8'); // 'pkg:npm/%40hono/node-server@2.1.8'
 */
export const purlOf = (type: PurlType, name: string, version: string | null): string | null => {
  const own = type === 'pypi' ? pythonName(name) : type === 'composer' ? name.toLowerCase() : name;
  if (own === '' || own.length > charsMax || /[\s\u0000-\u001f]/.test(own)) return null;
  const path = own
    .split('/')
    .filter((part) => part !== '')
    .map(encode)
    .join('/');
  return `pkg:${type}/${path}${version === null || version === '' ? '' : `@${encode(version)}`}`;
};

/** Reads a package URL; null when it is none. Qualifiers and the path below the package are left out. */
export const readPurl = (text: string): Purl | null => {
  if (!text.startsWith('pkg:') || text.length > 1_000) return null;
  const end = text.search(/[?#]/);
  const body = (end < 0 ? text : text.slice(0, end)).slice('pkg:'.length).replace(/^\/+/, '');
  const slash = body.indexOf('/');
  if (slash <= 0) return null;
  const rest = body.slice(slash + 1);
  const at = rest.lastIndexOf('@');
  // An `@` at the very start of a part belongs to a scope that somebody forgot to encode.
  const hasVersion = at > 0 && rest[at - 1] !== '/';
  const path = (hasVersion ? rest.slice(0, at) : rest).split('/').filter((part) => part !== '');
  const name = path.pop();
  if (name === undefined) return null;
  return {
    type: body.slice(0, slash).toLowerCase(),
    namespace: path.map(decode).join('/'),
    name: decode(name),
    version: hasVersion ? decode(rest.slice(at + 1)) : null,
  };
};
