import type { IncomingMessage } from 'node:http';
import type { Integration, Person } from '../identity/caller.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from './answer.ts';
import type { Answer } from './answer.ts';
import { jsonBytesMax, parseObject, readBytes } from './body.ts';
import type { Fields } from './body.ts';

/** A request on its way to its handler. */
export type Call = {
  readonly platform: Platform;
  readonly request: IncomingMessage;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The peer's address, as the socket tells it. */
  readonly address: string;
};

export type Auth = 'none' | 'bearer' | 'cookie' | 'apiKey' | 'signature';

/** One routed operation. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Template with {param}. */
  readonly path: string;
  readonly auth: Auth;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
};

type Method = Route['method'];
type Result = Answer | Promise<Answer>;

/** An operation that asks for no credentials. */
export const open = (method: Method, path: string, handle: (call: Call) => Result): Route => ({
  method,
  path,
  auth: 'none',
  handle,
});

/** An operation of somebody who is logged in, by token or by the web session's cookie. */
export const personal = (
  method: Method,
  path: string,
  handle: (call: Call, person: Person) => Result,
  auth: Auth = 'bearer',
): Route => ({
  method,
  path,
  auth,
  handle: (call) => {
    const person = call.platform.identify(call.request);
    if (!person) throw new Refusal(401, 'Log in first');
    return handle(call, person);
  },
});

/** An operation that looks at who is calling but decides itself whether that matters. */
export const attended = (
  method: Method,
  path: string,
  auth: Auth,
  handle: (call: Call, person: Person | null) => Result,
): Route => ({ method, path, auth, handle: (call) => handle(call, call.platform.identify(call.request)) });

/** An operation for partners' integrations. */
export const integrated = (
  method: Method,
  path: string,
  handle: (call: Call, integration: Integration) => Result,
): Route => ({
  method,
  path,
  auth: 'apiKey',
  handle: (call) => {
    const key = call.request.headers['x-api-key'];
    const integration = typeof key === 'string' ? call.platform.integrations.get(key) : undefined;
    if (!integration) throw new Refusal(401, 'The API key is missing or unknown');
    return handle(call, integration);
  },
});

/** Path parameter; the router put it there. */
export const param = (call: Call, name: string): string => call.params[name] ?? '';

/** Path parameter that is a whole number. @throws Refusal 400 */
export const integerParam = (call: Call, name: string): number => {
  const value = param(call, name);
  if (!/^\d{1,15}$/.test(value)) throw new Refusal(400, `${name} must be a whole number`);
  return Number(value);
};

/** Query parameter that is a whole number, or what stands in for it. @throws Refusal 400 */
export const integerQuery = (call: Call, name: string, otherwise: number): number => {
  const value = call.query.get(name);
  if (value === null || value === '') return otherwise;
  if (!/^\d{1,12}$/.test(value)) throw new Refusal(400, `${name} must be a whole number`);
  return Number(value);
};

export const bodyOf = async (call: Call): Promise<Fields> =>
  parseObject(await readBytes(call.request, jsonBytesMax));
