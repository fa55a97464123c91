/** Finds a pattern among many, with values at the places of parameters. */
import { anyRest, anyValue } from './pattern.ts';
import type { Pattern, Patterns } from './pattern.ts';

interface Branch {
  readonly children: Map<string, Branch>;
  methods: Set<string> | null;
}

const branch = (): Branch => ({ children: new Map(), methods: null });
const siblingsMax = 64;
const budgetMax = 256;

/** How well a pattern is found: with its method, or with another one only. */
export type Found = 'method' | 'path';

const goTogether = (mine: ReadonlySet<string>, theirs: ReadonlySet<string>): boolean => {
  if (mine.has('ANY') || theirs.has('ANY')) return true;
  for (const method of mine)
    if (
      theirs.has(method) ||
      (method === 'GET' && theirs.has('HEAD')) ||
      (method === 'HEAD' && theirs.has('GET'))
    )
      return true;
  return false;
};

/** Patterns below one prefix. */
export class PatternTree {
  readonly #root = branch();

  /** `skip`: leading segments that are left out; patterns without them are not taken. */
  constructor(patterns: Patterns, prefix: readonly string[]) {
    for (const { segments, methods } of patterns.values()) {
      if (segments.length < prefix.length || prefix.some((one, at) => segments[at] !== one)) continue;
      let at = this.#root;
      for (const segment of segments.slice(prefix.length)) {
        let next = at.children.get(segment);
        if (next === undefined) {
          next = branch();
          at.children.set(segment, next);
        }
        at = next;
      }
      at.methods ??= new Set();
      for (const method of methods) at.methods.add(method);
    }
  }

  /** Looks for a pattern; a parameter of it is found at any value. */
  find({ segments, methods }: Pick<Pattern, 'segments' | 'methods'>): Found | null {
    let budget = budgetMax;
    let best: Found | null = null;
    const walk = (at: Branch, index: number): boolean => {
      budget -= 1;
      if (budget < 0) return true;
      const segment = segments[index];
      if (segment === undefined) {
        if (at.methods === null) return false;
        if (goTogether(methods, at.methods)) {
          best = 'method';
          return true;
        }
        best = 'path';
        return false;
      }
      if (segment === anyRest) {
        if (at.children.size === 0) return false;
        best = 'method';
        return true;
      }
      const exact = at.children.get(segment);
      if (exact !== undefined && walk(exact, index + 1)) return true;
      if (segment !== anyValue) return false;
      let left = siblingsMax;
      for (const [text, child] of at.children) {
        if (text === anyValue || text.startsWith('#')) continue;
        left -= 1;
        if (left < 0) return false;
        if (walk(child, index + 1)) return true;
      }
      return false;
    };
    walk(this.#root, 0);
    return best;
  }
}
