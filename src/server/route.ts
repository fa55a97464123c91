/**
 * A route of the control API: one small file that explains itself. It names its address, who may use it, what goes in, what comes
 * out and which errors it gives; the server, its OpenAPI description and the console's types are made from that.
 */
import type { z } from 'zod';
import type { ErrorCode } from '../model/errors.ts';
import type { Role } from '../store/ports/catalogue.ts';
import type { Caller } from './auth/caller.ts';
import type { Hub } from './hub.ts';
import { parseInput } from './input.ts';
import type { Immutable } from './schemas/immutable.ts';

/** Who may use a route: everybody, or a role and those above it. */
export type Access = 'public' | Role;

/** Facts of one request that handlers may need. */
export interface RequestFacts {
  readonly id: string;
  /** Address of the peer, or of the client that a trusted proxy tells of. */
  readonly client: string;
  /** The browser speaks TLS, to us or to the proxy before us. */
  readonly secure: boolean;
  readonly headers: Headers;
  /** Aborts when the client leaves or the time for an answer is over. */
  readonly signal: AbortSignal;
}

/** One call of a route, its input already checked. */
export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  readonly request: RequestFacts;
  /** Headers to add to the answer. */
  readonly answerHeaders: Headers;
  readonly hub: Hub;
}

/** What a route says of itself. */
export interface RouteDescription {
  /** `operationId` of the description; camel case verb and noun. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below `/api/v1`; `{name}` marks a parameter. */
  readonly path: `/${string}`;
  readonly title: string;
  readonly description?: string;
  readonly tag: 'session' | 'inventory' | 'exchanges' | 'settings' | 'jobs' | 'operation of the hub';
  readonly access: Access;
  readonly answer: {
    readonly status: 200 | 201 | 202 | 204;
    /** Media type; `application/json` unless said otherwise. */
    readonly mediaType?: string;
    readonly schema: z.ZodType;
  };
  /** Errors beyond those that every route can give. */
  readonly problems?: readonly ErrorCode[];
  /** The answer goes on for as long as the client stays: no time bound. */
  readonly endless?: boolean;
}

/** Raw input of a call. */
export interface RawCall extends Omit<Call<unknown, unknown, unknown>, 'params' | 'query' | 'body'> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A route, ready to be served and described. */
export interface Route extends RouteDescription {
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  /** Checks the input and runs the handler. A `Response` is sent as it is; anything else as JSON. */
  respond(call: RawCall): Promise<unknown>;
}

interface RouteSpec<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> extends RouteDescription {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: RouteDescription['answer'] & { readonly schema: Answer };
  handle(
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ): Promise<Immutable<z.output<Answer>> | Response> | Immutable<z.output<Answer>> | Response;
}

/**
 * Makes a route. Input is checked against the schemas before the handler sees it; errors are `input-invalid` and name each field.
 *
 * @example
 * export const getOperation = defineRoute({
 *   id: 'getOperation', method: 'get', path: '/operations/{id}', title: 'One operation', tag: 'inventory', access: 'viewer',
 *   params: z.strictObject({ id: z.string().max(200) }),
 *   answer: { status: 200, schema: operationDetailSchema },
 *   problems: ['not-found'],
 *   handle: ({ params, hub }) => hub.inventory.operation(params.id) ?? notFound('operation'),
 * });
 */
export function defineRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(spec: RouteSpec<Params, Query, Body, Answer>): Route {
  const { handle, params, query, body, ...description } = spec;
  return {
    ...description,
    params,
    query,
    body,
    respond: async (call) =>
      handle({
        ...call,
        params: parseInput(params, call.params, 'path') as z.output<Params>,
        query: parseInput(query, call.query, 'query') as z.output<Query>,
        body: parseInput(body, call.body, 'body') as z.output<Body>,
      }),
  };
}
