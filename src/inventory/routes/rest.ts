/**
 * Places from which on all segments are one value: paths of files and folders (`/objects/2024/photos/a.jpg`). Told by leaves at changing
 * depths that do the same, below folders whose names do not come again as the words of a route would.
 */
import { hardlyConflict, compareProfiles, joinProfiles, profileOf } from './profile.ts';
import type { Profile } from './profile.ts';
import type { FoldVerdict } from './judge.ts';
import type { RouteNode } from './node.ts';
import { parseSegment } from './segment.ts';

const leavesMin = 6;
const leavesMax = 64;
const fileName = /.\.[A-Za-z][A-Za-z0-9]{0,7}$/;

interface Leaf {
  readonly node: RouteNode;
  readonly depth: number;
  readonly isFile: boolean;
}

/** Is what follows a place one path? Null when it is not, or when too little was seen. */
export function judgeRest(place: RouteNode): FoldVerdict | null {
  if (place.depth === 0 || place.isRest || place.rest !== null || place.fold?.apart === true) return null;
  if (declaredBelow(place)) return null;
  const like = restElsewhere(place);
  const leaves: Leaf[] = [];
  let inner = 0;
  place.each((node) => {
    if (node === place || node.operations.size === 0 || leaves.length >= leavesMax) return;
    const isLeaf = node.literals.size + node.parameters.size === 0;
    if (!isLeaf) inner += 1;
    leaves.push({ node, depth: node.depth - place.depth, isFile: isFileName(node) });
  }, 1_024);
  if (like !== null && leaves.some((leaf) => leaf.depth > 1) && doTheSame(leaves, true))
    return {
      values: [],
      explanation: `as learned at ${like.template()}, all that follows is one path`,
      confidence: 0.8,
    };
  if (leaves.length < leavesMin) return null;
  const depths = new Set(leaves.map((leaf) => leaf.depth));
  const deepest = Math.max(...depths);
  if (deepest < 2 || depths.size < 2) return null;
  const files = leaves.filter((leaf) => leaf.isFile).length;
  if (files < 0.8 * leaves.length && (depths.size < 3 || inner > 0.6 * leaves.length)) return null;
  // Folders differ; the words of a route come again below each value.
  const last = new Set(leaves.map(({ node }) => node.literal ?? ''));
  const areFiles = files >= 0.8 * leaves.length;
  if (!areFiles && (!sameVocabulary(place, leaves) || last.size < 3)) return null;
  if (!doTheSame(leaves, areFiles)) return null;
  return {
    values: [],
    explanation: `${leaves.length === leavesMax ? `at least ${leavesMax}` : leaves.length} paths of ${depths.size} lengths up to ${deepest} segments do the same here${areFiles ? ', most with the name of a file at their end' : ''}`,
    confidence: areFiles ? 0.9 : 0.75,
  };
}

/** Is a template declared below the place? Then it is told what follows, and nothing must be guessed. */
function declaredBelow(place: RouteNode): boolean {
  for (const child of place.literals.values()) if (child.declared > 0) return true;
  for (const child of place.parameters.values()) if (child.declared > 0) return true;
  return false;
}

/** Another place behind the same word from which on all is one path. */
function restElsewhere(place: RouteNode): RouteNode | null {
  if (place.literal === null) return null;
  for (const other of place.index.places.get(place.literal) ?? [])
    if (other !== place && other.rest !== null && other.swallows) return other;
  return null;
}

/** A name with an extension, or an id with one behind it. */
function isFileName(node: RouteNode): boolean {
  if (node.literal === null) return /^\.[a-z]/i.test(node.suffix);
  return parseSegment(node.literal).kind === null && fileName.test(node.literal);
}

/** Are the names at one depth also the names at others, as folders hold folders? Routes have their words in one place. */
function sameVocabulary(place: RouteNode, leaves: readonly Leaf[]): boolean {
  const depthsOf = new Map<string, Set<number>>();
  for (const { node } of leaves) {
    for (let at: RouteNode | null = node; at !== null && at !== place; at = at.parent) {
      if (at.literal === null) continue;
      const depths = depthsOf.get(at.literal);
      if (depths === undefined) depthsOf.set(at.literal, new Set([at.depth]));
      else depths.add(at.depth);
    }
  }
  let wandering = 0;
  for (const depths of depthsOf.values()) if (depths.size > 1) wandering += 1;
  return depthsOf.size >= 3 && wandering * 2 >= depthsOf.size;
}

/** Do nearly all leaves answer alike? */
function doTheSame(leaves: readonly Leaf[], areFiles: boolean): boolean {
  let joined: Profile | null = null;
  let unlike = 0;
  let seen = 0;
  for (const { node } of leaves.slice(0, 24)) {
    const profile = profileOf(node, false, true);
    if (profile.behaviours.size === 0) continue;
    seen += 1;
    if (joined === null) joined = profile;
    else if (hardlyConflict(compareProfiles(profile, joined))) joined = joinProfiles(joined, profile);
    else unlike += 1;
  }
  return unlike <= (areFiles ? 0.25 : 0.1) * seen;
}
