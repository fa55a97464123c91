/**
 * Latency percentiles in little memory: log-linear buckets, sixteen to each power of two, so a percentile is off by at most 3 %.
 * Only the range of buckets that was used takes memory.
 */

/** Longest duration told apart, microseconds (about 71 minutes). */
const longestUs = 0xffff_ffff;

/** Bucket of a duration in microseconds. */
function bucketOf(us: number): number {
  const value = us > longestUs ? longestUs : us > 0 ? us >>> 0 : 0;
  if (value < 16) return value;
  const exponent = 31 - Math.clz32(value);
  return (exponent - 3) * 16 + ((value >>> (exponent - 4)) & 15);
}

/** Middle of a bucket, microseconds. */
function middleOf(bucket: number): number {
  if (bucket < 16) return bucket;
  const exponent = Math.floor(bucket / 16) + 3;
  const width = 2 ** (exponent - 4);
  return Math.round((16 + (bucket % 16)) * width + (width - 1) / 2);
}

/**
 * A mergeable sketch of durations.
 *
 * @example
 * const sketch = new LatencySketch();
 * sketch.add(1500);
 * sketch.quantile(0.95); // about 1500
 */
export class LatencySketch {
  #counts = new Uint32Array(0);
  #base = 0;
  #total = 0;

  /** Adds one duration, microseconds. */
  add(us: number): void {
    this.#addBucket(bucketOf(us), 1);
  }

  #addBucket(bucket: number, count: number): void {
    let at = bucket - this.#base;
    if (at < 0 || at >= this.#counts.length) {
      this.#reach(bucket);
      at = bucket - this.#base;
    }
    this.#counts[at] = (this.#counts[at] ?? 0) + count;
    this.#total += count;
  }

  #reach(bucket: number): void {
    const block = bucket - (bucket % 16);
    if (this.#counts.length === 0) {
      this.#base = block;
      this.#counts = new Uint32Array(16);
      return;
    }
    const low = Math.min(this.#base, block);
    const high = Math.max(this.#base + this.#counts.length, block + 16);
    const wider = new Uint32Array(high - low);
    wider.set(this.#counts, this.#base - low);
    this.#counts = wider;
    this.#base = low;
  }

  /** Number of durations. */
  get total(): number {
    return this.#total;
  }

  /** The duration below which the share `q` (0..1) of all lies, microseconds; 0 when there is none. */
  quantile(q: number): number {
    if (this.#total === 0) return 0;
    const rank = Math.max(1, Math.ceil(q * this.#total));
    let seen = 0;
    for (let at = 0; at < this.#counts.length; at += 1) {
      seen += this.#counts[at] ?? 0;
      if (seen >= rank) return middleOf(this.#base + at);
    }
    return middleOf(this.#base + this.#counts.length - 1);
  }

  /** Adds all of another sketch. */
  merge(other: LatencySketch): void {
    for (let at = 0; at < other.#counts.length; at += 1) {
      const count = other.#counts[at] ?? 0;
      if (count > 0) this.#addBucket(other.#base + at, count);
    }
  }

  /** First bucket, then counts. */
  toJSON(): readonly number[] {
    return this.#total === 0 ? [] : [this.#base, ...this.#counts];
  }

  /** Reads back what `toJSON` wrote. */
  static from(stored: readonly number[]): LatencySketch {
    const sketch = new LatencySketch();
    const [base, ...counts] = stored;
    if (base === undefined) return sketch;
    sketch.#base = base;
    sketch.#counts = Uint32Array.from(counts);
    for (const count of sketch.#counts) sketch.#total += count;
    return sketch;
  }
}
