/** Bodies as learned: all shapes of one status and media type merged to one, with how often each field was there. */
import type { LearnedBody, LearnedField } from '../../model/operation.ts';
import type { DataClassId, Shape } from '../../model/shape.ts';
import type { BodyStats, KnownShape } from './body-stats.ts';
import { fieldBounds } from './body-stats.ts';
import { eachField } from './fields.ts';
import { classesOf, mergeShapes } from './merge.ts';

interface Merged {
  /** Of what it was merged. */
  readonly of: string;
  readonly shape: Shape;
  readonly fields: readonly {
    readonly path: string;
    readonly shape: Shape;
    readonly classes: readonly DataClassId[];
  }[];
}

/** What was merged is kept until one of the shapes is another one; counts are always those of now. */
export class LearnedBodies {
  readonly #merged = new Map<string, Merged>();
  readonly #entriesMax: number;

  /** `entriesMax`: merged bodies kept; the longest unasked go first. */
  constructor(entriesMax = 512) {
    this.#entriesMax = entriesMax;
  }

  /** Bodies of the same status and media type as one; null when no shape is known. `key` names it among all. */
  learn(key: string, bodies: readonly BodyStats[]): LearnedBody | null {
    const [first] = bodies;
    if (first === undefined) return null;
    const shapes = new Map<string, { readonly known: KnownShape; count: number }>();
    let total = 0;
    let of = '';
    for (const body of bodies) {
      total += body.count;
      for (const [ref, { known, count }] of body.shapes) {
        const mine = shapes.get(ref);
        if (mine === undefined) shapes.set(ref, { known, count });
        else mine.count += count;
      }
      const { rest } = body;
      if (rest !== null) of += `${rest.version} `;
    }
    const sorted = [...shapes.values()].sort((a, b) => (a.known.ref < b.known.ref ? -1 : 1));
    for (const { known } of sorted) of += known.ref;
    const merged = this.#merge(key, of, sorted, bodies);
    if (merged === null) return null;
    const presence = new Map<string, number>();
    const add = (path: string, count: number): void => {
      presence.set(path, (presence.get(path) ?? 0) + count);
    };
    for (const { known, count } of sorted) for (const path of known.paths) add(path, count);
    for (const { rest } of bodies) for (const [path, count] of rest?.presence ?? []) add(path, count);
    const count = Math.max(1, total);
    const fields = merged.fields.map(
      ({ path, shape, classes }): LearnedField => ({
        path,
        shape,
        presence: Math.min(1, (presence.get(path) ?? 0) / count),
        classes,
      }),
    );
    return {
      ...(first.status === null ? {} : { status: first.status }),
      mediaType: first.mediaType,
      count: total,
      shape: merged.shape,
      fields,
    };
  }

  #merge(
    key: string,
    of: string,
    shapes: readonly { readonly known: KnownShape }[],
    bodies: readonly BodyStats[],
  ): Merged | null {
    const kept = this.#merged.get(key);
    if (kept?.of === of) {
      this.#merged.delete(key);
      this.#merged.set(key, kept);
      return kept;
    }
    let shape: Shape | null = null;
    for (const { rest } of bodies)
      if (rest !== null) shape = shape === null ? rest.shape : mergeShapes(shape, rest.shape);
    for (const { known } of shapes) shape = shape === null ? known.shape : mergeShapes(shape, known.shape);
    if (shape === null) return null;
    const fields: { path: string; shape: Shape; classes: readonly DataClassId[] }[] = [];
    const seen = new Set<string>();
    eachField(shape, fieldBounds, (path, inner) => {
      if (seen.has(path)) return;
      seen.add(path);
      const isContainer = inner.t === 'object' || inner.t === 'array';
      fields.push({ path, shape: inner, classes: isContainer ? [] : [...classesOf(inner)].sort() });
    });
    const merged: Merged = { of, shape, fields };
    // One shape alone is cheap to read again.
    if (shapes.length > 1) {
      this.#merged.set(key, merged);
      if (this.#merged.size > this.#entriesMax)
        for (const oldest of this.#merged.keys()) {
          this.#merged.delete(oldest);
          break;
        }
    }
    return merged;
  }
}
