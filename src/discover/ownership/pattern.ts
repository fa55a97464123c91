/** Patterns of CODEOWNERS: as `.gitignore` has them (git-scm.com/docs/gitignore), without negation and character ranges. */

/** Does a path below the root fit? */
export type PathPattern = (path: string) => boolean;

const charsMax = 1_024;
const segmentsMax = 64;

/** One segment: `*` stands for any characters, `?` for one. Both ends are walked once, so it is linear but for one step back. */
function fitsSegment(pattern: string, name: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < name.length) {
    const sign = pattern[at];
    if (sign === '*') {
      star = at;
      mark = from;
      at += 1;
    } else if (sign !== undefined && (sign === '?' || sign === name[from])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      from = mark;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

/**
 * `**` stands for any number of segments. All places that may be reached are carried along, so nothing is tried twice.
 *
 * @param below a path fits when one of the folders above it does
 */
function fits(pattern: readonly string[], path: readonly string[], below: boolean): boolean {
  let places = reach(pattern, new Set([0]));
  for (const name of path) {
    const next = new Set<number>();
    for (const place of places) {
      const segment = pattern[place];
      if (segment === '**') next.add(place);
      else if (segment !== undefined && fitsSegment(segment, name)) next.add(place + 1);
    }
    places = reach(pattern, next);
    if (places.size === 0) return false;
    if (below && places.has(pattern.length)) return true;
  }
  return places.has(pattern.length);
}

const reach = (pattern: readonly string[], from: ReadonlySet<number>): ReadonlySet<number> => {
  const places = new Set(from);
  for (const place of places) if (pattern[place] === '**') places.add(place + 1);
  return places;
};

/**
 * Makes a pattern. A folder stands for all below it; `docs/*` only for what is directly in it.
 *
 * @example
 * pathPattern('/src/pay/')('src/pay/card.ts'); // true
 */
export function pathPattern(text: string): PathPattern {
  const trimmed = text
    .slice(0, charsMax)
    .replaceAll('\\ ', ' ')
    .replace(/^\\(?=[#!@])/, '');
  const isFolder = trimmed.endsWith('/');
  const bare = trimmed.replace(/^\/+|\/+$/g, '');
  if (bare === '') return () => true;
  const segments = bare.split('/').slice(0, segmentsMax);
  // A pattern without a slash in it holds at any depth.
  const anchored = trimmed.startsWith('/') || segments.length > 1;
  const whole = anchored || segments[0] === '**' ? segments : ['**', ...segments];
  const last = segments.at(-1) ?? '';
  // `docs/*` does not reach into folders; all else that fits a folder fits what is below it.
  const flat = last === '*' && segments.length > 1 && !isFolder;
  return (path) => {
    const parts = path.split('/');
    if (parts.length > segmentsMax) return false;
    return fits(whole, isFolder ? parts.slice(0, -1) : parts, !flat);
  };
}
