/** A body as it passes: its length, and a bounded copy of its beginning. */
import type { RawBody } from '../../../observe/raw-exchange.ts';
import type { Listening } from './conversation.ts';

/** Collects one body. */
export class Body {
  readonly #listening: Listening;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #bytes = 0;
  #isTruncated = false;
  /** The last piece still lies in somebody else's memory. */
  #isBorrowed = false;

  constructor(listening: Listening) {
    this.#listening = listening;
  }

  add(bytes: Buffer, start: number, end: number): void {
    this.#bytes += end - start;
    if (this.#isTruncated) return;
    const { bodyBytesMax, budget, tally } = this.#listening;
    let length = Math.min(end - start, bodyBytesMax - this.#keptBytes);
    if (length < end - start) this.#isTruncated = true;
    if (length > 0 && budget.isSpent) {
      tally.add('memory-full');
      this.#isTruncated = true;
      length = 0;
    }
    if (length <= 0) return;
    this.settle();
    this.#kept.push(bytes.subarray(start, start + length));
    this.#keptBytes += length;
    this.#isBorrowed = true;
    budget.take(length);
  }

  /** So many bytes passed unseen. */
  skip(bytes: number): void {
    this.#bytes += bytes;
    this.#isTruncated = true;
  }

  /** It was not seen to its end. */
  cut(): void {
    this.#isTruncated = true;
  }

  /** Copies what was borrowed: the memory it lies in is used again. */
  settle(): void {
    if (!this.#isBorrowed) return;
    this.#isBorrowed = false;
    const last = this.#kept.pop();
    if (last !== undefined) this.#kept.push(Buffer.from(last));
  }

  /** Hands it over; the collector is empty then. */
  take(): RawBody {
    const [first] = this.#kept;
    const captured = first === undefined ? null : this.#kept.length === 1 ? first : Buffer.concat(this.#kept);
    const body: RawBody = { captured, truncated: this.#isTruncated, bytes: this.#bytes };
    this.drop();
    return body;
  }

  /** Lets go of what was kept. */
  drop(): void {
    this.#listening.budget.give(this.#keptBytes);
    this.#kept = [];
    this.#keptBytes = 0;
    this.#isBorrowed = false;
    this.#isTruncated = true;
  }
}
