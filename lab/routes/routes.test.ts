import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { validate as validateWithReadme } from '@readme/openapi-parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { parse } from 'yaml';
import { z } from 'zod';
import { schema } from '../graphql/endpoint.ts';
import { rootFields } from '../graphql/root.ts';
import { waitingRoomPath } from '../waiting-room/socket.ts';
import { routes } from './index.ts';

const contractPath = new URL('../openapi.yaml', import.meta.url).pathname;

const operations = z
  .array(
    z.object({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'MUTATION', 'WS']),
      path: z.string(),
      documented: z.boolean(),
      called: z.boolean(),
      auth: z.enum(['none', 'bearer', 'cookie', 'apiKey', 'signature', 'ticket']),
      summary: z.string().min(1),
      carrier: z.literal(true).optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../operations.json', import.meta.url), 'utf8')));

const contract = z
  .object({ paths: z.record(z.string(), z.record(z.string(), z.object({ security: z.array(z.unknown()) }))) })
  .parse(parse(readFileSync(contractPath, 'utf8')));

const key = (operation: { readonly method: string; readonly path: string }): string =>
  `${operation.method} ${operation.path}`;

test('operations.json lists exactly what is routed', () => {
  const graph = [
    ...Object.keys(schema.getQueryType()?.getFields() ?? {}).map((name) => `QUERY /graphql#${name}`),
    ...Object.keys(schema.getMutationType()?.getFields() ?? {}).map((name) => `MUTATION /graphql#${name}`),
  ];
  const routed = [...routes.map(key), ...graph, `WS ${waitingRoomPath}`];
  assert.deepEqual(operations.map(key).toSorted(), routed.toSorted());
  assert.equal(new Set(routed).size, routed.length);
});

test('operations.json tells how each route authenticates', () => {
  const told = new Map(operations.map((operation) => [key(operation), operation.auth]));
  for (const route of routes) assert.equal(told.get(key(route)), route.auth, key(route));
});

test('every root field of the graph has a resolver, and no resolver is left over', () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );
  assert.deepEqual(Object.keys(rootFields).toSorted(), fields.toSorted());
});

test('the contract documents what operations.json calls documented', () => {
  const documented = Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(
    operations
      .filter((operation) => operation.documented)
      .map(key)
      .toSorted(),
    documented.toSorted(),
  );
});

test('the contract says where no login is needed', () => {
  for (const operation of operations.filter((one) => one.documented)) {
    const security = contract.paths[operation.path]?.[operation.method.toLowerCase()]?.security;
    assert.equal(security?.length === 0, operation.auth === 'none', key(operation));
  }
});

test('the contract is valid OpenAPI 3.1 to two validators', async () => {
  const one = await new Validator().validate(contractPath);
  assert.equal(one.valid, true, JSON.stringify(one.errors));
  const other = await validateWithReadme(contractPath);
  assert.equal(other.valid, true);
});

test('there is a zombie, a shadow and an orphan to find', () => {
  assert.ok(operations.some((one) => one.path.startsWith('/v1/') && one.called && !one.documented));
  assert.ok(operations.some((one) => one.path.startsWith('/v2/') && one.called && !one.documented));
  assert.ok(operations.some((one) => one.documented && !one.called));
});
