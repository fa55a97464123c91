/** Stands between a client and a server of a test, and keeps what they say in the order in which it passed. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Talk } from './packet-writer.ts';

/** A tap before a server. */
export interface Wiretap extends AsyncDisposable {
  readonly port: number;
  /** Each connection that passed, as packets. */
  readonly talks: readonly Talk[];
}

/** Listens, and hands on to `serverPort`. */
export async function tap(serverPort: number): Promise<Wiretap> {
  const talks: Talk[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const talk = new Talk({ clientPort: 40_000 + talks.length }).open();
    talks.push(talk);
    const upstream = connect(serverPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (bytes: Buffer) => {
      talk.ask(bytes);
      upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => {
      talk.answer(bytes);
      client.write(bytes);
    });
    client.on('end', () => upstream.end());
    upstream.on('end', () => client.end());
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return {
    port: (server.address() as AddressInfo).port,
    talks,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}
