import { createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What passed a {@link CountingProxy}. */
export interface Passed {
  /** Who asked: client address and user agent. */
  readonly client: string;
  readonly method: string;
  readonly url: string;
}

/** A forwarding proxy that counts what it hands back, to hold the driver's own count against. */
export interface CountingProxy extends AsyncDisposable {
  readonly url: URL;
  /** Exchanges whose response went out completely, WebSockets and streams that have closed. */
  readonly done: () => number;
  readonly passed: () => readonly Passed[];
}

/** Starts a proxy on loopback in front of a target. */
export async function startCountingProxy(target: URL): Promise<CountingProxy> {
  let done = 0;
  const passed: Passed[] = [];
  const note = ({ socket, headers, method = '', url = '' }: IncomingMessage): void => {
    passed.push({ client: `${socket.remoteAddress} ${headers['user-agent']}`, method, url });
  };

  const server = createServer((incoming, outgoing) => {
    note(incoming);
    const { method, url, headers } = incoming;
    const options = { host: target.hostname, port: target.port, method, path: url, headers };
    const upstream = request(options, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
      outgoing.on('close', () => {
        const streams = String(response.headers['content-type']).startsWith('text/event-stream');
        if (outgoing.writableFinished || streams) done += 1;
        upstream.destroy();
      });
    });
    upstream.on('error', () => outgoing.destroy());
    incoming.pipe(upstream);
  });
  server.on('upgrade', (incoming, socket) => {
    note(incoming);
    const upstream = connect(Number(target.port), target.hostname, () => {
      const lines = incoming.rawHeaders.flatMap((each, at, all) =>
        at % 2 === 0 ? [`${each}: ${all[at + 1]}`] : [],
      );
      upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
    socket
      .on('error', () => upstream.destroy())
      .on('close', () => {
        done += 1;
        upstream.destroy();
      });
  });

  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    done: () => done,
    passed: () => passed,
    [Symbol.asyncDispose]: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}
