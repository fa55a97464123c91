/** Words for what evidence says. */
const frameworks: Readonly<Record<string, string>> = {
  express: 'Express',
  fastify: 'Fastify',
  nestjs: 'NestJS',
  koa: 'Koa',
  hono: 'Hono',
  hapi: 'hapi',
  nextjs: 'Next.js',
  nitro: 'Nitro',
  adonisjs: 'AdonisJS',
  trpc: 'tRPC',
  apollo: 'Apollo',
  yoga: 'Yoga',
  fastapi: 'FastAPI',
  flask: 'Flask',
  django: 'Django',
  starlette: 'Starlette',
  tornado: 'Tornado',
  sanic: 'Sanic',
  spring: 'Spring',
  'jax-rs': 'JAX-RS',
  micronaut: 'Micronaut',
  rails: 'Rails',
  sinatra: 'Sinatra',
  grape: 'Grape',
  laravel: 'Laravel',
  symfony: 'Symfony',
  slim: 'Slim',
  'aspnet-core': 'ASP.NET Core',
  'net-http': 'net/http',
  graphql: 'GraphQL',
  postman: 'Postman',
  wsdl: 'WSDL',
  grpc: 'gRPC',
};

/** What a framework or a kind of contract is called; an unknown one stands as it is. */
export const frameworkWord = (id: string): string =>
  frameworks[id] ??
  id
    .replace(/^openapi-?/, 'OpenAPI ')
    .replace(/^asyncapi-?/, 'AsyncAPI ')
    .trim();

const authSchemes: Readonly<Record<string, string>> = {
  basic: 'password',
  bearer: 'bearer token',
  'api-key': 'API key',
  session: 'session',
  oauth2: 'OAuth 2',
  oidc: 'OpenID Connect',
  mtls: 'client certificate',
  signature: 'signature',
  unknown: 'not told which',
};

/** What a way to authenticate is called. */
export const schemeWord = (scheme: string): string => authSchemes[scheme] ?? scheme;

const purposes: Readonly<Record<string, string>> = {
  hand: 'written by hand',
  contract: 'from the contract',
  comment: 'from a comment in the code',
  name: 'from its names',
  data: 'from its data',
};

/** Where the purpose of an operation comes from. */
export const purposeWord = (from: string): string => purposes[from] ?? from;
