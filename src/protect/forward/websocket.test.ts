import assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import { describe, it } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import {
  configFor,
  converse,
  echo,
  eventually,
  field,
  httpUpstream,
  rawUpstream,
  testGateway,
} from '../gateway.fixture.ts';

const handshake =
  'GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

describe('a WebSocket', () => {
  it('passes through both ways and is recorded once, at its end', async () => {
    const rooms = new WebSocketServer({ noServer: true });
    let fields: readonly string[] = [];
    rooms.on('connection', (socket, request) => {
      fields = request.rawHeaders;
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    await using upstream = await httpUpstream(echo);
    upstream.server.on('upgrade', (request, socket: Duplex, head: Buffer) => {
      rooms.handleUpgrade(request, socket, head, (one) => rooms.emit('connection', one, request));
    });
    // Shorter than the silence below: an open WebSocket may be quiet.
    await using gateway = await testGateway(
      configFor(
        upstream.url,
        { timeouts: { bodyIdleMs: 20, headersMs: 1_000 } },
        {
          limits: {
            bodyIdleTimeoutMs: 100,
            writeIdleTimeoutMs: 100,
            keepAliveTimeoutMs: 100,
            headersTimeoutMs: 100,
          },
        },
      ),
    );
    const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/chat?room=1`, ['chat.v1']);
    await new Promise((resolve) => socket.once('open', resolve));
    assert.equal(gateway.worker.stats().upstreams[0]?.inFlight, 0);
    for (const text of ['one', 'x'.repeat(100_000)]) {
      const answer = new Promise((resolve) =>
        socket.once('message', (data: Buffer) => resolve(data.toString())),
      );
      socket.send(text);
      assert.equal(await answer, text);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    assert.equal(gateway.records.length, 0);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.close(1000);
    await ended;
    const [record] = await gateway.recorded(1);
    assert.deepEqual(
      [record?.method, record?.protocol, record?.status, record?.outcome, record?.target],
      ['WS', 'websocket', 101, 'answered', '/chat?room=1'],
    );
    assert.ok((record?.requestBody.bytes ?? 0) > 100_000 && (record?.responseBody.bytes ?? 0) > 100_000);
    assert.equal(field(fields, 'x-forwarded-for'), '127.0.0.1');
    assert.equal(gateway.records.length, 1);
  });

  it('that the upstream does not want gets the upstream’s answer', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(configFor(upstream.url));
    const answer = await converse(gateway.port, handshake).closed;
    assert.match(answer, /^HTTP\/1\.1 200 OK/);
    assert.match(answer, /"url":"\/chat"/);
    assert.deepEqual([(await gateway.recorded(1))[0]?.status, gateway.records[0]?.method], [200, 'WS']);
  });

  it('whose upstream is down gets 502', async () => {
    await using upstream = await rawUpstream((socket) => socket.destroy());
    await using gateway = await testGateway(configFor(upstream.url));
    assert.match(await converse(gateway.port, handshake).closed, /^HTTP\/1\.1 502 /);
    assert.equal((await gateway.recorded(1))[0]?.outcome, 'upstream-failed');
  });

  it('ends when either side goes away', async () => {
    await using upstream = await rawUpstream((socket) => {
      socket.once('data', () => {
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nhello',
        );
        socket.on('data', () => socket.destroy());
      });
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const first = converse(gateway.port, handshake);
    await first.until(/hello$/);
    first.socket.destroy();
    await eventually(() => upstream.sockets.size === 0, 'the upstream side has ended');
    const second = converse(gateway.port, handshake);
    await second.until(/hello$/);
    second.socket.write('bye');
    await second.closed;
    assert.equal((await gateway.recorded(2)).length, 2);
  });

  it('is judged like any request: another upgrade is not one', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(configFor(upstream.url));
    const answer = await converse(
      gateway.port,
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n',
    ).closed;
    assert.match(answer, /^HTTP\/1\.1 200 OK/);
    const refused = await converse(gateway.port, handshake.replace('Host: a', 'Host: a@b')).closed;
    assert.match(refused, /^HTTP\/1\.1 400 [^]*host-invalid/);
  });
});
