/** Counts by hour for the last 24 hours: a ring of counters, nothing to clean up. */

const hourMs = 3_600_000;
const slots = 24;

/** Counts of the last 24 hours; what is older than the newest by more than a day is not counted here. */
export class HourRing {
  readonly #counts = new Uint32Array(slots);
  /** Newest hour since the epoch that was counted. */
  #newest = 0;

  /** Adds `count` at a time (ms since the epoch). */
  add(atMs: number, count: number): void {
    this.#addHour(Math.floor(atMs / hourMs), count);
  }

  #addHour(hour: number, count: number): void {
    if (hour > this.#newest) {
      const steps = Math.min(slots, hour - this.#newest);
      for (let step = 0; step < steps; step += 1) this.#counts[(hour - step) % slots] = 0;
      this.#newest = hour;
    } else if (hour <= this.#newest - slots || hour < 0) {
      return;
    }
    const at = hour % slots;
    this.#counts[at] = (this.#counts[at] ?? 0) + count;
  }

  /** Adds the 24 hours up to `nowMs` to `into` (24 numbers, oldest first). */
  addTo(into: number[], nowMs: number): void {
    const now = Math.floor(nowMs / hourMs);
    for (let at = 0; at < slots; at += 1) {
      const hour = now - (slots - 1) + at;
      if (hour > this.#newest || hour <= this.#newest - slots || hour < 0) continue;
      into[at] = (into[at] ?? 0) + (this.#counts[hour % slots] ?? 0);
    }
  }

  /** Adds all of another ring. */
  merge(other: HourRing): void {
    for (let back = slots - 1; back >= 0; back -= 1) {
      const hour = other.#newest - back;
      if (hour < 0) continue;
      const count = other.#counts[hour % slots] ?? 0;
      if (count > 0) this.#addHour(hour, count);
    }
  }

  /** Newest hour, then the counts from the oldest on. */
  toJSON(): readonly number[] {
    if (this.#newest === 0) return [];
    const counts: number[] = [];
    for (let back = slots - 1; back >= 0; back -= 1)
      counts.push(this.#counts[Math.max(0, this.#newest - back) % slots] ?? 0);
    return [this.#newest, ...counts];
  }

  /** Reads back what `toJSON` wrote. */
  static from(stored: readonly number[]): HourRing {
    const ring = new HourRing();
    const [newest, ...counts] = stored;
    if (newest === undefined) return ring;
    ring.#newest = newest;
    counts.forEach((count, at) => {
      ring.#counts[Math.max(0, newest - (slots - 1) + at) % slots] = count;
    });
    return ring;
  }
}
