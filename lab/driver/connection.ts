import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { Answer } from './answer.ts';

/** One user's own connections: kept alive, bound to the user's address, never shared with another user. */
export interface Connection extends Disposable {
  readonly target: URL;
  readonly localAddress: string | undefined;
  /** Sends one request and reads its whole response; rejects when the response does not arrive completely. */
  readonly exchange: (outgoing: Outgoing) => Promise<Answer>;
  /** Opens a response that streams; the caller reads it and destroys it. */
  readonly open: (outgoing: Outgoing) => Promise<IncomingMessage>;
}

export interface Outgoing {
  readonly method: string;
  /** Path and query, already encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

const bodyBytesMax = 1_048_576;
const responseTimeoutMs = 15_000;

export function openConnection(
  target: URL,
  localAddress: string | undefined,
  socketsMax: number,
): Connection {
  const secure = target.protocol === 'https:';
  const agentOptions = { keepAlive: true, maxSockets: socketsMax, maxFreeSockets: socketsMax };
  const agent = secure ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  const prefix = target.pathname.replace(/\/$/, '');

  function send(outgoing: Outgoing): ClientRequest {
    const length = outgoing.body === undefined ? {} : { 'content-length': Buffer.byteLength(outgoing.body) };
    const started = (secure ? httpsRequest : httpRequest)({
      agent,
      host: hostOf(target),
      port: portOf(target),
      method: outgoing.method,
      path: `${prefix}${outgoing.path}`,
      headers: { host: target.host, ...outgoing.headers, ...length },
      ...(localAddress === undefined ? {} : { localAddress, family: 4 }),
      timeout: responseTimeoutMs,
    });
    started.on('timeout', () => started.destroy(new Error(`no answer within ${responseTimeoutMs} ms`)));
    started.end(outgoing.body);
    return started;
  }

  const open = (outgoing: Outgoing): Promise<IncomingMessage> => {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const attempt = (again: boolean): void => {
      const started = send(outgoing);
      started.on('response', resolve).on('error', (error: NodeJS.ErrnoException) => {
        // The server closed an idle connection just then: safe requests are sent again (RFC 9112, 9.3.1).
        const wasIdle = started.reusedSocket && error.code === 'ECONNRESET' && outgoing.method === 'GET';
        if (again && wasIdle) attempt(false);
        else reject(error);
      });
    };
    attempt(true);
    return promise;
  };

  return {
    target,
    localAddress,
    open,
    exchange: async (outgoing) => {
      const response = await open(outgoing);
      const chunks: Buffer[] = [];
      let keptBytes = 0;
      for await (const chunk of response as AsyncIterable<Buffer>) {
        if (keptBytes + chunk.length <= bodyBytesMax) chunks.push(chunk);
        keptBytes += chunk.length;
      }
      if (!response.complete) throw new Error('the response was cut short');
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: Buffer.concat(chunks).toString('utf8'),
      };
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

/**
 * Whether connections to the target may leave from other loopback addresses than 127.0.0.1 (Linux: yes; macOS: no
 * unless configured; a target elsewhere: no).
 */
export async function canBindLoopback(target: URL, address: string): Promise<boolean> {
  const host = hostOf(target);
  if (host !== 'localhost' && !host.startsWith('127.')) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port: portOf(target), localAddress: address, family: 4 });
  socket.setTimeout(2_000, () => resolve(false));
  socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
  try {
    return await promise;
  } finally {
    socket.destroy();
  }
}

function hostOf(target: URL): string {
  return target.hostname.replace(/^\[|\]$/g, '');
}

function portOf(target: URL): number {
  return target.port === '' ? (target.protocol === 'https:' ? 443 : 80) : Number(target.port);
}
