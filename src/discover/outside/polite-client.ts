/** A client that stays inside of its scope, goes slowly, and reads no more than it must. */
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { version } from '../../version.ts';
import { noRobots, parseRobots, type Robots } from './robots.ts';

/** Bounds of a visit. */
export interface VisitLimits {
  readonly requestsMax: number;
  readonly bodyBytesMax: number;
  readonly totalBytesMax: number;
  readonly timeoutMs: number;
  /** Of the whole visit. */
  readonly visitMs: number;
  /** Least pause between two requests to one host. */
  readonly paceMs: number;
  readonly redirectsMax: number;
}

/** Default bounds. */
export const visitLimits: VisitLimits = {
  requestsMax: 400,
  bodyBytesMax: 16_777_216,
  totalBytesMax: 268_435_456,
  timeoutMs: 10_000,
  visitMs: 300_000,
  paceMs: 100,
  redirectsMax: 5,
};

/** An answer, read to its end or to the bound. */
export interface Fetched {
  /** After redirects. */
  readonly url: URL;
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly truncated: boolean;
}

/** Why something was not fetched. */
export type Refusal = 'out-of-scope' | 'robots' | 'bound' | 'failed';

/** A polite client. */
export interface PoliteClient extends AsyncDisposable {
  /** Fetches within the scope; a reason when it does not. */
  fetch(
    url: URL,
    options?: { readonly method?: 'GET' | 'POST'; readonly body?: string; readonly accept?: string },
  ): Promise<Fetched | Refusal>;
  inScope(url: URL): boolean;
  readonly requests: number;
  /** How often each reason stood against a request. */
  readonly refused: Readonly<Record<Refusal, number>>;
}

/** What a client is made of. */
export interface PoliteClientOptions {
  /** `api.example.org`, `example.org:8443`, `*.example.org`. */
  readonly scope: readonly string[];
  readonly limits?: Partial<VisitLimits>;
  readonly signal?: AbortSignal;
}

/** Name in `User-Agent` and robots.txt. */
export const product = 'heliostat';

/**
 * Is a host one of those that were given? A scope with a port means that port, one with `*.` all below it.
 *
 * @example
 * hostInScope('api.example.org', ['*.example.org']); // true
 */
export const hostInScope = (host: string, scope: readonly string[]): boolean => {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return scope.some((given) => {
    const one = given.toLowerCase();
    if (one.startsWith('*.')) return name.endsWith(one.slice(1)) || name === one.slice(2);
    return /:\d+$/.test(one) ? host.toLowerCase() === one : name === one;
  });
};

/** Opens a client. Its first request to a host asks for robots.txt. */
export function openPoliteClient(options: PoliteClientOptions): PoliteClient {
  const limits: VisitLimits = { ...visitLimits, ...options.limits };
  const agent = new Agent({
    connections: 2,
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    connect: { timeout: limits.timeoutMs },
    maxResponseSize: limits.bodyBytesMax * 2,
  });
  const refused: Record<Refusal, number> = { 'out-of-scope': 0, robots: 0, bound: 0, failed: 0 };
  const robotsOf = new Map<string, Promise<Robots>>();
  const nextMs = new Map<string, number>();
  const endMs = performance.now() + limits.visitMs;
  let requests = 0;
  let bytes = 0;

  const refuse = (reason: Refusal): Refusal => {
    refused[reason] += 1;
    return reason;
  };
  const wait = async (host: string, delayMs: number): Promise<void> => {
    const now = performance.now();
    const at = Math.max(now, nextMs.get(host) ?? 0);
    nextMs.set(host, at + Math.max(limits.paceMs, delayMs));
    if (at > now)
      await pause(at - now, undefined, options.signal === undefined ? {} : { signal: options.signal });
  };
  const once = async (
    url: URL,
    given: { readonly method?: 'GET' | 'POST'; readonly body?: string; readonly accept?: string },
    delayMs: number,
  ): Promise<Fetched | Refusal> => {
    if (requests >= limits.requestsMax || bytes >= limits.totalBytesMax || performance.now() > endMs)
      return refuse('bound');
    await wait(url.host, delayMs);
    requests += 1;
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: agent,
        method: given.method ?? 'GET',
        headers: {
          'user-agent': `${product}/${version}`,
          accept: given.accept ?? '*/*',
          ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(given.body === undefined ? {} : { body: given.body }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      const chunks: Buffer[] = [];
      let size = 0;
      let truncated = false;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.length;
        chunks.push(chunk);
        if (size > limits.bodyBytesMax) {
          truncated = true;
          break;
        }
      }
      bytes += size;
      const flat = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : (value ?? ''),
        ]),
      );
      return {
        url,
        status: statusCode,
        type: (flat['content-type'] ?? '').toLowerCase(),
        headers: flat,
        text: Buffer.concat(chunks).subarray(0, limits.bodyBytesMax).toString('utf8'),
        truncated,
      };
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      return refuse('failed');
    }
  };
  const robotsFor = (url: URL): Promise<Robots> => {
    let robots = robotsOf.get(url.origin);
    if (robots === undefined) {
      robots = once(new URL('/robots.txt', url), {}, 0).then((answer) =>
        typeof answer === 'string' || answer.status !== 200 ? noRobots : parseRobots(answer.text, product),
      );
      robotsOf.set(url.origin, robots);
    }
    return robots;
  };
  const inScope = (url: URL): boolean =>
    (url.protocol === 'http:' || url.protocol === 'https:') && hostInScope(url.host, options.scope);

  return {
    inScope,
    get requests() {
      return requests;
    },
    refused,
    async fetch(start, given = {}) {
      let url = start;
      for (let hop = 0; hop <= limits.redirectsMax; hop += 1) {
        if (!inScope(url)) return refuse('out-of-scope');
        const robots = await robotsFor(url);
        if (!robots.allows(`${url.pathname}${url.search}`)) return refuse('robots');
        const answer = await once(url, given, robots.delayMs);
        if (typeof answer === 'string') return answer;
        const { location } = answer.headers;
        if (
          answer.status < 300 ||
          answer.status > 399 ||
          location === undefined ||
          !URL.canParse(location, url)
        )
          return answer;
        url = new URL(location, url);
      }
      return refuse('bound');
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}
