/** GraphQL in JavaScript: Apollo Server, Yoga, Mercurius, express-graphql, Nest; schemas as text, by classes, by builders. */
import { pathsIn } from '../../languages/javascript/requests/registration.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, External, Model, RouteScope, Value } from '../../machine/values.ts';
import { arg, entryOf, text } from '../../machine/values.ts';
import {
  joinPaths,
  parsePath,
  type PathPattern,
  rootPattern,
  writeTemplates,
} from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { graphqlExamples } from './examples.ts';
import { builderMethod, objectCall } from './objects.ts';
import { readResolver } from './resolvers.ts';
import { readSdl } from './sdl.ts';
import { gathered, graphqlId, serverAt } from './served.ts';

const apollo = /^(?:@apollo\/server|apollo-server(?:-[a-z-]+)?|@apollo\/server-.*)$/;
const makers =
  /^(?:createYoga|graphqlHTTP|createHandler|GraphQLServer|getGraphQLParameters|createGraphQLServer|graphqlHono|graphqlServer)$/;
const makersFrom =
  /^(?:graphql-yoga|@graphql-yoga\/.*|express-graphql|koa-graphql|graphql-http.*|@hono\/graphql-server|graphql-helix)$/;
/** Functions that make middleware, handlers or servers of a server: it stays what it is. */
const passing =
  /^(?:expressMiddleware|koaMiddleware|fastifyApolloHandler|hapiPlugin|startServerAndCreateNextHandler|startServerAndCreateH3Handler|startServerAndCreateLambdaHandler|startServerAndCreateCloudflareWorkersHandler|startStandaloneServer|startServerAndCreateHandler)$/;

const pathOf = (value: Value | undefined): PathPattern | null => pathsIn(value)[0]?.pattern ?? null;

function call(callee: External, site: CallSite, machine: Machine): Value | undefined {
  const { from } = callee;
  if (from === '' || !/graphql|apollo|yoga|pothos|nexus|as-integrations/.test(from)) return undefined;
  const name = callee.name.split('.').at(-1) ?? '';
  if (apollo.test(from) && name === 'ApolloServer') return serverAt(site, null, machine);
  if (makersFrom.test(from) && (makers.test(name) || (name === '' && from === 'express-graphql')))
    return serverAt(
      site,
      pathOf(entryOf(arg(site, 0), 'graphqlEndpoint')) ?? pathOf(entryOf(arg(site, 0), 'endpoint')),
      machine,
    );
  if (/^(?:@apollo\/server|@as-integrations\/|apollo-server)/.test(from) && passing.test(name)) {
    const first = arg(site, 0);
    return first?.t === 'model' && first.framework === graphqlId ? first : undefined;
  }
  if (from === '@nestjs/graphql' && /GraphQLModule\.forRoot(?:Async)?$/.test(callee.name)) {
    serverAt(site, pathOf(entryOf(arg(site, 0), 'path')), machine);
    return undefined;
  }
  // Executed by hand (`graphql({ schema, source })` in a route): the schema stands for its server.
  if (from === 'graphql' && /^(?:buildSchema|buildASTSchema)$/.test(name)) {
    const { schemas } = gathered(machine);
    if (schemas.length < 100) schemas.push({ file: site.file, line: site.line });
    return undefined;
  }
  return objectCall(callee, site, machine);
}

function method(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  if (self.kind !== 'server') return builderMethod(self, name, site, machine);
  if (name === 'applyMiddleware') {
    // `server.applyMiddleware({ app, path: '/api' })`
    const app = entryOf(arg(site, 0), 'app');
    const path = pathOf(entryOf(arg(site, 0), 'path')) ?? parsePath('/graphql', 'colon');
    if (app?.t === 'model' && app.scope !== null && self.scope !== null)
      mountServer(app.scope, self.scope, path);
    return undefined;
  }
  if (/^(?:getMiddleware|createHandler|callback|getHandler)$/.test(name)) {
    const path = pathOf(entryOf(arg(site, 0), 'path'));
    if (path !== null && self.scope !== null) self.scope.prefix = path;
    return self;
  }
  return undefined;
}

/** Puts a server below another application. */
function mountServer(outer: RouteScope, inner: RouteScope, path: PathPattern): void {
  inner.isRoot = false;
  outer.mount(inner, path);
}

/** Fastify's Mercurius and Apollo plugins: `app.register(mercurius, { schema, path })`. */
export function graphqlPlugin(
  plugin: Value,
  options: Value | undefined,
  site: CallSite,
  machine: Machine,
): RouteScope | null {
  if (plugin.t !== 'external' || !/^mercurius$|^fastify-gql$/.test(plugin.from)) return null;
  const { scope } = serverAt(site, null, machine);
  if (scope === null) return null;
  scope.isRoot = false;
  scope.prefix = pathOf(entryOf(options, 'path')) ?? rootPattern;
  return scope;
}

/** GraphQL servers of JavaScript. */
export const graphqlJs: Framework = {
  id: graphqlId,
  title: 'GraphQL (Apollo, Yoga, Nest, Pothos)',
  languages: ['javascript'],
  call,
  method,
  member(self, name, machine) {
    if (self.kind === 'server' && name === 'graphqlEndpoint') {
      const path = gathered(machine).servers.find(({ scope }) => scope === self.scope)?.path ?? null;
      return text(path === null ? '/graphql' : (writeTemplates(path)[0]?.path ?? '/graphql'));
    }
    return undefined;
  },
  class: (cls, machine) => readResolver(cls, machine),
  finish(machine) {
    const { servers, fields, schemas } = gathered(machine);
    const served = new Set(servers.map(({ file }) => machine.project.apiOf(file)));
    for (const schema of schemas)
      if (!served.has(machine.project.apiOf(schema.file))) {
        served.add(machine.project.apiOf(schema.file));
        serverAt(schema, null, machine);
      }
    const apis = new Set(
      [...servers.map(({ file }) => file), ...fields.map(({ file }) => file)].map((file) =>
        machine.project.apiOf(file),
      ),
    );
    if (apis.size === 0) return;
    readSdl((file) => apis.has(machine.project.apiOf(file)), machine);
    for (const api of apis) attach(api, machine);
  },
  examples: graphqlExamples,
};

/** Gives the fields of an API to its server; without one they wait for a server that is not in sight. */
function attach(api: string, machine: Machine): void {
  const { servers, fields } = gathered(machine);
  const own = fields.filter(({ file }) => machine.project.apiOf(file) === api);
  const server = servers.find(({ file }) => machine.project.apiOf(file) === api);
  const [first] = own;
  if (first === undefined) return;
  const scope =
    server?.scope ??
    machine.scope({ framework: graphqlId, isRoot: false, file: first.file, line: first.line, reach: 'all' });
  if (server !== undefined && server.path !== null && scope.isRoot) scope.prefix = joinPaths(server.path);
  const told = new Set<string>();
  for (const { operation, name, ...field } of own) {
    if (told.has(`${operation} ${name}`)) continue;
    told.add(`${operation} ${name}`);
    scope.route({ ...field, methods: [operation], kind: 'graphql', field: name, path: rootPattern });
  }
}
