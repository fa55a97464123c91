/**
 * A door of the gateway: accepts connections, looks at their first bytes, and hands them to the server that speaks their protocol.
 *
 * The HTTP/1.1 server itself listens and only its `connection` listener is wrapped: a server that is handed sockets without listening
 * never arms its header timeout.
 */
import type { AddressInfo, Socket } from 'node:net';
import type { LimitsConfig, ListenerConfig } from '../../config/listener.ts';
import { HeliostatError } from '../../model/errors.ts';
import { type Connection, describeConnection } from '../connection.ts';
import type { Plane } from '../plane.ts';
import type { GatewayLog } from '../log.ts';
import { rawRefusal } from '../refuse.ts';
import { applyLimits, type Http1Server, http1Server } from './http1-server.ts';
import { Http2Door } from './http2-server.ts';
import { peekPreface } from './preface.ts';

/** What it is listening on, in truth. */
export interface BoundListener {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
}

type ConnectionHandler = (socket: Socket) => void;

export class Listener implements AsyncDisposable {
  readonly config: ListenerConfig;
  readonly #plane: Plane;
  readonly #server: Http1Server;
  readonly #http2: Http2Door | null;
  readonly #sockets = new Map<Socket, Connection>();
  #closing = false;
  /** Why a changed certificate is not in use; null when all is well. */
  certificateError: string | null = null;

  constructor(plane: Plane, config: ListenerConfig, _log: GatewayLog) {
    this.config = config;
    this.#plane = plane;
    const { limits } = plane.runtime.config;
    this.#server = http1Server(plane, limits, null, limits.tlsHelloTimeoutMs, (socket) =>
      this.#connectionOf(socket),
    );
    this.#http2 = config.http2 ? new Http2Door(plane) : null;
    const [toHttp1] = this.#server.listeners('connection') as ConnectionHandler[];
    this.#server.removeAllListeners('connection');
    this.#server.on('connection', (socket: Socket) =>
      this.#accept(socket, (one) => toHttp1?.call(this.#server, one)),
    );
  }

  #connectionOf(socket: Socket): Connection {
    return (
      this.#sockets.get(socket) ??
      describeConnection(socket.remoteAddress, 'http', null, this.#plane.runtime.proxies)
    );
  }

  #accept(socket: Socket, toHttp1: ConnectionHandler): void {
    const { counters, runtime } = this.#plane;
    const { limits } = runtime.config;
    if (counters.connections >= limits.connectionsMax) {
      counters.count('too-many-connections');
      socket.on('error', () => {});
      socket.end(rawRefusal('too-many-connections'));
      return;
    }
    counters.connections += 1;
    const connection = describeConnection(socket.remoteAddress, 'http', null, runtime.proxies);
    this.#sockets.set(socket, connection);
    socket.once('close', () => {
      counters.connections -= 1;
      this.#sockets.delete(socket);
    });
    const http2 = this.#http2;
    if (http2 === null) {
      toHttp1(socket);
      return;
    }
    peekPreface(socket, limits.headersTimeoutMs, (what) => {
      switch (what) {
        case 'http2':
          http2.take(socket, connection);
          break;
        case 'http1':
          toHttp1(socket);
          break;
        case 'silent':
          counters.count('request-timeout');
          socket.end(rawRefusal('request-timeout'));
          break;
      }
    });
  }

  /**
   * Begins to listen.
   *
   * @param port the port to take: another worker's, when the configuration says 0
   * @param shared several workers listen on it
   * @throws HeliostatError `port-in-use`
   */
  async open(port: number, shared: boolean): Promise<BoundListener> {
    const { host } = this.config;
    await new Promise<void>((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException): void => {
        const code =
          error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'port-in-use' : 'config-invalid';
        reject(
          new HeliostatError(code, {
            detail: `${host}:${port}: ${error.code ?? error.message}`,
            cause: error,
          }),
        );
      };
      this.#server.once('error', failed);
      this.#server.listen({ host, port, reusePort: shared, exclusive: true, backlog: 1024 }, () => {
        this.#server.off('error', failed);
        resolve();
      });
    });
    return this.bound();
  }

  bound(): BoundListener {
    const { address, port } = this.#server.address() as AddressInfo;
    return { name: this.config.name, address, port, tls: this.config.tls !== undefined };
  }

  applyLimits(limits: LimitsConfig): void {
    applyLimits(this.#server, limits);
  }

  /** Stops accepting; idle connections end, the others after their exchange. Resolves when all are gone. */
  close(): Promise<void> {
    if (this.#closing) return Promise.resolve();
    this.#closing = true;
    this.#http2?.close();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeIdleConnections();
      for (const socket of this.#sockets.keys()) if (socket.bytesRead === 0) socket.destroy();
    });
  }

  /** Cuts what is left. */
  cut(): void {
    for (const socket of this.#sockets.keys()) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.close();
    this.cut();
    await closed;
  }
}
