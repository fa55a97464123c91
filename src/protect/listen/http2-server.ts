/**
 * HTTP/2 from clients (RFC 9113): takes connections that the listener has recognised, and bounds what a connection may do.
 *
 * A connection that resets streams, changes settings or pings faster than any client needs is cut and counted (rapid reset, settings and
 * ping floods).
 */
import http2, {
  constants,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { LimitsConfig } from '../../config/listener.ts';
import type { Connection } from '../connection.ts';
import { Exchange } from '../forward/exchange.ts';
import { Http2Inbound } from '../forward/http2.ts';
import type { Plane } from '../plane.ts';

/** Streams a client may have open at once. */
const streamsMax = 128;
/** In each window of ten seconds. */
const windowMs = 10_000;
const resetsMax = 200;
const controlFramesMax = 200;

/** Counts a connection's abuse of control frames. */
class FloodGauge {
  #windowAtMs = 0;
  #resets = 0;
  #controls = 0;

  #turn(nowMs: number): void {
    if (nowMs - this.#windowAtMs < windowMs) return;
    this.#windowAtMs = nowMs;
    this.#resets = 0;
    this.#controls = 0;
  }

  /** True when it is too much. */
  reset(nowMs: number): boolean {
    this.#turn(nowMs);
    this.#resets += 1;
    return this.#resets > resetsMax;
  }

  control(nowMs: number): boolean {
    this.#turn(nowMs);
    this.#controls += 1;
    return this.#controls > controlFramesMax;
  }
}

/** The gateway itself resets with INTERNAL_ERROR alone. */
const resetByPeer = (code: number | undefined): boolean =>
  code !== constants.NGHTTP2_NO_ERROR && code !== constants.NGHTTP2_INTERNAL_ERROR;

export class Http2Door {
  readonly #plane: Plane;
  readonly #server: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();
  /** Set while a connection is handed over: its session is made before `take` returns. */
  #arriving: Connection | null = null;

  constructor(plane: Plane, limits: LimitsConfig) {
    this.#plane = plane;
    this.#server = http2.createServer({
      settings: {
        maxConcurrentStreams: streamsMax,
        maxHeaderListSize: limits.headerBytesMax + limits.uriBytesMax,
        enablePush: false,
        initialWindowSize: 262_144,
      },
      maxHeaderListPairs: limits.headersMax + 8,
      maxSettings: 32,
      maxOutstandingPings: 10,
      maxSessionInvalidFrames: 50,
      maxSessionRejectedStreams: 100,
      maxSessionMemory: 10,
      unknownProtocolTimeout: limits.headersTimeoutMs,
    });
    this.#server.on('session', (session) => this.#begin(session));
    this.#server.on('sessionError', () => {});
  }

  /** Takes over a connection whose first bytes are the preface, or whose ALPN said h2. */
  take(socket: Socket, connection: Connection): void {
    this.#arriving = connection;
    this.#server.emit('connection', socket);
    this.#arriving = null;
  }

  #begin(session: ServerHttp2Session): void {
    const connection = this.#arriving;
    if (connection === null) {
      session.destroy();
      return;
    }
    const { clock, counters, runtime } = this.#plane;
    const { limits } = runtime.config;
    const gauge = new FloodGauge();
    let streams = 0;
    this.#sessions.add(session);

    const flood = (): void => {
      if (session.destroyed) return;
      counters.count('http2-flood');
      session.destroy(undefined, constants.NGHTTP2_ENHANCE_YOUR_CALM);
    };
    const now = (): number => clock.monotonicUs() / 1000;
    session.on('ping', () => {
      if (gauge.control(now())) flood();
    });
    session.on('remoteSettings', () => {
      if (gauge.control(now())) flood();
    });
    session.on('error', (error: Error) => {
      // nghttp2's own bounds speak as errors of the session.
      if (/ENHANCE_YOUR_CALM|flood|too many/i.test(error.message)) counters.count('http2-flood');
      else if ('code' in error && error.code === 'ERR_HTTP2_ERROR') counters.count('request-malformed');
    });
    // Without open streams a session may rest as long as any idle connection; with them, the exchanges have their own timers.
    session.setTimeout(limits.headersTimeoutMs);
    session.on('timeout', () => {
      if (streams === 0) session.destroy();
    });
    session.on('stream', (stream: ServerHttp2Stream, _headers, _flags, raw?: unknown) => {
      streams += 1;
      if (streams === 1) session.setTimeout(limits.keepAliveTimeoutMs);
      stream.once('close', () => {
        streams -= 1;
        if (resetByPeer(stream.rstCode) && gauge.reset(now())) flood();
      });
      const inbound = new Http2Inbound(stream, Array.isArray(raw) ? (raw as string[]) : [], connection);
      this.#plane.shielded(
        () => new Exchange(this.#plane, inbound).begin(),
        () => inbound.cut(),
      );
    });
    session.once('close', () => this.#sessions.delete(session));
    if (this.#plane.draining) session.close();
  }

  /** GOAWAY to all; open streams go on. */
  close(): void {
    for (const session of this.#sessions) session.close();
  }
}
