import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { WebSocketServer } from 'ws';
import { JourneyCutShort } from './answer.ts';
import { canBindLoopback, openConnection } from './connection.ts';
import { createPace, DriveOver } from './pace.ts';
import type { Pace } from './pace.ts';
import { randomFrom } from './random.ts';
import { createTally } from './tally.ts';
import type { Tally } from './tally.ts';
import { createUser } from './user.ts';
import type { User } from './user.ts';

/** An API with every kind of bad answer. */
function startAwkwardApi(): Server {
  const sockets = new WebSocketServer({ noServer: true });
  return createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/cut') {
      response.writeHead(200, { 'content-length': '100' });
      response.write('only a part');
      setImmediate(() => response.destroy());
    } else if (path === '/reset') request.socket.destroy();
    else if (path === '/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
    } else if (path === '/short-stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: 1\n\n');
    } else if (path === '/refused-stream') response.writeHead(401).end('{}');
    else {
      response.setHeader('set-cookie', 'clinic_session=abc');
      response.end(JSON.stringify({ path, headers: request.headers }));
    }
  }).on('upgrade', (request, socket, head) => {
    if (request.url === '/refused-room') socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
    else if (request.url === '/silent-room') socket.destroy();
    else {
      sockets.handleUpgrade(request, socket, head, (open) => {
        if (request.url === '/rude-room') open.terminate();
      });
    }
  });
}

interface Fixture extends Disposable {
  readonly user: User;
  readonly tally: Tally;
  readonly pace: Pace;
}

const api = startAwkwardApi();
const listening = Promise.withResolvers<void>();
api.listen(0, '127.0.0.1', listening.resolve);
await listening.promise;
const target = new URL(`http://127.0.0.1:${(api.address() as AddressInfo).port}`);

after(() => {
  api.close();
  api.closeAllConnections();
});

function begin(): Fixture {
  const [pace, tally] = [createPace(1000), createTally()];
  const connection = openConnection(target, undefined, 3);
  const parts = { name: 'anna', userAgent: 'test', thinkMs: 1, steady: true, random: randomFrom(1, 'anna') };
  const user = createUser({ ...parts, connection, pace, tally });
  return {
    user,
    tally,
    pace,
    [Symbol.dispose]: () => {
      pace.stop();
      connection[Symbol.dispose]();
    },
  };
}

test('a request carries path values encoded, query, own headers and cookies', async () => {
  using fixture = begin();
  const { user, tally } = fixture;
  user.wear('authorization', 'Bearer t');
  await user.call('GET /first');
  const options = { params: { name: 'a/b c' }, query: { q: 'ü&' }, headers: { accept: 'text/csv' } };
  const answer = await user.call('GET /forms/{name}', options);
  const { path, headers } = JSON.parse(answer.text) as { path: string; headers: Record<string, string> };
  assert.equal(path, '/forms/a%2Fb%20c?q=%C3%BC%26');
  assert.equal(headers['authorization'], 'Bearer t');
  assert.equal(headers['accept'], 'text/csv');
  assert.equal(headers['cookie'], 'clinic_session=abc');
  assert.equal(headers['user-agent'], 'test');
  assert.deepEqual(tally.read().byOperation, { 'GET /first': 1, 'GET /forms/{name}': 1 });
});

test('only complete answers count as sent', async () => {
  using fixture = begin();
  const { user, tally } = fixture;
  await assert.rejects(user.call('GET /cut'), JourneyCutShort);
  await assert.rejects(user.call('GET /reset'), JourneyCutShort);
  await user.call('GET /fine');
  const { sent, failed } = tally.read();
  assert.deepEqual({ sent, failed }, { sent: 1, failed: 2 });
});

test('streams count once when they have ended, whoever ends them', async () => {
  using fixture = begin();
  const { user, tally, pace } = fixture;
  await user.listen('GET /stream', 5);
  await user.listen('GET /short-stream', 60_000);
  await user.listen('GET /refused-stream', 60_000);
  assert.deepEqual(tally.read().byStatus, { '200': 2, '401': 1 });
  const listening = user.listen('GET /stream', 3_600_000_000);
  // Somebody else is busy, so that the listener's hour does not pass at once.
  const busy = (async () => {
    for (;;) await pace.turn('busy', 1);
  })();
  setTimeout(() => pace.stop(), 50);
  await assert.rejects(busy, DriveOver);
  await assert.rejects(listening, DriveOver);
  assert.equal(tally.read().sent, 4);
});

test('WebSockets count once when they have closed; refusals count as answers', async () => {
  using fixture = begin();
  const { user, tally } = fixture;
  await user.converse('WS /room', {}, async (room) => {
    room.say({ type: 'ping' });
    await room.stay(1);
  });
  await user.converse('WS /rude-room', {}, async (room) => {
    await room.stay(1);
    room.say({ type: 'ping' });
  });
  await assert.rejects(
    user.converse('WS /refused-room', {}, () => Promise.resolve()),
    JourneyCutShort,
  );
  await assert.rejects(
    user.converse('WS /silent-room', {}, () => Promise.resolve()),
    JourneyCutShort,
  );
  const { byStatus, failed } = tally.read();
  assert.deepEqual(byStatus, { '101': 2, '401': 1 });
  assert.equal(failed, 1);
});

test('other loopback addresses are used only where the target is on loopback', async () => {
  assert.equal(await canBindLoopback(new URL('http://192.0.2.1/'), '127.0.0.2'), false);
  assert.equal(await canBindLoopback(new URL('http://127.0.0.1:9/'), '127.0.0.2'), false);
});
