/**
 * How many different values were seen, without keeping them: exact up to 1,000 (32-bit hashes), HyperLogLog with 1,024 registers after
 * that (Flajolet et al. 2007; standard error 3 %).
 */

const exactMax = 1_000;
const registers = 1_024;
const indexBits = 10;

/** FNV-1a of a piece of a string, with a final mix, since keyed hashes in hex vary little in single bits. */
export function hashOf(text: string, from = 0, to = text.length): number {
  let hash = 0x811c_9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85eb_ca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A mergeable counter of distinct values. */
export class Distinct {
  #exact: Set<number> | null = new Set();
  #registers: Uint8Array | null = null;

  /** Adds a value by its hash; true when it was not there yet (as far as can be told). */
  add(hash: number): boolean {
    const exact = this.#exact;
    if (exact !== null) {
      const before = exact.size;
      exact.add(hash);
      if (exact.size > exactMax) this.#widen(exact);
      return exact.size !== before;
    }
    return this.#register(hash);
  }

  #widen(exact: Set<number>): void {
    this.#registers = new Uint8Array(registers);
    this.#exact = null;
    for (const hash of exact) this.#register(hash);
  }

  #register(hash: number): boolean {
    const all = this.#registers;
    if (all === null) return false;
    const index = hash >>> (32 - indexBits);
    const rank = Math.min(32 - indexBits, Math.clz32((hash << indexBits) | (1 << (indexBits - 1)))) + 1;
    if ((all[index] ?? 0) >= rank) return false;
    all[index] = rank;
    return true;
  }

  /** Number of distinct values. */
  count(): number {
    if (this.#exact !== null) return this.#exact.size;
    let sum = 0;
    let empty = 0;
    for (const rank of this.#registers ?? []) {
      sum += 2 ** -rank;
      if (rank === 0) empty += 1;
    }
    const raw = (0.7213 / (1 + 1.079 / registers)) * registers * (registers / sum);
    if (raw <= 2.5 * registers && empty > 0)
      return Math.max(exactMax, Math.round(registers * Math.log(registers / empty)));
    return Math.max(exactMax, Math.round(raw));
  }

  /** Adds all of another counter. */
  merge(other: Distinct): void {
    if (other.#exact !== null) {
      for (const hash of other.#exact) this.add(hash);
      return;
    }
    if (this.#exact !== null) this.#widen(this.#exact);
    const mine = this.#registers;
    if (mine === null) return;
    other.#registers?.forEach((rank, at) => {
      if (rank > (mine[at] ?? 0)) mine[at] = rank;
    });
  }

  /** Hashes, or the registers in base64. */
  toJSON(): readonly number[] | string {
    return this.#exact !== null ? [...this.#exact] : Buffer.from(this.#registers ?? []).toString('base64');
  }

  /** Reads back what `toJSON` wrote. */
  static from(stored: readonly number[] | string): Distinct {
    const distinct = new Distinct();
    if (typeof stored === 'string') {
      distinct.#exact = null;
      const bytes = new Uint8Array(registers);
      bytes.set(Buffer.from(stored, 'base64').subarray(0, registers));
      distinct.#registers = bytes;
    } else {
      distinct.#exact = new Set(stored);
    }
    return distinct;
  }
}
