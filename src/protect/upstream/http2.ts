/**
 * HTTP/2 to an upstream (RFC 9113), gRPC included: sessions of `node:http2`, so that trailers go both ways and both directions stream.
 */
import http2, {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  constants,
  type OutgoingHttpHeaders,
} from 'node:http2';
import type { ServiceConfig } from '../../config/service.ts';
import type { Transport, UpstreamCall, UpstreamHandler } from './transport.ts';

/** Streams on one session before another is opened, unless the upstream allows fewer. */
const streamsPerSession = 100;

interface Session {
  readonly session: ClientHttp2Session;
  streams: number;
  ready: boolean;
}

interface Waiting {
  readonly call: UpstreamCall;
  readonly handler: UpstreamHandler;
}

const failure = (message: string, code: string): Error => Object.assign(new Error(message), { code });

class Http2Transport implements Transport {
  readonly #origin: string;
  readonly #service: ServiceConfig;
  readonly #sessions: Session[] = [];
  readonly #queue: Waiting[] = [];
  #closing: (() => void) | null = null;
  #closed = false;

  constructor(origin: string, service: ServiceConfig) {
    this.#origin = origin;
    this.#service = service;
  }

  dispatch(call: UpstreamCall, handler: UpstreamHandler): void {
    if (this.#closed) {
      handler.onResponseError(null, failure('the pool is closed', 'UND_ERR_CLOSED'));
      return;
    }
    const session = this.#pick();
    if (session === null) this.#queue.push({ call, handler });
    else this.#send(session, call, handler);
  }

  /** The session with the fewest streams that has room; a new one when all are full; null when that may not be, either. */
  #pick(): Session | null {
    let best: Session | null = null;
    for (const one of this.#sessions) {
      if (one.session.closed || one.session.destroyed) continue;
      const allowed = Math.min(
        streamsPerSession,
        one.session.remoteSettings?.maxConcurrentStreams ?? streamsPerSession,
      );
      if (one.streams < allowed && (best === null || one.streams < best.streams)) best = one;
    }
    if (best !== null) return best;
    return this.#sessions.length < this.#service.connectionsMax ? this.#open() : null;
  }

  #open(): Session {
    const session = http2.connect(this.#origin, {
      rejectUnauthorized: this.#service.tlsVerify,
      settings: { enablePush: false, initialWindowSize: 262_144 },
      maxHeaderListPairs: 256,
    });
    const one: Session = { session, streams: 0, ready: false };
    this.#sessions.push(one);
    const timer = setTimeout(() => {
      session.destroy(failure('connecting took too long', 'UND_ERR_CONNECT_TIMEOUT'));
    }, this.#service.timeouts.connectMs);
    session.once('connect', () => {
      one.ready = true;
      clearTimeout(timer);
      session.setLocalWindowSize(1_048_576);
      this.#next();
    });
    session.on('remoteSettings', () => this.#next());
    session.on('error', () => {}); // each stream is told by its own error
    session.once('goaway', () => session.close());
    session.once('close', () => {
      clearTimeout(timer);
      const at = this.#sessions.indexOf(one);
      if (at >= 0) this.#sessions.splice(at, 1);
      this.#next();
    });
    session.unref();
    return one;
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const session = this.#pick();
      if (session === null) return;
      const waiting = this.#queue.shift();
      if (waiting !== undefined) this.#send(session, waiting.call, waiting.handler);
    }
    this.#settleClose();
  }

  #send(one: Session, call: UpstreamCall, handler: UpstreamHandler): void {
    let over = false;
    let stream: ClientHttp2Stream | null = null;
    const fail = (error: Error): void => {
      if (over) return;
      over = true;
      abandonBody(call.body);
      handler.onResponseError(controller, error);
    };
    const controller = {
      rawHeaders: null as string[] | null,
      rawTrailers: null as string[] | null,
      abort(reason: Error): void {
        fail(reason);
        stream?.close(constants.NGHTTP2_CANCEL);
      },
      pause(): void {
        stream?.pause();
      },
      resume(): void {
        stream?.resume();
      },
    };
    handler.onRequestStart(controller);
    if (over) return;

    let opened: ClientHttp2Stream;
    try {
      opened = one.session.request(this.#fields(call), {
        endStream: call.body === null,
        waitForTrailers: call.body !== null,
      });
    } catch (error) {
      fail(error instanceof Error ? error : failure(String(error), 'UND_ERR_SOCKET'));
      return;
    }
    stream = opened;
    one.streams += 1;
    one.session.ref();
    opened.once('wantTrailers', () => {
      if (!opened.destroyed) opened.sendTrailers(trailerObject(call.trailers()));
    });
    opened.setTimeout(call.headersTimeout, () => {
      fail(failure('no answer in time', 'UND_ERR_HEADERS_TIMEOUT'));
      opened.close(constants.NGHTTP2_CANCEL);
    });
    opened.on('headers', (_headers, _flags, raw) => {
      const [status, fields] = splitStatus(raw as unknown as string[]);
      controller.rawHeaders = fields;
      if (!over && status !== 100) handler.onResponseStart(controller, status, null);
    });
    opened.on('response', (_headers, _flags, raw) => {
      if (over) return;
      const [status, fields] = splitStatus(raw as unknown as string[]);
      opened.setTimeout(call.bodyTimeout, () => {
        if (opened.isPaused()) return;
        fail(failure('the body paused for too long', 'UND_ERR_BODY_TIMEOUT'));
        opened.close(constants.NGHTTP2_CANCEL);
      });
      controller.rawHeaders = fields;
      handler.onResponseStart(controller, status, null);
      opened.on('data', (chunk: Buffer) => {
        if (!over) handler.onResponseData(controller, chunk);
      });
    });
    opened.on('trailers', (_headers, _flags, raw) => {
      controller.rawTrailers = raw as unknown as string[];
    });
    opened.once('error', (error: Error) => fail(sessionFailure(one, error)));
    opened.once('close', () => {
      one.streams -= 1;
      if (one.streams === 0) one.session.unref();
      if (!over) {
        if (opened.rstCode === constants.NGHTTP2_NO_ERROR && opened.readableEnded) {
          over = true;
          abandonBody(call.body);
          handler.onResponseEnd(controller);
        } else {
          fail(failure(`the stream was reset with code ${opened.rstCode}`, 'UND_ERR_SOCKET'));
        }
      }
      this.#next();
    });
    if (call.body !== null) writeBody(call.body, opened);
  }

  #fields(call: UpstreamCall): string[] {
    let authority = new URL(this.#origin).host;
    const fields: string[] = [];
    for (let i = 0; i + 1 < call.headers.length; i += 2) {
      const name = (call.headers[i] ?? '').toLowerCase();
      const value = call.headers[i + 1] ?? '';
      if (name === 'host') authority = value;
      else fields.push(name, value);
    }
    const scheme = this.#origin.startsWith('https:') ? 'https' : 'http';
    return [
      ':method',
      call.method,
      ':scheme',
      scheme,
      ':authority',
      authority,
      ':path',
      call.path,
      ...fields,
    ];
  }

  #settleClose(): void {
    if (this.#closing === null || this.#queue.length > 0) return;
    if (this.#sessions.some((one) => one.streams > 0)) return;
    for (const one of this.#sessions) one.session.close();
    this.#closing();
    this.#closing = null;
  }

  close(): Promise<void> {
    this.#closed = true;
    return new Promise((resolve) => {
      this.#closing = resolve;
      this.#settleClose();
    });
  }

  async destroy(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#queue.splice(0))
      waiting.handler.onResponseError(null, failure('destroyed', 'UND_ERR_DESTROYED'));
    for (const one of this.#sessions.slice()) one.session.destroy();
  }
}

/** A session that could not be made is the upstream's absence, not a broken stream. */
function sessionFailure(one: Session, error: Error): Error {
  if (one.ready || 'code' in error === false) return error;
  const code = String(error.code);
  return code === 'ERR_HTTP2_STREAM_CANCEL' && error.cause instanceof Error ? error.cause : error;
}

function splitStatus(raw: readonly string[]): [number, string[]] {
  let status = 0;
  const fields: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    if (name === ':status') status = Number(raw[i + 1]);
    else if (!name.startsWith(':')) fields.push(name, raw[i + 1] ?? '');
  }
  return [status, fields];
}

/** Without trailers node sends an empty DATA frame that ends the stream. */
function trailerObject(flat: readonly string[]): OutgoingHttpHeaders {
  const out: OutgoingHttpHeaders = {};
  for (let i = 0; i + 1 < flat.length; i += 2) out[(flat[i] ?? '').toLowerCase()] = flat[i + 1];
  return out;
}

/** A body that nobody will read: what still comes of it is thrown away. */
function abandonBody(body: UpstreamCall['body']): void {
  if (body !== null && !Buffer.isBuffer(body)) body.destroy();
}

function writeBody(body: NonNullable<UpstreamCall['body']>, stream: ClientHttp2Stream): void {
  if (Buffer.isBuffer(body)) {
    stream.end(body);
    return;
  }
  body.on('data', (chunk: Buffer) => {
    if (!stream.destroyed && !stream.write(chunk)) body.pause();
  });
  stream.on('drain', () => body.resume());
  body.on('end', () => {
    if (!stream.destroyed) stream.end();
  });
  body.resume();
}

/** Sessions of HTTP/2 to one origin: by ALPN under `https`, by prior knowledge under `http`. */
export const http2Transport = (origin: string, service: ServiceConfig): Transport =>
  new Http2Transport(origin, service);
