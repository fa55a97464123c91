/** What the bodies of one direction, status and media type looked like: shapes with counts, merged only when asked. */
import type { Shape } from '../../model/shape.ts';
import { eachField, joinSignatures, signatureOf } from './fields.ts';
import type { Signature } from './fields.ts';
import { mergeShapes } from './merge.ts';

/** How far into a body its fields are told. */
export const fieldBounds = { depthMax: 12, fieldsMax: 1_000 };

/** A shape that is held once however many bodies have it; what follows from it is worked out when it is asked for. */
export class KnownShape {
  readonly ref: string;
  readonly shape: Shape;
  #signature: Signature | null = null;
  #hollow: boolean | null = null;
  #paths: readonly string[] | null = null;

  constructor(ref: string, shape: Shape) {
    this.ref = ref;
    this.shape = shape;
  }

  get signature(): Signature {
    this.#signature ??= signatureOf(this.shape);
    return this.#signature;
  }

  /** Its fields, each once. */
  get paths(): readonly string[] {
    this.#paths ??= [...presenceOf(this.shape, 1).keys()];
    return this.#paths;
  }

  /** Has an empty list near its top, so that it shows little of what it is. */
  get hollow(): boolean {
    this.#hollow ??= isHollow(this.shape);
    return this.#hollow;
  }
}

/** What is around any list, whatever is in it. */
const paging =
  /^(?:total|count|pages?|size|limit|offset|next|prev(?:ious)?|first|last|cursor|has_?more|per_?page|page_?size|links|meta|next_?\w+|total_?\w+)$/i;

function isHollow(shape: Shape): boolean {
  if (shape.t === 'array') return shape.i === null;
  if (shape.t !== 'object') return false;
  let empty = false;
  let others = 0;
  for (const [name, inner] of Object.entries(shape.p)) {
    if (inner.t === 'array' && inner.i === null) empty = true;
    else if (!paging.test(name)) others += 1;
  }
  return empty && others < 2;
}

/** What `toJSON` writes. */
export interface StoredBody {
  readonly status: number | null;
  readonly type: string;
  readonly count: number;
  readonly shapes: readonly (readonly [string, number, Shape])[];
  readonly rest: {
    readonly count: number;
    readonly shape: Shape;
    readonly presence: readonly (readonly [string, number])[];
  } | null;
}

/** Counters for one body. */
export class BodyStats {
  readonly status: number | null;
  readonly mediaType: string;
  count = 0;
  /** Until another shape comes. */
  #signature: Signature | null = null;
  readonly shapes = new Map<string, { readonly known: KnownShape; count: number }>();
  /** What was merged because there were too many shapes. */
  #rest: { count: number; shape: Shape; presence: Map<string, number> } | null = null;

  constructor(status: number | null, mediaType: string) {
    this.status = status;
    this.mediaType = mediaType;
  }

  /** Adds bodies of one shape; true when the shape was not known here. */
  add(known: KnownShape, count: number, shapesMax: number): boolean {
    this.count += count;
    const mine = this.shapes.get(known.ref);
    if (mine !== undefined) {
      mine.count += count;
      return false;
    }
    this.#signature = null;
    if (this.shapes.size >= shapesMax) this.#shrink();
    this.shapes.set(known.ref, { known, count });
    return true;
  }

  /** Merges the rarer half of the shapes. */
  #shrink(): void {
    const byCount = [...this.shapes.values()].sort(
      (a, b) => a.count - b.count || (a.known.ref < b.known.ref ? -1 : 1),
    );
    for (const { known, count } of byCount.slice(0, Math.ceil(byCount.length / 2))) {
      this.#addRest(known.shape, count, presenceOf(known.shape, count));
      this.shapes.delete(known.ref);
    }
  }

  #addRest(shape: Shape, count: number, presence: ReadonlyMap<string, number>): void {
    if (this.#rest === null) this.#rest = { count: 0, shape, presence: new Map() };
    this.#rest.count += count;
    this.#rest.shape = mergeShapes(this.#rest.shape, shape);
    for (const [path, times] of presence) {
      if (this.#rest.presence.size >= fieldBounds.fieldsMax && !this.#rest.presence.has(path)) continue;
      this.#rest.presence.set(path, (this.#rest.presence.get(path) ?? 0) + times);
    }
  }

  /** Adds all of another body. */
  merge(other: BodyStats, shapesMax: number): void {
    for (const { known, count } of other.shapes.values()) this.add(known, count, shapesMax);
    if (other.#rest !== null) {
      this.count += other.#rest.count;
      this.#addRest(other.#rest.shape, other.#rest.count, other.#rest.presence);
    }
  }

  /** Field names seen in the more frequent shapes. */
  signature(into: Map<string, boolean>): Map<string, boolean> {
    if (this.#signature === null) {
      const top = [...this.shapes.values()]
        .sort((a, b) => b.count - a.count || (a.known.ref < b.known.ref ? -1 : 1))
        .slice(0, 6);
      const [first] = top;
      if (top.length === 1 && first !== undefined) this.#signature = first.known.signature;
      else {
        const joined = new Map<string, boolean>();
        for (const { known } of top) joinSignatures(joined, known.signature);
        this.#signature = joined;
      }
    }
    return joinSignatures(into, this.#signature);
  }

  /** Did any body show what it holds? */
  get shown(): boolean {
    for (const { known } of this.shapes.values()) if (!known.hollow) return true;
    return this.#rest !== null;
  }

  /** What was merged because there were too many shapes; another version when more was. */
  get rest(): {
    readonly version: number;
    readonly shape: Shape;
    readonly presence: ReadonlyMap<string, number>;
  } | null {
    const rest = this.#rest;
    return rest === null ? null : { version: rest.count, shape: rest.shape, presence: rest.presence };
  }

  toJSON(): StoredBody {
    return {
      status: this.status,
      type: this.mediaType,
      count: this.count,
      shapes: [...this.shapes.values()].map(({ known, count }) => [known.ref, count, known.shape] as const),
      rest:
        this.#rest === null
          ? null
          : { count: this.#rest.count, shape: this.#rest.shape, presence: [...this.#rest.presence] },
    };
  }

  /** Reads back what `toJSON` wrote; `know` shares shapes. */
  static from(stored: StoredBody, know: (ref: string, shape: Shape) => KnownShape): BodyStats {
    const body = new BodyStats(stored.status, stored.type);
    for (const [ref, count, shape] of stored.shapes) body.shapes.set(ref, { known: know(ref, shape), count });
    if (stored.rest !== null) {
      body.#rest = {
        count: stored.rest.count,
        shape: stored.rest.shape,
        presence: new Map(stored.rest.presence),
      };
    }
    body.count = stored.count;
    return body;
  }
}

function presenceOf(shape: Shape, count: number): ReadonlyMap<string, number> {
  const presence = new Map<string, number>();
  eachField(shape, fieldBounds, (path) => presence.set(path, count));
  return presence;
}
