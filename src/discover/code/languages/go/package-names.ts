/** Names of packages, guessed from import paths. */

/**
 * Names under which an import without a name of its own may be used, the likeliest first. Major versions are no names, and a name has
 * no dash: `gin-jwt` may be package `jwt` or `ginjwt`.
 *
 * @example
 * packageNames('github.com/go-chi/chi/v5') // ['chi', 'v5']
 * packageNames('github.com/golang-jwt/jwt-go') // ['jwtgo', 'jwt_go', 'jwt', 'go']
 */
export function packageNames(path: string): readonly string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  const end = segments.at(-1) ?? '';
  // A module's major version, from the second on; or a package that is called so.
  if (segments.length > 1 && /^v(?:[2-9]|[1-9]\d+)$/.test(end))
    return [...new Set([...packageNames(segments.slice(0, -1).join('/')), end])];
  const last = end.replace(/\.v\d+$/, '');
  if (/^\w+$/.test(last)) return [last];
  const words = last.split(/[^\w]+/).filter((word) => /^[A-Za-z_]\w*$/.test(word));
  return [...new Set([words.join(''), words.join('_'), ...words.toReversed()])];
}
