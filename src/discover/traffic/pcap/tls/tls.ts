/** TLS on a connection. */
import type { Connection, Conversation, Side } from '../conversation.ts';

/** Listens to one connection. */
export class Tls implements Conversation {
  constructor(connection: Connection, _client: Side) {
    connection.listening.tally.add('tls-unread');
  }
  loseTrack(): void {}
  data(): void {}
  gap(): void {}
  finish(): void {}
  end(): void {}
}
