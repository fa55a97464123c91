/** The control API: each request passes the same steps, then its route. The steps read from top to bottom in `answer`. */
import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { errorCatalogue, HeliostatError, toProblem } from '../model/errors.ts';
import { authenticate } from './auth/authenticate.ts';
import { mayAct, nobody } from './auth/caller.ts';
import { refuseOtherSites, requireCsrfToken } from './auth/same-site.ts';
import { readJsonBody } from './http/json-body.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import type { Hub } from './hub.ts';
import type { RequestFacts, Route } from './route.ts';

/** Where the control API begins. */
export const apiRoot = '/api/v1';

/** What the HTTP server knows of a request beside the request itself. */
export interface ServerBindings {
  /** The peer, or the client that a trusted proxy tells of. */
  readonly clientAddress: string;
}

/** Things of the process that answer outside `/api`, such as the console. */
export type Elsewhere = (request: Request) => Promise<Response> | Response;

/** The query by name: each at most once, empty ones left out. */
function readQuery(url: URL): Readonly<Record<string, string>> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of url.searchParams) {
    // `?search=` is a form field that was left empty.
    if (value === '') continue;
    if (name in query) {
      throw new HeliostatError('input-invalid', {
        issues: [{ path: `query.${name.slice(0, 100)}`, expected: 'one value', got: 'several' }],
      });
    }
    query[name] = value;
  }
  return { ...query };
}

/** The work's result, unless it takes too long. Answers that last for as long as the client stays are exempt. */
async function inTime<T>(work: Promise<T>, route: Route, answerTimeoutMs: number): Promise<T> {
  if (route.endless) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new HeliostatError('internal-error', { detail: `no answer within ${answerTimeoutMs} ms` })),
      answerTimeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Serves one route: who calls, may they, is the input right, then the handler. */
async function answer(
  hub: Hub,
  route: Route,
  context: Context<{ Bindings: ServerBindings }>,
  facts: RequestFacts,
): Promise<Response> {
  const { raw } = context.req;
  refuseOtherSites(raw.method, raw.headers);
  const caller = route.access === 'public' ? nobody : await authenticate(hub, facts);
  if (route.access !== 'public') {
    if (caller.role === null) throw new HeliostatError('unauthenticated');
    requireCsrfToken(raw.method, raw.headers, caller);
    if (!mayAct(caller.role, route.access))
      throw new HeliostatError('forbidden', { detail: `needs the role ${route.access}` });
  }
  const answerHeaders = new Headers();
  const result = await inTime(
    route.respond({
      params: context.req.param(),
      query: readQuery(new URL(raw.url)),
      body: route.body === undefined ? undefined : await readJsonBody(raw),
      caller,
      request: facts,
      answerHeaders,
      hub,
    }),
    route,
    hub.answerTimeoutMs,
  );
  if (result instanceof Response) return result;
  if (route.answer.status === 204) return new Response(null, { status: 204, headers: answerHeaders });
  answerHeaders.set('content-type', 'application/json; charset=utf-8');
  return new Response(JSON.stringify(result), { status: route.answer.status, headers: answerHeaders });
}

function problem(hub: Hub, error: unknown, facts: RequestFacts, what: string): Response {
  const known =
    error instanceof HeliostatError ? error : new HeliostatError('internal-error', { cause: error });
  const body = toProblem(known, facts.id);
  if (known.status >= 500)
    hub.log.error({ requestId: facts.id, what, code: known.code, error: stackOf(error) }, 'request failed');
  else hub.log.info({ requestId: facts.id, what, code: known.code }, 'request refused');
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (known.code === 'unauthenticated') headers.set('www-authenticate', 'Bearer realm="heliostat"');
  if (known.code === 'too-many-attempts')
    headers.set('retry-after', String(Math.max(1, hub.attempts.waitSeconds(facts.client))));
  return new Response(JSON.stringify(body), { status: known.status, headers });
}

/** What failed and where, for the log. The message of a foreign error may repeat input, so only its kind and its frames are kept. */
function stackOf(error: unknown): string {
  const chain: string[] = [];
  let here = error;
  for (let depth = 0; here instanceof Error && depth < 4; depth += 1) {
    const frames = (here.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 6);
    chain.push(here instanceof HeliostatError ? here.message : here.name, ...frames);
    here = here.cause;
  }
  return chain.join('\n');
}

function factsOf(context: Context<{ Bindings: ServerBindings }>, stopping: AbortSignal): RequestFacts {
  const { raw } = context.req;
  return {
    id: randomUUID(),
    client: context.env.clientAddress,
    secure: raw.headers.get('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase() === 'https',
    headers: raw.headers,
    signal: AbortSignal.any([raw.signal, stopping]),
  };
}

/**
 * Joins the routes to an HTTP application.
 *
 * @param refuseUnknownHost throws HeliostatError `host-invalid`
 * @param elsewhere answers what is not below `/api`
 * @param stopping ends answers that last
 */
export function createControlApi(
  hub: Hub,
  routes: readonly Route[],
  refuseUnknownHost: (host: string | null) => void,
  elsewhere: Elsewhere,
  stopping: AbortSignal,
): Hono<{ Bindings: ServerBindings }> {
  const app = new Hono<{ Bindings: ServerBindings }>();

  async function guarded(
    context: Context<{ Bindings: ServerBindings }>,
    what: string,
    work: (facts: RequestFacts) => Promise<Response> | Response,
  ): Promise<Response> {
    const facts = factsOf(context, stopping);
    const startedUs = hub.clock.monotonicUs();
    let response: Response;
    try {
      refuseUnknownHost(facts.headers.get('host'));
      response = await work(facts);
    } catch (error) {
      response = problem(hub, error, facts, what);
    }
    addSecurityHeaders(response.headers);
    response.headers.set('x-request-id', facts.id);
    const durationMs = Math.round((hub.clock.monotonicUs() - startedUs) / 1000);
    hub.log.debug({ requestId: facts.id, what, status: response.status, durationMs }, 'request');
    return response;
  }

  const methods = new Map<string, string[]>();
  for (const route of routes) {
    for (const path of honoPaths(route.path)) {
      methods.set(path, [...(methods.get(path) ?? []), route.method.toUpperCase()]);
      app.on(route.method.toUpperCase(), path, (context) =>
        guarded(context, route.id, (facts) => answer(hub, route, context, facts)),
      );
    }
  }
  for (const [path, allowed] of methods) {
    app.all(path, (context) =>
      guarded(context, 'method', () => {
        const { status } = errorCatalogue['method-refused'];
        return new Response(JSON.stringify(toProblem(new HeliostatError('method-refused'))), {
          status,
          headers: { allow: allowed.join(', '), 'content-type': 'application/problem+json' },
        });
      }),
    );
  }
  app.all('/api/*', (context) =>
    guarded(context, 'unknown', () => {
      throw new HeliostatError('not-found');
    }),
  );
  app.all('*', (context) => guarded(context, 'console', () => elsewhere(context.req.raw)));
  return app;
}

/** Also served at the root, where supervisors and Prometheus look for them. */
const atTheRoot: ReadonlySet<string> = new Set(['/healthz', '/metrics']);

/** The addresses of a route as Hono writes them: `/operations/{id}` is `/api/v1/operations/:id`. */
function honoPaths(path: string): readonly string[] {
  const below = apiRoot + path.replaceAll(/\{([A-Za-z]+)\}/g, ':$1');
  return atTheRoot.has(path) ? [below, path] : [below];
}
