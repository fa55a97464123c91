/** HTTP/1.1 from a client (RFC 9112), on `node:http`. */
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode } from '../../model/errors.ts';
import type { Connection } from '../connection.ts';
import { rawRefusal, type Refusal } from '../refuse.ts';
import type { Inbound, InboundListener } from './inbound.ts';

/** How long what still comes of a refused request is thrown away, so that the client can read the answer. */
const lingerMs = 1_000;

/** A reason phrase that can be sent. */
const phrase = /^[\t\x20-\x7e\x80-\xff]*$/;

/** A body up to here goes out as text in one write with its header: that is one system call and no vector of buffers. */
const oneWriteBytesMax = 12_288;

/** A response that knows its exchange, so that listeners need no closure. */
export class GatewayResponse<
  Request extends IncomingMessage = IncomingMessage,
> extends ServerResponse<Request> {
  inbound: Http1Inbound | null = null;
}

function onResponseClose(this: GatewayResponse): void {
  this.inbound?.closed(this.writableFinished);
}

function onDrain(this: GatewayResponse): void {
  this.inbound?.listener?.onDrain();
}

/** Where the request came in. */
export interface Door {
  /** It is being closed: connections end after their exchange. */
  readonly closing: boolean;
}

export class Http1Inbound implements Inbound {
  readonly protocol: 'http/1.0' | 'http/1.1';
  readonly connection: Connection;
  readonly authority = null;
  readonly bodyless = false;
  listener: InboundListener | null = null;
  readonly #request: IncomingMessage;
  readonly #response: GatewayResponse;
  readonly #socket: Socket;
  readonly #mustContinue: boolean;
  #closed = false;
  #drains = false;
  #watched: 'body' | 'write' | null = null;
  #closes = false;
  readonly #door: Door;
  #onSocketClose: (() => void) | null = null;

  constructor(
    request: IncomingMessage,
    response: GatewayResponse,
    connection: Connection,
    mustContinue: boolean,
    door: Door,
  ) {
    this.#request = request;
    this.#response = response;
    this.#socket = request.socket;
    this.#mustContinue = mustContinue;
    this.#door = door;
    this.connection = connection;
    this.protocol = request.httpVersionMinor === 0 ? 'http/1.0' : 'http/1.1';
    response.inbound = this;
    connection.current = this;
    response.on('close', onResponseClose);
    // A pipelined request whose turn has not come: its response hears nothing of the connection's end.
    if (response.socket === null) {
      this.#onSocketClose = () => this.closed(false);
      this.#socket.setMaxListeners(0).once('close', this.#onSocketClose);
    }
  }

  get method(): string {
    return this.#request.method ?? '';
  }

  get target(): string {
    return this.#request.url ?? '';
  }

  get rawHeaders(): readonly string[] {
    return this.#request.rawHeaders;
  }

  get source(): IncomingMessage {
    return this.#request;
  }

  listen(listener: InboundListener): void {
    this.listener = listener;
  }

  trailers(): readonly string[] {
    return this.#request.rawTrailers;
  }

  continue(): void {
    if (this.#mustContinue && !this.#response.headersSent) this.#response.writeContinue();
  }

  inform(status: number, headers: readonly string[]): void {
    // An HTTP/1.0 client does not know 1xx (RFC 9110 section 15.2).
    if (this.protocol === 'http/1.1' && !this.#response.headersSent) {
      this.#response.writeInformation(status, [...headers]);
    }
  }

  head(status: number, reason: string, headers: string[]): void {
    if (this.#closes || this.#door.closing) headers.push('connection', 'close');
    // A reason phrase means nothing (RFC 9112 section 4): one that cannot be written is left out.
    if (reason === '' || !phrase.test(reason)) this.#response.writeHead(status, headers);
    else this.#response.writeHead(status, reason, headers);
  }

  flush(): void {
    this.#response.flushHeaders();
  }

  write(chunk: Buffer): boolean {
    if (this.#response.write(chunk)) return true;
    if (!this.#drains) {
      this.#drains = true;
      this.#response.on('drain', onDrain);
    }
    return false;
  }

  end(chunk: Buffer | null, trailers: readonly string[] | null): void {
    if (trailers !== null && trailers.length > 0) {
      const pairs: [string, string][] = [];
      for (let i = 0; i + 1 < trailers.length; i += 2) pairs.push([trailers[i] ?? '', trailers[i + 1] ?? '']);
      this.#response.addTrailers(pairs);
    }
    if (chunk === null) this.#response.end();
    else if (chunk.length > oneWriteBytesMax) this.#response.end(chunk);
    else this.#response.end(chunk.toString('latin1'), 'latin1');
    if (!this.#request.complete) this.#linger();
  }

  refuse(refusal: Refusal, close: boolean): void {
    const incomplete = !this.#request.complete;
    this.#closes ||= close || incomplete;
    this.head(refusal.status, '', refusal.headers);
    const body = this.method === 'HEAD' ? null : refusal.body;
    if (!incomplete || this.#mustContinue) {
      this.#response.end(body);
      return;
    }
    // Closing with unread bytes would reset the connection and could take the answer with it (RFC 9112 section 9.6).
    if (body === null) this.#response.flushHeaders();
    else this.#response.write(body);
    const timer = setTimeout(() => this.#response.end(), lingerMs);
    timer.unref();
    this.#request.once('end', () => {
      clearTimeout(timer);
      this.#response.end();
    });
    this.#request.resume();
  }

  /** The answer is out before the request was in: what still comes is thrown away, for a while. */
  #linger(): void {
    const timer = setTimeout(() => {
      if (!this.#request.complete) this.#socket.destroy();
    }, lingerMs);
    timer.unref();
    this.#request.once('end', () => clearTimeout(timer));
    this.#request.resume();
  }

  cut(): void {
    // An answer that ends with its connection looks whole when it ends in FIN: a reset says that it is not.
    if (this.protocol === 'http/1.0' && 'resetAndDestroy' in this.#socket) this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }

  watch(side: 'body' | 'write', timeoutMs: number): void {
    if (timeoutMs === 0 && this.#watched !== side) return;
    if (this.#watched === null) {
      const idle = (): void => {
        if (this.#watched !== null) this.listener?.onIdle(this.#watched);
      };
      this.#request.once('timeout', idle);
      this.#response.once('timeout', idle);
    }
    this.#watched = timeoutMs === 0 ? null : side;
    if (timeoutMs === 0) {
      this.#request.removeAllListeners('timeout');
      this.#response.removeAllListeners('timeout');
    }
    this.#socket.setTimeout(timeoutMs);
  }

  /** Bytes wait that the client has not taken. */
  get backlog(): boolean {
    return this.#socket.writableLength > 0;
  }

  /** The whole request has come. */
  get complete(): boolean {
    return this.#request.complete;
  }

  /** The parser gave up in the middle of this request. */
  malformed(code: ErrorCode): 'answer' | 'answered' | 'cut' {
    return this.listener?.onMalformed(code) ?? 'cut';
  }

  /** The gateway cannot wait any longer: answers when nothing has been said yet, and ends the connection. */
  giveUp(code: ErrorCode): void {
    if (this.#response.socket === null || this.malformed(code) !== 'answer') this.#socket.destroy();
    else this.#socket.end(rawRefusal(code), () => this.#socket.destroy());
  }

  /** The connection is no longer one of HTTP: its response lets go of it. */
  detach(): void {
    this.#response.inbound = null;
    this.#response.detachSocket(this.#socket);
  }

  closed(delivered: boolean): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.connection.current === this) this.connection.current = null;
    if (this.#onSocketClose !== null) this.#socket.off('close', this.#onSocketClose);
    this.listener?.onClosed(delivered);
  }
}
