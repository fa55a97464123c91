import assert from 'node:assert/strict';
import http2 from 'node:http2';
import net from 'node:net';
import { describe, it } from 'node:test';
import {
  ask,
  bodyOf,
  configFor,
  converse,
  echo,
  eventually,
  httpUpstream,
  rawUpstream,
  type TestGateway,
  testGateway,
} from '../gateway.fixture.ts';

const get = 'GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
const post = 'POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi';

/** A port on which nobody listens. */
async function deadPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function refusedWith(gateway: TestGateway, bytes: string, status: number, code: string): Promise<void> {
  const answer = await ask(gateway.port, bytes);
  assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), answer);
  assert.match(answer, new RegExp(`"code":"${code}"`));
}

const freed = (gateway: TestGateway): Promise<void> =>
  eventually(() => gateway.worker.stats().upstreams.every((one) => one.inFlight === 0), 'all slots are free');

describe('an upstream', () => {
  it('that is down gives 502 and is recorded', async () => {
    await using gateway = await testGateway(configFor(`http://127.0.0.1:${await deadPort()}`));
    await refusedWith(gateway, get, 502, 'upstream-unreachable');
    const [record] = await gateway.recorded(1);
    assert.deepEqual(
      [record?.outcome, record?.refusedBy, record?.status],
      ['upstream-failed', 'upstream-unreachable', 502],
    );
    await freed(gateway);
  });

  it('that resets before it answers is tried again for a safe method, not for another', async () => {
    let connections = 0;
    await using upstream = await rawUpstream((socket) => {
      connections += 1;
      socket.once('data', () => {
        if (connections === 1 || connections === 3) socket.resetAndDestroy();
        else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
      });
    });
    await using gateway = await testGateway(configFor(upstream.url));
    assert.match(await ask(gateway.port, get), /^HTTP\/1\.1 200 OK/);
    assert.equal(connections, 2);
    await refusedWith(gateway, post, 502, 'upstream-reset');
    assert.equal(connections, 3);
    assert.equal((await gateway.recorded(2)).length, 2);
    await freed(gateway);
  });

  it('that does not answer in time gives 504', async () => {
    await using upstream = await rawUpstream((socket) => void socket.resume());
    await using gateway = await testGateway(configFor(upstream.url, { timeouts: { headersMs: 50 } }));
    await refusedWith(gateway, get, 504, 'upstream-timeout');
    await eventually(() => upstream.sockets.size === 0, 'the stalled connection is gone');
    await freed(gateway);
  });

  it('that stalls in its body is cut, and so is the client', async () => {
    await using upstream = await rawUpstream((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'));
    });
    await using gateway = await testGateway(configFor(upstream.url, { timeouts: { bodyIdleMs: 50 } }));
    assert.equal(bodyOf(await ask(gateway.port, get)), 'half');
    const [record] = await gateway.recorded(1);
    assert.deepEqual(
      [record?.outcome, record?.refusedBy, record?.status],
      ['upstream-failed', 'upstream-timeout', 200],
    );
    // The same, when the request would have taken an event stream.
    const picky = get.replace('\r\n\r\n', '\r\nAccept: text/event-stream, */*\r\n\r\n');
    assert.equal(bodyOf(await ask(gateway.port, picky)), 'half');
    await freed(gateway);
  });

  it('that sends less than it said never looks whole', async () => {
    await using upstream = await rawUpstream((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort'));
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const talk = converse(gateway.port, 'GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
    const answer = await talk.closed;
    assert.match(answer, /content-length: 10/i);
    assert.equal(bodyOf(answer), 'short');
    assert.equal((await gateway.recorded(1))[0]?.outcome, 'upstream-failed');
    await freed(gateway);
  });

  it('that ends in the middle of its chunks never looks whole', async () => {
    await using upstream = await rawUpstream((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'),
      );
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const answer = await ask(gateway.port, get);
    assert.match(answer, /5\r\nhello\r\n/);
    assert.doesNotMatch(answer, /0\r\n\r\n$/);
    assert.equal((await gateway.recorded(1))[0]?.outcome, 'upstream-failed');
  });

  it('that sends more than it said delivers no more than that', async () => {
    await using upstream = await rawUpstream((socket) => {
      socket.once('data', () =>
        socket.write(
          'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil',
        ),
      );
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const talk = converse(gateway.port, 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\n');
    await talk.until(/hello$/);
    talk.socket.write('GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const answer = await talk.closed;
    assert.doesNotMatch(answer, /evil/);
    assert.equal(answer.match(/hello/g)?.length, 2);
  });

  it('that does not speak HTTP gives 502', async () => {
    for (const nonsense of [
      'SSH-2.0-OpenSSH\r\n',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      'HTTP/1.1 200 OK\r\nBad Name: 1\r\n\r\n',
      `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
    ]) {
      await using upstream = await rawUpstream((socket) => {
        socket.once('data', () => socket.write(nonsense));
      });
      await using gateway = await testGateway(configFor(upstream.url));
      await refusedWith(gateway, get, 502, 'upstream-invalid');
      await freed(gateway);
    }
  });

  it('that answers oddly but validly is passed on byte for byte', async () => {
    await using upstream = await rawUpstream((socket) => {
      socket.once('data', () =>
        socket.end(
          'HTTP/1.1 799 Caf\xe9\r\nX-Odd: \xe9\t\x80\r\nContent-Length: 3\r\nConnection: close\r\n\r\n\xff\x00\xfe',
          'latin1',
        ),
      );
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const answer = await ask(gateway.port, get);
    assert.match(answer, /^HTTP\/1\.1 799 /);
    assert.match(answer, /X-Odd: \xe9\t\x80\r\n/);
    assert.equal(bodyOf(answer), '\xff\x00\xfe');
    // HTTP/2 has no such status: its client is told that the answer is invalid.
    const session = http2.connect(`http://127.0.0.1:${gateway.port}`);
    const stream = session.request({ ':path': '/' });
    let status: unknown;
    stream.on('response', (headers) => {
      status = headers[':status'];
    });
    stream.resume();
    await new Promise((resolve) => stream.once('close', resolve));
    session.destroy();
    assert.equal(status, 502);
    assert.equal((await gateway.recorded(2))[1]?.refusedBy, 'upstream-invalid');
    await freed(gateway);
  });

  it('that answers before it has read the request is heard', async () => {
    await using upstream = await rawUpstream((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 401 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno'),
      );
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const talk = converse(gateway.port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nbegin');
    assert.match(await talk.until(/no$/), /^HTTP\/1\.1 401 No\r\n/);
    assert.equal((await gateway.recorded(1))[0]?.outcome, 'answered');
    await talk.closed;
    await freed(gateway);
  });

  it('that fails again and again is left alone, then tried again', async () => {
    let healthy = false;
    let connections = 0;
    await using upstream = await rawUpstream((socket) => {
      connections += 1;
      socket.once('data', () => {
        if (healthy) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
        else socket.resetAndDestroy();
      });
    });
    await using gateway = await testGateway(
      configFor(upstream.url, { breaker: { failuresMax: 3, openMs: 100 } }),
    );
    for (let i = 0; i < 3; i += 1) await refusedWith(gateway, post, 502, 'upstream-reset');
    assert.equal(gateway.worker.stats().upstreams[0]?.state, 'open');
    const answer = await ask(gateway.port, post);
    assert.match(answer, /^HTTP\/1\.1 503 /);
    assert.match(answer, /retry-after: 1\r\n/i);
    assert.match(answer, /circuit-open/);
    assert.equal(connections, 3);
    healthy = true;
    await eventually(() => gateway.worker.stats().upstreams[0]?.state === 'half-open', 'time for a trial');
    assert.match(await ask(gateway.port, post), /^HTTP\/1\.1 200 OK/);
    assert.equal(gateway.worker.stats().upstreams[0]?.state, 'up');
  });

  it('that is full lets so many wait and no more', async () => {
    const held: (() => void)[] = [];
    await using upstream = await httpUpstream((_request, response) => {
      held.push(() => response.end('ok'));
    });
    await using gateway = await testGateway(configFor(upstream.url, { connectionsMax: 1, pendingMax: 1 }));
    const first = ask(gateway.port, get);
    await eventually(() => held.length === 1, 'the first request is there');
    const second = ask(gateway.port, get);
    await eventually(() => gateway.worker.stats().requests === 2, 'the second request waits');
    await refusedWith(gateway, get, 503, 'upstream-busy');
    held[0]?.();
    assert.match(await first, /^HTTP\/1\.1 200/);
    await eventually(() => held.length === 2, 'the second request is there');
    held[1]?.();
    assert.match(await second, /^HTTP\/1\.1 200/);
    await freed(gateway);
  });
});

describe('several upstreams', () => {
  it('share the requests by weight, and a retry goes to another', async () => {
    const hits = { a: 0, b: 0 };
    await using a = await httpUpstream((_request, response) => {
      hits.a += 1;
      response.end('a');
    });
    await using b = await httpUpstream((_request, response) => {
      hits.b += 1;
      response.end('b');
    });
    const dead = `http://127.0.0.1:${await deadPort()}`;
    await using gateway = await testGateway(
      configFor(a.url, { upstreams: [{ url: a.url, weight: 3 }, { url: b.url }] }),
    );
    for (let i = 0; i < 8; i += 1) await ask(gateway.port, get);
    assert.deepEqual(hits, { a: 6, b: 2 });
    await using half = await testGateway(configFor(dead, { upstreams: [{ url: dead }, { url: b.url }] }));
    for (let i = 0; i < 4; i += 1) assert.match(await ask(half.port, get), /\r\n\r\nb$/);
  });

  it('that are checked are taken out and brought back', async () => {
    let good = true;
    await using a = await httpUpstream((request, response) => {
      if (request.url === '/health') response.writeHead(good ? 200 : 500).end();
      else response.end('a');
    });
    await using b = await httpUpstream((_request, response) => response.end('b'));
    await using gateway = await testGateway(
      configFor(a.url, {
        upstreams: [{ url: a.url }, { url: b.url }],
        health: { path: '/health', intervalMs: 200, unhealthyAfter: 1 },
      }),
    );
    const stateOfA = (): string | undefined => gateway.worker.stats().upstreams[0]?.state;
    good = false;
    await eventually(() => stateOfA() === 'down', 'a is taken out');
    for (let i = 0; i < 3; i += 1) assert.match(await ask(gateway.port, get), /\r\n\r\nb$/);
    good = true;
    await eventually(() => stateOfA() === 'up', 'a is brought back');
  });
});

describe('a client', () => {
  it('that leaves in the middle of its answer frees the slot, 200 times', async () => {
    await using upstream = await httpUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 97)));
      };
      response.on('drain', more);
      more();
    });
    await using gateway = await testGateway(configFor(upstream.url, { connectionsMax: 8 }));
    for (let round = 0; round < 25; round += 1) {
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          const talk = converse(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
          await talk.until(/a{100}/);
          // Half of them stop reading first, so that the answer is stuck on backpressure.
          if (round % 2 === 0) {
            talk.socket.pause();
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
          talk.socket.destroy();
        }),
      );
    }
    await freed(gateway);
    await eventually(() => upstream.sockets.size === 0, 'the upstream connections are gone');
    const records = await gateway.recorded(200);
    assert.equal(records.length, 200);
    assert.ok(records.every((one) => one.outcome === 'client-left'));
  });

  it('that leaves before the answer, or in the middle of its request, frees the slot', async () => {
    let requests = 0;
    await using upstream = await httpUpstream((request) => {
      requests += 1;
      request.resume();
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const waiting = converse(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const sending = converse(
      gateway.port,
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nsome',
    );
    await eventually(() => requests === 2, 'both are there');
    waiting.socket.destroy();
    sending.socket.destroy();
    await freed(gateway);
    await eventually(() => upstream.sockets.size === 0, 'the upstream connections are gone');
    assert.deepEqual(
      (await gateway.recorded(2)).map((one) => one.outcome),
      ['client-left', 'client-left'],
    );
  });

  it('that dribbles a small body, or leaves in the middle of it, holds no upstream', async () => {
    const bodies: string[] = [];
    await using upstream = await httpUpstream((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        bodies.push(`${request.headers['content-length']} ${body}`);
        response.end('ok');
      });
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n';
    const leaving = converse(gateway.port, `${head}some`);
    const slow = converse(gateway.port, `${head}some`);
    await eventually(() => gateway.worker.stats().requests === 2, 'both have begun');
    assert.equal(upstream.sockets.size, 0);
    leaving.socket.destroy();
    slow.socket.write('more');
    await slow.until(/ok/);
    slow.socket.destroy();
    assert.deepEqual(bodies, ['8 somemore']);
    const outcomes = (await gateway.recorded(2)).map((one) => one.outcome);
    assert.deepEqual(outcomes.toSorted(), ['answered', 'client-left']);
    await freed(gateway);
  });

  it('that leaves while pipelined requests wait is recorded for each', async () => {
    let requests = 0;
    await using upstream = await httpUpstream(() => {
      requests += 1;
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const talk = converse(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(3));
    await eventually(() => requests === 3, 'all are there');
    talk.socket.destroy();
    assert.equal((await gateway.recorded(3)).length, 3);
    await freed(gateway);
    assert.equal(gateway.worker.stats().requests, 0);
  });

  it('that is slow with its header gets 408, also after a first byte', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(
      configFor(upstream.url, {}, { limits: { headersTimeoutMs: 100 } }),
    );
    for (const start of ['', 'P', 'GET / HTTP/1.1\r\nHost: a\r\n']) {
      assert.match(await ask(gateway.port, start), /^HTTP\/1\.1 408 [^]*"code":"request-timeout"/);
    }
    assert.equal(gateway.worker.stats().refused['request-timeout'], 3);
  });

  it('that pauses in its body gets 408 and the upstream is let go', async () => {
    await using upstream = await httpUpstream((request) => request.resume());
    await using gateway = await testGateway(
      configFor(upstream.url, {}, { limits: { bodyIdleTimeoutMs: 100 } }),
    );
    const answer = await ask(gateway.port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
    assert.match(answer, /^HTTP\/1\.1 408 [^]*"code":"request-timeout"/);
    await freed(gateway);
    assert.deepEqual(
      [(await gateway.recorded(1))[0]?.outcome, gateway.records[0]?.refusedBy],
      ['refused', 'request-timeout'],
    );
  });

  it('that does not read its answer is cut', async () => {
    await using upstream = await httpUpstream((_request, response) =>
      response.end(Buffer.alloc(20_000_000, 97)),
    );
    await using gateway = await testGateway(
      configFor(upstream.url, {}, { limits: { writeIdleTimeoutMs: 150 } }),
    );
    const talk = converse(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    talk.socket.pause();
    const [record] = await gateway.recorded(1);
    assert.equal(record?.outcome, 'client-left');
    await freed(gateway);
    talk.socket.destroy();
  });

  it('that is one too many gets 503', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(configFor(upstream.url, {}, { limits: { connectionsMax: 2 } }));
    const first = converse(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const second = converse(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await Promise.all([first.until(/200 OK/), second.until(/200 OK/)]);
    assert.match(await ask(gateway.port, ''), /^HTTP\/1\.1 503 [^]*"code":"too-many-connections"/);
    first.socket.destroy();
    await eventually(() => gateway.worker.stats().connections === 1, 'the first is gone');
    assert.match(await ask(gateway.port, get), /^HTTP\/1\.1 200 OK/);
    second.socket.destroy();
  });
});
