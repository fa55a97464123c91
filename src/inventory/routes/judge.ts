/**
 * Which literal siblings are values of one parameter? Judged by evidence, from what is cheap to be wrong about to what is dear: how the
 * text looks, which operations are at and below it, what their bodies look like, who calls, and how often each occurs.
 */
import { actsOnItem, compareProfiles, joinProfiles, mayBeOne, profileOf } from './profile.ts';
import type { Agreement, Profile } from './profile.ts';
import type { RouteNode } from './node.ts';
import { hasReservedPart, lookOf, suffixOf } from './segment.ts';
import type { SegmentLook } from './segment.ts';

/** Literals of one place that are looked at in one judgement; the newest. */
const siblingsMax = 256;
/** Groups of alike siblings told apart in one place. */
const groupsMax = 8;

interface Sibling {
  readonly literal: string;
  readonly look: SegmentLook;
  readonly profile: Profile;
}

/** Siblings that are values, and why. */
export interface FoldVerdict {
  readonly values: readonly string[];
  readonly explanation: string;
  readonly confidence: number;
}

/** What a judge may ask about the rest of the service. */
export interface JudgeContext {
  /** In how many places of the service the word is a literal of a route. */
  places(literal: string): number;
}

const weights: Readonly<Record<SegmentLook, number>> = { mixed: 1, slug: 0.8, word: 0.2, reserved: 0 };

function weightOf(sibling: Sibling, context: JudgeContext): number {
  if (sibling.look === 'slug' && hasReservedPart(sibling.literal)) return 0.35;
  if (sibling.look === 'word' && context.places(sibling.literal) > 1) return 0.05;
  return weights[sibling.look];
}

/** A short prefix and letters (`pat_jrttrf`): beside ids that answer alike it is one that has no digit by chance. */
const isPrefixed = (literal: string): boolean =>
  /^[a-z]{2,5}_[a-z0-9]{4,}$/.test(literal) && !hasReservedPart(literal);

/** How much weight is enough, given what the siblings have in common and what stands beside them. */
function needed(
  agreement: Agreement,
  beside: Agreement | null,
  folded: boolean,
  members: readonly Sibling[],
  actors: number,
): number {
  let enough: number;
  if (agreement.telling > 0) enough = agreement.shared > 1 ? 1.6 : 2.4;
  else enough = agreement.shared > 1 ? 4 : 8;
  if (beside !== null) {
    if (mayBeOne(beside)) {
      // Two operations in common with the ids beside it are enough for a single slug.
      enough = Math.min(enough, beside.telling === 0 ? 2.4 : beside.shared > 1 ? 0.75 : 1.2);
    } else if (beside.conflicts > 0) enough *= 3;
    // Nothing to compare yet, but literals are known to be values here.
    else if (folded) enough *= 0.66;
  }
  const ids = members.every((member) => member.look === 'mixed');
  // Actions (`POST .../check-in`) answer with the resource they act on, all alike: values can be read, actions cannot.
  if (agreement.safe === 0 && !ids) enough *= 4;
  if (actors < 2 && members.every((member) => member.look === 'word')) enough *= 1.5;
  return enough;
}

/** One judgement for each file extension among the literals of a place. */
export function judgePlace(
  place: RouteNode,
  context: JudgeContext,
): readonly { readonly suffix: string; readonly verdict: FoldVerdict }[] {
  if (place.fold?.apart === true) return [];
  const bySuffix = new Map<string, RouteNode[]>();
  for (const child of [...place.literals.values()].slice(-siblingsMax)) {
    const suffix = suffixOf(child.literal ?? '');
    const group = bySuffix.get(suffix);
    if (group === undefined) bySuffix.set(suffix, [child]);
    else group.push(child);
  }
  const verdicts: { suffix: string; verdict: FoldVerdict }[] = [];
  for (const [suffix, children] of bySuffix) {
    const verdict = judgeSiblings(place, suffix, children, context);
    if (verdict !== null) verdicts.push({ suffix, verdict });
  }
  return verdicts;
}

function judgeSiblings(
  place: RouteNode,
  suffix: string,
  children: readonly RouteNode[],
  context: JudgeContext,
): FoldVerdict | null {
  const siblings = children.flatMap((child): Sibling[] => {
    const literal = child.literal ?? '';
    const look = lookOf(literal.slice(0, literal.length - suffix.length));
    const profile = profileOf(child);
    return profile.behaviours.size === 0 ? [] : [{ literal, look, profile }];
  });
  if (siblings.length === 0) return null;
  const parameter = place.parameters.get(suffix);
  const beside = parameter === undefined ? null : profileOf(parameter);
  const folded = place.fold?.open === true && beside !== null && beside.behaviours.size > 0;
  if (folded && beside !== null) {
    const joiners = judgeJoiners(siblings, beside, place.fold?.distinct ?? 0);
    if (joiners !== null) return joiners;
  }
  return judgeGroups(siblings, beside, folded, context);
}

/** Values are known here already: who behaves as they do joins them. */
function judgeJoiners(siblings: readonly Sibling[], values: Profile, known: number): FoldVerdict | null {
  const joining = siblings.filter((sibling) => {
    const agreement = compareProfiles(sibling.profile, values);
    // Values are words here already, so what changes or removes a thing of this look names a value.
    const isItem =
      sibling.look !== 'word' &&
      sibling.look !== 'reserved' &&
      !hasReservedPart(sibling.literal) &&
      actsOnItem(sibling.profile);
    if (isItem && agreement.conflicts === 0) return true;
    if (!mayBeOne(agreement) || agreement.onlyA > agreement.shared) return false;
    if (sibling.look === 'reserved')
      return known >= 24 && agreement.telling > 0 && sibling.profile.count <= 4 * (values.count / known);
    if (sibling.look === 'slug' && hasReservedPart(sibling.literal))
      return known >= 4 && agreement.telling > 0;
    return agreement.telling > 0 || sibling.look !== 'word';
  });
  if (joining.length === 0) return null;
  const all = known + joining.length;
  return {
    values: joining.map((sibling) => sibling.literal),
    explanation: `${all} different values here have the same operations and answer alike`,
    confidence: Math.min(0.98, 0.8 + all * 0.01),
  };
}

interface Group {
  readonly members: Sibling[];
  profile: Profile;
  /** The weakest agreement of a member with those before it. */
  agreement: Agreement | null;
}

/** Nothing is known yet: the largest group of siblings that behave alike is weighed. */
function judgeGroups(
  siblings: readonly Sibling[],
  beside: Profile | null,
  folded: boolean,
  context: JudgeContext,
): FoldVerdict | null {
  const groups: Group[] = [];
  for (const sibling of siblings) {
    if (sibling.look === 'reserved') continue;
    let home: Group | undefined;
    for (const group of groups) {
      const agreement = compareProfiles(sibling.profile, group.profile);
      if (!mayBeOne(agreement) || agreement.onlyA > agreement.shared + 1) continue;
      home = group;
      group.agreement = group.agreement === null ? agreement : weaker(group.agreement, agreement);
      break;
    }
    if (home !== undefined) {
      home.members.push(sibling);
      home.profile = joinProfiles(home.profile, sibling.profile);
    } else if (groups.length < groupsMax) {
      groups.push({ members: [sibling], profile: sibling.profile, agreement: null });
    }
  }
  let best: FoldVerdict | null = null;
  for (const group of groups) {
    const verdict = weigh(group, beside, folded, context);
    if (verdict !== null && (best === null || verdict.values.length > best.values.length)) best = verdict;
  }
  return best;
}

function weigh(
  group: Group,
  besideProfile: Profile | null,
  folded: boolean,
  context: JudgeContext,
): FoldVerdict | null {
  const beside =
    besideProfile === null || besideProfile.behaviours.size === 0
      ? null
      : compareProfiles(group.profile, besideProfile);
  const withBeside = beside !== null && mayBeOne(beside);
  const agreement = group.agreement ?? (withBeside ? beside : null);
  if (agreement === null) return null;
  const { members } = group;
  const least = withBeside ? 1 : members.every((member) => member.look === 'word') ? 8 : folded ? 2 : 3;
  if (members.length < least) return null;
  const actors = group.profile.actors.size;
  const enough = needed(agreement, beside, folded, members, actors);
  let weight = 0;
  for (const member of members) {
    const one = weightOf(member, context);
    // A word that gets most of the traffic is rather a view of its own than one value of many.
    const dominant =
      member.look === 'word' && members.length >= 8 && member.profile.count > 0.9 * group.profile.count;
    if (!dominant)
      weight += withBeside && (member.look === 'mixed' || isPrefixed(member.literal)) ? 1.25 : one;
  }
  if (weight < enough) return null;
  // Among few, one that names an action or a view (`search_all`) is none of the values, however alike it answers.
  const chosen = members.filter(
    (member) => members.length > 4 || member.look !== 'slug' || !hasReservedPart(member.literal),
  );
  if (chosen.length === 0) return null;
  const values = chosen.map((member) => member.literal);
  return {
    values,
    explanation: explain(group, agreement, withBeside, actors),
    confidence: Math.min(0.97, 1 - 0.45 ** (weight / enough)),
  };
}

function explain(group: Group, agreement: Agreement, withBeside: boolean, actors: number): string {
  const count = group.members.length;
  const parts = [
    `${count} different ${count === 1 ? 'value' : 'values'} in ${group.profile.count} exchanges of ${actors === 32 ? 'more than 31' : actors} ${actors === 1 ? 'actor' : 'actors'}`,
    `${agreement.shared} ${agreement.shared === 1 ? 'operation' : 'operations'} in common at or below this place`,
  ];
  if (agreement.telling > 0)
    parts.push(`answers alike to ${Math.round(agreement.likeness * 100)} % over ${agreement.fields} fields`);
  else parts.push('answers that show no difference');
  if (withBeside) parts.push('and like those to the ids beside them');
  return parts.join(', ');
}

const weaker = (a: Agreement, b: Agreement): Agreement => ({
  shared: Math.min(a.shared, b.shared),
  telling: Math.min(a.telling, b.telling),
  safe: Math.min(a.safe, b.safe),
  conflicts: Math.max(a.conflicts, b.conflicts),
  onlyA: Math.max(a.onlyA, b.onlyA),
  onlyB: Math.max(a.onlyB, b.onlyB),
  likeness: Math.min(a.likeness, b.likeness),
  fields: Math.min(a.fields, b.fields),
});
