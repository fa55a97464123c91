/**
 * A door of the gateway: accepts connections, looks at their first bytes, and hands them to the server that speaks their protocol.
 *
 * The HTTP/1.1 server itself listens and only its `connection` and `secureConnection` listeners are wrapped: a server that is handed
 * sockets without listening never arms its header timeout.
 */
import type { AddressInfo, Socket } from 'node:net';
import { Server as TlsServer, type TLSSocket } from 'node:tls';
import type { LimitsConfig, ListenerConfig } from '../../config/listener.ts';
import { HeliostatError } from '../../model/errors.ts';
import { type Connection, describeConnection } from '../connection.ts';
import type { GatewayLog } from '../log.ts';
import type { Plane } from '../plane.ts';
import { rawRefusal } from '../refuse.ts';
import { Certificates, readCertificate } from './certificates.ts';
import { ja4, readClientHello } from './client-hello.ts';
import { applyLimits, type Http1Server, http1Server } from './http1-server.ts';
import { Http2Door } from './http2-server.ts';
import { peek } from './peek.ts';
import { tellPreface } from './preface.ts';

/** What it is listening on, in truth. */
export interface BoundListener {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
}

type Take = (socket: Socket) => void;

/** Takes the server's own listener for an event away, to be called by ours. */
function unhook(server: Http1Server, event: 'connection' | 'secureConnection'): Take {
  const [own] = server.listeners(event) as Take[];
  server.removeAllListeners(event);
  return (socket) => own?.call(server, socket);
}

/** How long a client may take to read that the gateway is going. */
const lastWordsMs = 500;

/** How often connections are looked through while a listener closes. */
const sweepMs = 50;

const peerOf = (socket: Socket): string => `${socket.remoteAddress} ${socket.remotePort}`;

export class Listener implements AsyncDisposable {
  readonly config: ListenerConfig;
  readonly #plane: Plane;
  readonly #server: Http1Server;
  readonly #http2: Http2Door | null;
  readonly #certificates: Certificates | null;
  /** Raw sockets. */
  readonly #sockets = new Map<Socket, Connection>();
  /** By the peer's address and port, from its hello to the end of its handshake. */
  readonly #shaking = new Map<string, Connection>();
  readonly #secured = new WeakMap<Socket, Connection>();
  #closing: Promise<void> | null = null;

  /** @throws HeliostatError `certificate-invalid` */
  constructor(plane: Plane, config: ListenerConfig, limits: LimitsConfig, log: GatewayLog) {
    this.config = config;
    this.#plane = plane;
    const certificate = config.tls === undefined ? null : readCertificate(config.tls);
    const server = http1Server(
      plane,
      limits,
      certificate,
      config.http2,
      (socket) => this.#connectionOf(socket),
      this,
    );
    this.#server = server;
    this.#http2 = config.http2 ? new Http2Door(plane, limits) : null;
    this.#certificates =
      config.tls === undefined
        ? null
        : new Certificates(
            config.tls,
            (options) => {
              if (server instanceof TlsServer) server.setSecureContext(options);
            },
            log,
          );
    const toServer = unhook(server, 'connection');
    if (certificate === null) {
      server.on('connection', (socket: Socket) => this.#acceptPlain(socket, toServer));
      return;
    }
    const toHttp1 = unhook(server, 'secureConnection');
    server.on('connection', (socket: Socket) => this.#acceptTls(socket, toServer));
    server.on('secureConnection', (socket: TLSSocket) => this.#secure(socket, toHttp1));
    server.on('tlsClientError', (_error: Error, socket: TLSSocket) => socket.destroy());
  }

  get closing(): boolean {
    return this.#closing !== null || this.#plane.draining;
  }

  /** Why a changed certificate is not in use; null when all is well. */
  get certificateError(): string | null {
    return this.#certificates?.error ?? null;
  }

  #connectionOf(socket: Socket): Connection {
    return (
      this.#sockets.get(socket) ??
      this.#secured.get(socket) ??
      describeConnection(socket.remoteAddress, 'http', null, this.#plane.runtime.proxies)
    );
  }

  /** Counts a connection in; false when there are too many. */
  #admit(socket: Socket, connection: Connection): boolean {
    const { counters, runtime } = this.#plane;
    if (counters.connections >= runtime.config.limits.connectionsMax) {
      counters.count('too-many-connections');
      return false;
    }
    counters.connections += 1;
    this.#sockets.set(socket, connection);
    socket.once('close', () => {
      counters.connections -= 1;
      this.#sockets.delete(socket);
    });
    return true;
  }

  #describe(socket: Socket, scheme: 'http' | 'https', fingerprint: string | null): Connection {
    return describeConnection(socket.remoteAddress, scheme, fingerprint, this.#plane.runtime.proxies);
  }

  #acceptPlain(socket: Socket, toHttp1: Take): void {
    const { counters, runtime } = this.#plane;
    const connection = this.#describe(socket, 'http', null);
    if (!this.#admit(socket, connection)) {
      socket.on('error', () => {});
      socket.end(rawRefusal('too-many-connections'), () => socket.destroy());
      return;
    }
    const http2 = this.#http2;
    if (http2 === null) {
      toHttp1(socket);
      return;
    }
    peek(socket, runtime.config.limits.headersTimeoutMs, tellPreface, (what) => {
      if (what === 'http1') toHttp1(socket);
      else if (what === 'http2') http2.take(socket, connection);
      else if (what === 'silent') {
        counters.count('request-timeout');
        socket.end(rawRefusal('request-timeout'), () => socket.destroy());
      }
    });
  }

  /** Reads the ClientHello before the handshake begins. */
  #acceptTls(socket: Socket, toTls: Take): void {
    const { counters, runtime } = this.#plane;
    if (!this.#admit(socket, this.#describe(socket, 'https', null))) {
      socket.destroy();
      return;
    }
    const tell = (bytes: Buffer) => {
      const hello = readClientHello(bytes);
      return hello === 'incomplete' ? null : hello;
    };
    peek(socket, runtime.config.limits.tlsHelloTimeoutMs, tell, (hello) => {
      if (hello === 'gone') return;
      if (hello === 'silent' || hello === 'invalid') {
        counters.count(hello === 'silent' ? 'request-timeout' : 'request-malformed');
        socket.destroy();
        return;
      }
      const peer = peerOf(socket);
      const connection = this.#describe(socket, 'https', ja4(hello));
      this.#sockets.set(socket, connection);
      this.#shaking.set(peer, connection);
      socket.once('close', () => this.#shaking.delete(peer));
      toTls(socket);
    });
  }

  /** The handshake is done: ALPN says which protocol follows. */
  #secure(socket: TLSSocket, toHttp1: Take): void {
    const peer = peerOf(socket);
    const connection = this.#shaking.get(peer) ?? this.#describe(socket, 'https', null);
    this.#shaking.delete(peer);
    this.#secured.set(socket, connection);
    if (socket.alpnProtocol === 'h2' && this.#http2 !== null) this.#http2.take(socket, connection);
    else toHttp1(socket);
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
    this.#closing ??= new Promise((resolve) => {
      this.#certificates?.[Symbol.dispose]();
      // A connection that was promised to be kept becomes idle only after its exchange.
      const sweep = setInterval(() => this.#server.closeIdleConnections(), sweepMs);
      this.#server.close(() => {
        clearInterval(sweep);
        resolve();
      });
      this.#http2?.close();
      this.#server.closeIdleConnections();
      // Connections that have not said a word are in no server's hands yet.
      for (const socket of this.#sockets.keys()) if (socket.bytesRead === 0) socket.destroy();
    });
    return this.#closing;
  }

  /** Ends what is left: a request that has no answer yet gets one, everything else is cut. */
  cut(): void {
    for (const [socket, connection] of this.#sockets) {
      if (connection.current === null) {
        socket.destroy();
        continue;
      }
      connection.current.giveUp('draining');
      const timer = setTimeout(() => socket.destroy(), lastWordsMs);
      timer.unref();
      socket.once('close', () => clearTimeout(timer));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.close();
    this.cut();
    await closed;
  }
}
