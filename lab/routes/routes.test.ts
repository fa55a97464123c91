import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { validate as validateWithReadme } from '@readme/openapi-parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { parse } from 'yaml';
import { z } from 'zod';
import { schema } from '../graphql/endpoint.ts';
import { rootFields } from '../graphql/root.ts';
import { createApplication } from '../http/application.ts';
import type { Platform } from '../platform.ts';
import { servedBy } from '../testing/express-routes.ts';
import { waitingRoomPath } from '../waiting-room/socket.ts';
import { homeVisitRouter } from './home-visits.ts';

const contractPath = new URL('../openapi.yaml', import.meta.url).pathname;

const lifecycles = ['zombie', 'unreachable', 'shadow', 'orphan', 'dormant', 'documented'] as const;

const operations = z
  .array(
    z.strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'ANY', 'QUERY', 'MUTATION', 'WS']),
      path: z.string(),
      documented: z.boolean(),
      called: z.boolean(),
      auth: z.enum(['none', 'bearer', 'cookie', 'apiKey', 'signature', 'ticket']),
      lifecycle: z.enum(lifecycles),
      code: z.object({ file: z.string(), line: z.number() }).nullable(),
      deprecated: z.literal(true).optional(),
      routed: z.literal(false).optional(),
      outside: z.literal(true).optional(),
      carrier: z.literal(true).optional(),
      summary: z.string().min(1),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../operations.json', import.meta.url), 'utf8')));

const routed = operations.filter((operation) => operation.routed !== false);

const contract = z
  .object({
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ security: z.array(z.unknown()), deprecated: z.boolean().optional() })),
    ),
  })
  .parse(parse(readFileSync(contractPath, 'utf8')));

const key = (operation: { readonly method: string; readonly path: string }): string =>
  `${operation.method} ${operation.path}`;

// What is routed does not depend on the platform; nothing is called here.
const served = servedBy(createApplication({} as Platform).router);

test('operations.json lists exactly what is routed', () => {
  const graph = [
    ...Object.keys(schema.getQueryType()?.getFields() ?? {}).map((name) => `QUERY /graphql#${name}`),
    ...Object.keys(schema.getMutationType()?.getFields() ?? {}).map((name) => `MUTATION /graphql#${name}`),
  ];
  const all = [...served.map(key), ...graph, `WS ${waitingRoomPath}`];
  assert.deepEqual(routed.map(key).toSorted(), all.toSorted());
  assert.equal(new Set(all).size, all.length);
});

test('operations.json lists what a router that is mounted nowhere would serve', () => {
  const unreachable = operations.filter((operation) => operation.lifecycle === 'unreachable').map(key);
  assert.deepEqual(servedBy(homeVisitRouter).map(key).toSorted(), unreachable.toSorted());
});

const guardOf = { bearer: 'requireLogin', cookie: 'requireWebSession', apiKey: 'requirePartnerKey' } as const;

test('operations.json tells how each route authenticates', () => {
  const told = new Map(operations.map((operation) => [key(operation), operation.auth]));
  const required: readonly string[] = Object.values(guardOf);
  for (const route of served) {
    const auth = told.get(key(route)) ?? 'none';
    const guards = route.guards.filter((name) => required.includes(name));
    // The signature is the handler's business; so is what becomes of a caller who is recognised but not required.
    const open = auth === 'none' || auth === 'signature' || route.guards.includes('recogniseCaller');
    assert.deepEqual(guards, open ? [] : [guardOf[auth as keyof typeof guardOf]], key(route));
  }
});

test('operations.json tells where each operation is coded', () => {
  for (const operation of operations.filter((one) => one.code !== null)) {
    const { file = '', line = 0 } = operation.code ?? {};
    const lines = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8').split('\n');
    const said = lines.slice(line - 1, line + 1).join(' ');
    const verb = operation.method === 'ANY' ? 'all' : operation.method.toLowerCase();
    const name = operation.path.split('#')[1] ?? '';
    const wanted =
      name === '' ? (operation.method === 'WS' ? 'waitingRoomPath =' : `.${verb}(`) : `  ${name}`;
    assert.ok(said.includes(wanted), `${key(operation)} is not at ${file}:${line}: ${said}`);
  }
  for (const { method, path, code } of routed) assert.ok(code, `${method} ${path}`);
});

test('operations.json tells the lifecycle of each operation, the first that is true', () => {
  for (const operation of operations) {
    const { documented, called, code, path } = operation;
    // Version 1 is superseded by version 2, whatever a contract says of it.
    const superseded = operation.deprecated === true || path.startsWith('/v1/');
    const truths: Readonly<Record<(typeof lifecycles)[number], boolean>> = {
      zombie: superseded && called,
      unreachable: code !== null && operation.routed === false,
      shadow: (called || code !== null) && !documented,
      orphan: documented && code === null && !called,
      dormant: !called,
      documented: true,
    };
    assert.equal(
      operation.lifecycle,
      lifecycles.find((one) => truths[one]),
      key(operation),
    );
  }
  assert.deepEqual([...new Set(operations.map((one) => one.lifecycle))].toSorted(), lifecycles.toSorted());
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

test('the contract marks as deprecated what operations.json does', () => {
  for (const operation of operations.filter((one) => one.documented))
    assert.equal(
      contract.paths[operation.path]?.[operation.method.toLowerCase()]?.deprecated ?? false,
      operation.deprecated ?? false,
      key(operation),
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
