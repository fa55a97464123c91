/** One direction of a TCP connection: segments in any order become a stream of bytes (RFC 9293). */
import type { Budget } from './budget.ts';

/** Where the stream goes. */
export interface StreamSink {
  readonly data: (bytes: Buffer, start: number, end: number, atUs: number) => void;
  /** So many bytes were sent and are not in the capture. */
  readonly gap: (bytes: number, atUs: number) => void;
}

interface Waiting {
  sequence: number;
  bytes: Buffer;
  cut: number;
  readonly atUs: number;
}

/** Bytes that wait for what came before them; then what is missing counts as lost. */
const waitingBytesMax = 2_097_152;
const waitingSegmentsMax = 2048;
/** A retransmission would have come by then. */
const waitingUsMax = 10_000_000;
/** A jump further than a window can be is no gap but another stream. */
const jumpBytesMax = 0x4000_0000;

/** Puts segments in order. Of bytes that came twice the first count. */
export class TcpDirection {
  readonly #sink: StreamSink;
  readonly #budget: Budget;
  #next = 0;
  #isStarted = false;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #finAt: number | null = null;

  constructor(sink: StreamSink, budget: Budget) {
    this.#sink = sink;
    this.#budget = budget;
  }

  get isStarted(): boolean {
    return this.#isStarted;
  }

  /** The sequence number that is expected next. */
  get next(): number {
    return this.#next;
  }

  /** All that was sent has been handed on. */
  get isEnded(): boolean {
    return this.#finAt !== null && this.#waiting.length === 0 && ((this.#next - this.#finAt) | 0) >= 0;
  }

  /** The first byte has this number. */
  start(sequence: number): void {
    this.#next = sequence | 0;
    this.#isStarted = true;
  }

  /** No byte comes at or after this number. */
  finish(sequence: number): void {
    this.#finAt ??= sequence | 0;
  }

  /** Takes a segment's payload: `cut` bytes more were sent after it. */
  take(sequence: number, bytes: Buffer, start: number, end: number, cut: number, atUs: number): void {
    if (!this.#isStarted) this.start(sequence);
    const ahead = (sequence - this.#next) | 0;
    if (ahead <= 0) {
      this.#hand(sequence, bytes, start, end, cut, atUs);
      if (this.#waiting.length > 0) this.#drain();
      return;
    }
    if (ahead > jumpBytesMax) return;
    this.#wait(sequence, bytes, start, end, cut, atUs);
    const [oldest] = this.#waiting;
    if (
      this.#waitingBytes > waitingBytesMax ||
      this.#waiting.length > waitingSegmentsMax ||
      this.#budget.isSpent ||
      (oldest !== undefined && atUs - oldest.atUs > waitingUsMax)
    )
      this.#giveUp();
  }

  /** Nothing more comes: what waits is handed on, with gaps. */
  flush(): void {
    while (this.#waiting.length > 0) this.#giveUp();
  }

  #hand(sequence: number, bytes: Buffer, start: number, end: number, cut: number, atUs: number): void {
    // What was seen already is passed over; `past` is negative.
    const past = (sequence - this.#next) | 0;
    const from = start - past;
    if (from < end) {
      this.#next = (this.#next + (end - from)) | 0;
      this.#sink.data(bytes, from, end, atUs);
    }
    if (cut === 0) return;
    const missing = (sequence + (end - start) + cut - this.#next) | 0;
    if (missing <= 0) return;
    this.#next = (this.#next + missing) | 0;
    this.#sink.gap(missing, atUs);
  }

  #wait(sequence: number, bytes: Buffer, start: number, end: number, cut: number, atUs: number): void {
    const waiting = this.#waiting;
    let at = waiting.length;
    while (at > 0 && (((waiting[at - 1] as Waiting).sequence - sequence) | 0) > 0) at -= 1;
    const before = waiting[at - 1];
    if (before !== undefined && before.sequence === sequence && before.bytes.length >= end - start) return;
    const copy = Buffer.from(bytes.subarray(start, end));
    waiting.splice(at, 0, { sequence, bytes: copy, cut, atUs });
    this.#waitingBytes += copy.length;
    this.#budget.take(copy.length);
  }

  #drain(): void {
    const waiting = this.#waiting;
    let taken = 0;
    while (taken < waiting.length) {
      const first = waiting[taken] as Waiting;
      if (((first.sequence - this.#next) | 0) > 0) break;
      taken += 1;
      this.#waitingBytes -= first.bytes.length;
      this.#budget.give(first.bytes.length);
      this.#hand(first.sequence, first.bytes, 0, first.bytes.length, first.cut, first.atUs);
    }
    if (taken > 0) waiting.splice(0, taken);
  }

  /** What is missing before the first that waits is lost. */
  #giveUp(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const missing = (first.sequence - this.#next) | 0;
    this.#next = first.sequence;
    if (missing > 0) this.#sink.gap(missing, first.atUs);
    this.#drain();
  }
}
