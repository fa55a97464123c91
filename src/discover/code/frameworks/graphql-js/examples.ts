/** Examples of GraphQL servers. */
import type { FrameworkExample } from '../framework.ts';

/** The examples. */
export const graphqlExamples: readonly FrameworkExample[] = [
  {
    title: 'Apollo below Express, type definitions in several files',
    files: {
      'src/index.ts': `
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@apollo/server/express4';
import express from 'express';
import { typeDefs } from './schema';
import { resolvers } from './resolvers';
async function start() {
  const app = express();
  const server = new ApolloServer({ typeDefs, resolvers });
  await server.start();
  app.use('/api/graphql', express.json(), expressMiddleware(server, { context: async () => ({}) }));
}
start();
`,
      'src/schema.ts': `
import gql from 'graphql-tag';
import { users } from './users.schema';
const base = gql\`
  type Query {
    "Is it up?"
    health: Boolean!
  }
  type Mutation
\`;
export const typeDefs = [base, users];
`,
      'src/users.schema.ts': `
export const users = /* GraphQL */ \`
  extend type Query {
    user(id: ID!, deep: Boolean = false): User @auth(requires: ADMIN)
  }
  extend type Mutation {
    addUser(input: AddUser!): User @deprecated(reason: "old")
  }
  input AddUser { name: String }
  type User { id: ID }
\`;
`,
      'src/client/queries.ts': `
import { gql } from '@apollo/client';
export const HEALTH = gql\`query Health { health notAField }\`;
`,
      'src/resolvers.ts': `export const resolvers = { Query: { health: () => true } };`,
    },
    routes: [
      {
        route: 'QUERY /api/graphql#health',
        file: 'src/schema.ts',
        line: 7,
        purpose: 'Is it up?',
        auth: 'unknown',
      },
      {
        route: 'QUERY /api/graphql#user',
        params: ['body id: string', 'body deep: boolean'],
        auth: 'required',
        file: 'src/users.schema.ts',
        line: 4,
      },
      { route: 'MUTATION /api/graphql#addUser', params: ['body input: object'], deprecated: true },
    ],
  },
  {
    title: 'Yoga with Pothos',
    files: {
      'src/builder.ts': `
import SchemaBuilder from '@pothos/core';
export const builder = new SchemaBuilder<{}>({});
builder.queryType({ fields: (t) => ({ hello: t.string({ args: { name: t.arg.string() }, resolve: () => 'hi' }) }) });
`,
      'src/posts.ts': `
import { builder } from './builder';
// A post by its id.
builder.queryField('post', (t) => t.field({ type: Post, args: { id: t.arg.int({ required: true }) }, resolve: findPost }));
builder.mutationFields((t) => ({ addPost: t.field({ description: 'Adds one', type: Post, resolve: () => null }) }));
function findPost() { return null; }
`,
      'src/server.ts': `
import { createServer } from 'node:http';
import { createYoga } from 'graphql-yoga';
import { builder } from './builder';
import './posts';
const yoga = createYoga({ schema: builder.toSchema(), graphqlEndpoint: '/v1/graph' });
createServer(yoga).listen(4000);
`,
    },
    routes: [
      { route: 'QUERY /v1/graph#hello', params: ['body name: string'], file: 'src/builder.ts', line: 4 },
      { route: 'QUERY /v1/graph#post', params: ['body id: integer'], handler: 'findPost' },
      { route: 'MUTATION /v1/graph#addPost', purpose: 'Adds one' },
    ],
  },
  {
    title: 'resolver classes of Nest, objects of graphql-js',
    files: {
      'src/app.module.ts': `
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { CatsResolver } from './cats.resolver';
@Module({ imports: [GraphQLModule.forRoot({ autoSchemaFile: true })], providers: [CatsResolver] })
export class AppModule {}
`,
      'src/cats.resolver.ts': `
import { Args, Int, Mutation, Query, Resolver, ResolveField } from '@nestjs/graphql';
import { UseGuards } from '@nestjs/common';
class NewCat { name: string; age?: number; }
@Resolver(() => Cat)
export class CatsResolver {
  /** All cats. */
  @Query(() => [Cat], { name: 'cats' })
  findAll(@Args('limit', { type: () => Int }) limit: number) { return []; }
  @Mutation(() => Cat)
  @UseGuards(GqlJwtAuthGuard)
  addCat(@Args() cat: NewCat) { return cat; }
  @ResolveField() owner() {}
}
`,
    },
    routes: [
      {
        route: 'QUERY /graphql#cats',
        params: ['body limit: number'],
        purpose: 'All cats.',
        handler: 'CatsResolver.findAll',
        line: 9,
      },
      {
        route: 'MUTATION /graphql#addCat',
        params: ['body name: string', 'body age: number'],
        auth: 'required bearer',
      },
    ],
  },
  {
    title: 'objects of graphql-js',
    files: {
      'schema.js': `
const { GraphQLObjectType, GraphQLSchema, GraphQLString, GraphQLNonNull, GraphQLInt } = require('graphql');
const RootQuery = new GraphQLObjectType({
  name: 'RootQuery',
  fields: () => ({
    book: { type: Book, args: { id: { type: new GraphQLNonNull(GraphQLInt) } }, resolve(parent, args) {} },
  }),
});
module.exports = new GraphQLSchema({ query: RootQuery });
`,
      'app.js': `
const express = require('express');
const { graphqlHTTP } = require('express-graphql');
const schema = require('./schema');
const app = express();
app.use('/graphql', graphqlHTTP({ schema, graphiql: true }));
`,
    },
    routes: [{ route: 'QUERY /graphql#book', params: ['body id: integer'], file: 'schema.js', line: 6 }],
  },
  {
    title: 'a schema that is executed by hand in a route',
    files: {
      'schema.js': `export const typeDefinitions = \`
type Query {
  "One item"
  item(id: ID!): Item
}
type Item { id: ID! }
\`;`,
      'endpoint.js': `import { buildSchema, graphql } from 'graphql';
import { Router } from 'express';
import { typeDefinitions } from './schema.js';
const schema = buildSchema(typeDefinitions);
export const router = Router();
router.post('/graphql', async (req, res) => { res.json(await graphql({ schema, source: req.body.query })); });`,
      'app.js': `import express from 'express';
import { router } from './endpoint.js';
express().use(router).listen(1);`,
    },
    routes: [
      { route: 'POST /graphql', file: 'endpoint.js', line: 6 },
      { route: 'QUERY /graphql#item', file: 'schema.js', line: 4, params: ['body id'], purpose: 'One item' },
    ],
  },
];
