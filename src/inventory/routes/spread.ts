/**
 * How widely a literal stands, and whether a place does what a parameter beside it does. A word of a route comes again under nearly every
 * value of the parameters before it; a value belongs to few of them.
 */
import type { RouteNode } from './node.ts';

const nodesMax = 64;
const tracksMax = 256;
/** Values told apart; more are as good as any number. */
const beforeMax = 64;

/** Under what a literal was called. */
export interface Spread {
  /** Different values of the parameters before it, joined; empty when none can be told apart. */
  readonly before: ReadonlySet<string>;
  readonly calls: number;
}

/** Collects the values before a place; null when no parameter is before it. */
export function spreadOf(node: RouteNode): Spread | null {
  const places: number[] = [];
  for (let at = node.parent; at !== null && at.parent !== null; at = at.parent)
    if (at.literal === null) places.push(at.depth - 1);
  if (places.length === 0) return null;
  const before = new Set<string>();
  let calls = 0;
  let left = tracksMax;
  node.each((inner) => {
    for (const operation of inner.operations.values()) {
      if (left <= 0) return;
      for (const track of operation.tracks) {
        left -= 1;
        if (left < 0) return;
        if (track.successes === 0) continue;
        let key = '';
        for (const at of places) {
          const segment = track.segments[at] ?? '';
          if (!segment.includes('{')) key += `/${segment}`;
        }
        if (key === '') continue;
        calls += track.successes;
        if (before.size < beforeMax) before.add(key);
      }
    }
  }, nodesMax);
  return { before, calls };
}

const wideMin = 6;
const wideCallsMin = 12;
/** A few calls tell when nearly each was under another value. */
const earlyMin = 4;
const earlyShare = 0.75;
/** Lower case without digits, as the words of routes are mostly written. */
const plainWords = /^[a-z]+(?:[-_][a-z]+)*$/;

/** Which literals of a place come again under the values before it as words of a route do? */
export function wideAmong(spreads: ReadonlyMap<string, Spread | null>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const spread of spreads.values())
    for (const one of spread?.before ?? []) if (all.size < beforeMax) all.add(one);
  const wide = new Set<string>();
  for (const [literal, spread] of spreads) {
    if (spread === null) continue;
    if (spread.calls < wideCallsMin) {
      const early = spread.before.size >= Math.max(earlyMin, earlyShare * spread.calls);
      if (early && plainWords.test(literal)) wide.add(literal);
      continue;
    }
    const possible = Math.min(all.size, spread.calls);
    if (spread.before.size >= Math.max(wideMin, 0.3 * possible)) wide.add(literal);
  }
  return wide;
}

/** How much of what is at and below a place is also at and below another. */
export interface Cover {
  readonly operations: number;
  readonly covered: number;
  /** Of the covered ones, those behind a word below the place. */
  readonly deep: number;
}

/** Compares routes alone, by method and template; what is a word here may be a value there. */
export function coverOf(node: RouteNode, by: RouteNode): Cover {
  let operations = 0;
  let covered = 0;
  let deep = 0;
  let budget = 256;
  const walk = (mine: RouteNode, others: readonly RouteNode[], words: number): void => {
    budget -= 1;
    if (budget < 0) return;
    for (const operation of mine.operations.values()) {
      if (operation.method === 'OPTIONS') continue;
      operations += 1;
      if (!others.some((other) => hasOperation(other, operation.method, operation.field))) continue;
      covered += 1;
      if (words > 0) deep += 1;
    }
    for (const child of [...mine.literals.values(), ...mine.parameters.values()]) {
      const next: RouteNode[] = [];
      let named = false;
      for (const other of others) {
        const same = child.literal === null ? undefined : other.literals.get(child.literal);
        if (same !== undefined) {
          next.push(same);
          named = true;
        }
        for (const parameter of other.parameters.values())
          if (parameter.prefix === '' && next.length < 8) next.push(parameter);
        if (other.rest !== null) next.push(other.rest);
      }
      walk(child, next, words + (named ? 1 : 0));
    }
  };
  walk(node, [by], 0);
  return { operations, covered, deep };
}

function hasOperation(node: RouteNode, method: string, field: string): boolean {
  for (const operation of node.operations.values())
    if (operation.method === method && operation.field === field) return true;
  return false;
}
