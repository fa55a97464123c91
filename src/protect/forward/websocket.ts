/**
 * WebSocket pass-through (RFC 6455 section 4): the handshake goes through admission and guards as any request; after 101 the two
 * connections are joined byte for byte.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ExchangeProtocol } from '../../model/exchange.ts';
import type { RawExchange } from '../../observe/raw-exchange.ts';
import type { Connection } from '../connection.ts';
import type { Plane } from '../plane.ts';
import { flatFields, type UpstreamController } from '../upstream/transport.ts';
import { Exchange } from './exchange.ts';
import { GatewayResponse, Http1Inbound } from './http1.ts';
import { readResponseHead } from './response-head.ts';

/** Only a WebSocket handshake is an upgrade here; other `Upgrade` fields are dropped, as RFC 9110 section 7.8 allows. */
export const asksForWebSocket = (request: IncomingMessage): boolean =>
  request.method === 'GET' && request.headers.upgrade?.toLowerCase() === 'websocket';

/** What a client may send before it has been answered. */
const earlyBytesMax = 65_536;

export class WebSocketExchange extends Exchange {
  readonly #socket: Socket;
  #early: Buffer;
  readonly #keepEarly: (chunk: Buffer) => void;
  readonly #http1: Http1Inbound;
  #sent = 0;
  #received = 0;
  #open = false;

  constructor(plane: Plane, request: IncomingMessage, socket: Socket, head: Buffer, connection: Connection) {
    const response = new GatewayResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    const inbound = new Http1Inbound(request, response, connection, false, { closing: true });
    super(plane, inbound);
    this.#http1 = inbound;
    this.#socket = socket;
    this.#early = head;
    socket.on('error', () => {});
    // Node has let go of the socket: what it did for the response is done here, and somebody must read to see the client leave.
    this.#keepEarly = (chunk) => {
      this.#early = Buffer.concat([this.#early, chunk]);
      if (this.#early.length > earlyBytesMax) socket.destroy();
    };
    socket.on('data', this.#keepEarly);
    socket.once('end', () => {
      if (!this.#open) socket.destroy();
    });
    socket.on('drain', () => response.emit('drain'));
    socket.on('timeout', () => response.emit('timeout', socket));
    // No request follows on this connection: the end of the answer is its end.
    response.once('finish', () => socket.destroySoon());
    socket.once('close', () => inbound.closed(response.writableFinished || this.#open));
  }

  protected override upgradeFor(): string | null {
    return 'websocket';
  }

  override onRequestUpgrade(
    controller: UpstreamController,
    status: number,
    _headers: unknown,
    upstream: Duplex,
  ): void {
    const socket = this.#socket;
    if (socket.destroyed) {
      upstream.destroy();
      this.upgraded(status, []);
      return;
    }
    const headers = readResponseHead(flatFields(controller.rawHeaders), this.plane.kinds, status).passed;
    this.#open = true;
    this.upgraded(status, headers);
    this.#http1.detach();
    let head = `HTTP/1.1 ${status} Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n`;
    for (let i = 0; i + 1 < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`;
    socket.setTimeout(0);
    socket.off('data', this.#keepEarly);
    socket.write(`${head}\r\n`, 'latin1');
    if (this.#early.length > 0) {
      this.#received += this.#early.length;
      upstream.write(this.#early);
    }
    socket.on('data', (chunk: Buffer) => {
      this.#received += chunk.length;
    });
    upstream.on('data', (chunk: Buffer) => {
      this.#sent += chunk.length;
    });
    socket.pipe(upstream);
    upstream.pipe(socket);
    upstream.on('error', () => socket.destroy());
    upstream.once('close', () => socket.destroySoon());
    socket.once('close', () => upstream.destroy());
  }

  override toRaw(): RawExchange {
    const raw = super.toRaw();
    if (!this.#open) return raw;
    return {
      ...raw,
      requestBody: { captured: null, truncated: this.#received > 0, bytes: this.#received },
      responseBody: { captured: null, truncated: this.#sent > 0, bytes: this.#sent },
    };
  }

  protected override protocolSeen(): ExchangeProtocol {
    return 'websocket';
  }

  protected override methodSeen(): string {
    return 'WS';
  }
}
