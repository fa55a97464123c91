import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { z } from 'zod';
import {
  ContractFolder,
  operationLines,
  parameterLines,
  readText,
  warningCodes,
} from './testing/contract-folder.ts';

const petShop = `openapi: 3.0.3
info:
  title: Pet shop
  x-audience: company-internal
  contact:
    email: pets@example.org
servers:
  - url: http://localhost:8080/dev
  - url: https://{region}.Example.org:443/{stage}/
    variables:
      region: { default: eu, enum: [eu, us] }
      stage: { default: v2 }
  - url: https://backup.example.org/v2
security:
  - token: []
paths:
  /pets/{petId}/:
    parameters:
      - { name: petId, in: path, required: true, schema: { type: integer, format: int64 } }
      - { name: lang, in: query, schema: { type: string } }
    get:
      operationId: getPet
      summary: One pet
      tags: [pets]
      parameters:
        - $ref: '#/components/parameters/Trace'
        - { name: lang, in: query, required: true, schema: { type: string, enum: [de, fr] } }
      security:
        - {}
        - token: []
          key: []
        - oauth: ['pets:read', 'pets:list']
      responses: {}
    post:
      deprecated: true
      x-internal: true
      description: |
        Changes a pet. Everything of it, e.g. its name.

        Long story.
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Pet' }
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { photo: { type: string, format: binary } } }
      security: []
      callbacks:
        changed:
          '{$request.body#/hook}':
            post:
              requestBody: { content: { application/json: { schema: { properties: { petId: { type: integer } } } } } }
components:
  parameters:
    Trace: { name: X-Trace, in: header, schema: { type: string, format: uuid } }
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
    oauth: { type: oauth2, flows: {} }
  schemas:
    Pet:
      allOf:
        - $ref: '#/components/schemas/Named'
        - type: object
          required: [kind]
          properties:
            id: { type: string, readOnly: true }
            kind: { $ref: '#/components/schemas/Kind' }
            mother: { $ref: '#/components/schemas/Pet' }
    Named: { type: object, required: [name], properties: { name: { type: string } } }
    Kind: { type: string, enum: [cat, dog] }
`;

describe('OpenAPI 3', () => {
  test('tells servers, parameters, bodies, security, words and places', async () => {
    const evidence = await readText('pets.yaml', petShop);
    assert.deepEqual(evidence.warnings, []);
    assert.deepEqual(operationLines(evidence), ['GET /v2/pets/{petId}', 'POST /v2/pets/{petId}']);
    const [get, post] = evidence.sightings;
    assert.deepEqual(get?.hosts, ['localhost:8080', 'eu.example.org', 'backup.example.org']);
    assert.deepEqual(parameterLines(evidence), [
      'path petId integer:int64!',
      'query lang string!',
      'header X-Trace string:uuid',
    ]);
    assert.equal(get?.auth.demand, 'optional');
    assert.equal(get?.auth.reason, 'security: (token and key) or oauth or nothing');
    assert.deepEqual(get?.auth.schemes, [
      { scheme: 'bearer', name: 'token', scopes: [] },
      { scheme: 'api-key', name: 'key', scopes: [] },
      { scheme: 'oauth2', name: 'oauth', scopes: ['pets:read', 'pets:list'] },
    ]);
    assert.equal(get?.handler, 'getPet');
    assert.deepEqual(get?.tags, ['x-audience:company-internal', 'pets']);
    assert.deepEqual(get?.place, { file: 'pets.yaml', line: 21, pointer: '/paths/~1pets~1{petId}~1/get' });
    assert.deepEqual(parameterLines(evidence, 1), [
      'path petId integer:int64!',
      'query lang string',
      'body name string!',
      'body kind string!',
      'body mother object',
      'form photo file',
    ]);
    assert.equal(post?.auth.demand, 'none');
    assert.equal(post?.deprecated, true);
    assert.equal(post?.purpose?.text, 'Changes a pet');
    assert.ok(post?.tags.includes('x-internal'));
    assert.deepEqual(
      evidence.outbound.map(({ name, host, method, fields, client }) => ({
        name,
        host,
        method,
        fields,
        client,
      })),
      [
        {
          name: 'callback:changed {$request.body#/hook}',
          host: null,
          method: 'POST',
          fields: ['petId'],
          client: 'callback',
        },
      ],
    );
    assert.deepEqual(evidence.owners[0]?.owners, ['pets@example.org']);
    assert.equal(evidence.covers[0]?.lines, petShop.trimEnd().split('\n').length);
  });

  test('JSON tells the same as YAML, with lines', async () => {
    const json = `{
  "openapi": "3.1.0", "info": {"title": "J"},
  "webhooks": {"order/paid": {"post": {"requestBody": {"content": {"application/json": {"schema": {"properties": {"email": {}}}}}}}}},
  "paths": {
    "/a": {
      "get": {"summary": "A"}, "put": {},
      "query": {}, "additionalOperations": {"COPY": {}}
    },
    "/files/{path+}": {"x-amazon-apigateway-any-method": {"parameters": [
      {"name": "n", "in": "query", "schema": {"type": ["integer", "null"]}},
      {"name": "filter", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}}]}}
  }
}`;
    const evidence = await readText('j.json', json);
    assert.deepEqual(operationLines(evidence), [
      'GET /a',
      'PUT /a',
      'QUERY /a',
      'COPY /a',
      'ANY /files/{path*}',
    ]);
    assert.equal(evidence.sightings[0]?.place.line, 6);
    assert.equal(evidence.sightings[2]?.place.line, 7);
    assert.equal(evidence.sightings[0]?.auth.demand, 'unknown');
    assert.deepEqual(parameterLines(evidence, 4), [
      'path path unknown!',
      'query n integer',
      'query filter object',
    ]);
    assert.deepEqual(evidence.outbound[0]?.fields, ['email']);
    assert.equal(evidence.outbound[0]?.name, 'webhook:order/paid');
  });

  test('follows references to files below the root, and no others', async () => {
    using folder = new ContractFolder({
      'api/openapi.yaml': `openapi: 3.1.0
info: { $ref: info.yaml }
paths:
  /users:
    $ref: 'paths/users.yaml#/list'
    summary: Users
  /out: { $ref: '../../secret.yaml' }
  /net: { $ref: 'https://example.org/paths.yaml' }
  /link: { $ref: 'link.yaml' }
  /gone: { $ref: 'gone.yaml' }
  /ring: { $ref: '#/paths/~1ring' }
  /here: { $ref: '#/components/pathItems/Here' }
components: { pathItems: { Here: { delete: {} } } }
`,
      'api/info.yaml': 'title: Spread\n',
      'api/paths/users.yaml': `list:
  get:
    parameters:
      - $ref: ../common.yaml#/parameters/Page
`,
      'api/common.yaml': 'parameters: { Page: { name: page, in: query, schema: { type: integer } } }\n',
      '../secret.yaml': 'get: { summary: secret }\n',
    });
    folder.link('api/link.yaml', '../secret.yaml');
    const evidence = await folder.read('api/openapi.yaml');
    assert.deepEqual(operationLines(evidence), ['GET /users', 'DELETE /here']);
    assert.deepEqual(parameterLines(evidence), ['query page integer']);
    assert.deepEqual(evidence.sightings[0]?.place, {
      file: 'api/paths/users.yaml',
      line: 2,
      pointer: '/list/get',
    });
    assert.equal(evidence.sightings[0]?.purpose?.text, undefined);
    assert.equal(evidence.sightings[0]?.api, 'Spread');
    assert.deepEqual(warningCodes(evidence), [
      'reference-outside',
      'reference-remote',
      'reference-outside',
      'reference-missing',
      'reference-circular',
    ]);
    assert.equal(evidence.covers[0]?.files, 4);
  });

  test('the lab’s contract gives exactly the operations that are documented', async () => {
    const text = readFileSync(new URL('../../../lab/openapi.yaml', import.meta.url), 'utf8');
    const listed = z
      .array(z.object({ method: z.string(), path: z.string(), documented: z.boolean() }))
      .parse(JSON.parse(readFileSync(new URL('../../../lab/operations.json', import.meta.url), 'utf8')));
    const evidence = await readText('openapi.yaml', text);
    assert.deepEqual(
      [...operationLines(evidence)].sort(),
      listed
        .filter(({ documented }) => documented)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    );
    assert.deepEqual(evidence.warnings, []);
    assert.ok(evidence.sightings.every(({ auth, purpose }) => auth.demand !== 'unknown' && purpose !== null));
  });
});
