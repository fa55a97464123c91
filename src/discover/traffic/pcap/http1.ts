/** HTTP/1.x on a connection (RFC 9112): requests wait in a row for their answers. */
import type { ExchangeOutcome } from '../../../model/exchange.ts';
import type { Asked } from './asked.ts';
import { Body } from './body.ts';
import { type Connection, type Conversation, deaf, type Ending, type Side } from './conversation.ts';
import { exchangeOf } from './exchange.ts';
import { framing, MessageReader } from './http1-reader.ts';
import type { MessageHead } from './http1-head.ts';
import { Http2 } from './http2.ts';
import { WebSocket } from './websocket.ts';

interface Answering {
  readonly asked: Asked;
  readonly head: MessageHead;
  readonly atUs: number;
  readonly body: Body;
}

const waitingMax = 1024;

/** Listens to one connection. */
export class Http1 implements Conversation {
  readonly #connection: Connection;
  readonly #client: Side;
  readonly #requests: MessageReader;
  readonly #answers: MessageReader;
  readonly #waiting: Asked[] = [];
  #asking: Asked | null = null;
  #latest: Asked | null = null;
  #answering: Answering | null = null;
  /** The header that is passing belongs to nobody who asked. */
  #isUnpaired = false;
  #isInterim = false;
  #isAnswerLost = false;
  #hasServerEnded = false;

  constructor(connection: Connection, client: Side) {
    this.#connection = connection;
    this.#client = client;
    const { tally } = connection.listening;
    this.#requests = new MessageReader(
      true,
      {
        head: (head, atUs) => this.#request(head, atUs),
        body: (bytes, start, end) => this.#asking?.body.add(bytes, start, end),
        skipped: (bytes) => this.#asking?.body.skip(bytes),
        trailer: () => {},
        complete: () => this.#asked(),
        broken: () => {
          this.#asking?.body.cut();
          this.#asked();
        },
        // A client that asks again does not go on with a request that was answered.
        isOverdue: () => this.#asking !== null && !this.#isOpen(this.#asking),
        tunnel: () => {},
      },
      tally,
    );
    this.#answers = new MessageReader(
      false,
      {
        head: (head, atUs) => this.#answer(head, atUs),
        body: (bytes, start, end) => this.#answering?.body.add(bytes, start, end),
        skipped: (bytes) => this.#answering?.body.skip(bytes),
        trailer: (name, value) => {
          if (this.#answering !== null && this.#answering.head.headers.length < 512)
            this.#answering.head.headers.push(name, value);
        },
        complete: (atUs) => this.#answered('answered', atUs),
        broken: (atUs) => {
          this.#isAnswerLost = true;
          this.#answering?.body.cut();
          this.#answered(this.#hasServerEnded ? 'upstream-failed' : 'answered', atUs);
        },
        // A client that waits for this answer does not ask again.
        isOverdue: () => this.#waiting.length > 0,
        tunnel: (bytes, start, end, atUs) => this.#next?.data(this.#server, bytes, start, end, atUs),
      },
      tally,
    );
  }

  /** What is spoken after this. */
  #next: Conversation | null = null;

  get #server(): Side {
    return this.#client === 0 ? 1 : 0;
  }

  /** The beginning of neither direction is known. */
  loseTrack(): void {
    this.#requests.loseTrack();
    this.#answers.loseTrack();
  }

  data(side: Side, bytes: Buffer, start: number, end: number, atUs: number): void {
    if (side === this.#client) {
      this.#requests.data(bytes, start, end, atUs);
      this.#latest?.body.settle();
    } else {
      this.#answers.data(bytes, start, end, atUs);
      this.#answering?.body.settle();
    }
  }

  gap(side: Side, bytes: number, atUs: number): void {
    if (side === this.#client) this.#requests.gap(bytes, atUs);
    else this.#answers.gap(bytes, atUs);
  }

  finish(side: Side, atUs: number): void {
    if (side === this.#client) return;
    this.#hasServerEnded = true;
    this.#answers.finish(atUs);
  }

  end(how: Ending, atUs: number): void {
    const outcome: ExchangeOutcome =
      how === 'unseen' ? 'answered' : this.#hasServerEnded ? 'upstream-failed' : 'client-left';
    if (this.#answering !== null) {
      this.#answering.body.cut();
      this.#answered(outcome, atUs);
    }
    for (const asked of this.#waiting.splice(0)) this.#unanswered(asked, outcome, atUs);
  }

  #isOpen(asked: Asked): boolean {
    return this.#answering?.asked === asked || this.#waiting.includes(asked);
  }

  #request(head: MessageHead, atUs: number): number {
    const asked: Asked = { head, atUs, body: new Body(this.#connection.listening), isComplete: false };
    if (this.#waiting.length >= waitingMax) {
      this.#waiting.shift()?.body.drop();
      this.#connection.listening.tally.add('request-dropped');
    }
    this.#latest?.body.settle();
    this.#waiting.push(asked);
    this.#asking = asked;
    this.#latest = asked;
    if (head.isChunked) return framing.chunked;
    return Math.max(0, head.contentLength);
  }

  #asked(): void {
    if (this.#asking !== null) this.#asking.isComplete = true;
    this.#asking = null;
  }

  #answer(head: MessageHead, atUs: number): number {
    const { status } = head;
    this.#isInterim = status < 200 && status !== 101;
    if (this.#isInterim) return 0;
    const asked = this.#askedBefore(atUs);
    this.#isUnpaired = asked === null;
    const method = asked?.head.method ?? '';
    const body = new Body(this.#connection.listening);
    if (asked === null) this.#connection.listening.tally.add('answer-unpaired');
    else this.#answering = { asked, head, atUs, body };
    if (status === 101 || (method === 'CONNECT' && status < 300)) return this.#change(head);
    if (method === 'HEAD' || status === 204 || status === 304) return 0;
    if (head.isChunked) return framing.chunked;
    return head.contentLength >= 0 ? head.contentLength : framing.untilClose;
  }

  /** The request that an answer of this time is for. */
  #askedBefore(atUs: number): Asked | null {
    const waiting = this.#waiting;
    if (this.#isAnswerLost) {
      this.#isAnswerLost = false;
      // Answers are missing: those who wait for one are passed over, up to the last who asked before.
      while (waiting.length > 1 && (waiting[1] as Asked).atUs <= atUs)
        this.#unanswered(waiting.shift() as Asked, 'answered', atUs);
    }
    const [first] = waiting;
    if (first === undefined || first.atUs > atUs) return null;
    waiting.shift();
    return first;
  }

  #answered(outcome: ExchangeOutcome, endUs: number): void {
    if (this.#isInterim) {
      this.#isInterim = false;
      return;
    }
    const answering = this.#answering;
    this.#answering = null;
    if (answering === null || this.#isUnpaired) return;
    const { asked, head, atUs, body } = answering;
    this.#emit(
      asked,
      { status: head.status, headers: head.headers, body: body.take(), atUs },
      outcome,
      endUs,
    );
  }

  #unanswered(asked: Asked, outcome: ExchangeOutcome, endUs: number): void {
    this.#emit(asked, null, outcome, endUs);
  }

  #emit(
    asked: Asked,
    answer: Parameters<typeof exchangeOf>[4],
    outcome: ExchangeOutcome,
    endUs: number,
  ): void {
    const { head, atUs, body } = asked;
    if (!asked.isComplete) body.cut();
    const { method, target, headers, version } = head;
    const request = { method, target, headers, body: body.take(), atUs };
    const raw = exchangeOf(this.#connection, this.#client, version, request, answer, outcome, endUs);
    if (raw !== null) this.#connection.listening.emit(raw);
  }

  /** What follows is no HTTP/1.x any more. */
  #change(head: MessageHead): number {
    const answering = this.#answering;
    const connection = this.#connection;
    let next: Conversation = deaf;
    if (answering === null || head.status !== 101) {
      this.#answering = null;
      answering?.asked.body.drop();
      next = connection.listening.begin(connection);
    } else if (head.upgrade.includes('websocket')) {
      this.#answering = null;
      const { asked, atUs } = answering;
      next = new WebSocket(connection, this.#client, asked, { head, atUs });
    } else if (head.upgrade.includes('h2c')) {
      this.#answering = null;
      const { asked } = answering;
      if (!asked.isComplete) asked.body.cut();
      next = new Http2(connection, this.#client, asked);
    } else this.#answered('answered', answering.atUs);
    this.#next = next;
    connection.become(next);
    return framing.tunnel;
  }
}
