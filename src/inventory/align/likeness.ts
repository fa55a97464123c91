/** How well an API fits a service, under which base path. */
import type { Api } from './api.ts';
import { samePaths } from './decision.ts';
import type { BasePath } from './decision.ts';
import { isFront } from './pattern.ts';
import type { Pattern, PatternWeights } from './pattern.ts';
import { prefixesOf, segmentsOfPrefix } from './target.ts';
import type { Target } from './target.ts';

/** How well an API fits a service. */
export interface Fit {
  readonly target: Target;
  readonly base: BasePath;
  /** Weight of the patterns found. */
  readonly score: number;
  /** Share of the weight that could have been found, 0..1. */
  readonly coverage: number;
  /** Keys of the patterns found. */
  readonly found: ReadonlySet<string>;
  /** Of these, those that stand there as they are, whatever the base path of the others is (`/health` beside `/api/users`). */
  readonly asIs: ReadonlySet<string>;
}

const stripsMax = 8;
/** A path that is there with another method only tells less. */
const otherMethod = 0.25;
/** A prefix that reads like a word of the API itself is less likely one of its deployment. */
const ownWordFactor = 0.7;

/** The segments of a pattern without a prefix that is there, or as they are. */
export function without(segments: readonly string[], prefix: string): readonly string[] {
  const leading = segmentsOfPrefix(prefix);
  return leading.length > 0 && leading.every((one, at) => segments[at] === one)
    ? segments.slice(leading.length)
    : segments;
}

function fitUnder(
  patterns: Iterable<readonly [string, Pattern]>,
  target: Target,
  base: BasePath,
  weights: PatternWeights,
): Pick<Fit, 'score' | 'found'> {
  const tree = target.tree(base.add);
  const found = new Set<string>();
  let score = 0;
  for (const [key, pattern] of patterns) {
    const at = base.strip === '' ? pattern : { ...pattern, segments: without(pattern.segments, base.strip) };
    const isField = pattern.segments[0]?.startsWith('#') === true;
    const how = (isField ? target.tree('') : tree).find(at);
    if (how === null) continue;
    found.add(key);
    score += weights.of(key, at) * (how === 'method' ? 1 : otherMethod);
  }
  const prefix = segmentsOfPrefix(base.add === '' ? base.strip : base.add);
  return { score: isFront(prefix) ? score : score * ownWordFactor, found };
}

/** How much of an API's words a service has, cheaper than comparing; 0 when they have none in common. */
export function sharedWords(api: Api, target: Target): number {
  let shared = 0;
  for (const word of api.words) if (target.words.has(word)) shared += 1;
  return shared;
}

/** The best fit of patterns of an API with a service: as they are, behind a prefix of the service's, or without one of their own. */
export function bestFit(
  api: Api,
  patterns: ReadonlyMap<string, Pattern>,
  target: Target,
  weights: PatternWeights,
): Fit {
  const bases: BasePath[] = [samePaths];
  for (const add of target.prefixes) if (add !== '') bases.push({ add, strip: '' });
  for (const strip of prefixesOf(api.patterns).slice(0, stripsMax))
    if (strip !== '') bases.push({ add: '', strip });
  let best: Pick<Fit, 'score' | 'found'> & { readonly base: BasePath } = {
    score: 0,
    found: new Set(),
    base: samePaths,
  };
  for (const base of bases) {
    const fit = fitUnder(patterns, target, base, weights);
    // What needs no change is better than what is found a little more often.
    if (fit.score > best.score * (best.base === samePaths ? 1.15 : 1) + 0.01) best = { ...fit, base };
  }
  const found = new Set(best.found);
  const asIs = new Set<string>();
  if (best.base !== samePaths)
    for (const [key, pattern] of patterns) {
      if (found.has(key) || target.tree('').find(pattern) !== 'method') continue;
      found.add(key);
      asIs.add(key);
    }
  const all = Math.min(weights.total(new Map(patterns)), weights.total(target.patterns));
  return { ...best, found, asIs, target, coverage: all === 0 ? 0 : Math.min(1, best.score / all) };
}
