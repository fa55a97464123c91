/** One direction of TLS: bytes become records (RFC 8446, section 5.1). */
import { noBytes } from '../packet-sink.ts';

/** Where records go. */
export interface RecordSink {
  readonly record: (type: number, header: Buffer, content: Buffer, atUs: number) => void;
  /** One record is not whole: so many bytes of content it had. */
  readonly damaged: (type: number, bytes: number, atUs: number) => void;
  /** It is not known any more where records begin. */
  readonly lost: () => void;
}

const headerBytes = 5;
const contentBytesMax = 16_384 + 2048;

/** Cuts a direction into records. */
export class RecordReader {
  readonly #sink: RecordSink;
  #header: Buffer = Buffer.alloc(headerBytes);
  #headerBytes = 0;
  #content: Buffer = noBytes;
  #contentBytes = 0;
  #length = 0;
  #isDamaged = false;
  #isLost = false;

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  data(bytes: Buffer, start: number, end: number, atUs: number): void {
    let at = start;
    while (at < end && !this.#isLost) {
      if (this.#headerBytes < headerBytes) {
        const length = Math.min(headerBytes - this.#headerBytes, end - at);
        bytes.copy(this.#header, this.#headerBytes, at, at + length);
        this.#headerBytes += length;
        at += length;
        if (this.#headerBytes < headerBytes) return;
        this.#begin();
      } else {
        const length = Math.min(this.#length - this.#contentBytes, end - at);
        if (!this.#isDamaged) bytes.copy(this.#content, this.#contentBytes, at, at + length);
        this.#contentBytes += length;
        at += length;
      }
      this.#finish(atUs);
    }
  }

  gap(bytes: number, atUs: number): void {
    if (this.#isLost) return;
    if (this.#headerBytes < headerBytes || bytes > this.#length - this.#contentBytes) {
      this.#lose();
      return;
    }
    this.#isDamaged = true;
    this.#contentBytes += bytes;
    this.#finish(atUs);
  }

  #lose(): void {
    this.#isLost = true;
    this.#content = noBytes;
    this.#sink.lost();
  }

  #begin(): void {
    const type = this.#header[0] as number;
    this.#length = this.#header.readUInt16BE(3);
    if (type < 20 || type > 24 || this.#header[1] !== 3 || this.#length > contentBytesMax) {
      this.#lose();
      return;
    }
    this.#isDamaged = false;
    this.#contentBytes = 0;
    this.#content = Buffer.allocUnsafe(this.#length);
  }

  #finish(atUs: number): void {
    if (this.#isLost || this.#headerBytes < headerBytes || this.#contentBytes < this.#length) return;
    this.#headerBytes = 0;
    const type = this.#header[0] as number;
    if (this.#isDamaged) this.#sink.damaged(type, this.#length, atUs);
    else this.#sink.record(type, this.#header, this.#content, atUs);
    this.#content = noBytes;
  }
}
