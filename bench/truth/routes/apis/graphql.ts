import { digits, uuid } from '../../ids.ts';
import { HEX, type Random } from '../../random.ts';
import { NOUNS } from '../../words.ts';
import type { ApiSpec, RouteOptions } from '../api.ts';

interface Sent {
  readonly document: string;
  readonly fields: readonly string[];
  readonly variables: (r: Random) => Record<string, unknown>;
  readonly name: string | null;
}

const id = (r: Random) => ({ id: r.text(HEX, 12) });
const none = () => ({});
const DOCUMENTS: readonly Sent[] = [
  {
    name: 'Viewer',
    document: 'query Viewer { viewer { id name email } }',
    fields: ['QUERY viewer'],
    variables: none,
  },
  {
    name: 'Product',
    document:
      'query Product($id: ID!) { product(id: $id) { id title ...Price } } fragment Price on Product { price }',
    fields: ['QUERY product'],
    variables: id,
  },
  {
    name: 'Home',
    document:
      'query Home { viewer { id } featured: products(first: 4) { nodes { id } } newest: products(sort: NEW) { nodes { id } } banners { src } }',
    fields: ['QUERY viewer', 'QUERY products', 'QUERY banners'],
    variables: none,
  },
  {
    name: 'Search',
    document: 'query Search($q: String!) { search(text: $q) { ... on Product { id } __typename } }',
    fields: ['QUERY search'],
    variables: (r) => ({ q: r.pick(NOUNS) }),
  },
  { name: null, document: '{ shop { name currency } }', fields: ['QUERY shop'], variables: none },
  {
    name: 'AddToCart',
    document:
      'mutation AddToCart($id: ID!) { cartAdd(product: $id) { cart { id total } userErrors { message } } }',
    fields: ['MUTATION cartAdd'],
    variables: id,
  },
  {
    name: 'Checkout',
    document: 'mutation Checkout($id: ID!) { checkoutCreate(cart: $id) { checkout { url } } }',
    fields: ['MUTATION checkoutCreate'],
    variables: id,
  },
  {
    name: 'SignIn',
    document:
      'mutation SignIn($e: String!, $p: String!) { session: signIn(email: $e, password: $p) { token } }',
    fields: ['MUTATION signIn'],
    variables: (r) => ({ e: `a${r.int(1, 99)}@mail.example`, p: r.text(HEX, 10) }),
  },
  {
    name: 'Orders',
    document:
      'query Orders($n: Int) { orders(first: $n) { edges { node { id total } } pageInfo { hasNextPage } } }',
    fields: ['QUERY orders'],
    variables: () => ({ n: 10 }),
  },
  {
    name: 'Order',
    document: 'query Order($id: ID!) { order(id: $id) { id lines { sku } } }',
    fields: ['QUERY order'],
    variables: id,
  },
  {
    name: 'Rename',
    document: 'query Read { viewer { id } } mutation Rename($n: String!) { viewerUpdate(name: $n) { id } }',
    fields: ['MUTATION viewerUpdate'],
    variables: (r) => ({ n: r.pick(NOUNS) }),
  },
  {
    name: 'IntrospectionQuery',
    document: 'query IntrospectionQuery { __schema { queryType { name } } }',
    fields: ['QUERY __schema'],
    variables: none,
  },
];

const graphqlRoute = (path: string): RouteOptions => ({
  open: true,
  status: 200,
  accepts: [],
  graphql: (r) => {
    const sent = DOCUMENTS[r.skewed(DOCUMENTS.length, 0.6)] ?? DOCUMENTS[0];
    if (sent === undefined) throw new Error('no document');
    return {
      body: {
        ...(sent.name === null ? {} : { operationName: sent.name }),
        query: sent.document,
        variables: sent.variables(r),
      },
      fields: sent.fields.map((field) => field.replace(' ', ` ${path}#`)),
      data: r.chance(0.06)
        ? { data: null, errors: [{ message: 'Not found', path: ['x'], extensions: { code: 'NOT_FOUND' } }] }
        : { data: { [String(sent.fields[0]?.split(' ')[1])]: { id: r.text(HEX, 8), n: r.int(1, 99) } } },
    };
  },
});

export const graphqlShop: ApiSpec = {
  id: 'graphql',
  title: 'GraphQL: several root fields, aliases, a few REST paths beside it',
  host: 'graph.palette.example',
  requests: 1000,
  actors: [
    { kind: 'opaque', count: 18, share: 6 },
    { kind: 'none', count: 10, share: 3 },
  ],
  params: {
    webhook: { make: uuid, size: 14 },
    image: { make: (r) => `${r.text(HEX, 20)}.webp`, size: 70 },
    export: { make: digits(6), size: 20 },
  },
  entities: {
    hook: (r, hookId) => ({ id: hookId, topic: r.pick(['orders', 'carts']), active: true }),
    health: () => ({ status: 'pass', checks: { db: 'up' } }),
    export: (r, exportId) => ({ id: exportId, rows: r.int(1, 9999), state: r.pick(['ready', 'running']) }),
    token: (r) => ({ access_token: r.text(HEX, 40), token_type: 'bearer', expires_in: 3600 }),
  },
  routes: [
    ['POST /graphql', 300, 'ok', graphqlRoute('/graphql')],
    ['POST /admin/api/2026-01/graphql.json', 90, 'ok', graphqlRoute('/admin/api/2026-01/graphql.json')],
    [
      'POST /oauth/token',
      20,
      'token',
      { open: true, form: true, status: 200, body: () => ({ grant_type: 'client_credentials' }) },
    ],
    ['GET /webhooks/{webhook}', 12, 'hook'],
    ['DELETE /webhooks/{webhook}', 4, '-'],
    ['GET /exports/{export}', 12, 'export'],
    [
      'GET /images/{image}',
      50,
      'ok',
      { open: true, type: 'image/webp', accepts: ['GET /images/{name}.webp'] },
    ],
    ['GET /healthz', 40, 'health', { open: true }],
  ],
};
