/** How each framework names the parts of a request. */
import type { ParameterIn } from '../../../../../model/sighting.ts';

/** How the parts of one kind of request are named. */
export interface Shape {
  /** Properties that are a part: `req.query`. */
  readonly parts?: Readonly<Record<string, ParameterIn>>;
  /** Properties that are parts read by `get(name)`: `request.headers`. */
  readonly bags?: Readonly<Record<string, ParameterIn>>;
  /** Methods that read one parameter, or without a name give the whole part: `c.req.query('page')`. */
  readonly reads?: Readonly<Record<string, ParameterIn>>;
  /** Methods that read a list of names: `request.only(['a', 'b'])`. */
  readonly picks?: Readonly<Record<string, ParameterIn>>;
  /** Methods that give a part: `request.json()`. */
  readonly gives?: Readonly<Record<string, ParameterIn>>;
  /** Methods that give a part read by `get(name)`: `request.formData()`. */
  readonly givesBags?: Readonly<Record<string, ParameterIn>>;
  /** Properties with a shape of their own: `ctx.request`. */
  readonly inner?: Readonly<Record<string, ShapeName>>;
}

const headers = { headers: 'header' } as const;

const shapes = {
  express: {
    parts: {
      query: 'query',
      params: 'path',
      body: 'body',
      ...headers,
      cookies: 'cookie',
      signedCookies: 'cookie',
      files: 'form',
    },
    reads: { get: 'header', header: 'header' },
    // Koa's and Nest's handlers reach the same object by other names.
    inner: { raw: 'express' },
  },
  koa: {
    parts: { query: 'query', params: 'path', ...headers, header: 'header' },
    reads: { get: 'header' },
    inner: { request: 'koaRequest', req: 'express', cookies: 'cookies' },
  },
  koaRequest: {
    parts: { body: 'body', query: 'query', params: 'path', ...headers, header: 'header', files: 'form' },
    reads: { get: 'header' },
    inner: { ctx: 'koa' },
  },
  cookies: { reads: { get: 'cookie', has: 'cookie' } },
  hono: { inner: { req: 'honoRequest' } },
  honoRequest: {
    reads: { query: 'query', queries: 'query', param: 'path', header: 'header' },
    gives: { json: 'body', parseBody: 'form' },
    givesBags: { formData: 'form' },
    inner: { raw: 'web' },
  },
  fastify: {
    parts: { query: 'query', params: 'path', body: 'body', ...headers, cookies: 'cookie' },
    inner: { raw: 'express' },
  },
  hapi: {
    parts: { query: 'query', params: 'path', payload: 'body', ...headers, state: 'cookie' },
    inner: { raw: 'express' },
  },
  web: {
    bags: { headers: 'header', cookies: 'cookie' },
    gives: { json: 'body' },
    givesBags: { formData: 'form' },
    inner: { nextUrl: 'url' },
  },
  url: { bags: { searchParams: 'query' } },
  nitro: { inner: { context: 'nitroContext' } },
  nitroContext: { parts: { params: 'path', query: 'query' } },
  adonis: { parts: { params: 'path' }, inner: { request: 'adonisRequest' } },
  adonisRequest: {
    reads: {
      input: 'body',
      param: 'path',
      header: 'header',
      cookie: 'cookie',
      plainCookie: 'cookie',
      encryptedCookie: 'cookie',
      file: 'form',
      files: 'form',
    },
    picks: { only: 'body', all: 'body' },
    gives: {
      body: 'body',
      qs: 'query',
      get: 'query',
      post: 'body',
      params: 'path',
      headers: 'header',
      cookiesList: 'cookie',
    },
  },
} as const satisfies Readonly<Record<string, Shape>>;

/** Names of shapes. */
export type ShapeName =
  | 'express'
  | 'koa'
  | 'koaRequest'
  | 'cookies'
  | 'hono'
  | 'honoRequest'
  | 'fastify'
  | 'hapi'
  | 'web'
  | 'url'
  | 'nitro'
  | 'nitroContext'
  | 'adonis'
  | 'adonisRequest';

/** The shape of a name; an empty one when there is none. */
export const shapeOf = (name: string): Shape =>
  Object.hasOwn(shapes, name) ? (shapes[name as ShapeName] as Shape) : {};
