/** Names of packages, guessed from import paths. */

/**
 * Names under which an import without a name of its own may be used, the likeliest first. Major versions are no names, and a name has
 * no dash: `gin-jwt` may be package `jwt` or `ginjwt`.
 *
 * @example
 * packageNames('github.com/go-chi/chi/v5') // ['chi']
 * packageNames('github.com/golang-jwt/jwt-go') // ['jwtgo', 'jwt_go', 'jwt', 'go']
 */
export function packageNames(path: string): readonly string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length > 1 && /^v\d+$/.test(segments.at(-1) ?? '')) segments.pop();
  const last = (segments.at(-1) ?? '').replace(/\.v\d+$/, '');
  if (/^\w+$/.test(last)) return [last];
  const words = last.split(/[^\w]+/).filter((word) => /^[A-Za-z_]\w*$/.test(word));
  return [...new Set([words.join(''), words.join('_'), ...words.toReversed()])];
}
