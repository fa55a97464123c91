/**
 * A small seeded generator (sfc32, public domain, PractRand-clean) so that a drive can be repeated: the same seed
 * gives every user the same decisions, whatever the other users do.
 *
 * Not for secrets: whoever knows the seed knows every draw.
 */
export interface Random {
  /** A float in [0, 1). */
  readonly next: () => number;
  /** An integer in [0, below). */
  readonly below: (below: number) => number;
  /** An integer in [from, to]. */
  readonly between: (from: number, to: number) => number;
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean;
  /** One of the items; throws `RangeError` on an empty list. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** A shuffled copy (Fisher-Yates). */
  readonly shuffle: <T>(items: readonly T[]) => readonly T[];
  /** A think time around `medianMs`: log-normal, as human pauses are, capped at eight medians. */
  readonly thinkMs: (medianMs: number) => number;
}

/**
 * Derives an independent generator from a seed and a name.
 *
 * @example
 * const random = randomFrom(7, 'dr-lind');
 * random.between(1, 6); // always the same for this seed and name
 */
export function randomFrom(seed: number, name: string): Random {
  const draw = sfc32(hash32(name, 0x9e3779b9), hash32(name, 0x243f6a88), seed >>> 0, 1);
  for (let warmUp = 0; warmUp < 15; warmUp += 1) draw();
  const next = (): number => draw() / 0x1_0000_0000;
  const below = (limit: number): number => Math.floor(next() * limit);
  const shuffle = <T>(items: readonly T[]): readonly T[] => {
    const copy = [...items];
    for (let at = copy.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      const [here, there] = [copy[at] as T, copy[other] as T];
      copy[at] = there;
      copy[other] = here;
    }
    return copy;
  };
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const at = below(items.length);
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[at] as (typeof items)[number];
    },
    shuffle,
    thinkMs: (medianMs) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return medianMs * Math.min(8, Math.exp(0.6 * normal));
    },
  };
}

function sfc32(a: number, b: number, c: number, counter: number): () => number {
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
}

/** FNV-1a over UTF-16 code units: enough to tell names apart. */
function hash32(text: string, basis: number): number {
  let hash = basis >>> 0;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
