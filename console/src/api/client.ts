import { createConnection, type Connection } from './connection.ts';
import type { AnswerOf, BodyOf, PathsWith, QueryOf, WriteMethod } from './paths.ts';
import { ApiError, problemOf, unreachable } from './problem.ts';
import type { SessionState } from './types.ts';

const base = '/api/v1';
const requestTimeoutMs = 15_000;

interface Asking<Path extends PathsWith<'get'>> {
  readonly id?: string;
  readonly query?: QueryOf<Path>;
  readonly signal?: AbortSignal;
}

/** Fills `{id}` or `{name}` and adds the query; absent and empty values are left out. */
export function address(path: string, id?: string, query: object = {}): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') words.set(name, String(value));
  }
  const filled = path.replace(/\{\w+\}/, encodeURIComponent(id ?? ''));
  const tail = words.toString();
  return `${base}${filled}${tail === '' ? '' : `?${tail}`}`;
}

/**
 * The console's only way to data: the control API under `/api/v1`, with the session's cookie and, on writes, its CSRF token.
 * Paths, queries, bodies and answers are typed by the API's own description. Every method rejects with {@link ApiError}.
 *
 * @example
 * const { items } = await api.read('/operations', { query: { search: 'patients' } });
 */
export function createClient(connection: Connection = createConnection()) {
  let csrf = '';

  async function ask(method: string, to: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
    const asked = `${method} ${to}`;
    const deadline = AbortSignal.timeout(requestTimeoutMs);
    let response: Response;
    try {
      response = await fetch(to, {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'GET' || csrf === '' ? {} : { 'x-csrf-token': csrf }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      });
    } catch (cause) {
      if (signal?.aborted === true) throw cause;
      connection.mark(false);
      throw new ApiError(unreachable, asked);
    }
    connection.mark(true);
    if (!response.ok) throw new ApiError(await problemOf(response), asked);
    return response.status === 204 ? undefined : response.json();
  }

  function keep(session: SessionState): SessionState {
    csrf = session.csrf ?? '';
    return session;
  }

  async function read<Path extends PathsWith<'get'>>(
    path: Path,
    { id, query, signal }: Asking<Path> = {},
  ): Promise<AnswerOf<Path, 'get'>> {
    // The description says what comes; the hub and the console are built together.
    return (await ask('GET', address(path, id, query), undefined, signal)) as AnswerOf<Path, 'get'>;
  }

  async function write<Method extends WriteMethod, Path extends PathsWith<Method>>(
    method: Method,
    path: Path,
    { id, body }: { readonly id?: string; readonly body?: BodyOf<Path, Method> } = {},
  ): Promise<AnswerOf<Path, Method>> {
    return (await ask(method.toUpperCase(), address(path, id), body)) as AnswerOf<Path, Method>;
  }

  return {
    connection,
    read,
    write,
    /** Who is signed in; keeps the session's CSRF token for later writes. */
    session: async (signal?: AbortSignal): Promise<SessionState> =>
      keep(await read('/session', signal === undefined ? {} : { signal })),
    signIn: async (token: string): Promise<SessionState> =>
      keep(await write('post', '/session', { body: { token } })),
    signOut: async (): Promise<void> => {
      await write('delete', '/session');
      csrf = '';
    },
  };
}

/** The typed client. */
export type Api = ReturnType<typeof createClient>;
