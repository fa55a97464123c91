/**
 * Which literal siblings are values of one parameter? Judged by evidence, from what is cheap to be wrong about to what is dear: how the
 * text looks, whether answers name it, which operations are at and below it, what their bodies look like, who calls, and how often each
 * occurs.
 */
import { echoOf } from './naming.ts';
import type { Echo } from './naming.ts';
import { actsOnItem, compareProfiles, hardlyConflict, joinProfiles, mayBeOne, profileOf } from './profile.ts';
import type { Agreement, Profile } from './profile.ts';
import type { RouteNode } from './node.ts';
import { hasReservedPart, isDocumentName, lookOf, pointsAt, suffixOf } from './segment.ts';
import type { SegmentLook } from './segment.ts';
import { coverOf, spreadOf, wideAmong } from './spread.ts';

/** Literals of one place that are looked at in one judgement; the newest. */
const siblingsMax = 256;
/** Groups of alike siblings told apart in one place. */
const groupsMax = 8;

interface Sibling {
  readonly literal: string;
  readonly look: SegmentLook;
  /** Holds a word that routes are made of. */
  readonly reserved: boolean;
  readonly echo: Echo;
  /** A value of a parameter in another place, or in this one with something else behind it. */
  readonly known: boolean;
  /** With a custom method behind it (`:publish`). */
  readonly method: boolean;
  /** Comes again under the values before it as the words of a route do, and no answer names it. */
  readonly wide: boolean;
  readonly profile: Profile;
}

/** Siblings that are values, and why. */
export interface FoldVerdict {
  readonly values: readonly string[];
  readonly explanation: string;
  readonly confidence: number;
  /** Answers name them. */
  readonly echoed?: boolean;
}

const weights: Readonly<Record<SegmentLook, number>> = {
  mixed: 1,
  slug: 0.8,
  code: 0.6,
  word: 0.2,
  reserved: 0,
};

function weightOf(sibling: Sibling, place: RouteNode): number {
  const { look, literal, echo, known } = sibling;
  if (echo === 'yes') return look === 'reserved' ? 0.3 : look === 'word' || look === 'code' ? 1 : 2;
  let weight = weights[look];
  // What a custom method is called on is a thing.
  if (sibling.method && look === 'word') return 0.6;
  if (look === 'slug' && sibling.reserved) weight = 0.35;
  else if (look === 'word' && !known && !isAmongThings(place)) weight = 0.05;
  else if (look === 'word' && !known && (place.index.places.get(literal)?.size ?? 0) > 1) weight = 0.05;
  return known && look !== 'reserved' ? Math.max(weight, 0.8) : weight;
}

/** A short prefix and letters (`pat_jrttrf`): beside ids that answer alike it is one that has no digit by chance. */
const isPrefixed = (literal: string): boolean =>
  /^[a-z]{2,5}_(?:[a-z0-9]{4,}|[A-Za-z0-9]{8,})$/.test(literal) && !hasReservedPart(literal);

/** `API_TOKEN`: somebody's name for a setting; routes are not written so. */
const isConstant = (literal: string): boolean => /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(literal);

/** Does the text alone tell it from a word of a route, once anything else speaks for a value? */
const looksLikeValue = (sibling: Sibling): boolean =>
  sibling.look === 'mixed' || (sibling.look === 'slug' && !sibling.reserved);

/** How much weight is enough, given what the siblings have in common and what stands beside them. */
function needed(
  agreement: Agreement,
  beside: Agreement | null,
  folded: boolean,
  members: readonly Sibling[],
  actors: number,
  amongThings: boolean,
): number {
  let enough: number;
  if (agreement.telling > 0) enough = agreement.shared > 1 ? 1.6 : 2.4;
  else enough = agreement.shared > 1 ? 4 : 8;
  const named = members.filter((member) => member.echo === 'yes').length;
  if (named >= 2 && named * 2 >= members.length)
    enough = agreement.telling > 0 || named === members.length ? 2 : 3;
  if (beside !== null) {
    if (mayBeOne(beside)) {
      // Two operations in common with the ids beside it are enough for a single slug.
      enough = Math.min(enough, beside.telling === 0 ? 2.4 : beside.shared > 1 ? 0.75 : 1.2);
      if (named > 0) enough = Math.min(enough, 1);
      // The children and the answers of the ids beside it: it has nothing of its own.
      if (beside.shared > 2 && beside.telling > 1 && beside.onlyA === 0) enough = Math.min(enough, 0.2);
    } else if (beside.conflicts > 0) enough *= 3;
    // Nothing to compare yet, but literals are known to be values here.
    else if (folded) enough *= 0.66;
  }
  // The same custom method of several heads acts on each of them.
  if (members.length > 1 && members.every((member) => member.method)) return Math.min(enough, 1);
  const ids = members.every((member) => member.look === 'mixed');
  // Many words, one kind of answer.
  if (amongThings && members.length >= 8 && agreement.telling > 0 && beside === null)
    enough = Math.min(enough, 1.5);
  // Actions (`POST .../check-in`) answer with the resource they act on, all alike: values can be read, actions cannot.
  if (agreement.safe === 0 && !ids && !members.every((member) => actsOnItem(member.profile))) enough *= 4;
  if (actors < 2 && named === 0 && members.every((member) => member.look === 'word')) enough *= 1.5;
  return enough;
}

/** One judgement for each file extension or custom method among the literals of a place. */
export function judgePlace(
  place: RouteNode,
): readonly { readonly suffix: string; readonly verdict: FoldVerdict }[] {
  if (place.fold?.apart === true) return [];
  const bySuffix = new Map<string, RouteNode[]>();
  // What is declared as a word is one.
  const undeclared = [...place.literals.values()].filter((child) => child.declared === 0);
  for (const child of undeclared.slice(-siblingsMax)) {
    const suffix = suffixOf(child.literal ?? '');
    const group = bySuffix.get(suffix);
    if (group === undefined) bySuffix.set(suffix, [child]);
    else group.push(child);
  }
  const verdicts: { suffix: string; verdict: FoldVerdict }[] = [];
  for (const [suffix, children] of bySuffix) {
    const verdict = judgeSiblings(place, suffix, children);
    if (verdict !== null) verdicts.push({ suffix, verdict });
  }
  return verdicts;
}

function siblingsOf(
  place: RouteNode,
  suffix: string,
  children: readonly RouteNode[],
  open: boolean,
): readonly Sibling[] {
  const wide = wideAmong(new Map(children.map((child) => [child.literal ?? '', spreadOf(child)])));
  return children.flatMap((child): Sibling[] => {
    const profile = profileOf(child, open);
    if (profile.behaviours.size === 0) return [];
    const literal = child.literal ?? '';
    const text = literal.slice(0, literal.length - suffix.length);
    const look = lookOf(text);
    const echo = echoOf(child);
    const known = place.index.values.has(literal) || (suffix !== '' && place.fold?.values.has(text) === true);
    return [
      {
        literal,
        look,
        reserved: hasReservedPart(text) && !isDocumentName(literal) && !isConstant(text),
        echo,
        known,
        wide: wide.has(literal) && echo !== 'yes',
        profile,
        method: suffix.startsWith(':'),
      },
    ];
  });
}

function judgeSiblings(place: RouteNode, suffix: string, children: readonly RouteNode[]): FoldVerdict | null {
  const all = siblingsOf(place, suffix, children, false);
  if (all.length === 0) return null;
  const siblings = all.filter((sibling) => !sibling.wide);
  const parameter = place.parameters.get(suffix);
  const beside = parameter === undefined ? null : profileOf(parameter);
  const folded = place.fold?.open === true && beside !== null && beside.behaviours.size > 0;
  if (beside !== null && beside.behaviours.size > 0) {
    const known = folded ? (place.fold?.distinct ?? 0) : 0;
    const covered =
      folded && parameter !== undefined ? judgeCovered(place, all, parameter, beside, known) : null;
    const alike = judgeJoiners(siblings, beside, known, folded);
    const joiners =
      covered === null || alike === null
        ? (covered ?? alike)
        : { ...alike, values: [...new Set([...alike.values, ...covered.values])] };
    if (joiners !== null) return joiners;
  }
  const verdict =
    judgeGroups(place, siblings, beside, folded, 1) ?? judgeByAnalogy(place, suffix, siblings, folded);
  if (verdict !== null) return verdict;
  const choices = judgeChoices(place, suffix, all, children);
  if (choices !== null) return choices;
  const inner = siblings.filter((sibling) => hasBelow(place.literals.get(sibling.literal)));
  if (inner.length >= 4 && isAmongThings(place)) {
    const below = judgeGroups(place, inner, beside, folded, 2);
    if (below !== null) return below;
  }
  if (!ownNamesBelow(children)) return judgeAlone(place, siblings, children);
  const open = siblingsOf(place, suffix, children, true).filter((sibling) => !sibling.wide);
  const opened = parameter === undefined ? null : profileOf(parameter, true);
  return judgeGroups(place, open, opened, folded, 2.5) ?? judgeAlone(place, siblings, children);
}

const hasBelow = (node: RouteNode | undefined): boolean =>
  node !== undefined && node.literals.size + node.parameters.size > 0;

const choicesMin = 3;
const choicesSharedMin = 3;

/**
 * Words that come again under all values before them are of the route, unless they stand behind one word, all have the very same operations
 * below and answer alike: `/packages/{npm|maven|docker}/{name}/versions`.
 */
function judgeChoices(
  place: RouteNode,
  suffix: string,
  siblings: readonly Sibling[],
  children: readonly RouteNode[],
): FoldVerdict | null {
  if (place.literal === null || suffix !== '' || siblings.length < choicesMin || siblings.length > 64)
    return null;
  const wide = siblings.filter((sibling) => sibling.wide && !pointsAt(sibling.literal));
  if (wide.length < choicesMin || wide.length * 2 < siblings.length) return null;
  const literals = new Set(wide.map((sibling) => sibling.literal));
  const chosen = children.filter((child) => literals.has(child.literal ?? ''));
  const profiles = chosen.map((child) => profileOf(child, ownNamesBelow(chosen)));
  const whole = profiles.reduce((joined, profile) => joinProfiles(joined, profile));
  let least = Number.POSITIVE_INFINITY;
  for (const profile of profiles) {
    const agreement = compareProfiles(profile, whole);
    if (!hardlyConflict(agreement) || agreement.telling === 0) return null;
    if (agreement.onlyA + agreement.onlyB > 0.25 * agreement.shared) return null;
    least = Math.min(least, agreement.shared);
  }
  if (least < choicesSharedMin) return null;
  return {
    values: [...literals],
    explanation: `${literals.size} words here have the very same ${least} operations at or below them and answer alike`,
    confidence: 0.8,
  };
}

/** Literals whose operations are all among those of the values that are known here: one of them, whatever it reads like. */
function judgeCovered(
  place: RouteNode,
  siblings: readonly Sibling[],
  parameter: RouteNode,
  values: Profile,
  known: number,
): FoldVerdict | null {
  const joining = siblings.filter((sibling) => {
    const child = place.literals.get(sibling.literal);
    if (child === undefined || pointsAt(sibling.literal) || sibling.method) return false;
    const reserved = sibling.look === 'reserved' && !sibling.literal.startsWith('.');
    if (reserved && known < 24) return false;
    const { operations, covered, deep } = coverOf(child, parameter);
    if (operations === 0 || covered < 0.8 * operations || (sibling.wide && covered < operations))
      return false;
    const agreement = compareProfiles(sibling.profile, values);
    if (!hardlyConflict(agreement)) return false;
    if (deep > 0) return true;
    if (known < 8 || agreement.conflicts > 0 || agreement.shared === 0 || sibling.echo === 'no') return false;
    if (sibling.wide) return agreement.telling > 0 && agreement.onlyA === 0;
    if (agreement.safe === 0 && !actsOnItem(sibling.profile)) return false;
    if (sibling.look !== 'word' && !sibling.reserved && !reserved) return true;
    return known >= 24 && sibling.profile.count <= 4 * Math.max(1, values.count / known);
  });
  if (joining.length === 0) return null;
  const all = known + joining.length;
  return {
    values: joining.map((sibling) => sibling.literal),
    explanation: `${all} different values here have the same operations`,
    confidence: Math.min(0.98, 0.8 + all * 0.01),
  };
}

/** What follows the same collection elsewhere is known to be values: who behaves like those is one here, too. */
function judgeByAnalogy(
  place: RouteNode,
  suffix: string,
  siblings: readonly Sibling[],
  folded: boolean,
): FoldVerdict | null {
  if (folded || place.literal === null || suffix !== '') return null;
  let looked = 0;
  for (const other of place.index.places.get(place.literal) ?? []) {
    const parameter = other.parameters.get(suffix);
    if (other === place || other.fold?.open !== true || parameter === undefined) continue;
    looked += 1;
    if (looked > 8) return null;
    const values = profileOf(parameter);
    if (values.behaviours.size === 0) continue;
    const verdict = judgeJoiners(siblings, values, other.fold.distinct, true);
    if (verdict !== null)
      return { ...verdict, explanation: `${verdict.explanation}, as learned at ${other.template()}` };
  }
  return null;
}

/** Has each sibling names of its own below it, as owners have repositories of their own? Then the place after this one is a parameter, too. */
function ownNamesBelow(children: readonly RouteNode[]): boolean {
  const distinct = new Set<string>();
  let all = 0;
  for (const child of children) {
    for (const literal of child.literals.keys()) {
      if (lookOf(literal) === 'reserved') return false;
      distinct.add(literal);
      all += 1;
    }
  }
  return all >= 3 && (distinct.size >= 0.6 * all || distinct.size >= 8);
}

/** Values are known here already: who behaves as they do joins them. What stays a word needs evidence for itself. */
function judgeJoiners(
  siblings: readonly Sibling[],
  values: Profile,
  known: number,
  folded: boolean,
): FoldVerdict | null {
  let echoed = false;
  const joining = siblings.filter((sibling) => {
    const { look } = sibling;
    const agreement = compareProfiles(sibling.profile, values);
    if (
      sibling.echo === 'yes' &&
      agreement.conflicts * 2 <= agreement.shared &&
      (agreement.shared > 0 || looksLikeValue(sibling))
    ) {
      echoed = true;
      return true;
    }
    if (!hardlyConflict(agreement)) return false;
    if (sibling.known && look !== 'reserved' && mayBeOne(agreement)) return true;
    // Beside ids, what reads like an id and contradicts nothing is one.
    if (look === 'mixed' || isPrefixed(sibling.literal)) return agreement.shared > 0 || folded;
    if (!folded) return false;
    // Values are words here already, so what changes or removes a thing of this look names a value.
    const isItem = look !== 'word' && look !== 'reserved' && !sibling.reserved && actsOnItem(sibling.profile);
    if (isItem && agreement.conflicts === 0) return true;
    if (!mayBeOne(agreement)) return false;
    if (agreement.onlyA > (agreement.telling > 0 ? 3 * agreement.shared + 1 : agreement.shared)) return false;
    // What has the answers and the children of the values is one, also when it could be a word of a route.
    if (agreement.telling > 0 && agreement.shared > 1 && known > 2 && !pointsAt(sibling.literal)) return true;
    if (look === 'reserved')
      return known >= 24 && agreement.telling > 0 && sibling.profile.count <= 4 * (values.count / known);
    if (look === 'slug' && sibling.reserved) return known >= 4 && agreement.telling > 0;
    return (
      agreement.telling > 0 || look !== 'word' || agreement.shared > 1 || (known > 4 && agreement.onlyA === 0)
    );
  });
  if (joining.length === 0) return null;
  const all = known + joining.length;
  return {
    values: joining.map((sibling) => sibling.literal),
    explanation: folded
      ? `${all} different values here have the same operations and answer alike`
      : `${joining.length} ${joining.length === 1 ? 'value is' : 'values are'} named by ${joining.length === 1 ? 'its' : 'their'} answers, and do as the ids beside do`,
    confidence: Math.min(0.98, 0.8 + all * 0.01),
    ...(echoed ? { echoed } : {}),
  };
}

/** A single literal that can be nothing but a value: its answers name it, or it reads like a title among a collection's things. */
function judgeAlone(
  place: RouteNode,
  siblings: readonly Sibling[],
  children: readonly RouteNode[],
): FoldVerdict | null {
  const named = siblings.filter(
    (one) => one.echo === 'yes' && (looksLikeValue(one) || isPrefixed(one.literal)) && place.depth > 0,
  );
  if (named.length > 0) {
    return {
      values: named.map((one) => one.literal),
      explanation: `answers name ${named.length === 1 ? 'the value' : `the ${named.length} values`} that ${named.length === 1 ? 'was' : 'were'} called`,
      confidence: Math.min(0.95, 0.8 + 0.05 * named.length),
      echoed: true,
    };
  }
  const [only] = siblings;
  const [child] = children;
  if (only === undefined || child === undefined || place.literals.size > 1) return null;
  const below = hasBelow(child);
  const title = /^[a-z]+(?:-[a-z0-9]+){2,}$/.test(only.literal);
  if (!isCollection(place.literal) || !below || !title || only.reserved || only.echo === 'no') return null;
  return {
    values: [only.literal],
    explanation: `reads like the title of one of the ${place.literal ?? ''}, and has operations below it`,
    confidence: 0.6,
  };
}

interface Group {
  readonly members: Sibling[];
  profile: Profile;
  /** The weakest agreement of a member with those before it. */
  agreement: Agreement | null;
  /** Members with an operation that one before had. */
  alike: number;
}

/** Nothing is known yet: the largest group of siblings that behave alike is weighed. */
function judgeGroups(
  place: RouteNode,
  siblings: readonly Sibling[],
  beside: Profile | null,
  folded: boolean,
  wordFactor: number,
): FoldVerdict | null {
  // At the root and behind `api` or `v2` there are collections, often with one envelope for all.
  const strict = !isAmongThings(place);
  const groups: Group[] = [];
  for (const sibling of siblings) {
    if (sibling.look === 'reserved' && sibling.echo !== 'yes') continue;
    let home: Group | undefined;
    for (const group of groups) {
      const agreement = compareProfiles(sibling.profile, group.profile, strict);
      // Places that differ in what follows are alike when they do not contradict: each shows but a little of the whole.
      const alike =
        wordFactor > 1
          ? hardlyConflict(agreement)
          : mayBeOne(agreement) && agreement.onlyA <= agreement.shared + 1;
      if (!alike) continue;
      home = group;
      if (agreement.shared > 0) group.alike += 1;
      group.agreement = group.agreement === null ? agreement : weaker(group.agreement, agreement);
      break;
    }
    if (home !== undefined) {
      home.members.push(sibling);
      home.profile = joinProfiles(home.profile, sibling.profile);
    } else if (groups.length < groupsMax) {
      groups.push({ members: [sibling], profile: sibling.profile, agreement: null, alike: 0 });
    }
  }
  let best: FoldVerdict | null = null;
  for (const group of groups) {
    const verdict = weigh(place, group, beside, folded, wordFactor);
    if (verdict !== null && (best === null || verdict.values.length > best.values.length)) best = verdict;
  }
  return best;
}

/** Fewest siblings that may be taken for values without anything beside them. */
function fewest(members: readonly Sibling[], folded: boolean, things: boolean): number {
  const named = members.filter((member) => member.echo === 'yes').length;
  if (named >= 2 || members.every((member) => member.method)) return 2;
  if (members.every((member) => member.look === 'word' && !member.known)) return 8;
  return folded || (things && members.every(looksLikeValue)) ? 2 : 3;
}

/** May things be named here, and not collections: behind an id or a noun, not at the root or behind `api` or `v2`? */
const isAmongThings = (place: RouteNode): boolean =>
  place.literal === null
    ? place.depth > 0
    : isCollection(place.literal) || lookOf(place.literal) !== 'reserved';

/** Does the literal before name many things (`roles`, `stations`)? What follows is then rather one of them. */
const isCollection = (literal: string | null): boolean =>
  literal !== null && /[a-z]{2,}s$/i.test(literal) && !/(?:ss|us|is)$/i.test(literal);

function weigh(
  place: RouteNode,
  group: Group,
  besideProfile: Profile | null,
  folded: boolean,
  wordFactor: number,
): FoldVerdict | null {
  const beside =
    besideProfile === null || besideProfile.behaviours.size === 0
      ? null
      : compareProfiles(group.profile, besideProfile);
  const withBeside = beside !== null && mayBeOne(beside);
  const agreement = group.agreement ?? (withBeside ? beside : null);
  if (agreement === null) return null;
  const { members } = group;
  const onItems = members.every((member) => actsOnItem(member.profile));
  // What differs in the place after this one must show that it is alike.
  if (
    wordFactor > 1 &&
    (members.length < 3 || (agreement.telling === 0 && !onItems) || group.alike * 2.5 < members.length)
  )
    return null;
  // One kind of answer for each of some words behind a collection: its things, not views of it.
  const things =
    wordFactor === 1 &&
    isCollection(place.literal) &&
    (beside === null || withBeside) &&
    (agreement.safe > 0 || onItems) &&
    (agreement.telling > 0 || (members.length >= 3 && members.every(looksLikeValue)));
  // Documents have names that people gave them: two in one place are two of many.
  const documents = members.every((member) => isDocumentName(member.literal));
  const few = documents ? 2 : fewest(members, folded, things);
  const least = withBeside ? 1 : wordFactor > 1 || things ? 3 : few;
  if (members.length < Math.min(least, few)) return null;
  const actors = group.profile.actors.size;
  let enough = needed(agreement, beside, folded, members, actors, isAmongThings(place));
  if (documents || (things && members.length >= 3)) enough = Math.min(enough, 0.6);
  else if (things && members.length >= 2 && members.every(looksLikeValue)) enough = Math.min(enough, 1.6);
  let weight = 0;
  for (const member of members) {
    const one = weightOf(member, place) * (member.look === 'word' ? wordFactor : 1);
    // A word that gets most of the traffic is rather a view of its own than one value of many.
    const dominant =
      member.look === 'word' &&
      member.echo !== 'yes' &&
      members.length >= 8 &&
      member.profile.count > 0.9 * group.profile.count;
    if (!dominant)
      weight +=
        withBeside && (member.look === 'mixed' || isPrefixed(member.literal)) ? Math.max(1.25, one) : one;
  }
  if (weight < enough) return null;
  // Among few, one that names an action or a view (`search_all`) is none of the values, however alike it answers.
  const chosen = members.filter(
    (member) => members.length > 4 || member.look !== 'slug' || !member.reserved || member.echo === 'yes',
  );
  if (chosen.length === 0) return null;
  const echoed = members.some((member) => member.echo === 'yes');
  return {
    values: chosen.map((member) => member.literal),
    explanation: explain(group, agreement, withBeside, actors),
    confidence: Math.min(0.97, 1 - 0.45 ** (weight / enough)),
    ...(echoed ? { echoed } : {}),
  };
}

function explain(group: Group, agreement: Agreement, withBeside: boolean, actors: number): string {
  const count = group.members.length;
  const parts = [
    `${count} different ${count === 1 ? 'value' : 'values'} in ${group.profile.count} exchanges of ${actors === 32 ? 'more than 31' : actors} ${actors === 1 ? 'actor' : 'actors'}`,
    `${agreement.shared} ${agreement.shared === 1 ? 'operation' : 'operations'} in common at or below this place`,
  ];
  const named = group.members.filter((member) => member.echo === 'yes').length;
  if (named > 0) parts.push(`${named} named by ${named === 1 ? 'its' : 'their'} answers`);
  if (agreement.telling > 0)
    parts.push(`answers alike to ${Math.round(agreement.likeness * 100)} % over ${agreement.fields} fields`);
  else parts.push('answers that show no difference');
  if (withBeside) parts.push('and like those to the ids beside them');
  return parts.join(', ');
}

const weaker = (a: Agreement, b: Agreement): Agreement => ({
  shared: Math.min(a.shared, b.shared),
  // Where one has nothing to show, the others may.
  telling: Math.max(a.telling, b.telling),
  safe: Math.min(a.safe, b.safe),
  conflicts: Math.max(a.conflicts, b.conflicts),
  onlyA: Math.max(a.onlyA, b.onlyA),
  onlyB: Math.max(a.onlyB, b.onlyB),
  likeness: Math.min(a.likeness, b.likeness),
  fields: Math.min(a.fields, b.fields),
});
