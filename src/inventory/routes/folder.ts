/** Folds the literals of places into parameters, and splits them again. */
import { judgePlace } from './judge.ts';
import type { FoldVerdict } from './judge.ts';
import { foldValuesMax, isFolded } from './node.ts';
import type { Fold, Operation, RouteNode, Track } from './node.ts';
import { judgeRest } from './rest.ts';
import { lookOf } from './segment.ts';
import type { Seating } from './seating.ts';

/** Folds places of one table. */
export class PlaceFolder {
  readonly #table: Seating;
  /** Places to be judged. */
  readonly #places = new Set<RouteNode>();
  /** Places whose fold changed and must be written. */
  readonly #changedFolds = new Map<RouteNode, string>();

  constructor(table: Seating) {
    this.#table = table;
  }

  /** Places whose fold changed since the last call. */
  takeChangedFolds(): readonly { readonly service: string; readonly place: RouteNode }[] {
    const changed = [...this.#changedFolds].map(([place, service]) => ({ place, service }));
    this.#changedFolds.clear();
    return changed;
  }

  /** Drops judgements that are due: after reading back, nothing is new. */
  forgetWork(): void {
    this.#places.clear();
    this.#changedFolds.clear();
  }

  /** Something is new about a track that a judgement about siblings may rest on. */
  touch(track: Track): void {
    for (let node = track.operation?.node ?? null; node?.parent; node = node.parent) {
      if (node.parent.fold?.apart === true) continue;
      if (node.isRest) continue;
      if (node.depth + 1 < (track.operation?.node.depth ?? 0) && node.parent.literals.size > 0)
        this.#places.add(node.parent);
      if (node.literal === null) {
        // What is learned of values may tell that a literal beside them is one.
        if (node.parent.literals.size > 0) this.#places.add(node.parent);
        continue;
      }
      if (
        node.parent.literals.size > 1 ||
        node.parent.parameters.size > 0 ||
        track.echoes.has(node.depth - 1) ||
        node.literal.includes('-')
      )
        this.#places.add(node.parent);
    }
  }

  /** Judges the places where something is new; deepest first, since values below tell of values above. */
  judge(): void {
    for (let round = 0; round < 8 && this.#places.size > 0; round += 1) {
      const places = [...this.#places].sort((a, b) => b.depth - a.depth);
      this.#places.clear();
      for (const place of places) {
        if (!place.attached) continue;
        const rest = judgeRest(place);
        if (rest !== null) {
          this.#foldRest(place, rest);
          continue;
        }
        for (const { suffix, verdict } of judgePlace(place)) {
          this.foldPlace(place, suffix, verdict, { byHand: false, name: null });
        }
      }
    }
  }

  /** Takes literals of a place for values of one parameter. */
  foldPlace(
    place: RouteNode,
    suffix: string,
    verdict: FoldVerdict,
    by: { readonly byHand: boolean; readonly name: string | null },
  ): void {
    const before = place.fold;
    const fold: Fold = before ?? emptyFold();
    fold.open = true;
    fold.apart = false;
    fold.byHand ||= by.byHand;
    fold.name = by.name ?? fold.name;
    if (verdict.echoed === true) fold.echoed = true;
    fold.explanation = verdict.explanation;
    fold.confidence = verdict.confidence;
    const moving: RouteNode[] = [];
    for (const literal of verdict.values) {
      if (!fold.values.has(literal)) {
        fold.distinct += 1;
        if (lookOf(literal) !== 'reserved')
          for (const other of place.index.learn(literal))
            if (other.parent !== null && other.parent !== place) this.#places.add(other.parent);
        if (fold.values.size < foldValuesMax) fold.values.add(literal);
        else {
          const [oldest] = fold.values;
          if (oldest !== undefined) fold.values.delete(oldest);
          fold.values.add(literal);
        }
      }
      const child = place.literals.get(literal);
      if (child !== undefined) moving.push(child);
    }
    fold.examples = [...fold.values].slice(0, 5);
    place.fold = fold;
    this.#changedFolds.set(place, serviceOf(place));
    const target = place.parameter(suffix);
    for (const child of moving) this.#carryFolds(child, target);
    this.#replace(moving, () => {
      for (const child of moving) if (child.literal !== null) place.drop(child.literal);
    });
    this.#places.add(place);
    // How sure the fold is shows in every operation at and below it.
    for (const parameter of place.parameters.values())
      parameter.each((node) => {
        for (const operation of node.operations.values()) operation.dirty = true;
      });
    target.each((node) => {
      if (node.literals.size > 1 || (node.literals.size > 0 && node.parameters.size > 0))
        this.#places.add(node);
    }, 64);
  }

  /** Takes all that is below a place for one value. */
  #foldRest(place: RouteNode, verdict: FoldVerdict): void {
    const examples: string[] = [];
    const below = [...place.literals.values(), ...place.parameters.values()];
    for (const child of below)
      child.each((node) => {
        if (node.fold !== null) this.#changedFolds.set(node, serviceOf(node));
        if (node.operations.size > 0 && examples.length < 5)
          examples.push(node.template().slice(place.template().length + 1));
      }, 256);
    const before = place.fold;
    place.fold = {
      values: before?.values ?? new Set(),
      open: true,
      apart: false,
      byHand: false,
      name: null,
      explanation: verdict.explanation,
      confidence: verdict.confidence,
      examples,
      distinct: Math.max(before?.distinct ?? 0, examples.length),
      rest: true,
    };
    this.#changedFolds.set(place, serviceOf(place));
    place.openRest();
    this.#replace(below, () => {
      for (const child of below) {
        if (child.literal !== null) place.drop(child.literal);
        else place.dropParameter(child);
      }
    });
  }

  /** A literal that fits a parameter, and of which nothing better is known, is one of its values from now on. */
  adopt(node: RouteNode, segments: readonly string[]): void {
    node.trail().forEach((inner, at) => {
      const segment = segments[at];
      const fold = inner.parent?.fold;
      if (inner.literal !== null || inner.isRest || segment === undefined || segment.includes('{')) return;
      if (!fold || !inner.parent || fold.values.has(segment) || fold.values.size >= foldValuesMax) return;
      fold.values.add(segment);
      fold.distinct += 1;
      this.#changedFolds.set(inner.parent, serviceOf(inner.parent));
    });
  }

  /** Folds below a literal hold below the parameter, too. */
  #carryFolds(from: RouteNode, to: RouteNode): void {
    if (from.fold !== null) {
      if (to.fold === null) to.fold = from.fold;
      else {
        for (const value of from.fold.values)
          if (!to.fold.values.has(value) && to.fold.values.size < foldValuesMax) to.fold.values.add(value);
        to.fold.apart ||= from.fold.apart;
        if (from.fold.rest === true) to.fold.rest = true;
        to.fold.distinct = Math.max(to.fold.distinct, to.fold.values.size);
      }
      this.#changedFolds.set(from, serviceOf(from));
      this.#changedFolds.set(to, serviceOf(to));
    }
    if (from.rest !== null) to.openRest();
    for (const child of from.parameters.values())
      this.#carryFolds(child, to.parameter(child.suffix, child.prefix));
    for (const child of from.literals.values())
      if (child.literal !== null) this.#carryFolds(child, to.step(child.literal));
  }

  /** Takes all tracks below some nodes out, lets the trie change, and puts them where they now belong. */
  #replace(nodes: readonly RouteNode[], change: () => void): void {
    const tracks = new Set<Track>();
    const told: Operation[] = [];
    for (const node of nodes) {
      node.each((inner) => {
        for (const operation of inner.operations.values()) {
          for (const track of operation.tracks) tracks.add(track);
          told.push(operation);
        }
      });
    }
    this.#table.detach(tracks);
    for (const operation of told) this.#table.unseat(operation);
    change();
    for (const track of tracks) if (track.routing !== 'unrouted') this.#table.place(track);
    for (const track of tracks)
      if (track.routing === 'unrouted' && track.operation === null && track.absorbedBy === null)
        this.#table.attachOrKeep(track);
    for (const track of tracks) this.#table.noteMoved(track);
  }

  /** Splits the literals that were taken for values in an operation's template again, for good; false when there are none. */
  unfold(operation: Operation): boolean {
    const places = operation.node
      .trail()
      .filter((node) => node.literal === null && (isFolded(node) || hasWords(operation, node)))
      .map((node) => node.parent);
    if (places.length === 0) return false;
    for (const place of places) {
      if (place === null) continue;
      const fold = place.fold ?? emptyFold();
      place.fold = fold;
      fold.values.clear();
      fold.open = false;
      fold.apart = true;
      fold.distinct = 0;
      delete fold.rest;
      this.#changedFolds.set(place, serviceOf(place));
      const { rest } = place;
      this.#replace([...place.parameters.values(), ...(rest === null ? [] : [rest])], () => {
        place.rest = null;
        place.swallows = false;
      });
      for (const node of Array.from(place.parameters.values())) node.prune();
    }
    return true;
  }
}

/** Did exchanges have words where the template declares a parameter? */
export function hasWords(operation: Operation, node: RouteNode): boolean {
  if (node.declared === 0 || node.isRest) return false;
  for (const track of operation.tracks) {
    const segment = track.segments[node.depth - 1];
    if (segment !== undefined && !segment.includes('{')) return true;
  }
  return false;
}

const emptyFold = (): Fold => ({
  values: new Set(),
  open: true,
  apart: false,
  byHand: false,
  name: null,
  explanation: '',
  confidence: 0,
  examples: [],
  distinct: 0,
});

const serviceOf = (place: RouteNode): string => place.root.service;
