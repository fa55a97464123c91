/**
 * Declared templates in the trie: where they stand, and which of them a path belongs to. Literals go before parameters, parameters before
 * what takes all that follows; where the first has no such method, the next is asked.
 */
import { judgeSegment } from '../../observe/segment-kind.ts';
import type { RouteNode } from './node.ts';
import { parseSegment, suffixOf } from './segment.ts';
import type { TemplateSegment } from './template.ts';

/** How the observer writes a literal when it takes it for an id, or null. */
function observedAs(literal: string, index: number, previous: string): string | null {
  const judged = judgeSegment(literal, index, previous);
  if ('literal' in judged) return judged.literal === literal ? null : judged.literal;
  return `${judged.frame?.prefix ?? ''}{${judged.kind}}${judged.frame?.suffix ?? ''}`;
}

/** The place of a declared template, made when it is not there. What a person folded stays folded. */
export function placeOfTemplate(root: RouteNode, segments: readonly TemplateSegment[]): RouteNode {
  let node = root;
  segments.forEach((segment, at) => {
    const parent: RouteNode = node;
    if (segment.rest) node = parent.declareRest();
    else if (!segment.literal) node = parent.parameter(segment.suffix, segment.prefix);
    else if (parent.fold?.byHand === true && parent.fold.values.has(segment.text))
      node = parent.parameter(suffixOf(segment.text));
    else {
      node = parent.literalChild(segment.text);
      node.observedAs ??= observedAs(segment.text, at, segments[at - 1]?.text ?? '');
    }
  });
  return node;
}

const budgetMax = 512;

/**
 * The place of the declared template that serves a path (segments as the observer writes them), or null. `accept` says whether the place
 * has what is asked for.
 */
export function matchDeclared(
  root: RouteNode,
  segments: readonly string[],
  accept: (node: RouteNode) => boolean,
): RouteNode | null {
  let budget = budgetMax;
  const walk = (node: RouteNode, at: number): RouteNode | null => {
    budget -= 1;
    if (budget < 0 || node.declared === 0) return null;
    const segment = segments[at];
    if (segment === undefined) {
      if (accept(node)) return node;
      // `/static/{path*}` also takes `/static/`.
      return node.rest !== null && node.rest.declared > 0 && accept(node.rest) ? node.rest : null;
    }
    for (const child of candidates(node, segment)) {
      const found = walk(child, at + 1);
      if (found !== null) return found;
    }
    const { rest } = node;
    return rest !== null && rest.declared > 0 && accept(rest) ? rest : null;
  };
  return walk(root, 0);
}

/** Children of a place that a segment may be, the most specific first. */
function* candidates(node: RouteNode, segment: string): Generator<RouteNode> {
  const typed = parseSegment(segment).kind !== null;
  if (!typed) {
    const exact = node.literals.get(segment);
    if (exact !== undefined) {
      yield exact;
      // A word that a person keeps apart is no value.
      if (node.fold?.apart === true) return;
    }
  }
  const framed = [...node.parameters.values()]
    .filter(
      (child) =>
        child.declared > 0 &&
        segment.length >= child.prefix.length + child.suffix.length &&
        segment.startsWith(child.prefix) &&
        segment.endsWith(child.suffix),
    )
    .sort((a, b) => b.prefix.length + b.suffix.length - a.prefix.length - a.suffix.length);
  if (typed) {
    let asked = 0;
    for (const child of node.literals.values()) {
      if (child.observedAs === segment && framed.length === 0) yield child;
      asked += 1;
      if (asked > 256) break;
    }
  } else if (!node.literals.has(segment)) {
    const lower = segment.toLowerCase();
    let asked = 0;
    // Many frameworks do not tell capitals from small letters.
    for (const child of node.literals.values()) {
      if (child.declared > 0 && child.literal?.toLowerCase() === lower) yield child;
      asked += 1;
      if (asked > 256) break;
    }
    if (node.fold?.apart === true) return;
  }
  yield* framed;
}
