import { hash, type Random, random } from '../random.ts';
import type { ApiSpec, ApiTruth, Captured, Labelled, RouteOptions, RouteRow, TrueOperation } from './api.ts';
import { type Caller, callersOf } from './callers.ts';
import { type ParamPools, paramPools } from './params.ts';
import { scannerPath } from './scanner.ts';

/** How much traffic to make. */
export interface Amount {
  /** Requests by weight. */
  readonly requests: number;
  /** Each route is called at least so often. */
  readonly floor: number;
}

interface Route {
  readonly method: string;
  readonly template: string;
  readonly weight: number;
  readonly answer: string;
  readonly options: RouteOptions;
}

interface Scene {
  readonly spec: ApiSpec;
  readonly routes: readonly Route[];
  readonly callers: readonly Caller[];
  readonly pools: ParamPools;
  /** The parameter that names each entity. */
  readonly naming: ReadonlyMap<string, string>;
  readonly matchers: readonly { readonly method: string; readonly path: RegExp }[];
}

const parsed = ([route, weight, answer, options]: RouteRow): Route => {
  const [method = '', template = ''] = route.split(' ');
  return { method, template, weight, answer, options: options ?? {} };
};

/** Makes the traffic of one API with what is true of each request. */
export function trafficOf(spec: ApiSpec, seed: number, amount: Amount): ApiTruth {
  const source = random((seed * 0x9e3779b1) ^ hash(spec.id));
  const routes = spec.routes.map(parsed);
  const scene: Scene = {
    spec,
    routes,
    callers: callersOf(spec.actors, spec.host, source.fork('callers')),
    pools: paramPools(spec, source.fork('pools')),
    naming: namingOf(routes),
    matchers: routes.map((route) => ({ method: route.method, path: matcherOf(route) })),
  };
  const r = source.fork('traffic');
  const plan = routes.flatMap((route) => Array.from({ length: amount.floor }, () => route));
  const total = routes.reduce((sum, route) => sum + route.weight, 0);
  while (plan.length < amount.requests) plan.push(byWeight(routes, total, r));
  shuffle(plan, r);

  const requests: Labelled[] = [];
  let at = Date.UTC(2026, 4, 4, 7, 0, 0);
  const noise = Math.max(12, Math.round(plan.length * 0.04));
  plan.forEach((route, index) => {
    at += r.int(40, 9000);
    requests.push(call(scene, route, r, at));
    if (index % Math.max(1, Math.floor(plan.length / noise)) === 0) requests.push(...stray(scene, r, at));
  });
  return { id: spec.id, host: spec.host, requests, ...operationsOf(routes, requests) };
}

/** `GET /things/{thing}` answers a thing, so lists of things name values of that parameter. */
function namingOf(routes: readonly Route[]): ReadonlyMap<string, string> {
  return new Map(
    routes.flatMap((route) => {
      const last = /\/\{([^}+]+)\}$/.exec(route.template)?.[1];
      return route.method === 'GET' && last !== undefined ? [[route.answer, last] as const] : [];
    }),
  );
}

function matcherOf(route: Route): RegExp {
  const escaped = route.template
    .split(/(\{[^}]+\})/)
    .map((piece) =>
      piece.startsWith('{')
        ? piece.endsWith('+}')
          ? '.+'
          : '[^/]+'
        : piece.replace(/[.*+?^$()|[\]\\]/g, '\\$&'),
    );
  return new RegExp(`^${escaped.join('')}(;[^/]*)?$`);
}

function byWeight(routes: readonly Route[], total: number, r: Random): Route {
  let left = r.next() * total;
  for (const route of routes) {
    left -= route.weight;
    if (left <= 0) return route;
  }
  return r.pick(routes);
}

function shuffle<T>(list: T[], r: Random): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = r.int(0, at);
    const [one, two] = [list[at], list[other]];
    if (one !== undefined && two !== undefined) [list[at], list[other]] = [two, one];
  }
}

function call(scene: Scene, route: Route, r: Random, at: number): Labelled {
  const { spec } = scene;
  const caller = callerFor(scene, r);
  const lost = route.template.includes('}') && r.chance(0.025);
  const { path: filled, id } = scene.pools.fill(route.template, r, caller, lost);
  const path = filled + (route.options.tail?.(r) ?? '');
  const graphql = route.options.graphql?.(r);
  const body =
    graphql?.body ?? (writes(route.method) ? (route.options.body?.(r) ?? sent(spec, route, r)) : undefined);
  const status = statusOf(route, caller, lost, body !== undefined, r);
  const answer = answerOf(scene, route, status, id, r, caller, graphql?.data);
  const query = new URLSearchParams({
    ...route.options.query?.(r),
    ...paging(route, r),
    ...caller.query,
  }).toString();
  const captured: Captured = {
    method: route.method,
    url: `https://${spec.host}${path}${query === '' ? '' : `?${query}`}`,
    status,
    requestHeaders: { host: spec.host, ...caller.headers, ...typed(body, route) },
    requestBody: body === undefined ? '' : encoded(body, route),
    responseHeaders: { date: new Date(at).toUTCString(), ...answer.headers },
    responseBody: answer.body,
    startedDateTime: new Date(at).toISOString(),
  };
  const template = `${route.method} ${route.template}`;
  // A GraphQL document the gateway or the server refused was never executed, yet it names the fields it asked for.
  return { captured, path, operations: graphql?.fields ?? [template], scanner: false };
}

const writes = (method: string) => method === 'POST' || method === 'PUT' || method === 'PATCH';

function callerFor(scene: Scene, r: Random): Caller {
  const total = scene.callers.reduce((sum, caller) => sum + caller.weight, 0);
  let left = r.next() * total;
  for (const caller of scene.callers) {
    left -= caller.weight;
    if (left <= 0) return caller;
  }
  return r.pick(scene.callers);
}

function statusOf(route: Route, caller: Caller, lost: boolean, hasBody: boolean, r: Random): number {
  if (caller.kind === 'none' && route.options.open !== true) return 401;
  if (route.options.admin === true && !caller.admin && r.chance(0.7)) return 403;
  if (r.chance(0.008)) return 401;
  if (r.chance(0.008)) return 403;
  if (r.chance(0.003)) return r.pick([500, 502, 503]);
  if (r.chance(0.004)) return 429;
  if (lost) return 404;
  if (hasBody && r.chance(0.03)) return r.pick([400, 422]);
  if (route.method === 'GET' && r.chance(0.02)) return 304;
  return (
    route.options.status ??
    (route.answer === '-' ? 204 : route.method === 'POST' && !route.answer.startsWith('[') ? 201 : 200)
  );
}

function paging(route: Route, r: Random): Record<string, string> {
  if (!route.answer.startsWith('[') || !r.chance(0.5)) return {};
  return { page: String(r.int(1, 9)), ...(r.chance(0.5) ? { per_page: r.pick(['20', '50', '100']) } : {}) };
}

function sent(spec: ApiSpec, route: Route, r: Random): unknown {
  const entity = spec.entities[route.answer.replace(/[[\]]/g, '')];
  if (entity === undefined || r.chance(0.02)) return undefined;
  const whole = entity(r, '');
  if (typeof whole !== 'object' || whole === null) return undefined;
  const fields = Object.entries(whole).filter(([name]) => !/^(id|created|updated|links?|url)/i.test(name));
  return Object.fromEntries(route.method === 'PATCH' ? fields.slice(0, r.int(1, 2)) : fields);
}

const typed = (body: unknown, route: Route): Record<string, string> =>
  body === undefined
    ? {}
    : {
        'content-type':
          route.options.form === true
            ? 'application/x-www-form-urlencoded'
            : typeof body === 'string'
              ? 'text/xml; charset=utf-8'
              : 'application/json',
      };

function encoded(body: unknown, route: Route): string {
  if (typeof body === 'string') return body;
  if (route.options.form === true && typeof body === 'object' && body !== null) {
    return new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)])).toString();
  }
  return JSON.stringify(body);
}

interface Answer {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const json = (value: unknown): Answer => ({
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

function answerOf(
  scene: Scene,
  route: Route,
  status: number,
  id: string,
  r: Random,
  caller: Caller,
  data: unknown,
): Answer {
  const { spec } = scene;
  if (status === 304 || status === 204) return { headers: {}, body: '' };
  if (status >= 400)
    return failure(
      spec,
      status,
      status === 404 ? 'Resource not found' : status === 401 ? 'Authentication required' : 'Request refused',
    );
  if (data !== undefined) return json(data);
  const { type } = route.options;
  if (type !== undefined)
    return {
      headers: { 'content-type': type },
      body: route.answer === 'ok' ? `${id} ${r.int(1, 9999)}\n` : String(made(spec, route.answer, id, r)),
    };
  if (route.answer === 'ok') return json({ ok: true });
  if (route.answer === '-') return { headers: {}, body: '' };
  if (!route.answer.startsWith('[')) return json(made(spec, route.answer, id, r));
  const name = route.answer.slice(1, -1);
  const key = scene.naming.get(name);
  const items = Array.from({ length: r.int(0, 4) }, (_, at) =>
    made(spec, name, key === undefined ? `${r.int(1000, 9999)}${at}` : scene.pools.listed(key, r, caller), r),
  );
  return json(spec.page?.(items, r) ?? items);
}

/** The same object is the same in every answer, so its numbers come from its id. */
function made(spec: ApiSpec, name: string, id: string, r: Random): unknown {
  const entity = spec.entities[name];
  if (entity === undefined) throw new Error(`${spec.id}: no entity named ${name}`);
  return entity(r.fork(`${name}${id}`), id);
}

function failure(spec: ApiSpec, status: number, message: string): Answer {
  return json(spec.error?.(status, message) ?? { error: { code: status, message } });
}

/** What nobody routes: scanners, clients that ask for what is gone, and methods a route does not have. */
function stray(scene: Scene, r: Random, at: number): readonly Labelled[] {
  const { spec } = scene;
  const templates = scene.routes.map((route) => route.template);
  const roll = r.next();
  const gone = spec.gone ?? [];
  if (roll < 0.15) {
    const route = r.pick(scene.routes);
    const method = r.pick(['PUT', 'DELETE', 'PATCH', 'POST']);
    const caller = callerFor(scene, r);
    const { path } = scene.pools.fill(route.template, r, caller, false);
    if (scene.matchers.some((known) => known.method === method && known.path.test(path))) return [];
    return [strayed(spec, method, path, 405, caller.headers, failure(spec, 405, 'Method not allowed'), at)];
  }
  const forgotten = roll < 0.35 && gone.length > 0;
  const path = forgotten
    ? r.pick(gone).replace(/\{n\}/g, () => String(r.int(1, 9000)))
    : scannerPath(r, templates);
  const method = r.chance(0.9) ? 'GET' : 'POST';
  if (scene.matchers.some((known) => known.path.test(path))) return [];
  const headers = forgotten
    ? callerFor(scene, r).headers
    : { 'user-agent': 'Mozilla/5.0 zgrab/0.x', 'x-forwarded-for': `203.0.113.${r.int(1, 20)}` };
  const kind = spec.unrouted ?? 'json';
  if (kind === 'page')
    return [
      strayed(
        spec,
        method,
        path,
        200,
        headers,
        html('<div id="root"></div><script src="/app.js"></script>'),
        at,
      ),
    ];
  if (kind === 'auth' && !forgotten)
    return [strayed(spec, method, path, 401, headers, failure(spec, 401, 'Authentication required'), at)];
  if (kind === 'html') return [strayed(spec, method, path, 404, headers, html('<h1>Not Found</h1>'), at)];
  const message = kind === 'same' ? 'Resource not found' : `No route for ${method} ${path}`;
  return [strayed(spec, method, path, 404, headers, failure(spec, 404, message), at)];
}

const html = (inner: string): Answer => ({
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><html><body>${inner}</body></html>`,
});

function strayed(
  spec: ApiSpec,
  method: string,
  path: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  answer: Answer,
  at: number,
): Labelled {
  const when = new Date(at + 17);
  return {
    captured: {
      method,
      url: `https://${spec.host}${path}`,
      status,
      requestHeaders: { host: spec.host, ...headers },
      requestBody: '',
      responseHeaders: { date: when.toUTCString(), ...answer.headers },
      responseBody: answer.body,
      startedDateTime: when.toISOString(),
    },
    path,
    operations: [],
    scanner: true,
  };
}

/** The operations that were called, told apart by whether some answer proves that they exist: who only ever met 401 or 404 knows nothing. */
function operationsOf(
  routes: readonly Route[],
  requests: readonly Labelled[],
): Pick<ApiTruth, 'operations' | 'unproven'> {
  const called = new Set(requests.flatMap((request) => request.operations));
  const proven = new Set(
    requests.flatMap(({ operations, captured }) =>
      captured.status === 404 || captured.status === 401 ? [] : operations,
    ),
  );
  const accepts = new Map(
    routes.map((route) => [`${route.method} ${route.template}`, route.options.accepts ?? []]),
  );
  const operations = [...proven]
    .sort()
    .map((key): TrueOperation => ({ key, accepts: accepts.get(key) ?? [] }));
  return { operations, unproven: [...called].filter((key) => !proven.has(key)).sort() };
}
