/** The fields of a shape as paths: `items[].email`. */
import type { Shape } from '../../model/shape.ts';

/** Calls `visit` for each field, outermost first, at most `fieldsMax` times. */
export function eachField(
  shape: Shape,
  bounds: { readonly depthMax: number; readonly fieldsMax: number },
  visit: (path: string, shape: Shape) => void,
): void {
  let left = bounds.fieldsMax;
  const walk = (inner: Shape, path: string, depth: number): void => {
    if (inner.t === 'object') {
      if (depth >= bounds.depthMax) return;
      for (const [name, child] of Object.entries(inner.p)) {
        if (left <= 0) return;
        left -= 1;
        const at = path === '' ? name : `${path}.${name}`;
        visit(at, child);
        walk(child, at, depth + 1);
      }
    } else if (inner.t === 'array' && inner.i !== null) {
      walk(inner.i, `${path}[]`, depth);
    } else if (inner.t === 'any') {
      for (const one of inner.o) walk(one, path, depth);
    }
  };
  walk(shape, '', 0);
}

/** Field names of a body to a depth of four, and whether each showed fields inside: what tells one resource's answers from another's. */
export type Signature = ReadonlyMap<string, boolean>;

/** The signature of a shape. */
export function signatureOf(shape: Shape): Signature {
  const names = new Map<string, boolean>();
  if (shape.t === 'array') names.set('', shape.i !== null);
  eachField(shape, { depthMax: 4, fieldsMax: 96 }, (path) => {
    names.set(path, false);
    const parent = parentOf(path);
    if (parent !== null) names.set(parent, true);
  });
  return names;
}

/** `items[].email` -> `items`; null at the top of an object. */
function parentOf(path: string): string | null {
  const dot = path.lastIndexOf('.');
  if (dot < 0) return path.startsWith('[]') ? '' : null;
  return path.slice(0, dot).replace(/(\[\])+$/, '');
}

/** Joins signatures of the same kind of body. */
export function joinSignatures(into: Map<string, boolean>, other: Signature): Map<string, boolean> {
  for (const [name, inner] of other) into.set(name, inner || into.get(name) === true);
  return into;
}

/** How many names of `a` are not in `b` although `b` could have shown them (an empty list or a null shows nothing of its inside). */
function missing(a: Signature, b: Signature): number {
  let count = 0;
  for (const name of a.keys()) {
    if (b.has(name)) continue;
    const parent = parentOf(name);
    if (parent !== null && b.get(parent) === false) continue;
    if (parent !== null && !b.has(parent) && b.size > 0) continue; // counted once, at the parent
    count += 1;
  }
  return count;
}

/** How alike two bodies are, 0..1; 1 for two bodies without fields. */
export function likeness(a: Signature, b: Signature): number {
  if (a.size === 0 && b.size === 0) return 1;
  let common = 0;
  for (const name of a.keys()) if (b.has(name)) common += 1;
  if (common === 0) return 0;
  return common / (common + missing(a, b) + missing(b, a));
}

/**
 * How alike two bodies are when one of them is of many answers and so has all optional fields: 0.65 when the smaller is within the larger
 * and is a fair part of it, else 0.
 */
export function containment(a: Signature, b: Signature): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size < 3 || small.size * 4 < large.size) return 0;
  let common = 0;
  for (const name of small.keys()) if (large.has(name)) common += 1;
  return common >= 3 && common >= 0.9 * small.size ? 0.65 : 0;
}
