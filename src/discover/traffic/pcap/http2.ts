/** HTTP/2 on a connection (RFC 9113), gRPC among it: streams are exchanges. */
import type { ExchangeOutcome } from '../../../model/exchange.ts';
import type { Asked } from './asked.ts';
import { Body } from './body.ts';
import { type Connection, type Conversation, deaf, type Ending, type Side } from './conversation.ts';
import { exchangeOf } from './exchange.ts';
import { HpackDecoder } from './hpack/decoder.ts';
import { FrameReader } from './http2-frames.ts';

interface Stream {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly isSocket: boolean;
  readonly atUs: number;
  readonly body: Body;
  isAsked: boolean;
  status: number;
  answerUs: number;
  readonly answerHeaders: string[];
  readonly answerBody: Body;
}

const streamsMax = 1024;
const trailersMax = 64;

/** Listens to one connection. */
export class Http2 implements Conversation {
  readonly #connection: Connection;
  readonly #client: Side;
  readonly #streams = new Map<number, Stream>();
  readonly #requests: FrameReader;
  readonly #answers: FrameReader;
  #touched: Body | null = null;

  /** @param asked the request of HTTP/1.1 that asked for the upgrade: the first stream answers it */
  constructor(connection: Connection, client: Side, asked: Asked | null) {
    this.#connection = connection;
    this.#client = client;
    this.#requests = this.#reader(true);
    this.#answers = this.#reader(false);
    if (asked !== null) {
      const { head, body, atUs } = asked;
      this.#streams.set(1, {
        ...this.#stream(head.method, head.target, head.headers, false, atUs),
        body,
        isAsked: true,
      });
    }
  }

  data(side: Side, bytes: Buffer, start: number, end: number, atUs: number): void {
    (side === this.#client ? this.#requests : this.#answers).data(bytes, start, end, atUs);
    this.#touched?.settle();
    this.#touched = null;
  }

  gap(side: Side, bytes: number, atUs: number): void {
    (side === this.#client ? this.#requests : this.#answers).gap(bytes, atUs);
  }

  finish(): void {}

  end(how: Ending, atUs: number): void {
    const outcome: ExchangeOutcome = how === 'unseen' ? 'answered' : 'client-left';
    for (const id of Array.from(this.#streams.keys())) this.#close(id, outcome, atUs);
  }

  #reader(isRequest: boolean): FrameReader {
    const decoder = new HpackDecoder();
    const lost = (atUs: number): void => {
      this.#connection.listening.tally.add('http2-unread');
      this.#connection.become(deaf);
      this.end('unseen', atUs);
    };
    const bodyOf = (id: number): Body | null => {
      const stream = this.#streams.get(id);
      return stream === undefined ? null : isRequest ? stream.body : stream.answerBody;
    };
    return new FrameReader(
      {
        headers: (id, block, isLast, isPromise, atUs) => {
          const fields = decoder.decode(block);
          if (fields === null) {
            lost(atUs);
            return;
          }
          if (isRequest || isPromise) this.#asked(id, fields, atUs);
          else this.#answered(id, fields, atUs);
          if (isPromise) this.#askedAll(id);
          if (isLast) this.#last(id, isRequest, atUs);
        },
        data: (id, bytes, start, end) => {
          const body = bodyOf(id);
          if (body === null) return;
          if (this.#touched !== body) this.#touched?.settle();
          this.#touched = body;
          body.add(bytes, start, end);
        },
        skipped: (id, bytes) => bodyOf(id)?.skip(bytes),
        last: (id, atUs) => this.#last(id, isRequest, atUs),
        reset: (id, atUs) => this.#close(id, isRequest ? 'client-left' : 'upstream-failed', atUs),
        lost,
      },
      isRequest,
    );
  }

  #stream(
    method: string,
    target: string,
    headers: readonly string[],
    isSocket: boolean,
    atUs: number,
  ): Stream {
    const { listening } = this.#connection;
    return {
      method,
      target,
      headers,
      isSocket,
      atUs,
      body: new Body(listening),
      isAsked: false,
      status: 0,
      answerUs: 0,
      answerHeaders: [],
      answerBody: new Body(listening),
    };
  }

  #asked(id: number, fields: readonly string[], atUs: number): void {
    // A second block is trailers.
    if (this.#streams.has(id)) return;
    let method = '';
    let target = '';
    let authority = '';
    let protocol = '';
    const headers: string[] = [];
    const cookies: string[] = [];
    for (let at = 0; at + 1 < fields.length; at += 2) {
      const name = fields[at] as string;
      const value = fields[at + 1] as string;
      if (name === ':method') method = value;
      else if (name === ':path') target = value;
      else if (name === ':authority') authority = value;
      else if (name === ':protocol') protocol = value;
      // Each cookie may travel alone (section 8.2.3).
      else if (name === 'cookie') cookies.push(value);
      else if (name === 'host' && authority === '') authority = value;
      else if (name !== 'host' && !name.startsWith(':')) headers.push(name, value);
    }
    if (cookies.length > 0) headers.push('cookie', cookies.join('; '));
    if (authority !== '') headers.unshift('host', authority);
    if (method === '') {
      this.#connection.listening.tally.add('message-malformed');
      return;
    }
    if (this.#streams.size >= streamsMax) {
      const [oldest] = this.#streams.keys();
      if (oldest !== undefined) this.#close(oldest, 'answered', atUs);
      this.#connection.listening.tally.add('request-dropped');
    }
    // RFC 8441: a WebSocket within a stream.
    const isSocket = method === 'CONNECT' && protocol === 'websocket';
    this.#streams.set(id, this.#stream(isSocket ? 'GET' : method, target, headers, isSocket, atUs));
  }

  #askedAll(id: number): void {
    const stream = this.#streams.get(id);
    if (stream !== undefined) stream.isAsked = true;
  }

  #answered(id: number, fields: readonly string[], atUs: number): void {
    const stream = this.#streams.get(id);
    if (stream === undefined) {
      this.#connection.listening.tally.add('answer-unpaired');
      return;
    }
    const isTrailer = stream.status !== 0;
    if (!isTrailer) {
      const place = fields.indexOf(':status');
      const status = place < 0 ? 0 : Number(fields[place + 1]);
      if (!(status >= 200 && status <= 999)) return;
      stream.status = status;
      stream.answerUs = atUs;
    } else if (stream.answerHeaders.length + fields.length > trailersMax * 2 + 512) return;
    for (let at = 0; at + 1 < fields.length; at += 2)
      if (!(fields[at] as string).startsWith(':'))
        stream.answerHeaders.push(fields[at] as string, fields[at + 1] as string);
  }

  #last(id: number, isRequest: boolean, atUs: number): void {
    const stream = this.#streams.get(id);
    if (stream === undefined) return;
    if (isRequest) stream.isAsked = true;
    else this.#close(id, stream.status === 0 ? 'upstream-failed' : 'answered', atUs);
  }

  #close(id: number, outcome: ExchangeOutcome, atUs: number): void {
    const stream = this.#streams.get(id);
    if (stream === undefined) return;
    this.#streams.delete(id);
    const { method, target, headers, body, status, answerHeaders, answerBody, answerUs } = stream;
    if (!stream.isAsked) body.cut();
    const raw = exchangeOf(
      this.#connection,
      this.#client,
      stream.isSocket ? 'websocket' : 'h2',
      { method, target, headers, body: body.take(), atUs: stream.atUs },
      status === 0 ? null : { status, headers: answerHeaders, body: answerBody.take(), atUs: answerUs },
      outcome,
      atUs,
    );
    if (raw !== null) this.#connection.listening.emit(raw);
    else answerBody.drop();
  }
}
