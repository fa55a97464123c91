/** Counts of the last minute by second: what a rate is made of. */

const slots = 64;

/** A ring of seconds. */
export class SecondRing {
  readonly #counts = new Uint32Array(slots);
  #newest = 0;

  /** Adds one at a time (ms since the epoch). */
  add(atMs: number): void {
    const second = Math.floor(atMs / 1000);
    if (second > this.#newest) {
      const steps = Math.min(slots, second - this.#newest);
      for (let step = 0; step < steps; step += 1) this.#counts[(second - step) % slots] = 0;
      this.#newest = second;
    } else if (second <= this.#newest - slots || second < 0) {
      return;
    }
    const at = second % slots;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  /** Mean a second over the ten whole seconds before `nowMs`. */
  perSecond(nowMs: number): number {
    const now = Math.floor(nowMs / 1000);
    let sum = 0;
    for (let second = now - 10; second < now; second += 1) {
      if (second > this.#newest || second <= this.#newest - slots || second < 0) continue;
      sum += this.#counts[second % slots] ?? 0;
    }
    return sum / 10;
  }

  /** Newest second, then the counts as they lie in the ring. */
  toJSON(): readonly number[] {
    return [this.#newest, ...this.#counts];
  }

  /** Reads back what `toJSON` wrote. */
  restore(stored: readonly number[]): void {
    this.#newest = stored[0] ?? 0;
    this.#counts.set(stored.slice(1, slots + 1));
  }
}
