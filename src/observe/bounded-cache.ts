/**
 * A cache that never holds more than a stated number of entries. Two generations: what was not asked for while a generation filled up
 * is forgotten. A hit costs one map lookup and nothing is ever moved on it, which is what the hot path needs.
 *
 * @example
 * const agents = new BoundedCache<string, string>(1024);
 * agents.set('curl/8.5.0', 'curl');
 * agents.get('curl/8.5.0'); // 'curl'
 */
export class BoundedCache<K, V> {
  readonly #halfMax: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  /** `entriesMax`: entries kept at most, at least 2. */
  constructor(entriesMax: number) {
    this.#halfMax = Math.max(1, entriesMax >> 1);
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#halfMax) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
