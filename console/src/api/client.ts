import { createConnection, type Connection } from './connection.ts';
import { ApiError, problemOf, unreachable } from './problem.ts';
import type {
  ActorDetail,
  ActorSummary,
  AuditEntry,
  DataClass,
  ExchangeRecord,
  HubTotals,
  Job,
  JobRun,
  MapView,
  NewToken,
  OperationDetail,
  OperationSummary,
  Page,
  Role,
  SeriesPoint,
  SessionState,
  TokenSummary,
} from './types.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;

const base = '/api/v1';
const requestTimeoutMs = 15_000;

/** Adds a query to a path; absent and empty values are left out. */
export function withQuery(path: string, query: Query = {}): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') words.set(name, String(value));
  }
  const tail = words.toString();
  return tail === '' ? path : `${path}?${tail}`;
}

const id = (value: string): string => encodeURIComponent(value);

/**
 * The console's only way to data: the control API under `/api/v1`, with the session's cookie and, on writes, its CSRF token.
 * Every method rejects with {@link ApiError}.
 */
export function createClient(connection: Connection = createConnection()) {
  let csrf = '';

  async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const asked = `${method} ${base}${path}`;
    const deadline = AbortSignal.timeout(requestTimeoutMs);
    let response: Response;
    try {
      response = await fetch(base + path, {
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
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
  }

  const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
    ask<T>('GET', withQuery(path, query), undefined, signal);

  const keep = (session: SessionState): SessionState => {
    csrf = session.csrf;
    return session;
  };

  return {
    connection,
    session: async (signal?: AbortSignal) => keep(await get<SessionState>('/session', {}, signal)),
    signIn: async (token: string) => keep(await ask<SessionState>('POST', '/session', { token })),
    signOut: () => ask<void>('DELETE', '/session'),

    totals: (signal?: AbortSignal) => get<HubTotals>('/totals', {}, signal),
    map: (query: Query, signal?: AbortSignal) => get<MapView>('/map', query, signal),
    dataClasses: (signal?: AbortSignal) =>
      get<readonly DataClass[] | { readonly items: readonly DataClass[] }>('/data-classes', {}, signal).then(
        (answer) => ('items' in answer ? answer.items : answer),
      ),

    operations: (query: Query, signal?: AbortSignal) =>
      get<Page<OperationSummary>>('/operations', query, signal),
    operation: (key: string, signal?: AbortSignal) =>
      get<OperationDetail>(`/operations/${id(key)}`, {}, signal),
    operationSeries: (key: string, query: Query, signal?: AbortSignal) =>
      get<{ readonly points: readonly SeriesPoint[] }>(`/operations/${id(key)}/series`, query, signal),
    operationExchanges: (key: string, query: Query, signal?: AbortSignal) =>
      get<{ readonly items: readonly ExchangeRecord[] }>(`/operations/${id(key)}/exchanges`, query, signal),
    unfold: (key: string) => ask<unknown>('POST', `/operations/${id(key)}/unfold`, {}),

    actors: (query: Query, signal?: AbortSignal) => get<Page<ActorSummary>>('/actors', query, signal),
    actor: (key: string, signal?: AbortSignal) => get<ActorDetail>(`/actors/${id(key)}`, {}, signal),
    actorSeries: (key: string, query: Query, signal?: AbortSignal) =>
      get<{ readonly points: readonly SeriesPoint[] }>(`/actors/${id(key)}/series`, query, signal),
    actorExchanges: (key: string, query: Query, signal?: AbortSignal) =>
      get<{ readonly items: readonly ExchangeRecord[] }>(`/actors/${id(key)}/exchanges`, query, signal),

    exchange: (key: string, signal?: AbortSignal) => get<ExchangeRecord>(`/exchanges/${id(key)}`, {}, signal),

    tokens: (signal?: AbortSignal) => get<{ readonly items: readonly TokenSummary[] }>('/tokens', {}, signal),
    addToken: (token: { readonly name: string; readonly role: Role; readonly expiresInDays?: number }) =>
      ask<NewToken>('POST', '/tokens', token),
    revokeToken: (key: string) => ask<void>('DELETE', `/tokens/${id(key)}`),
    audit: (query: Query, signal?: AbortSignal) =>
      get<{ readonly items: readonly AuditEntry[] }>('/audit', query, signal),
    jobs: (signal?: AbortSignal) => get<{ readonly items: readonly Job[] }>('/jobs', {}, signal),
    jobRuns: (query: Query, signal?: AbortSignal) =>
      get<{ readonly items: readonly JobRun[] }>('/jobs/runs', query, signal),
    runJob: (name: string) => ask<unknown>('POST', `/jobs/${id(name)}/run`, {}),

    liveAddress: `${base}/live`,
    openapiAddress: (service?: string) => withQuery(`${base}/inventory/openapi.json`, { service }),
  };
}

/** The typed client. */
export type Api = ReturnType<typeof createClient>;
