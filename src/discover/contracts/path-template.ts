/** A template as contracts write it, in the form of the catalogue. */
export interface PathTemplate {
  /** `/a/{name}/b`, `/files/{path*}`. */
  readonly path: string;
  /** Names in braces, in order, without `*`. */
  readonly names: readonly string[];
  /** What stood behind `?`. */
  readonly query: readonly string[];
}

/** `{name}`, `{name+}`, `{+name}` (RFC 6570), `{name*}`, `{name:pattern}`, `{name=**}`. */
const expression = (inner: string): { readonly name: string; readonly rest: boolean } => {
  const bare = inner.trim();
  const named = /^[+/#.;]?([^:=*+]*)/.exec(bare)?.[1] ?? bare;
  const rest = bare.startsWith('+') || /[*+]$/.test(bare) || /^[^:]+:(?:path$|\.[*+]$)/.test(bare);
  return { name: named.trim(), rest };
};

/**
 * Brings a contract's path into the form of the catalogue: one slash at the front and none at the end, `:id` as `{id}`, names alone in braces.
 *
 * @example
 * pathTemplate('/v1/', '/users/:id/') // { path: '/v1/users/{id}', names: ['id'], query: [] }
 */
export const pathTemplate = (base: string, path: string): PathTemplate => {
  const joined = `${base}/${path}`;
  // RFC 6570 query expressions, queries and fragments are no part of a path.
  const [before = '', ...after] = joined.replace(/\{[?&][^{}]*\}/g, '').split('?');
  const withoutFragment = before.split('#', 1)[0] ?? '';
  const names: string[] = [];
  let unnamed = 0;
  const named = (name: string): string => {
    unnamed += name === '' ? 1 : 0;
    const known = name === '' ? `param${unnamed}` : name;
    names.push(known);
    return known;
  };
  const written = withoutFragment
    .replace(/\/:([A-Za-z_][\w-]*)(?=\/|$)/g, '/{$1}')
    .replace(/\{([^{}]*)\}/g, (_, inner: string) => {
      const { name, rest } = expression(inner);
      return `{${named(name)}${rest ? '*' : ''}}`;
    })
    .replace(/\/{2,}/g, '/')
    .replace(/(?<=.)\/+$/, '');
  const query = after
    .join('&')
    .split('&')
    .map((pair) => pair.split('=', 1)[0] ?? '')
    .filter((name) => /^[\w.[\]-]{1,100}$/.test(name));
  return { path: written === '' ? '/' : written, names, query };
};
