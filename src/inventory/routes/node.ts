/** The route trie of one service: literals and parameters, and what was learned about which literals are values. */
import type { OperationOf } from '../operation.ts';
import type { SeatedSighting } from '../sightings/seated.ts';
import type { TrackOf } from '../track.ts';
import { parseSegment, suffixOf } from './segment.ts';

/** An operation of a trie. */
export type Operation = OperationOf<RouteNode>;
/** A track of a trie. */
export type Track = TrackOf<Operation>;

/** Why the literals of one place are taken for values of one parameter. */
export interface Fold {
  /** Literals that are values. */
  readonly values: Set<string>;
  /** New literals that answer alike may join. */
  open: boolean;
  /** Split by hand: never folded by evidence again. */
  apart: boolean;
  byHand: boolean;
  /** Given by hand; else made from the literal before. */
  name: string | null;
  /** In words, with counts. */
  explanation: string;
  confidence: number;
  examples: readonly string[];
  /** Distinct values so far, also those that are not remembered one by one. */
  distinct: number;
  /** Answers named the values themselves. */
  echoed?: boolean;
  /** All segments from here on are one value: a file's path. */
  rest?: boolean;
}

/** Literals remembered one by one in one fold. */
export const foldValuesMax = 1_024;

/** What a whole trie knows of its words. */
export class TrieIndex {
  /** The places of each literal. */
  readonly places = new Map<string, Set<RouteNode>>();
  /** Literals that are values of a parameter somewhere, the newest. */
  readonly values = new Set<string>();

  /** Grows whenever what is at some place may have changed. */
  version = 0;

  /** Notes that a literal is a value; the other places where it is none yet. */
  learn(literal: string): readonly RouteNode[] {
    this.values.delete(literal);
    this.values.add(literal);
    if (this.values.size > knownValuesMax)
      for (const oldest of this.values) {
        this.values.delete(oldest);
        break;
      }
    return [...(this.places.get(literal) ?? [])].slice(0, 16);
  }
}

const knownValuesMax = 16_384;
/** Segment that stands for a path of a rest place that is not remembered. */
const restSegment = '{path}';

/** A place in the trie. */
export class RouteNode {
  readonly parent: RouteNode | null;
  /** Literal text, or null for a parameter. */
  readonly literal: string | null;
  /** What stays before and behind a parameter (`Orders(`, `)`, `.csv`, `:publish`), or ''. */
  readonly prefix: string;
  readonly suffix: string;
  readonly depth: number;
  readonly literals = new Map<string, RouteNode>();
  readonly parameters = new Map<string, RouteNode>();
  readonly operations = new Map<string, Operation>();
  fold: Fold | null = null;
  /** The child that all remaining segments are one value of. */
  rest: RouteNode | null = null;
  /** Traffic has taught that all from here on is one value; a rest that is only declared takes what nothing else does. */
  swallows = false;
  /** Declared templates at and below this place; their words are never folded away. */
  declared = 0;
  /** How the observer writes this literal when it takes it for an id (`/errors/404` is `/errors/{integer}`). */
  observedAs: string | null = null;
  /** A parameter as the highest source spells it: `{userId}`. */
  spelled: string | null = null;
  /** Evidence for all methods at this place, the highest source first. */
  any: SeatedSighting[] = [];
  /** Kinds of its values as last worked out, and at which version of the index. */
  kinds: { readonly version: number; readonly kinds: readonly string[] } | null = null;
  /** Shared by the whole trie. */
  readonly index: TrieIndex;
  /** Name of the service, at the root. */
  readonly service: string;

  constructor(parent: RouteNode | null, literal: string | null, suffix = '', prefix = '', service = '') {
    this.service = parent?.service ?? service;
    this.index = parent?.index ?? new TrieIndex();
    this.parent = parent;
    this.literal = literal;
    this.prefix = prefix;
    this.suffix = suffix;
    this.depth = parent === null ? 0 : parent.depth + 1;
    if (literal !== null) {
      const places = this.index.places.get(literal);
      if (places === undefined) this.index.places.set(literal, new Set([this]));
      else places.add(this);
    }
  }

  /** `/clinics/{}/rooms`, the same whatever parameters are called. */
  template(): string {
    if (this.parent === null) return '/';
    const before = this.parent.parent === null ? '' : this.parent.template();
    if (this.isRest) return `${before}/{*}`;
    return `${before}/${this.literal ?? `${this.prefix}{}${this.suffix}`}`;
  }

  /** Does it stand for all segments from here on? */
  get isRest(): boolean {
    return this.parent?.rest === this;
  }

  get root(): RouteNode {
    return this.parent === null ? this : this.parent.root;
  }

  /** From the root (left out) to this node. */
  trail(): readonly RouteNode[] {
    if (this.parent === null) return [];
    return [...this.parent.trail(), this];
  }

  /** The child for a segment, made when it is not there. */
  step(segment: string): RouteNode {
    if (this.isRest) return this;
    if (this.rest !== null && this.swallows) return this.rest;
    const { kind, prefix, suffix } = parseSegment(segment);
    if (kind !== null) return segment === restSegment ? this.openRest() : this.parameter(suffix, prefix);
    const child = this.literals.get(segment);
    const isDeclared = child !== undefined && child.declared > 0;
    if (this.fold?.values.has(segment) === true && (!isDeclared || this.fold.byHand))
      return this.parameter(suffixOf(segment));
    return child ?? this.literalChild(segment);
  }

  /** The literal child of this text, made when it is not there. */
  literalChild(text: string): RouteNode {
    let child = this.literals.get(text);
    if (child === undefined) {
      child = new RouteNode(this, text);
      this.literals.set(text, child);
    }
    return child;
  }

  /** The parameter child with what stands around it, made when it is not there. */
  parameter(suffix: string, prefix = ''): RouteNode {
    const key = frameKey(suffix, prefix);
    let child = this.parameters.get(key);
    if (child === undefined) {
      child = new RouteNode(this, null, suffix, prefix);
      this.parameters.set(key, child);
    }
    return child;
  }

  /** The child for all that follows, made when it is not there. */
  openRest(): RouteNode {
    this.swallows = true;
    return this.declareRest();
  }

  /** The child for what follows and nothing else takes, made when it is not there. */
  declareRest(): RouteNode {
    this.rest ??= new RouteNode(this, null);
    return this.rest;
  }

  /** The node that serves a path, or null: literals go before parameters, and a literal fits a parameter only where values are words. */
  match(segments: readonly string[], accept: (node: RouteNode) => boolean): RouteNode | null {
    let budget = 256;
    const walk = (node: RouteNode, at: number): RouteNode | null => {
      budget -= 1;
      if (budget < 0) return null;
      const segment = segments[at];
      if (segment === undefined) return accept(node) ? node : null;
      if (node.rest !== null && node.swallows) return accept(node.rest) ? node.rest : null;
      const { kind, prefix, suffix } = parseSegment(segment);
      if (kind !== null) {
        const child = node.parameters.get(frameKey(suffix, prefix));
        return child === undefined ? null : walk(child, at + 1);
      }
      const literal = node.literals.get(segment);
      const found = literal === undefined ? null : walk(literal, at + 1);
      if (found !== null) return found;
      if (node.fold === null || !(node.fold.open || node.fold.values.has(segment))) return null;
      const child = node.parameters.get(suffixOf(segment));
      return child === undefined ? null : walk(child, at + 1);
    };
    return walk(this, 0);
  }

  /** Calls `visit` for this node and all below, at most `max` nodes. */
  each(visit: (node: RouteNode) => void, max = Number.POSITIVE_INFINITY): void {
    const stack: RouteNode[] = [this];
    for (let left = max; left > 0; left -= 1) {
      const node = stack.pop();
      if (node === undefined) return;
      visit(node);
      stack.push(...node.literals.values(), ...node.parameters.values());
      if (node.rest !== null) stack.push(node.rest);
    }
  }

  /** Takes a literal child out, with all below it. */
  drop(literal: string): void {
    const child = this.literals.get(literal);
    if (child === undefined) return;
    this.literals.delete(literal);
    child.each((node) => {
      if (node.literal === null) return;
      const places = this.index.places.get(node.literal);
      places?.delete(node);
      if (places?.size === 0) this.index.places.delete(node.literal);
    });
  }

  /** Takes a parameter child out, with all below it. */
  dropParameter(child: RouteNode): void {
    this.parameters.delete(frameKey(child.suffix, child.prefix));
    for (const inner of Array.from(child.literals.keys())) child.drop(inner);
    for (const inner of child.parameters.values()) child.dropParameter(inner);
  }

  /** Takes this node out when nothing is at or below it. */
  prune(): void {
    const { parent } = this;
    if (parent === null || this.operations.size > 0 || this.literals.size > 0 || this.parameters.size > 0)
      return;
    if (this.fold !== null || this.rest !== null || this.any.length > 0) return;
    if (this.literal !== null) parent.drop(this.literal);
    else if (parent.rest === this) {
      parent.rest = null;
      parent.swallows = false;
    } else parent.parameters.delete(frameKey(this.suffix, this.prefix));
    parent.prune();
  }

  /** Is the place still part of its trie? */
  get attached(): boolean {
    const { parent } = this;
    if (parent === null) return true;
    const there = this.isRest
      ? this
      : this.literal === null
        ? parent.parameters.get(frameKey(this.suffix, this.prefix))
        : parent.literals.get(this.literal);
    return there === this && parent.attached;
  }
}

/** Key of a parameter among those of its place. */
const frameKey = (suffix: string, prefix: string): string =>
  prefix === '' ? suffix : `${prefix}{}${suffix}`;

/** Are literals folded into this parameter? */
export function isFolded(parameter: RouteNode): boolean {
  const fold = parameter.parent?.fold;
  if (!fold || parameter.literal !== null) return false;
  if (parameter.isRest) return fold.rest === true;
  if (parameter.prefix !== '') return false;
  for (const value of fold.values) if (suffixOf(value) === parameter.suffix) return true;
  return false;
}
