import type { Maker } from '../ids.ts';
import type { Random } from '../random.ts';

/** Where a path parameter's values come from. */
export interface ParamSpec {
  readonly make: Maker;
  /** How many different values exist (in each parent, when there is one). */
  readonly size: number;
  /** How much likelier the first values are; 0 for none. */
  readonly skew?: number;
  /** The parameter whose value owns this one: a repository belongs to its owner. */
  readonly of?: string;
}

/** How callers identify themselves. */
export interface ActorSpec {
  readonly kind: 'jwt' | 'opaque' | 'key' | 'basic' | 'cookie' | 'query' | 'none';
  readonly count: number;
  /** Part of the traffic, relative to the other kinds. */
  readonly share: number;
}

export interface RouteOptions {
  readonly status?: number;
  readonly query?: (random: Random) => Readonly<Record<string, string>>;
  readonly body?: (random: Random) => unknown;
  /** Without a credential: answered. Default: refused with 401. */
  readonly open?: boolean;
  /** Only the first actor of the first kind may; others get 403. */
  readonly admin?: boolean;
  /** Body is a form. */
  readonly form?: boolean;
  /** Content type of an answer that is not JSON. */
  readonly type?: string;
  /** Other spellings of the template that are right as well. */
  readonly accepts?: readonly string[];
  /** What the concrete path carries behind the template (matrix parameters). */
  readonly tail?: (random: Random) => string;
  /** Operations the request body names (GraphQL), instead of the route itself. */
  readonly graphql?: (random: Random) => {
    readonly body: unknown;
    readonly fields: readonly string[];
    readonly data: unknown;
  };
}

/**
 * One route: `METHOD /template`, weight, answer, options. The answer is the name of an entity, `[name]` for a page of them,
 * `-` for no content, `ok` for an acknowledgement.
 */
export type RouteRow = readonly [route: string, weight: number, answer: string, options?: RouteOptions];

export interface ApiSpec {
  readonly id: string;
  readonly title: string;
  readonly host: string;
  /** Requests in the full run, scanners aside. */
  readonly requests: number;
  readonly actors: readonly ActorSpec[];
  readonly params: Readonly<Record<string, ParamSpec>>;
  /** Shapes of what the service holds; `id` is the last path parameter or a made one. */
  readonly entities: Readonly<Record<string, (random: Random, id: string) => unknown>>;
  readonly routes: readonly RouteRow[];
  /** How lists are wrapped. */
  readonly page?: (items: readonly unknown[], random: Random) => unknown;
  /** How errors look. */
  readonly error?: (status: number, message: string) => unknown;
  /** What a path nothing routes gets. `auth` answers 401 before routing, `page` an HTML page with status 200. */
  readonly unrouted?: 'json' | 'html' | 'auth' | 'page' | 'same';
  /** Paths that a forgotten client still asks for. */
  readonly gone?: readonly string[];
}

/** A line of the capture, as `heliostat discover` reads it. */
export interface Captured {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  readonly startedDateTime: string;
}

/** One request with what is true of it: the operations it called, none when nothing routes it. */
export interface Labelled {
  readonly captured: Captured;
  readonly path: string;
  readonly operations: readonly string[];
  readonly scanner: boolean;
}

/** A true operation: `METHOD /template`, and the spellings that count as it. */
export interface TrueOperation {
  readonly key: string;
  readonly accepts: readonly string[];
}

export interface ApiTruth {
  readonly id: string;
  readonly host: string;
  readonly requests: readonly Labelled[];
  readonly operations: readonly TrueOperation[];
  /** Routes that exist but were only ever refused (401) or missed (404): to show them is neither right nor wrong. */
  readonly unproven: readonly string[];
}
