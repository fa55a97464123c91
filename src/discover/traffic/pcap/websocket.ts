/** A connection that became a WebSocket (RFC 6455): one exchange, from the request that opened it to the end. */
import type { Asked } from './asked.ts';
import { Body } from './body.ts';
import type { Connection, Conversation, Ending, Side } from './conversation.ts';
import { exchangeOf } from './exchange.ts';
import type { MessageHead } from './http1-head.ts';

/** Counts what goes both ways. */
export class WebSocket implements Conversation {
  readonly #connection: Connection;
  readonly #client: Side;
  readonly #asked: Asked;
  readonly #answer: { readonly head: MessageHead; readonly atUs: number };
  readonly #sent: Body;
  readonly #received: Body;

  constructor(
    connection: Connection,
    client: Side,
    asked: Asked,
    answer: { readonly head: MessageHead; readonly atUs: number },
  ) {
    this.#connection = connection;
    this.#client = client;
    this.#asked = asked;
    this.#answer = answer;
    this.#sent = new Body(connection.listening);
    this.#received = new Body(connection.listening);
  }

  data(side: Side, _bytes: Buffer, start: number, end: number): void {
    this.#of(side).skip(end - start);
  }

  gap(side: Side, bytes: number): void {
    this.#of(side).skip(bytes);
  }

  finish(): void {}

  end(_how: Ending, endUs: number): void {
    const { head, atUs, body } = this.#asked;
    body.drop();
    const { method, target, headers } = head;
    const raw = exchangeOf(
      this.#connection,
      this.#client,
      'websocket',
      { method, target, headers, body: this.#sent.take(), atUs },
      {
        status: this.#answer.head.status,
        headers: this.#answer.head.headers,
        body: this.#received.take(),
        atUs: this.#answer.atUs,
      },
      'answered',
      endUs,
    );
    if (raw !== null) this.#connection.listening.emit(raw);
  }

  #of(side: Side): Body {
    return side === this.#client ? this.#sent : this.#received;
  }
}
