/** The client's side of an exchange, the same for HTTP/1.1 and HTTP/2. */
import type { Readable } from 'node:stream';
import type { ErrorCode } from '../../model/errors.ts';
import type { Connection } from '../connection.ts';
import type { Refusal } from '../refuse.ts';

/** What the client's side tells the exchange. */
export interface InboundListener {
  /** There is room for more of the answer. */
  onDrain(): void;
  /** The answer is through, or the client is gone. Called once. */
  onClosed(delivered: boolean): void;
  /** The client sent nothing (`body`) or took nothing (`write`) for too long. */
  onIdle(side: 'body' | 'write'): void;
  /**
   * What still came of the request is not HTTP. `answer`: nothing has been said yet; `answered`: a refusal is out; `cut`: an answer
   * had begun.
   */
  onMalformed(code: ErrorCode): 'answer' | 'answered' | 'cut';
}

export interface Inbound {
  readonly protocol: 'http/1.0' | 'http/1.1' | 'h2';
  readonly connection: Connection;
  readonly method: string;
  /** Request target as sent. */
  readonly target: string;
  /** `:authority`, when the request came by HTTP/2. */
  readonly authority: string | null;
  readonly rawHeaders: readonly string[];
  /** The request's body as a stream; paused until it is read. */
  readonly source: Readable;
  /** The request is known to have no body. */
  readonly bodyless: boolean;
  /** The whole request has come, or nobody can tell. */
  readonly complete: boolean;
  /** Bytes of the answer wait because the client does not take them. */
  readonly backlog: boolean;
  listen(listener: InboundListener): void;
  /** Trailers of the request, once its body has ended. */
  trailers(): readonly string[];
  /** `100 Continue`, when the client waits for it. */
  continue(): void;
  /** Another 1xx. */
  inform(status: number, headers: readonly string[]): void;
  head(status: number, reason: string, headers: string[]): void;
  /** Sends a header that waits for its body. */
  flush(): void;
  /** False when the client does not keep up: wait for `onDrain`. */
  write(chunk: Buffer): boolean;
  end(chunk: Buffer | null, trailers: readonly string[] | null): void;
  /** A whole answer of the gateway's own; the rest of the request is thrown away for a bounded time. */
  refuse(refusal: Refusal, close: boolean): void;
  /** Breaks off so that the client can tell that the answer is not whole. */
  cut(): void;
  /** Arms the idle timer, 0 to disarm it. */
  watch(side: 'body' | 'write', timeoutMs: number): void;
}
