import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ContractFolder,
  operationLines,
  parameterLines,
  readText,
  warningCodes,
} from './testing/contract-folder.ts';

const collection = {
  info: { name: 'Shop', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  auth: { type: 'bearer' },
  variable: [
    { key: 'baseUrl', value: 'https://{{host}}/api' },
    { key: 'host', value: 'Shop.example.org:443' },
    { key: 'apiVersion', value: 'v3' },
    { key: 'orderId', value: '17' },
  ],
  item: [
    {
      name: 'Orders',
      auth: { type: 'apikey' },
      item: [
        {
          name: 'One order',
          request: {
            method: 'GET',
            header: [{ key: 'X-Trace', value: '1' }],
            url: {
              raw: '{{baseUrl}}/{{apiVersion}}/orders/{{orderId}}/lines/:lineId?full=1',
              host: ['{{baseUrl}}'],
              path: ['{{apiVersion}}', 'orders', '{{orderId}}', 'lines', ':lineId'],
              query: [
                { key: 'full', value: '1' },
                { key: 'lang', value: 'de', disabled: true },
              ],
              variable: [{ key: 'lineId', value: '3' }],
            },
          },
        },
        {
          name: 'New order',
          request: {
            method: 'POST',
            auth: { type: 'noauth' },
            url: 'http://localhost:3000/orders/',
            body: { mode: 'raw', raw: '{"sku": "a", "count": {{count}}, "tags": []}' },
          },
        },
      ],
    },
    {
      name: 'Upload',
      request: {
        method: 'PUT',
        url: '{{unknown}}/files',
        body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file' }] },
      },
    },
    { name: 'Text', request: 'https://shop.example.org/text?x=1' },
    { name: 'Broken' },
  ],
};

describe('Postman', () => {
  test('folders, variables, authentication, bodies', async () => {
    const evidence = await readText('shop.postman_collection.json', JSON.stringify(collection, null, 2));
    assert.deepEqual(operationLines(evidence), [
      'GET /api/v3/orders/{orderId}/lines/{lineId}',
      'POST /orders',
      'PUT /files',
      'GET /text',
    ]);
    const [one, create, upload, text] = evidence.sightings;
    assert.deepEqual(one?.hosts, ['shop.example.org']);
    assert.deepEqual(one?.tags, ['Orders']);
    assert.equal(one?.purpose?.text, 'One order');
    assert.equal(one?.auth.schemes[0]?.scheme, 'api-key');
    assert.equal(one?.place.pointer, '/item/0/item/0');
    assert.deepEqual(parameterLines(evidence), [
      'path orderId unknown!',
      'path lineId unknown!',
      'query full unknown',
      'query lang unknown',
      'header X-Trace string',
    ]);
    assert.equal(create?.auth.demand, 'none');
    assert.deepEqual(create?.hosts, ['localhost:3000']);
    assert.deepEqual(parameterLines(evidence, 1), [
      'body sku string',
      'body count unknown',
      'body tags array',
    ]);
    assert.deepEqual(upload?.hosts, []);
    assert.equal(upload?.auth.schemes[0]?.scheme, 'bearer');
    assert.deepEqual(parameterLines(evidence, 2), ['form f file']);
    assert.deepEqual(parameterLines(evidence, 3), ['query x unknown']);
    assert.equal(text?.method, 'GET');
    assert.deepEqual(warningCodes(evidence), ['invalid-item']);
  });

  test('an environment beside the collection, and credentials in headers', async () => {
    const { schema } = collection.info;
    const header = [{ key: 'Authorization', value: 'Token {{token}}' }];
    const item = [{ name: 'Me', request: { method: 'GET', header, url: '{{APIURL}}/user' } }];
    using folder = new ContractFolder({
      'c.json': JSON.stringify({ info: { name: 'C', schema }, item }),
      'c.postman_environment.json': JSON.stringify({
        values: [
          { key: 'APIURL', value: 'https://api.example.org/api', enabled: true },
          { key: 'token', value: 'hush-hush', enabled: true },
        ],
      }),
    });
    const evidence = await folder.read('c.json');
    assert.deepEqual(operationLines(evidence), ['GET /api/user']);
    assert.deepEqual(evidence.sightings[0]?.hosts, ['api.example.org']);
    assert.deepEqual(evidence.sightings[0]?.auth.schemes, [
      { scheme: 'bearer', name: 'Authorization', scopes: [] },
    ]);
    assert.ok(!JSON.stringify(evidence).includes('hush'));
  });
});
