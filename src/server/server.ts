/** The hub's HTTP server: the control API below `/api/v1`, health and metrics, and the console. */
import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { HeliostatError } from '../model/errors.ts';
import { clientAddress, type TrustedProxies, trustedProxies } from '../protect/forward/forwarded.ts';
import { createAttemptLimiter } from './auth/attempt-limiter.ts';
import { knownHosts } from './auth/known-host.ts';
import { serveConsole } from './console-files.ts';
import { createControlApi, type ServerBindings } from './control-api.ts';
import { createDocumentChanges } from './documents/changes.ts';
import type { Hub } from './hub.ts';
import { describeControlApi } from './openapi.ts';
import { routes } from './routes/index.ts';

/** What the server is made of. */
export interface ServerParts
  extends Omit<Hub, 'startedMs' | 'attempts' | 'documents' | 'description' | 'reassign' | 'answerTimeoutMs'> {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** How exchanges get new operations; the pump's `reassign` where one runs. The exchange store's own unless given. */
  readonly reassign?: Hub['reassign'];
  /** Longest time that a handler may take; 30,000 unless given. */
  readonly answerTimeoutMs?: number;
  /** The built console; null when it was not built. */
  readonly consoleFolder: string | null;
  /** Further names that the hub may be called by, such as the one of a proxy before it. */
  readonly names?: readonly string[];
}

/** A running server. */
export interface HubServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** Where a browser finds it. */
  readonly url: string;
}

/** Bounds on those who connect. */
const socketLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 32_768,
} as const;
const connectionsMax = 512;
const drainTimeoutMs = 2_000;

/** Who connects: what a proxy says of its client is believed only when the configuration trusts the proxy. */
function clientOf(incoming: IncomingMessage, proxies: TrustedProxies): ServerBindings {
  const peer = incoming.socket.remoteAddress ?? '';
  if (!proxies.has(peer)) return { clientAddress: peer };
  const all = (name: string): string | null => incoming.headersDistinct[name]?.join(', ') ?? null;
  const head = { forwardedFor: all('x-forwarded-for'), forwarded: all('forwarded') };
  return { clientAddress: clientAddress(peer, head, proxies) };
}

async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE')
        reject(new HeliostatError('port-in-use', { detail: `port ${port}`, cause }));
      else
        reject(
          new HeliostatError('config-invalid', {
            detail: `cannot listen on ${host} port ${port}: ${cause.code ?? 'unknown'}`,
            cause,
          }),
        );
    });
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new HeliostatError('internal-error');
  return address;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const hard = setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
    server.close(() => {
      clearTimeout(hard);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/**
 * Starts the hub's server.
 *
 * Behind a proxy that `trustedProxies` names, failed sign-ins count against the client that the proxy tells of.
 *
 * @throws HeliostatError `port-in-use`, `config-invalid`
 * @example
 * await using server = await startServer({ host: '127.0.0.1', port: 4801, ...parts });
 * process.stderr.write(`Console: ${server.url}\n`);
 */
export async function startServer(parts: ServerParts): Promise<HubServer> {
  const { host, port, consoleFolder, names, reassign, answerTimeoutMs, ...rest } = parts;
  const hub: Hub = {
    ...rest,
    reassign: reassign ?? ((forms) => rest.exchangeStore.reassign(forms)),
    answerTimeoutMs: answerTimeoutMs ?? 30_000,
    startedMs: rest.clock.nowMs(),
    description: describeControlApi(rest.version),
    attempts: createAttemptLimiter(rest.clock),
    documents: createDocumentChanges({
      catalogue: rest.catalogue,
      gateway: rest.gateway,
      fileConfig: rest.config,
      clock: rest.clock,
    }),
  };
  const proxies = trustedProxies(rest.config.trustedProxies);
  const streams = new AbortController();
  const app = createControlApi(
    hub,
    routes,
    knownHosts(host, names),
    serveConsole(consoleFolder),
    streams.signal,
  );
  const server = createAdaptorServer({
    fetch: (request, env) => {
      const { incoming } = env as { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse };
      return app.fetch(request, clientOf(incoming, proxies));
    },
    serverOptions: socketLimits,
  }) as Server;
  server.maxConnections = connectionsMax;
  const address = await listen(server, host, port);
  const shown =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return {
    host,
    port: address.port,
    url: `http://${shown}:${address.port}`,
    async [Symbol.asyncDispose]() {
      streams.abort();
      await close(server);
    },
  };
}
