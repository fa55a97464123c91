/** HTTP/2 on a connection. */
import type { Asked } from './asked.ts';
import type { Connection, Conversation, Side } from './conversation.ts';

/** Listens to one connection. */
export class Http2 implements Conversation {
  constructor(connection: Connection, _client: Side, _asked: Asked | null) {
    connection.listening.tally.add('http2-unread');
  }
  data(): void {}
  gap(): void {}
  finish(): void {}
  end(): void {}
}
