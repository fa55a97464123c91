import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A listening server on loopback. */
export type Listener = AsyncDisposable & {
  readonly server: Server;
  readonly url: string;
  readonly port: number;
};

/** The lab is full of holes: it listens where only this machine can reach it. */
export const loopbackAddress = '127.0.0.1';

const connectionsMax = 4_000;

/**
 * Listens on loopback with named limits.
 *
 * @param port 0 lets the system choose
 * @param mayUpgrade which requests become sockets; the others are answered in HTTP
 * @throws Error EADDRINUSE when the port is taken
 */
export const listen = async (
  port: number,
  handle: RequestListener,
  mayUpgrade: (request: IncomingMessage) => boolean = () => false,
): Promise<Listener> => {
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 5_000,
      // Other offers (h2c, say) are ignored, as RFC 9110, 7.8 allows.
      shouldUpgradeCallback: mayUpgrade,
    },
    handle,
  );
  server.maxConnections = connectionsMax;
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopbackAddress, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    server,
    port: bound,
    url: `http://${loopbackAddress}:${bound}`,
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      });
    },
  };
};

/** Path and query of a request's target; the path stays encoded. */
export const targetOf = (
  request: IncomingMessage,
): { readonly path: string; readonly query: URLSearchParams } => {
  const target = request.url ?? '/';
  // Absolute form (RFC 9112, 3.2.2) names the origin, too.
  const origin = /^https?:\/\/[^/?]*/i.exec(target)?.[0] ?? '';
  const local = target.slice(origin.length) || '/';
  const mark = local.indexOf('?');
  return mark < 0
    ? { path: local, query: new URLSearchParams() }
    : { path: local.slice(0, mark), query: new URLSearchParams(local.slice(mark + 1)) };
};
