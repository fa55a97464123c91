/** The HTTP/1.1 server of a listener: its bounds, and what becomes of connections on which no request could be read. */
import http, { type IncomingMessage, type Server } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContextOptions } from 'node:tls';
import type { LimitsConfig } from '../../config/listener.ts';
import type { ErrorCode } from '../../model/errors.ts';
import type { Connection } from '../connection.ts';
import { Exchange } from '../forward/exchange.ts';
import { type Door, GatewayResponse, Http1Inbound } from '../forward/http1.ts';
import { WebSocketExchange, asksForWebSocket } from '../forward/websocket.ts';
import type { Plane } from '../plane.ts';
import { rawRefusal } from '../refuse.ts';

/** How often node looks for requests whose header takes too long. */
const headerCheckIntervalMs = 500;

/** The code for an error of node's parser. */
function parserCode(error: Error): ErrorCode {
  const code = 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'header-too-large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request-timeout';
    case 'HPE_INVALID_TRANSFER_ENCODING':
    case 'HPE_INVALID_CONTENT_LENGTH':
    case 'HPE_UNEXPECTED_CONTENT_LENGTH':
      return 'request-ambiguous';
    default:
      return 'request-malformed';
  }
}

export type Http1Server = Server<typeof IncomingMessage, typeof GatewayResponse>;

/** Sets the bounds; also later, when only they have changed. */
export function applyLimits(server: Http1Server, limits: LimitsConfig): void {
  server.headersTimeout = limits.headersTimeoutMs;
  // A whole request may take long when its body is long; its pauses are bounded.
  server.requestTimeout = 0;
  server.keepAliveTimeout = limits.keepAliveTimeoutMs;
  server.maxRequestsPerSocket = limits.requestsPerConnectionMax;
  // Node would drop fields above its count silently: the count is checked in `admit`, where it refuses.
  server.maxHeadersCount = 0;
  // Read by node for each connection; its types know it as an option only.
  Object.assign(server, { maxHeaderSize: limits.headerBytesMax + limits.uriBytesMax });
}

/**
 * Makes the server. It is not listening yet.
 *
 * @param connectionOf what is known of the connection a request came on
 */
export function http1Server(
  plane: Plane,
  limits: LimitsConfig,
  tls: SecureContextOptions | null,
  offersHttp2: boolean,
  connectionOf: (socket: Socket) => Connection,
  door: Door,
): Http1Server {
  const options = {
    ServerResponse: GatewayResponse,
    insecureHTTPParser: false,
    requireHostHeader: false, // `admit` refuses it with a problem, and counts it
    maxHeaderSize: limits.headerBytesMax + limits.uriBytesMax,
    connectionsCheckingInterval: Math.min(headerCheckIntervalMs, limits.headersTimeoutMs),
    noDelay: true,
    shouldUpgradeCallback: asksForWebSocket,
  };
  const server: Http1Server =
    tls === null
      ? http.createServer(options)
      : https.createServer({
          ...options,
          ...tls,
          ALPNProtocols: offersHttp2 ? ['h2', 'http/1.1'] : ['http/1.1'],
          handshakeTimeout: limits.tlsHelloTimeoutMs,
        });
  applyLimits(server, limits);

  const begin = (request: IncomingMessage, response: GatewayResponse, mustContinue: boolean): void => {
    const connection = connectionOf(request.socket);
    const inbound = new Http1Inbound(request, response, connection, mustContinue, door);
    plane.shielded(
      () => new Exchange(plane, inbound).begin(),
      () => request.socket.destroy(),
    );
  };
  server.on('request', (request, response) => begin(request, response as GatewayResponse, false));
  server.on('checkContinue', (request, response) => begin(request, response as GatewayResponse, true));
  server.on('checkExpectation', (request, response) => begin(request, response as GatewayResponse, false));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Behind a request that has no answer yet there is no connection to take over; no WebSocket client does that.
    if (pendingOn(socket) !== null) {
      plane.counters.count('request-malformed');
      socket.destroy();
      return;
    }
    plane.shielded(
      () =>
        new WebSocketExchange(plane, request, socket as Socket, head, connectionOf(socket as Socket)).begin(),
      () => socket.destroy(),
    );
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    plane.counters.count('method-refused');
    socket.on('error', () => {});
    if (pendingOn(socket) === null) socket.end(rawRefusal('method-refused'), () => socket.destroy());
    else socket.destroy();
  });
  server.on('clientError', (error: Error, socket: Duplex) => {
    const code = 'code' in error ? String(error.code) : '';
    // A client that went away is no refusal.
    if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'HPE_CLOSED_CONNECTION' || socket.destroyed) {
      socket.destroy();
      return;
    }
    if (code === 'HPE_INVALID_EOF_STATE') {
      socket.destroy();
      return;
    }
    refuseMalformed(plane, socket, parserCode(error));
  });
  return server;
}

/** The response that a connection is at, when it is at one. */
function pendingOn(socket: Duplex): GatewayResponse | null {
  const { _httpMessage: pending } = socket as Duplex & { readonly _httpMessage?: unknown };
  return pending instanceof GatewayResponse ? pending : null;
}

/** Refuses on a connection that speaks no HTTP any more. A request that is under way there is told, so that it is recorded. */
function refuseMalformed(plane: Plane, socket: Duplex, code: ErrorCode, counted = false): void {
  const pending = pendingOn(socket);
  const inbound = pending?.inbound ?? null;
  if (inbound === null ? !counted : inbound.complete && !counted) plane.counters.count(code);
  if (inbound !== null && inbound.complete) {
    // What is malformed came after a request that is whole: that one is answered first.
    pending?.once('close', () => {
      if (!socket.destroyed) refuseMalformed(plane, socket, code, true);
    });
    return;
  }
  const what = inbound === null ? 'answer' : inbound.malformed(code);
  if (what === 'cut' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.on('error', () => {});
  socket.end(what === 'answer' ? rawRefusal(code) : undefined);
  // What the client still sends is thrown away, so that it can read the answer; not for ever.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), 1_000);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}
