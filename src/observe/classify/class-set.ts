/** Sets of data classes, each kept once, so that a union is a lookup. */
import type { DataClassId } from '../../model/shape.ts';

/** A set of data classes; ids sorted. Two sets with the same ids are the same object within one `ClassSets`. */
export interface ClassSet {
  readonly id: number;
  readonly ids: readonly DataClassId[];
}

/** All sets that occurred. Their number is bounded by what occurs: at most `setsMax`; beyond it unions fall back to their larger part. */
export class ClassSets {
  readonly empty: ClassSet = { id: 0, ids: [] };
  readonly #byKey = new Map<string, ClassSet>([['', this.empty]]);
  readonly #unions: Map<number, ClassSet>[] = [];
  readonly #setsMax: number;

  constructor(setsMax = 16_384) {
    this.#setsMax = setsMax;
  }

  of(ids: Iterable<DataClassId>): ClassSet {
    const sorted = [...new Set(ids)].sort();
    const key = sorted.join(' ');
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    if (this.#byKey.size >= this.#setsMax) return this.empty;
    const made: ClassSet = { id: this.#byKey.size, ids: sorted };
    this.#byKey.set(key, made);
    return made;
  }

  union(a: ClassSet, b: ClassSet): ClassSet {
    if (a === b || b.id === 0) return a;
    if (a.id === 0) return b;
    let row = this.#unions[a.id];
    if (row === undefined) {
      row = new Map();
      this.#unions[a.id] = row;
    }
    let both = row.get(b.id);
    if (both === undefined) {
      both = this.of([...a.ids, ...b.ids]);
      if (both.id === 0) both = a.ids.length >= b.ids.length ? a : b;
      row.set(b.id, both);
    }
    return both;
  }
}
