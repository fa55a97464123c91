/** One direction of HTTP/1.x: bytes become headers, bodies and ends of messages; what is broken is passed over up to the next message. */
import { beginsAnswer, beginsRequest, type MessageHead, readHead } from './http1-head.ts';
import { noBytes } from './packet-sink.ts';
import type { Tally } from './tally.ts';

/** How a body is framed: so many bytes, or one of these. */
export const framing = { chunked: -1, untilClose: -2, tunnel: -3 } as const;

/** Where messages go. */
export interface MessageSink {
  /** Says how the body is framed: a length, or one of `framing`. */
  readonly head: (head: MessageHead, atUs: number) => number;
  readonly body: (bytes: Buffer, start: number, end: number) => void;
  readonly skipped: (bytes: number) => void;
  readonly trailer: (name: string, value: string) => void;
  readonly complete: (atUs: number) => void;
  /** The message that is passing cannot be read to its end; the next is looked for. */
  readonly broken: (atUs: number) => void;
  /** Could the next message begin, though by its length this one goes on? */
  readonly isOverdue: () => boolean;
  /** What follows a message that changes what is spoken. */
  readonly tunnel: (bytes: Buffer, start: number, end: number, atUs: number) => void;
}

const headBytesMax = 65_536;
const trailerBytesMax = 16_384;
const chunkLineBytesMax = 4096;
const headEnd = Buffer.from('\r\n\r\n');
const lineEnd = Buffer.from('\r\n');

type State =
  | 'head'
  | 'length'
  | 'chunk-size'
  | 'chunk-data'
  | 'chunk-end'
  | 'trailer'
  | 'close'
  | 'tunnel'
  | 'lost';

/** Reads one direction. */
export class MessageReader {
  readonly #isRequest: boolean;
  readonly #sink: MessageSink;
  readonly #tally: Tally;
  #state: State = 'head';
  /** Bytes of the body or chunk that are to come. */
  #left = 0;
  #held: Buffer = noBytes;
  #heldBytes = 0;
  #startedUs = 0;
  #hasDigits = false;
  #isExtension = false;
  #lineBytes = 0;
  #trailer = '';

  constructor(isRequest: boolean, sink: MessageSink, tally: Tally) {
    this.#isRequest = isRequest;
    this.#sink = sink;
    this.#tally = tally;
  }

  data(bytes: Buffer, start: number, end: number, atUs: number): void {
    let at = start;
    if (this.#state === 'length' && this.#sink.isOverdue() && this.#begins(bytes, at, end)) {
      this.#tally.add('length-contradicted');
      this.#sink.broken(atUs);
      this.#state = 'head';
    }
    while (at < end) {
      switch (this.#state) {
        case 'head':
          at = this.#head(bytes, at, end, atUs);
          break;
        case 'length':
        case 'chunk-data': {
          const length = Math.min(this.#left, end - at);
          this.#sink.body(bytes, at, at + length);
          at += length;
          this.#left -= length;
          if (this.#left === 0) {
            if (this.#state === 'length') this.#complete(atUs);
            else this.#state = 'chunk-end';
          }
          break;
        }
        case 'chunk-end':
          if (bytes[at] === 10) this.#beginChunk();
          else if (bytes[at] !== 13) this.#break('message-malformed', atUs);
          at += 1;
          break;
        case 'chunk-size':
          at = this.#chunkSize(bytes, at, end, atUs);
          break;
        case 'trailer':
          at = this.#trailers(bytes, at, end, atUs);
          break;
        case 'close':
          this.#sink.body(bytes, at, end);
          return;
        case 'tunnel':
          this.#sink.tunnel(bytes, at, end, atUs);
          return;
        case 'lost':
          at = this.#resync(bytes, at, end);
          break;
      }
    }
  }

  gap(bytes: number, atUs: number): void {
    switch (this.#state) {
      case 'length':
      case 'chunk-data':
        if (bytes <= this.#left) {
          this.#sink.skipped(bytes);
          this.#left -= bytes;
          if (this.#left === 0) {
            if (this.#state === 'length') this.#complete(atUs);
            else this.#state = 'chunk-end';
          }
          return;
        }
        break;
      case 'close':
        this.#sink.skipped(bytes);
        return;
      case 'tunnel':
      case 'lost':
        return;
      default:
    }
    this.#lose(atUs);
  }

  /** No more bytes come: a body that ends so is whole. */
  finish(atUs: number): void {
    if (this.#state === 'close') this.#complete(atUs);
    else if (this.#state !== 'head' && this.#state !== 'tunnel' && this.#state !== 'lost') this.#lose(atUs);
  }

  /** Nothing is known of what comes next. */
  loseTrack(): void {
    this.#state = 'lost';
  }

  #complete(atUs: number): void {
    this.#state = 'head';
    this.#sink.complete(atUs);
  }

  #lose(atUs: number): void {
    this.#state = 'lost';
    this.#heldBytes = 0;
    this.#held = noBytes;
    this.#sink.broken(atUs);
  }

  #break(code: 'message-malformed' | 'header-too-large', atUs: number): void {
    this.#tally.add(code);
    this.#lose(atUs);
  }

  #begins(bytes: Buffer, at: number, end: number): boolean {
    const first = bytes[at] as number;
    // Cheap first: most bodies do not begin with a capital letter.
    if (first < 65 || first > 90) return false;
    const text = bytes.toString('latin1', at, Math.min(end, at + 32));
    return this.#isRequest ? beginsRequest(text) : beginsAnswer(text);
  }

  #head(bytes: Buffer, from: number, end: number, atUs: number): number {
    let at = from;
    if (this.#heldBytes === 0) {
      // Empty lines before a message are no part of it (RFC 9112, section 2.2).
      while (at < end && (bytes[at] === 13 || bytes[at] === 10)) at += 1;
      if (at === end) return end;
      this.#startedUs = atUs;
      if (end - at >= 16 && !this.#begins(bytes, at, end)) {
        this.#break('message-malformed', atUs);
        return at;
      }
      const found = bytes.subarray(at, end).indexOf(headEnd);
      if (found >= 0) {
        this.#headIs(bytes.toString('latin1', at, at + found), atUs);
        return at + found + headEnd.length;
      }
    }
    const before = this.#heldBytes;
    const length = Math.min(end - at, headBytesMax + headEnd.length - before);
    this.#hold(bytes, at, at + length);
    const found = this.#held.subarray(0, this.#heldBytes).indexOf(headEnd, Math.max(0, before - 3));
    if (found >= 0) {
      const text = this.#held.toString('latin1', 0, found);
      this.#held = noBytes;
      this.#heldBytes = 0;
      this.#headIs(text, atUs);
      return at + found + headEnd.length - before;
    }
    if (this.#heldBytes >= headBytesMax) this.#break('header-too-large', atUs);
    else if (before < 16 && this.#heldBytes >= 16 && !this.#begins(this.#held, 0, this.#heldBytes))
      this.#break('message-malformed', atUs);
    return at + length;
  }

  #hold(bytes: Buffer, start: number, end: number): void {
    const needed = this.#heldBytes + end - start;
    if (needed > this.#held.length) {
      const larger = Buffer.allocUnsafe(Math.max(1024, needed, this.#held.length * 2));
      this.#held.copy(larger, 0, 0, this.#heldBytes);
      this.#held = larger;
    }
    bytes.copy(this.#held, this.#heldBytes, start, end);
    this.#heldBytes = needed;
  }

  #headIs(text: string, atUs: number): void {
    const head = readHead(text, this.#isRequest);
    if (head === null) {
      this.#break('message-malformed', atUs);
      return;
    }
    const body = this.#sink.head(head, this.#startedUs);
    if (body > 0) {
      this.#state = 'length';
      this.#left = body;
    } else if (body === framing.chunked) this.#beginChunk();
    else if (body === framing.untilClose) this.#state = 'close';
    else if (body === framing.tunnel) this.#state = 'tunnel';
    else this.#complete(atUs);
  }

  #beginChunk(): void {
    this.#state = 'chunk-size';
    this.#left = 0;
    this.#lineBytes = 0;
    this.#hasDigits = false;
    this.#isExtension = false;
  }

  #chunkSize(bytes: Buffer, from: number, end: number, atUs: number): number {
    for (let at = from; at < end; at += 1) {
      const byte = bytes[at] as number;
      this.#lineBytes += 1;
      if (byte === 10) {
        if (!this.#hasDigits) {
          this.#break('message-malformed', atUs);
          return at + 1;
        }
        this.#state = this.#left === 0 ? 'trailer' : 'chunk-data';
        this.#lineBytes = 0;
        return at + 1;
      }
      if (!this.#isExtension) {
        const digit = hexDigit(byte);
        if (digit >= 0) {
          this.#hasDigits = true;
          this.#left = this.#left * 16 + digit;
        } else if (byte === 59 || byte === 32 || byte === 9 || byte === 13) this.#isExtension = true;
        else this.#lineBytes = chunkLineBytesMax;
      }
      if (this.#lineBytes >= chunkLineBytesMax || this.#left > Number.MAX_SAFE_INTEGER / 16) {
        this.#break('message-malformed', atUs);
        return at + 1;
      }
    }
    return end;
  }

  #trailers(bytes: Buffer, from: number, end: number, atUs: number): number {
    const found = bytes.subarray(from, end).indexOf(10);
    const last = found < 0 ? end : from + found + 1;
    this.#lineBytes += last - from;
    if (this.#lineBytes > trailerBytesMax) {
      this.#trailer = '';
      this.#break('header-too-large', atUs);
      return last;
    }
    this.#trailer += bytes.toString('latin1', from, last);
    if (found < 0) return end;
    const line = this.#trailer.trim();
    this.#trailer = '';
    const colon = line.indexOf(':');
    if (line === '') this.#complete(atUs);
    else if (colon > 0) this.#sink.trailer(line.slice(0, colon), line.slice(colon + 1).trim());
    return last;
  }

  /** A message begins where a segment does, or after the end of a line. */
  #resync(bytes: Buffer, from: number, end: number): number {
    let at = from;
    for (let tries = 0; tries < 64; tries += 1) {
      if (this.#begins(bytes, at, end)) {
        const text = bytes.toString('latin1', at, Math.min(end, at + 2048));
        if (!this.#isRequest || /^\S+ \S+ HTTP\/1\.[01]\r\n/.test(text)) {
          this.#state = 'head';
          return at;
        }
      }
      const next = bytes.subarray(at, end).indexOf(lineEnd);
      if (next < 0) return end;
      at += next + lineEnd.length;
    }
    return end;
  }
}

const hexDigit = (byte: number): number =>
  byte >= 48 && byte <= 57
    ? byte - 48
    : byte >= 97 && byte <= 102
      ? byte - 87
      : byte >= 65 && byte <= 70
        ? byte - 55
        : -1;
