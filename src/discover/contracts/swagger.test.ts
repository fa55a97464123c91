import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { operationLines, parameterLines, readText } from './testing/contract-folder.ts';

describe('OpenAPI 2.0', () => {
  test('base path, forms, bodies, security', async () => {
    const evidence = await readText(
      'swagger.yaml',
      `swagger: "2.0"
info: { title: Old, version: '1' }
host: API.example.org:443
basePath: /v1/
schemes: [https]
securityDefinitions:
  k: { type: apiKey, in: header, name: Authorization, description: 'Bearer token' }
  b: { type: basic }
  o: { type: oauth2, flow: implicit, authorizationUrl: 'https://x', scopes: {} }
  s: { type: apiKey, in: header, name: X-Signature }
security: [{ k: [] }]
parameters:
  page: { name: page, in: query, type: integer, format: int32 }
paths:
  /users/{id}:
    parameters: [{ $ref: '#/parameters/page' }]
    post:
      parameters:
        - { name: id, in: path, type: string, format: uuid, required: true }
        - name: body
          in: body
          required: true
          schema: { $ref: '#/definitions/User' }
      security: [{ o: [write], s: [] }]
    put:
      consumes: [multipart/form-data]
      parameters:
        - { name: photo, in: formData, type: file, required: true }
      security: [{}]
    get: { deprecated: true }
definitions:
  User: { type: object, required: [name], properties: { name: { type: string }, born: { type: string, format: date } } }
`,
    );
    assert.deepEqual(evidence.warnings, []);
    assert.deepEqual(operationLines(evidence), [
      'POST /v1/users/{id}',
      'PUT /v1/users/{id}',
      'GET /v1/users/{id}',
    ]);
    const [post, put, get] = evidence.sightings;
    assert.deepEqual(post?.hosts, ['api.example.org']);
    assert.deepEqual(parameterLines(evidence), [
      'path id string:uuid!',
      'query page integer:int32',
      'body name string!',
      'body born string:date',
    ]);
    assert.equal(post?.auth.reason, 'security: o and s');
    assert.deepEqual(post?.auth.schemes, [
      { scheme: 'oauth2', name: 'o', scopes: ['write'] },
      { scheme: 'signature', name: 's', scopes: [] },
    ]);
    assert.deepEqual(parameterLines(evidence, 1), [
      'path id unknown!',
      'query page integer:int32',
      'form photo file!',
    ]);
    assert.equal(put?.auth.demand, 'none');
    assert.equal(get?.auth.schemes[0]?.scheme, 'bearer');
    assert.equal(get?.deprecated, true);
    assert.equal(get?.framework, 'swagger-2.0');
  });
});
