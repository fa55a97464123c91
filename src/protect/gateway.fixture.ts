/** What the gateway's tests stand on: a gateway in this thread, upstreams to put behind it, and raw connections. */
import http, { type RequestListener } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { type ConfigInput, configSchema } from '../config/schema.ts';
import { systemClock } from '../model/clock.ts';
import type { RawExchange } from '../observe/raw-exchange.ts';
import type { GatewayLog } from './log.ts';
import { type GatewayWorker, startGatewayWorker } from './worker.ts';

export const silentLog: GatewayLog = { info() {}, warn() {}, error() {} };

export type ServiceInput = Partial<NonNullable<ConfigInput['services']>[number]>;

export interface TestGateway extends AsyncDisposable {
  readonly worker: GatewayWorker;
  readonly port: number;
  readonly records: readonly RawExchange[];
  /** Resolves when so many exchanges have been recorded. */
  recorded(count: number): Promise<readonly RawExchange[]>;
}

/** A configuration with one service `api` for everything, unless services are given. */
export function configFor(upstream: string, service: ServiceInput = {}, rest: Partial<ConfigInput> = {}) {
  return configSchema.parse({
    listeners: [{ port: 0 }],
    services: [{ name: 'api', upstreams: [{ url: upstream }], ...service }],
    ...rest,
  });
}

export async function testGateway(config: ReturnType<typeof configFor>): Promise<TestGateway> {
  const records: RawExchange[] = [];
  const waiting: { readonly count: number; resolve(): void }[] = [];
  const worker = await startGatewayWorker({
    config,
    record(raw) {
      records.push(raw);
      for (const one of waiting) if (records.length >= one.count) one.resolve();
    },
    flush: async () => {},
    clock: systemClock,
    log: silentLog,
  });
  return {
    worker,
    port: worker.stats().listeners[0]?.port ?? 0,
    records,
    async recorded(count) {
      if (records.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return records;
    },
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}

export interface TestUpstream extends AsyncDisposable {
  readonly server: net.Server;
  readonly port: number;
  readonly url: string;
  /** Connections that are open now. */
  readonly sockets: ReadonlySet<Socket>;
}

async function listening(server: net.Server): Promise<TestUpstream> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    sockets,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** An upstream that behaves. */
export const httpUpstream = (answer: RequestListener): Promise<TestUpstream> => {
  const server = http.createServer({ keepAliveTimeout: 60_000 }, answer);
  return listening(server);
};

/** An upstream that does with a connection what it likes. */
export const rawUpstream = (onConnection: (socket: Socket) => void): Promise<TestUpstream> =>
  listening(net.createServer(onConnection));

/** Echoes what it got, as JSON. */
export const echo: RequestListener = (request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        method: request.method,
        url: request.url,
        headers: request.rawHeaders,
        trailers: request.rawTrailers,
        body: Buffer.concat(parts).toString('latin1'),
      }),
    );
  });
};

/** What `echo` says. */
export interface Echoed {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  readonly body: string;
}

/** The value of a field in a flat list; null when it is missing. */
export function field(headers: readonly string[], name: string): string | null {
  for (let i = 0; i + 1 < headers.length; i += 2)
    if (headers[i]?.toLowerCase() === name) return headers[i + 1] ?? '';
  return null;
}

export interface Conversation {
  readonly socket: Socket;
  /** All that has come so far, as latin1. */
  text(): string;
  /** Resolves when what has come matches. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves when the connection has ended. */
  readonly closed: Promise<string>;
}

/** Opens a raw connection and sends bytes. */
export function converse(port: number, bytes: string | Buffer = ''): Conversation {
  const socket = net.connect(port, '127.0.0.1');
  let text = '';
  const waiting: { readonly pattern: RegExp; resolve(text: string): void; reject(error: Error): void }[] = [];
  const closed = new Promise<string>((resolve) => {
    socket.once('close', () => {
      resolve(text);
      for (const one of waiting.splice(0)) one.reject(new Error(`ended without ${one.pattern}: ${text}`));
    });
  });
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (const one of waiting.slice()) {
      if (!one.pattern.test(text)) continue;
      waiting.splice(waiting.indexOf(one), 1);
      one.resolve(text);
    }
  });
  if (bytes.length > 0) socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return {
    socket,
    text: () => text,
    until: (pattern) =>
      pattern.test(text)
        ? Promise.resolve(text)
        : new Promise((resolve, reject) => waiting.push({ pattern, resolve, reject })),
    closed,
  };
}

/** One request on a connection of its own; the request must ask for the connection to be closed. */
export const ask = (port: number, bytes: string | Buffer): Promise<string> => converse(port, bytes).closed;

/** The body of an answer with a length or until the end. */
export const bodyOf = (answer: string): string => answer.slice(answer.indexOf('\r\n\r\n') + 4);

/** Resolves when the condition holds; it is asked again and again. */
export async function eventually(condition: () => boolean, what: string): Promise<void> {
  for (let round = 0; round < 1_000; round += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`never: ${what}`);
}
