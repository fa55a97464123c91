/** The route trie of one service: literals and parameters, and what was learned about which literals are values. */
import type { OperationOf } from '../operation.ts';
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
}

/** Literals remembered one by one in one fold. */
export const foldValuesMax = 1_024;

/** A place in the trie. */
export class RouteNode {
  readonly parent: RouteNode | null;
  /** Literal text, or null for a parameter. */
  readonly literal: string | null;
  /** Extension that stays behind a parameter (`.csv`), or ''. */
  readonly suffix: string;
  readonly depth: number;
  readonly literals = new Map<string, RouteNode>();
  readonly parameters = new Map<string, RouteNode>();
  readonly operations = new Map<string, Operation>();
  fold: Fold | null = null;
  /** In how many places of the service each literal is; shared by the whole trie. */
  readonly places: Map<string, number>;
  /** Name of the service, at the root. */
  readonly service: string;

  constructor(parent: RouteNode | null, literal: string | null, suffix: string, service = '') {
    this.service = parent?.service ?? service;
    this.places = parent?.places ?? new Map();
    if (literal !== null) this.places.set(literal, (this.places.get(literal) ?? 0) + 1);
    this.parent = parent;
    this.literal = literal;
    this.suffix = suffix;
    this.depth = parent === null ? 0 : parent.depth + 1;
  }

  /** `/clinics/{}/rooms`, the same whatever parameters are called. */
  template(): string {
    if (this.parent === null) return '/';
    const before = this.parent.parent === null ? '' : this.parent.template();
    return `${before}/${this.literal ?? `{}${this.suffix}`}`;
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
    const { kind, suffix } = parseSegment(segment);
    if (kind !== null) return this.parameter(suffix);
    if (this.fold?.values.has(segment) === true) return this.parameter(suffixOf(segment));
    let child = this.literals.get(segment);
    if (child === undefined) {
      child = new RouteNode(this, segment, '');
      this.literals.set(segment, child);
    }
    return child;
  }

  /** The parameter child with a suffix, made when it is not there. */
  parameter(suffix: string): RouteNode {
    let child = this.parameters.get(suffix);
    if (child === undefined) {
      child = new RouteNode(this, null, suffix);
      this.parameters.set(suffix, child);
    }
    return child;
  }

  /** The node that serves a path, or null: literals go before parameters, and a literal fits a parameter only where values are words. */
  match(segments: readonly string[], accept: (node: RouteNode) => boolean): RouteNode | null {
    let budget = 256;
    const walk = (node: RouteNode, at: number): RouteNode | null => {
      budget -= 1;
      if (budget < 0) return null;
      const segment = segments[at];
      if (segment === undefined) return accept(node) ? node : null;
      const { kind, suffix } = parseSegment(segment);
      if (kind !== null) {
        const child = node.parameters.get(suffix);
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
    }
  }

  /** Takes a literal child out, with all below it. */
  drop(literal: string): void {
    const child = this.literals.get(literal);
    if (child === undefined) return;
    this.literals.delete(literal);
    child.each((node) => {
      if (node.literal === null) return;
      const left = (this.places.get(node.literal) ?? 1) - 1;
      if (left > 0) this.places.set(node.literal, left);
      else this.places.delete(node.literal);
    });
  }

  /** Takes this node out when nothing is at or below it. */
  prune(): void {
    const { parent } = this;
    if (parent === null || this.operations.size > 0 || this.literals.size > 0 || this.parameters.size > 0)
      return;
    if (this.fold !== null) return;
    if (this.literal !== null) parent.drop(this.literal);
    else parent.parameters.delete(this.suffix);
    parent.prune();
  }
}
