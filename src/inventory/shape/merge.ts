/** Joins shapes: what two values have in common and where they differ. */
import type { DataClassId, Shape } from '../../model/shape.ts';

/** Properties of one merged object; more are left out and the shape says so with `x`. */
const propertiesMax = 512;
/** Depth below which nothing is merged any more. */
const depthMax = 24;
/** Alternatives of one place. */
const alternativesMax = 8;

function union(
  a: readonly DataClassId[] | undefined,
  b: readonly DataClassId[] | undefined,
): readonly DataClassId[] | undefined {
  if (a === undefined || a.length === 0) return b;
  if (b === undefined || b.length === 0) return a;
  return [...new Set([...a, ...b])].sort();
}

const withClasses = (classes: readonly DataClassId[] | undefined): { readonly c?: readonly DataClassId[] } =>
  classes === undefined || classes.length === 0 ? {} : { c: classes };

/** A field may be called `__proto__`. */
function setOwn(p: Record<string, Shape>, name: string, shape: Shape): void {
  if (name !== '__proto__') p[name] = shape;
  else Object.defineProperty(p, name, { value: shape, enumerable: true, configurable: true, writable: true });
}

function mergeObjects(a: Shape & { t: 'object' }, b: Shape & { t: 'object' }, depth: number): Shape {
  const p: Record<string, Shape> = { ...a.p };
  let count = Object.keys(p).length;
  let cut = a.x === true || b.x === true;
  for (const [name, shape] of Object.entries(b.p)) {
    const mine = Object.hasOwn(p, name) ? p[name] : undefined;
    if (mine !== undefined) {
      if (mine !== shape) setOwn(p, name, merge(mine, shape, depth + 1));
    } else if (count < propertiesMax) {
      setOwn(p, name, shape);
      count += 1;
    } else {
      cut = true;
    }
  }
  return cut ? { t: 'object', p, x: true } : { t: 'object', p };
}

function merge(a: Shape, b: Shape, depth: number): Shape {
  if (a === b || depth > depthMax) return a;
  if (a.t === 'any' || b.t === 'any') return mergeAlternatives(a, b, depth);
  if (a.t === b.t) {
    switch (a.t) {
      case 'object':
        return mergeObjects(a, b as Shape & { t: 'object' }, depth);
      case 'array': {
        const other = b as Shape & { t: 'array' };
        const i = a.i === null ? other.i : other.i === null ? a.i : merge(a.i, other.i, depth + 1);
        return a.x === true || other.x === true ? { t: 'array', i, x: true } : { t: 'array', i };
      }
      case 'string': {
        const other = b as Shape & { t: 'string' };
        const f =
          a.f === other.f ? a.f : a.f === undefined || other.f === undefined ? undefined : ('text' as const);
        return { t: 'string', ...(f === undefined ? {} : { f }), ...withClasses(union(a.c, other.c)) };
      }
      case 'integer':
      case 'number':
        return { t: a.t, ...withClasses(union(a.c, (b as Shape & { t: 'integer' }).c)) };
      case 'opaque':
        return { t: 'opaque', why: a.why, ...withClasses(union(a.c, (b as Shape & { t: 'opaque' }).c)) };
      default:
        return a;
    }
  }
  if ((a.t === 'integer' || a.t === 'number') && (b.t === 'integer' || b.t === 'number')) {
    return { t: 'number', ...withClasses(union(a.c, b.c)) };
  }
  return mergeAlternatives(a, b, depth);
}

function mergeAlternatives(a: Shape, b: Shape, depth: number): Shape {
  const all: Shape[] = a.t === 'any' ? [...a.o] : [a];
  for (const shape of b.t === 'any' ? b.o : [b]) {
    const at = all.findIndex(
      (one) =>
        one.t === shape.t ||
        (one.t === 'number' && shape.t === 'integer') ||
        (one.t === 'integer' && shape.t === 'number'),
    );
    const same = all[at];
    if (same !== undefined) all[at] = merge(same, shape, depth + 1);
    else if (all.length < alternativesMax) all.push(shape);
  }
  const only = all[0];
  if (all.length === 1 && only !== undefined) return only;
  return { t: 'any', o: all.sort((x, y) => (x.t < y.t ? -1 : x.t > y.t ? 1 : 0)) };
}

/**
 * The shape that both fit.
 *
 * @example
 * mergeShapes({ t: 'integer' }, { t: 'null' }); // { t: 'any', o: [{ t: 'integer' }, { t: 'null' }] }
 */
export function mergeShapes(a: Shape, b: Shape): Shape {
  return merge(a, b, 0);
}

/** All data classes in a shape. */
export function classesOf(shape: Shape, into: Set<DataClassId> = new Set(), depth = 0): Set<DataClassId> {
  if (depth > depthMax) return into;
  if ('c' in shape && shape.c !== undefined) for (const id of shape.c) into.add(id);
  if (shape.t === 'array' && shape.i !== null) classesOf(shape.i, into, depth + 1);
  else if (shape.t === 'object')
    for (const inner of Object.values(shape.p)) classesOf(inner, into, depth + 1);
  else if (shape.t === 'any') for (const inner of shape.o) classesOf(inner, into, depth + 1);
  return into;
}
