/** One direction of HTTP/2 (RFC 9113, section 4): bytes become frames; bodies pass through, headers are gathered. */
import { noBytes } from './packet-sink.ts';

/** Where frames go. */
export interface FrameSink {
  /** A whole header block, with the stream it is for; `promised` when it is the request of a push. */
  readonly headers: (
    stream: number,
    block: Buffer,
    isLast: boolean,
    isPromise: boolean,
    atUs: number,
  ) => void;
  readonly data: (stream: number, bytes: Buffer, start: number, end: number) => void;
  readonly skipped: (stream: number, bytes: number) => void;
  readonly last: (stream: number, atUs: number) => void;
  readonly reset: (stream: number, atUs: number) => void;
  /** From here on nothing can be read. */
  readonly lost: (atUs: number) => void;
}

const frameHeaderBytes = 9;
const blockBytesMax = 262_144;
const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

const kinds = { data: 0, headers: 1, reset: 3, promise: 5, continuation: 9 } as const;

/** Reads one direction. */
export class FrameReader {
  readonly #sink: FrameSink;
  /** Bytes of the preface that are to come. */
  #prefaceLeft: number;
  readonly #header = Buffer.alloc(frameHeaderBytes);
  #headerBytes = 0;
  #kind = 0;
  #flags = 0;
  #stream = 0;
  /** Bytes of the frame that are to come, and of these, of padding. */
  #left = 0;
  #padding = 0;
  #wantsPadLength = false;
  #payload: Buffer = noBytes;
  #payloadBytes = 0;
  #block: Buffer[] = [];
  #blockBytes = 0;
  #blockStream = 0;
  #isBlockLast = false;
  #isPromise = false;
  #isLost = false;

  constructor(sink: FrameSink, hasPreface: boolean) {
    this.#sink = sink;
    this.#prefaceLeft = hasPreface ? preface.length : 0;
  }

  data(bytes: Buffer, start: number, end: number, atUs: number): void {
    let at = start;
    if (this.#prefaceLeft > 0) {
      const length = Math.min(this.#prefaceLeft, end - at);
      this.#prefaceLeft -= length;
      at += length;
    }
    while (at < end && !this.#isLost) {
      if (this.#headerBytes < frameHeaderBytes) {
        const length = Math.min(frameHeaderBytes - this.#headerBytes, end - at);
        bytes.copy(this.#header, this.#headerBytes, at, at + length);
        this.#headerBytes += length;
        at += length;
        if (this.#headerBytes === frameHeaderBytes) this.#begin(atUs);
      } else {
        const length = Math.min(this.#left, end - at);
        this.#take(bytes, at, at + length, atUs);
        at += length;
      }
    }
  }

  /** Bytes within the body of a frame may be missing; anything else is the end. */
  gap(bytes: number, atUs: number): void {
    if (this.#isLost) return;
    const isBody = this.#headerBytes === frameHeaderBytes && this.#kind !== kinds.headers;
    const isBlock = this.#kind === kinds.continuation || this.#kind === kinds.promise;
    if (!isBody || isBlock || bytes > this.#left) {
      this.#lose(atUs);
      return;
    }
    if (this.#kind === kinds.data) this.#sink.skipped(this.#stream, bytes);
    this.#left -= bytes;
    if (this.#left === 0) this.#finish(atUs);
  }

  #lose(atUs: number): void {
    this.#isLost = true;
    this.#block = [];
    this.#payload = noBytes;
    this.#sink.lost(atUs);
  }

  #begin(atUs: number): void {
    const header = this.#header;
    this.#left = header.readUIntBE(0, 3);
    this.#kind = header[3] as number;
    this.#flags = header[4] as number;
    this.#stream = header.readUInt32BE(5) & 0x7fff_ffff;
    this.#padding = 0;
    this.#payload = noBytes;
    this.#payloadBytes = 0;
    this.#wantsPadLength = this.#kind === kinds.data && (this.#flags & 8) !== 0;
    // Between the parts of a block nothing else may stand (section 6.10).
    if (this.#blockBytes > 0 && this.#kind !== kinds.continuation) this.#lose(atUs);
    else if (this.#isBlock() && this.#left + this.#blockBytes > blockBytesMax) this.#lose(atUs);
    else if (this.#left === 0) this.#finish(atUs);
  }

  #isBlock(): boolean {
    const kind = this.#kind;
    return kind === kinds.headers || kind === kinds.continuation || kind === kinds.promise;
  }

  #take(bytes: Buffer, start: number, end: number, atUs: number): void {
    this.#left -= end - start;
    if (this.#kind === kinds.data) {
      let from = start;
      if (this.#wantsPadLength) {
        this.#wantsPadLength = false;
        this.#padding = bytes[from] as number;
        from += 1;
      }
      // Padding comes last.
      const last = Math.min(end, end + this.#left - this.#padding);
      if (last > from) this.#sink.data(this.#stream, bytes, from, last);
    } else if (this.#isBlock()) {
      if (this.#payload.length === 0) this.#payload = Buffer.allocUnsafe(end - start + this.#left);
      bytes.copy(this.#payload, this.#payloadBytes, start, end);
      this.#payloadBytes += end - start;
    }
    if (this.#left === 0) this.#finish(atUs);
  }

  #finish(atUs: number): void {
    this.#headerBytes = 0;
    const isLast = (this.#flags & 1) !== 0;
    switch (this.#kind) {
      case kinds.data:
        if (isLast) this.#sink.last(this.#stream, atUs);
        return;
      case kinds.reset:
        this.#sink.reset(this.#stream, atUs);
        return;
      case kinds.headers:
      case kinds.promise: {
        const isPromise = this.#kind === kinds.promise;
        let payload = this.#payload;
        let padding = 0;
        if ((this.#flags & 8) !== 0) {
          padding = payload[0] ?? 0;
          payload = payload.subarray(1);
        }
        if (!isPromise && (this.#flags & 0x20) !== 0) payload = payload.subarray(5);
        this.#blockStream = this.#stream;
        if (isPromise) {
          this.#blockStream = payload.length < 4 ? 0 : payload.readUInt32BE(0) & 0x7fff_ffff;
          payload = payload.subarray(4);
        }
        this.#isBlockLast = isLast && !isPromise;
        this.#isPromise = isPromise;
        this.#gather(payload.subarray(0, Math.max(0, payload.length - padding)), atUs);
        return;
      }
      case kinds.continuation:
        this.#gather(this.#payload, atUs);
        return;
      default:
    }
  }

  #gather(part: Buffer, atUs: number): void {
    this.#payload = noBytes;
    this.#block.push(part);
    this.#blockBytes += part.length;
    if ((this.#flags & 4) === 0) {
      // Empty parts without end would be a way to fill the memory.
      if (this.#block.length > 1024) this.#lose(atUs);
      return;
    }
    const block = this.#block.length === 1 ? part : Buffer.concat(this.#block);
    this.#block = [];
    this.#blockBytes = 0;
    this.#sink.headers(this.#blockStream, block, this.#isBlockLast, this.#isPromise, atUs);
  }
}
