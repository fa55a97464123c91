/**
 * Bounded capture on the side: keeps references to the chunks that pass, never more than `bytesMax`, and joins them only when asked.
 */
import type { RawBody } from '../../observe/raw-exchange.ts';

const readable =
  /^(?:text\/|application\/(?:json|[\w.+-]*\+json|xml|[\w.+-]*\+xml|x-www-form-urlencoded|graphql|x-ndjson|jsonl|javascript|yaml|x-yaml|json-seq|problem\+json)|multipart\/form-data)/i;

/** Tells whether bodies of a media type can be read; an absent type can. Remembers the answer for each spelling, up to a bound. */
export class ReadableMedia {
  readonly #seen = new Map<string, boolean>();

  has(contentType: string): boolean {
    if (contentType === '') return true;
    const seen = this.#seen.get(contentType);
    if (seen !== undefined) return seen;
    const answer = readable.test(contentType);
    if (this.#seen.size < 512) this.#seen.set(contentType, answer);
    return answer;
  }
}

/** The body that was not there. */
export const noBody: RawBody = { captured: null, truncated: false, bytes: 0 };

/** One body, as far as it is kept. */
export class Capture {
  bytes = 0;
  #kept = 0;
  readonly #bytesMax: number;
  #first: Uint8Array | null = null;
  #more: Uint8Array[] | null = null;

  /** @param bytesMax 0 to count only */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  add(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    const room = this.#bytesMax - this.#kept;
    if (room <= 0) return;
    const part = chunk.length <= room ? chunk : chunk.subarray(0, room);
    this.#kept += part.length;
    if (this.#first === null) this.#first = part;
    else (this.#more ??= []).push(part);
  }

  toRawBody(): RawBody {
    const captured =
      this.#first === null
        ? null
        : this.#more === null
          ? this.#first
          : Buffer.concat([this.#first, ...this.#more], this.#kept);
    return { captured, truncated: this.bytes > this.#kept, bytes: this.bytes };
  }
}
