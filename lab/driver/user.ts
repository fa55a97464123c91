import { WebSocket } from 'ws';
import { JourneyCutShort } from './answer.ts';
import type { Answer, Json } from './answer.ts';
import type { Connection, Outgoing } from './connection.ts';
import { createCookieJar } from './cookies.ts';
import { encodeMultipart } from './multipart.ts';
import type { FilePart } from './multipart.ts';
import type { Pace } from './pace.ts';
import type { Random } from './random.ts';
import { unrouted } from './tally.ts';
import type { Tally } from './tally.ts';

/** How one request of a journey differs from the plain one. */
export interface CallOptions {
  /** Values for the names in braces of the operation's template. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: Json;
  /** A body of type application/x-www-form-urlencoded. */
  readonly form?: Readonly<Record<string, string>>;
  /** A body of type multipart/form-data: fields and one file. */
  readonly multipart?: { readonly fields: Readonly<Record<string, string>>; readonly file: FilePart };
  /** Added to the user's own headers; an empty value removes one. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The median pause before this request, instead of the user's own. */
  readonly thinkMs?: number;
  /** Counts the exchange under another operation (a GraphQL field). */
  readonly countAs?: string;
}

/** One open conversation over a WebSocket. */
export interface Conversation {
  readonly say: (message: Json) => void;
  /** Lets virtual time pass while the socket stays open. */
  readonly stay: (forMs: number) => Promise<void>;
}

/** What a scenario's journeys can do as one person or program. All pauses come from the user's own seeded draws. */
export interface User {
  readonly name: string;
  readonly random: Random;
  /** Things a user remembers between journeys: a token, the ids seen. */
  readonly memory: Map<string, string>;
  /** Sets a header for every later request, or removes it. */
  readonly wear: (header: string, value: string | undefined) => void;
  /**
   * Calls an operation by its template, for example `GET /patients/{id}`.
   *
   * @throws {JourneyCutShort} when no complete response came. Any status is an answer.
   */
  readonly call: (operation: string, options?: CallOptions) => Promise<Answer>;
  /** Asks for a path that no operation has. */
  readonly stray: (method: string, path: string) => Promise<Answer>;
  /** Listens to an event stream (`text/event-stream`) for a while of virtual time; counted when it has ended. */
  readonly listen: (operation: string, forMs: number, options?: CallOptions) => Promise<void>;
  /** Opens a WebSocket, holds the conversation and closes it; counted when it has closed. */
  readonly converse: (
    operation: string,
    options: CallOptions,
    conversation: (with_: Conversation) => Promise<void>,
  ) => Promise<void>;
  /** Lets the user's virtual time pass. */
  readonly rest: (medianMs: number) => Promise<void>;
  readonly forgetCookies: () => void;
}

export interface UserParts {
  readonly name: string;
  readonly userAgent: string;
  readonly thinkMs: number;
  /** True for programs, whose pauses are all alike. */
  readonly steady: boolean;
  readonly random: Random;
  readonly connection: Connection;
  readonly pace: Pace;
  readonly tally: Tally;
}

/** How long a closing WebSocket waits for the other side's close frame. */
const closeWaitMs = 700;

export function createUser(parts: UserParts): User {
  const { name, random, connection, pace, tally } = parts;
  const worn = new Map<string, string>([['user-agent', parts.userAgent]]);
  const jar = createCookieJar();

  const pauseMs = (medianMs: number): number => (parts.steady ? medianMs : random.thinkMs(medianMs));

  function compose(operation: string, options: CallOptions): Outgoing {
    const space = operation.indexOf(' ');
    const method = operation.slice(0, space);
    const path = operation
      .slice(space + 1)
      .replaceAll(/\{(\w+)\}/g, (_, param: string) => encodeURIComponent(options.params?.[param] ?? ''));
    const query = options.query === undefined ? '' : `?${new URLSearchParams(options.query)}`;
    const body = encodeBody(options, random);
    const headers: Record<string, string> = { accept: 'application/json', ...Object.fromEntries(worn) };
    const cookies = jar.header();
    if (cookies !== undefined) headers['cookie'] = cookies;
    if (body !== undefined) headers['content-type'] = body.type;
    for (const [header, value] of Object.entries(options.headers ?? {})) {
      if (value === '') delete headers[header];
      else headers[header] = value;
    }
    return { method, path: `${path}${query}`, headers, ...(body === undefined ? {} : { body: body.bytes }) };
  }

  async function exchange(outgoing: Outgoing, countAs: string): Promise<Answer> {
    try {
      const answer = await connection.exchange(outgoing);
      tally.answered(countAs, answer.status);
      jar.keep(answer.headers['set-cookie']);
      return answer;
    } catch (error) {
      tally.failed();
      throw new JourneyCutShort(`no response to ${countAs}`, { cause: error });
    }
  }

  return {
    name,
    random,
    memory: new Map(),
    wear: (header, value) => {
      if (value === undefined) worn.delete(header);
      else worn.set(header, value);
    },
    call: async (operation, options = {}) => {
      const outgoing = compose(operation, options);
      await pace.turn(name, pauseMs(options.thinkMs ?? parts.thinkMs));
      return exchange(outgoing, options.countAs ?? operation);
    },
    stray: async (method, path) => {
      const outgoing = { ...compose(`${method} /`, {}), path };
      await pace.turn(name, pauseMs(parts.thinkMs));
      return exchange(outgoing, unrouted);
    },
    listen: async (operation, forMs, options = {}) => {
      const outgoing = compose(operation, {
        ...options,
        headers: { accept: 'text/event-stream', ...options.headers },
      });
      await pace.turn(name, pauseMs(options.thinkMs ?? parts.thinkMs));
      await listen(connection, outgoing, operation, tally, () => pace.rest(name, forMs));
    },
    converse: async (operation, options, conversation) => {
      const outgoing = compose(`GET ${operation.slice(operation.indexOf(' ') + 1)}`, options);
      await pace.turn(name, pauseMs(options.thinkMs ?? parts.thinkMs));
      const socket = await openSocket(connection, outgoing, operation, tally);
      try {
        await conversation({
          say: (message) => {
            if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
          },
          stay: (forMs) => pace.rest(name, pauseMs(forMs)),
        });
      } finally {
        await closeSocket(socket);
        tally.answered(operation, 101);
      }
    },
    rest: (medianMs) => pace.rest(name, pauseMs(medianMs)),
    forgetCookies: () => jar.clear(),
  };
}

function encodeBody(
  options: CallOptions,
  random: Random,
): { type: string; bytes: Buffer | string } | undefined {
  if (options.json !== undefined) return { type: 'application/json', bytes: JSON.stringify(options.json) };
  if (options.form !== undefined) {
    return { type: 'application/x-www-form-urlencoded', bytes: new URLSearchParams(options.form).toString() };
  }
  if (options.multipart === undefined) return undefined;
  const boundary = `----form-${random.below(2 ** 32).toString(36)}`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: encodeMultipart(boundary, options.multipart.fields, options.multipart.file),
  };
}

async function listen(
  connection: Connection,
  outgoing: Outgoing,
  operation: string,
  tally: Tally,
  untilDone: () => Promise<void>,
): Promise<void> {
  const response = await connection.open(outgoing).catch((error: unknown) => {
    tally.failed();
    throw new JourneyCutShort(`no response to ${operation}`, { cause: error });
  });
  const closed = Promise.withResolvers<void>();
  // The stream is cut by us or by the server; either way `close` is its end.
  response.on('error', () => undefined).on('close', () => closed.resolve());
  response.resume();
  const streams = String(response.headers['content-type']).startsWith('text/event-stream');
  try {
    if (streams) await Promise.race([untilDone(), closed.promise]);
    else await closed.promise;
  } finally {
    response.destroy();
    await closed.promise;
    if (streams || response.complete) tally.answered(operation, response.statusCode ?? 0);
    else tally.failed();
  }
}

async function openSocket(
  connection: Connection,
  outgoing: Outgoing,
  operation: string,
  tally: Tally,
): Promise<WebSocket> {
  const address = new URL(outgoing.path, connection.target);
  address.protocol = connection.target.protocol === 'https:' ? 'wss:' : 'ws:';
  const { localAddress } = connection;
  const socket = new WebSocket(address, {
    headers: outgoing.headers,
    handshakeTimeout: 5_000,
    ...(localAddress === undefined ? {} : { localAddress, family: 4 }),
  });
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket>();
  let opened = false;
  socket.on('open', () => {
    opened = true;
    resolve(socket);
  });
  socket.on('unexpected-response', (_, response) => {
    // A refusal is an answer: it counts as an exchange with its status once it is read.
    response.resume().on('close', () => {
      if (response.complete) tally.answered(operation, response.statusCode ?? 0);
      else tally.failed();
      reject(new JourneyCutShort(`${operation} was refused`));
    });
  });
  socket.on('error', (error) => {
    if (!opened) tally.failed();
    reject(new JourneyCutShort(`no WebSocket at ${operation}`, { cause: error }));
  });
  return promise;
}

async function closeSocket(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('close', () => resolve());
  const impatience = setTimeout(() => socket.terminate(), closeWaitMs);
  socket.close(1000);
  await promise;
  clearTimeout(impatience);
}
