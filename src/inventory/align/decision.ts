/** What was decided about an API: which service it belongs to, and what stands before its paths there. */

/** How the paths of an API stand in a service: without `strip` at their beginning, and behind `add`. At most one of both is not ''. */
export interface BasePath {
  readonly add: string;
  readonly strip: string;
}

/** As they are. */
export const samePaths: BasePath = { add: '', strip: '' };

/** One service an API belongs to. */
export interface Alignment extends BasePath {
  readonly service: string;
  /** 0..1 */
  readonly confidence: number;
  readonly explanation: string;
  /** Further services: texts of the patterns (`pattern.ts`) that belong there. The first has all others. */
  readonly only?: readonly string[];
  /** Texts of the patterns that stand there as they are, whatever `add` and `strip` say. */
  readonly asIs?: readonly string[];
}

/** The decision about one API; further services have those of its templates that are found there and not in the first. */
export interface AlignmentDecision {
  /** See `apiKey`. */
  readonly api: string;
  readonly places: readonly [Alignment, ...Alignment[]];
  /** Made by a person: evidence does not change it. */
  readonly pinned: boolean;
}

/** Whether a path is behind a prefix. */
const isBehind = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

/**
 * The path of a template under a base.
 *
 * @example
 * pathUnder({ add: '/api', strip: '' }, '/users'); // '/api/users'
 */
export function pathUnder({ add, strip }: BasePath, path: string): string {
  const bare = strip !== '' && isBehind(path, strip) ? path.slice(strip.length) : path;
  if (add === '') return bare === '' ? '/' : bare;
  return bare === '/' || bare === '' ? add : `${add}${bare}`;
}
