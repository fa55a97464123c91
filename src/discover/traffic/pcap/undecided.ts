/** The beginning of a connection, or what is heard of one that began before the capture: what is spoken is told by the first bytes. */
import { type Connection, type Conversation, deaf, type Ending, type Side } from './conversation.ts';
import { Http1 } from './http1.ts';
import { beginsAnswer, beginsRequest } from './http1-head.ts';
import { Http2 } from './http2.ts';
import { noBytes } from './packet-sink.ts';
import { Tls } from './tls/tls.ts';

/** Enough to tell. */
const enoughBytes = 24;
const other = (side: Side): Side => (side === 0 ? 1 : 0);

/** Decides who speaks what, and hands over. */
export class Undecided implements Conversation {
  readonly #connection: Connection;
  readonly #held: [Buffer, Buffer] = [noBytes, noBytes];
  /** Pieces of both directions are missing: a message may begin anywhere. */
  #isLate: boolean;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#isLate = !connection.isFromStart;
  }

  data(side: Side, bytes: Buffer, start: number, end: number, atUs: number): void {
    const held = this.#held[side];
    if (held.length > 0) {
      this.#held[side] = noBytes;
      const joined = Buffer.concat([held, bytes.subarray(start, end)]);
      this.#decide(side, joined, 0, joined.length, atUs);
    } else this.#decide(side, bytes, start, end, atUs);
  }

  gap(): void {
    this.#isLate = true;
    this.#held[0] = noBytes;
    this.#held[1] = noBytes;
  }

  finish(): void {}

  end(_how: Ending, _atUs: number): void {}

  #decide(side: Side, bytes: Buffer, start: number, end: number, atUs: number): void {
    const text = bytes.toString('latin1', start, Math.min(end, start + enoughBytes));
    const connection = this.#connection;
    if (text.startsWith('PRI * HTTP/2.0\r\n')) {
      this.#hand(new Http2(connection, side, null), side, bytes, start, end, atUs);
    } else if (beginsRequest(text)) {
      this.#hand(this.#http1(side), side, bytes, start, end, atUs);
    } else if (beginsAnswer(text)) {
      this.#hand(this.#http1(other(side)), side, bytes, start, end, atUs);
    } else if (/^[\x14-\x17]\x03[\0-\x04]/.test(text) && connection.scheme === 'http') {
      const isFirst = text.charCodeAt(0) === 22;
      const isAnswer = isFirst && text.charCodeAt(5) === 2;
      const tls = new Tls(connection, isAnswer ? other(side) : side);
      if (!isFirst) tls.loseTrack();
      this.#hand(tls, side, bytes, start, end, atUs);
    } else if (this.#isLate) {
      this.#lookInside(side, bytes, start, end, atUs);
    } else if (end - start < enoughBytes && couldGrow(text)) {
      this.#held[side] = Buffer.from(bytes.subarray(start, end));
    } else {
      connection.listening.tally.add('not-http');
      connection.become(deaf);
    }
  }

  #http1(client: Side): Http1 {
    const http1 = new Http1(this.#connection, client);
    if (this.#isLate) http1.loseTrack();
    return http1;
  }

  #hand(next: Conversation, side: Side, bytes: Buffer, start: number, end: number, atUs: number): void {
    this.#connection.become(next);
    const before = this.#held[other(side)];
    if (before.length > 0) next.data(other(side), before, 0, before.length, atUs);
    next.data(side, bytes, start, end, atUs);
  }

  /** The middle of a connection: the next message may begin within this segment. */
  #lookInside(side: Side, bytes: Buffer, start: number, end: number, atUs: number): void {
    const view = bytes.subarray(start, end);
    const found = view.indexOf('\r\nHTTP/1.');
    if (found >= 0 && beginsAnswer(view.toString('latin1', found + 2, found + 20))) {
      const next = this.#http1(other(side));
      this.#connection.become(next);
      next.data(side, bytes, start + found + 2, end, atUs);
      return;
    }
    const line = view.indexOf(' HTTP/1.');
    if (line < 0) return;
    const from = view.lastIndexOf('\n', line) + 1;
    if (from === 0 || !beginsRequest(view.toString('latin1', from, line))) return;
    const next = this.#http1(side);
    this.#connection.become(next);
    next.data(side, bytes, start + from, end, atUs);
  }
}

/** Could this become the first line of HTTP, or a record of TLS? */
const couldGrow = (text: string): boolean =>
  /^[A-Z][A-Z-]{0,19}(?: [!-~]*)?$/.test(text) ||
  /^H(?:T(?:T(?:P(?:\/(?:1(?:\.(?:[01](?: \d{0,3})?)?)?)?)?)?)?)?$/.test(text) ||
  /^\x16(?:\x03[\0-\x04]?)?$/.test(text) ||
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'.startsWith(text);
