import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { operationLines, parameterLines, readText } from './testing/contract-folder.ts';

describe('AsyncAPI', () => {
  test('2.x: channels, servers, messages', async () => {
    const evidence = await readText(
      'events.yaml',
      `asyncapi: '2.6.0'
info: { title: Lights, contact: { name: Light team } }
servers:
  bus: { url: 'broker.example.org:{port}', protocol: kafka-secure, variables: { port: { default: '9092' } }, security: [{ user: [] }] }
  chat: { url: 'wss://chat.example.org/live', protocol: wss }
channels:
  lights/{lightId}/measured:
    servers: [bus]
    parameters: { lightId: { schema: { type: string, format: uuid } } }
    publish:
      operationId: onMeasured
      summary: Light was measured
      message: { oneOf: [{ $ref: '#/components/messages/M' }] }
    subscribe: { message: { $ref: '#/components/messages/M' } }
  /rooms/{room}:
    servers: [chat]
    bindings: { ws: { query: { properties: { token: { type: string } } } } }
    subscribe: { deprecated: true }
components:
  messages: { M: { payload: { type: object, required: [lumens], properties: { lumens: { type: integer } } } } }
  securitySchemes: { user: { type: scramSha256 } }
`,
    );
    assert.deepEqual(evidence.warnings, []);
    assert.deepEqual(operationLines(evidence), [
      'PUBLISH /lights/{lightId}/measured',
      'SUBSCRIBE /lights/{lightId}/measured',
      'SUBSCRIBE /live/rooms/{room}',
    ]);
    assert.deepEqual(parameterLines(evidence), ['path lightId string:uuid!', 'body lumens integer!']);
    assert.deepEqual(parameterLines(evidence, 2), ['path room string!', 'query token string']);
    const [publish, , chat] = evidence.sightings;
    assert.deepEqual(publish?.hosts, ['broker.example.org:9092']);
    assert.deepEqual(publish?.auth.schemes, [{ scheme: 'basic', name: 'user', scopes: [] }]);
    assert.equal(publish?.place.line, 10);
    assert.equal(publish?.purpose?.text, 'Light was measured');
    assert.ok(publish?.tags.includes('kafka-secure'));
    assert.equal(chat?.kind, 'websocket');
    assert.deepEqual(chat?.hosts, ['chat.example.org']);
    assert.deepEqual(
      evidence.components.map(({ kind, name }) => `${kind} ${name}`),
      ['broker kafka'],
    );
    assert.deepEqual(evidence.owners[0]?.owners, ['Light team']);
  });

  test('3.x: operations that name their channel', async () => {
    const evidence = await readText(
      'events.json',
      JSON.stringify({
        asyncapi: '3.0.0',
        info: { title: 'Users' },
        servers: { mq: { host: 'mq.example.org', pathname: '/v1', protocol: 'amqps' } },
        channels: {
          signedUp: {
            address: 'user/{id}',
            messages: { a: { payload: { properties: { mail: { type: 'string' } } } } },
          },
        },
        operations: {
          emit: {
            action: 'send',
            channel: { $ref: '#/channels/signedUp' },
            security: [{ $ref: '#/components/securitySchemes/o' }],
          },
          hear: {
            action: 'receive',
            channel: { $ref: '#/channels/signedUp' },
            messages: [{ $ref: '#/channels/signedUp/messages/a' }],
          },
          bad: { action: 'send' },
        },
        components: { securitySchemes: { o: { type: 'oauth2', scopes: ['write'] } } },
      }),
    );
    assert.deepEqual(operationLines(evidence), ['SUBSCRIBE /user/{id}', 'PUBLISH /user/{id}']);
    assert.deepEqual(parameterLines(evidence, 1), ['path id string!', 'body mail string']);
    assert.deepEqual(evidence.sightings[0]?.auth.schemes, [
      { scheme: 'oauth2', name: 'o', scopes: ['write'] },
    ]);
    assert.equal(evidence.sightings[0]?.handler, 'emit');
    assert.equal(evidence.warnings[0]?.code, 'invalid-operation');
    assert.equal(evidence.components[0]?.name, 'amqp');
  });
});
