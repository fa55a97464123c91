/**
 * What is known of each address, found by its number: IPv4 addresses in lines need neither a text of their own nor its hash. Bounded: when half
 * of the table is taken, all is forgotten. Slots differ from process to process, so that nobody can choose addresses that fall together.
 */
import { randomInt } from 'node:crypto';

const slotsLog2 = 17;
const slots = 1 << slotsLog2;

/** An IPv4 address in a text as a number that is never 0; 0 for anything else. */
export function addressNumberAt(text: string, from: number, to: number): number {
  if (to - from > 15) return 0;
  let address = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      if (digits === 0) return 0;
      address = (address << 8) | part;
      part = 0;
      digits = 0;
      dots += 1;
    } else {
      const digit = code - 48;
      // A leading zero would give one address two texts.
      if (digit < 0 || digit > 9 || (digits > 0 && part === 0)) return 0;
      part = part * 10 + digit;
      digits += 1;
      if (part > 255) return 0;
    }
  }
  return dots === 3 && digits > 0 ? (address << 8) | part : 0;
}

/** Values by the number of an address. */
export class AddressTable<T> {
  readonly #keys = new Int32Array(slots);
  #values: (T | undefined)[] = Array.from({ length: slots });
  readonly #factor = randomInt(0x1000_0000, 0x7fff_ffff) | 1;
  #size = 0;

  get(address: number): T | undefined {
    return this.#values[this.#slot(address)];
  }

  set(address: number, value: T): void {
    if (this.#size >= slots >> 1) {
      this.#keys.fill(0);
      this.#values = Array.from({ length: slots });
      this.#size = 0;
    }
    const slot = this.#slot(address);
    if (this.#keys[slot] === 0) {
      this.#keys[slot] = address;
      this.#size += 1;
    }
    this.#values[slot] = value;
  }

  /** Its own slot, or the free one where it would go. */
  #slot(address: number): number {
    let slot = Math.imul(address ^ (address >>> 15), this.#factor) >>> (32 - slotsLog2);
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== address) slot = (slot + 1) & (slots - 1);
    return slot;
  }
}
