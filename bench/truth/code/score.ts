/** Compares what the analyser says of an application with its labels: routes by method and template, parameters and authentication where they were labelled. */

/** One labelled route. */
export interface LabelledRoute {
  readonly method: string;
  readonly path: string;
  readonly file?: string;
  readonly paramsLabelled?: boolean;
  readonly params?: readonly { readonly name: string; readonly in: string }[];
  readonly auth?: 'required' | 'optional' | 'none';
  /** The framework adds it, it is there under a condition, or it answers what nothing else does: right when found, no fault when not. */
  readonly implicit?: boolean;
  readonly conditional?: boolean;
  readonly fallback?: boolean;
}

/** The labels of one application. */
export interface Labels {
  readonly version: 1;
  readonly repository: string;
  readonly commit: string;
  readonly framework: string;
  readonly language: string;
  readonly how: string;
  readonly notes?: string;
  readonly roots: readonly string[];
  readonly routes: readonly LabelledRoute[];
}

/** A route as the analyser found it. */
export interface FoundRoute {
  readonly method: string;
  readonly path: string;
  readonly params: readonly { readonly name: string; readonly in: string }[];
  readonly auth: string;
  readonly place: string;
}

/** Hits, misses and extras. */
export interface Score {
  readonly labelled: number;
  readonly found: number;
  readonly right: number;
  readonly recall: number;
  readonly precision: number;
  readonly missed: readonly string[];
  readonly extra: readonly string[];
  readonly params: { readonly labelled: number; readonly found: number; readonly right: number };
  readonly wrongParams: readonly string[];
  readonly auth: { readonly labelled: number; readonly right: number };
}

/** A template whatever its parameters are called. */
export const plain = (path: string): string =>
  path
    .replace(/\{[^{}]*\}/g, '{}')
    .replace(/\/+$/, '')
    .replace(/^$/, '/');

/** Scores one application. */
export function scoreCode(labels: Labels, found: readonly FoundRoute[]): Score {
  const want = new Map(labels.routes.map((route) => [`${route.method} ${plain(route.path)}`, route]));
  const have = new Map(found.map((route) => [`${route.method} ${plain(route.path)}`, route]));
  const right = [...want.keys()].filter((key) => have.has(key));
  const spared = (route: LabelledRoute): boolean =>
    route.implicit === true || route.conditional === true || route.fallback === true;
  const asked = [...want].filter(([key, route]) => have.has(key) || !spared(route)).length;
  const params = { labelled: 0, found: 0, right: 0 };
  const auth = { labelled: 0, right: 0 };
  const wrongParams: string[] = [];
  for (const key of right) {
    const label = want.get(key);
    const seen = have.get(key);
    if (label === undefined || seen === undefined) continue;
    if (label.auth !== undefined) {
      auth.labelled += 1;
      // Code that asks for nothing is told as unknown or none.
      if (label.auth === seen.auth || (label.auth === 'none' && seen.auth === 'unknown')) auth.right += 1;
    }
    if (label.paramsLabelled !== true) continue;
    const wanted = new Set((label.params ?? []).map(keyOf));
    const got = new Set(seen.params.map(keyOf));
    params.labelled += wanted.size;
    params.found += got.size;
    params.right += [...wanted].filter((one) => got.has(one)).length;
    const lost = [...wanted].filter((one) => !got.has(one));
    const more = [...got].filter((one) => !wanted.has(one));
    if (lost.length + more.length > 0)
      wrongParams.push(`${key}  -${lost.join(' -')}  +${more.join(' +')}  ${seen.place}`);
  }
  return {
    labelled: asked,
    found: have.size,
    right: right.length,
    recall: asked === 0 ? 1 : right.length / asked,
    precision: have.size === 0 ? (want.size === 0 ? 1 : 0) : right.length / have.size,
    missed: [...want]
      .filter(([key, route]) => !have.has(key) && !spared(route))
      .map(([key, { file }]) => `${key}  ${file ?? ''}`),
    extra: [...have].filter(([key]) => !want.has(key)).map(([key, { place }]) => `${key}  ${place}`),
    params,
    wrongParams,
    auth,
  };
}

/** Body and form are one place to a caller who reads the handler; header names know no case. */
const keyOf = ({ name, in: where }: { readonly name: string; readonly in: string }): string =>
  where === 'header' ? `header ${name.toLowerCase()}` : `${where === 'form' ? 'body' : where} ${name}`;
