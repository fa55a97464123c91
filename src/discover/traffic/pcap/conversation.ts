/** What is spoken on a connection, above TCP: each protocol is one conversation, and may lead to another. */
import type { RawExchange } from '../../../observe/raw-exchange.ts';
import type { Budget } from './budget.ts';
import type { Tally } from './tally.ts';
import type { KeyLog } from './tls/key-log.ts';

/** Who sends: 0 is the one that opened the connection, as far as that was seen. */
export type Side = 0 | 1;

/** How a connection, or one direction of it, came to its end: as it should, by a reset, or because the capture says no more. */
export type Ending = 'closed' | 'reset' | 'unseen';

/** Makes sense of both directions of one connection. Bytes are valid during the call only. */
export interface Conversation {
  data(side: Side, bytes: Buffer, start: number, end: number, atUs: number): void;
  /** So many bytes of this direction are not in the capture. */
  gap(side: Side, bytes: number, atUs: number): void;
  /** One direction has ended: its sender says no more. */
  finish(side: Side, atUs: number): void;
  /** Both have. */
  end(how: Ending, atUs: number): void;
}

/** What all conversations of a capture share. */
export interface Listening {
  readonly bodyBytesMax: number;
  readonly budget: Budget;
  readonly tally: Tally;
  readonly keys: KeyLog;
  readonly isTrusted: (address: string) => boolean;
  readonly emit: (raw: RawExchange) => void;
  /** What listens to a connection, or to a tunnel within one, of which nothing is known yet. */
  readonly begin: (connection: Connection) => Conversation;
}

/** A connection as its conversations see it. */
export interface Connection {
  readonly listening: Listening;
  /** Address of a side. */
  readonly address: (side: Side) => string;
  /** The first bytes of the connection are in the capture. */
  readonly isFromStart: boolean;
  readonly scheme: 'http' | 'https';
  /** What is spoken from now on. */
  readonly become: (next: Conversation) => void;
}

/** Says nothing that could be read. */
export const deaf: Conversation = {
  data: () => {},
  gap: () => {},
  finish: () => {},
  end: () => {},
};
