/**
 * Takes in copies of requests: nginx `mirror`, Envoy `request_mirror_policies`, GoReplay `--output-http`. Each is answered with 204 as soon as it
 * has arrived; nothing waits for what is made of it.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MirrorConfig } from '../../../config/mirror.ts';
import type { Clock } from '../../../model/clock.ts';
import { HeliostatError } from '../../../model/errors.ts';
import type { RawExchange } from '../../../observe/raw-exchange.ts';
import { exchangeOfCopy } from './copied-request.ts';

/** What a receiver needs. */
export interface MirrorOptions {
  readonly config: MirrorConfig;
  /** Bytes of a body that the observer is given. */
  readonly capturedBytesMax: number;
  readonly take: (raw: RawExchange, origin: string) => void;
  readonly clock: Clock;
}

/** A running receiver. */
export interface Mirror extends AsyncDisposable {
  readonly port: number;
  /** Copies that were no requests for a path, or too long. */
  refused(): number;
}

const headersMax = 256;
const headerBytesMax = 65_536;
const requestTimeoutMs = 30_000;
const keepAliveTimeoutMs = 65_000;

/**
 * Starts to listen.
 *
 * @throws HeliostatError `port-in-use`
 */
export async function startMirror(options: MirrorOptions): Promise<Mirror> {
  const { config } = options;
  let refused = 0;
  const server = createServer(
    { maxHeaderSize: headerBytesMax, requestTimeout: requestTimeoutMs, keepAliveTimeout: keepAliveTimeoutMs },
    (request, response) => {
      receive(request, options, (raw) => {
        if (raw === null) refused += 1;
        else options.take(raw, config.name);
        answer(response, 204);
      });
    },
  );
  server.maxHeadersCount = headersMax;
  server.maxConnections = config.connectionsMax;
  // What is no HTTP, or too long: the connection is closed, the listener goes on.
  server.on('clientError', (_, socket) => {
    refused += 1;
    socket.destroy();
  });
  await listening(server, config.host, config.port);
  return {
    port: (server.address() as AddressInfo).port,
    refused: () => refused,
    [Symbol.asyncDispose]: () => closed(server),
  };
}

/** Reads a request to its end, and keeps the first bytes of its body. */
function receive(
  request: IncomingMessage,
  { config, capturedBytesMax, clock }: MirrorOptions,
  done: (raw: RawExchange | null) => void,
): void {
  const atMs = clock.nowMs();
  const kept: Buffer[] = [];
  let keptBytes = 0;
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (keptBytes < capturedBytesMax) {
      const piece = chunk.subarray(0, capturedBytesMax - keptBytes);
      kept.push(piece);
      keptBytes += piece.length;
    }
    if (bytes > config.bodyBytesMax) {
      done(null);
      request.destroy();
    }
  });
  request.on('error', () => request.destroy());
  request.on('end', () => {
    if (bytes > config.bodyBytesMax) return;
    done(
      exchangeOfCopy(
        {
          method: request.method ?? '',
          target: request.url ?? '',
          headers: request.rawHeaders,
          body: {
            captured: keptBytes === 0 ? null : Buffer.concat(kept),
            truncated: bytes > keptBytes,
            bytes,
          },
          peer: request.socket.remoteAddress ?? '',
          atMs,
          isSecure: false,
        },
        config.service,
      ),
    );
  });
}

const answer = (response: ServerResponse, status: number): void => {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status);
  response.end();
};

/** Waits until a server listens. */
export const listening = async (server: Server, host: string, port: number): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    reject(
      error.code === 'EADDRINUSE' ? new HeliostatError('port-in-use', { detail: `${host}:${port}` }) : error,
    ),
  );
  server.listen(port, host, resolve);
  await promise;
};

/** Stops to accept, and closes what is open. */
export const closed = async (server: Server): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
};
