import assert from 'node:assert/strict';
import http2, {
  type ClientHttp2Session,
  constants,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import {
  configFor,
  converse,
  type Echoed,
  echo,
  eventually,
  field,
  httpUpstream,
  type TestGateway,
  testGateway,
} from '../gateway.fixture.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly trailers: IncomingHttpHeaders;
  readonly body: string;
  readonly rstCode: number;
}

interface Request {
  readonly [name: string]: string;
}

function send(
  session: ClientHttp2Session,
  fields: Request,
  body?: string,
  trailers?: Record<string, string>,
): Promise<Answer> {
  const stream = session.request(fields, {
    endStream: body === undefined,
    waitForTrailers: trailers !== undefined,
  });
  return new Promise((resolve, reject) => {
    let headers: IncomingHttpHeaders = {};
    let gotTrailers: IncomingHttpHeaders = {};
    let text = '';
    stream.on('response', (got) => {
      headers = got;
    });
    stream.on('trailers', (got) => {
      gotTrailers = got;
    });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers ?? {}));
    stream.setEncoding('latin1');
    stream.on('data', (part: string) => {
      text += part;
    });
    stream.on('error', (error) => (stream.rstCode === 0 ? reject(error) : undefined));
    stream.on('close', () =>
      resolve({
        status: Number(headers[':status'] ?? 0),
        headers,
        trailers: gotTrailers,
        body: text,
        rstCode: stream.rstCode,
      }),
    );
    if (body !== undefined) stream.end(body);
  });
}

async function connected(gateway: TestGateway) {
  const session = http2.connect(`http://127.0.0.1:${gateway.port}`);
  session.on('error', () => {});
  await new Promise((resolve) => session.once('connect', resolve));
  return Object.assign(session, {
    [Symbol.asyncDispose]: async () => {
      if (!session.destroyed) session.destroy();
    },
  });
}

/** An upstream that speaks HTTP/2 by prior knowledge. */
async function http2Upstream(onStream: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void) {
  const server = http2.createServer();
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => {});
    onStream(stream, headers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sessions,
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('HTTP/2 from a client', () => {
  it('reaches an HTTP/1.1 upstream', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(configFor(upstream.url));
    await using session = await connected(gateway);
    const got = await send(session, {
      ':path': '/a?b=1',
      ':authority': 'Api.Test',
      cookie: 'a=1',
      'x-y': 'z',
    });
    const seen = JSON.parse(got.body) as Echoed;
    assert.equal(got.status, 200);
    assert.equal(seen.url, '/a?b=1');
    assert.equal(field(seen.headers, 'host'), 'Api.Test');
    assert.equal(field(seen.headers, 'x-y'), 'z');
    assert.equal(got.headers.connection, undefined);
    const posted = await send(session, { ':path': '/p', ':method': 'POST' }, 'hello');
    assert.equal((JSON.parse(posted.body) as Echoed).body, 'hello');
    const head = await send(session, { ':path': '/h', ':method': 'HEAD' });
    assert.deepEqual([head.status, head.body], [200, '']);
    const records = await gateway.recorded(3);
    assert.deepEqual(
      records.map((one) => [one.protocol, one.method, one.host, one.outcome]),
      [
        ['h2', 'GET', 'api.test', 'answered'],
        ['h2', 'POST', `127.0.0.1:${gateway.port}`, 'answered'],
        ['h2', 'HEAD', `127.0.0.1:${gateway.port}`, 'answered'],
      ],
    );
  });

  it('carries many streams at once', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(configFor(upstream.url));
    await using session = await connected(gateway);
    const all = await Promise.all(
      Array.from({ length: 100 }, (_none, i) => send(session, { ':path': `/${i}` })),
    );
    assert.deepEqual(
      all.map((one) => (JSON.parse(one.body) as Echoed).url),
      Array.from({ length: 100 }, (_none, i) => `/${i}`),
    );
  });

  it('is refused with a problem, too', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(
      configFor(upstream.url, {}, { limits: { headersMax: 20, uriBytesMax: 300 } }),
    );
    await using session = await connected(gateway);
    const cases: [Request, number, string][] = [
      [{ ':path': '/', ':authority': 'a,b' }, 400, 'host-invalid'],
      [{ ':path': '/', ':authority': 'a', host: 'b' }, 400, 'host-invalid'],
      [{ ':path': `/${'a'.repeat(400)}` }, 414, 'uri-too-long'],
      [{ ':path': '/#x' }, 400, 'request-malformed'],
    ];
    for (const [fields, status, code] of cases) {
      const got = await send(session, fields);
      assert.equal(got.status, status, code);
      assert.match(got.body, new RegExp(`"code":"${code}"`));
    }
  });

  it('whose client resets its stream frees the slot', async () => {
    let waiting = 0;
    await using upstream = await httpUpstream(() => {
      waiting += 1;
    });
    await using gateway = await testGateway(configFor(upstream.url));
    await using session = await connected(gateway);
    const stream = session.request({ ':path': '/' });
    stream.on('error', () => {});
    await eventually(() => waiting === 1, 'the request is there');
    stream.close(constants.NGHTTP2_CANCEL);
    assert.equal((await gateway.recorded(1))[0]?.outcome, 'client-left');
    await eventually(() => upstream.sockets.size === 0, 'the upstream connection is gone');
    assert.equal(gateway.worker.stats().upstreams[0]?.inFlight, 0);
  });

  it('whose client never ends a request that was refused does not stay open', async () => {
    await using upstream = await httpUpstream(echo);
    const limits = { bodyIdleTimeoutMs: 100 };
    await using gateway = await testGateway(configFor(upstream.url, {}, { limits }));
    await using session = await connected(gateway);
    for (const method of ['HEAD', 'POST']) {
      const stream = session.request({ ':path': '/', ':method': method }, { endStream: false });
      stream.on('error', () => {});
      stream.resume();
    }
    assert.equal((await gateway.recorded(2)).length, 2);
    assert.equal(gateway.worker.stats().requests, 0);
  });

  it('whose upstream breaks off is reset, not ended', async () => {
    await using upstream = await httpUpstream((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('part', () => response.destroy());
    });
    await using gateway = await testGateway(configFor(upstream.url));
    await using session = await connected(gateway);
    const got = await send(session, { ':path': '/' });
    assert.equal(got.rstCode, constants.NGHTTP2_INTERNAL_ERROR);
    assert.equal((await gateway.recorded(1))[0]?.outcome, 'upstream-failed');
  });

  it('is cut and counted when it floods resets or pings', async () => {
    await using upstream = await httpUpstream(() => {});
    await using gateway = await testGateway(configFor(upstream.url));
    const flooded = (): number => gateway.worker.stats().refused['http2-flood'] ?? 0;
    await using resetting = await connected(gateway);
    const gone = new Promise((resolve) => resetting.once('close', resolve));
    const rush = setInterval(() => {
      for (let i = 0; i < 20 && !resetting.destroyed; i += 1) {
        const stream = resetting.request({ ':path': '/' });
        stream.on('error', () => {});
        stream.close(constants.NGHTTP2_CANCEL);
      }
    }, 5);
    await gone;
    clearInterval(rush);
    assert.equal(flooded(), 1);
    // Pings by hand: a client of node's waits for their acknowledgement.
    const frame = (type: number, flags: number, payload: Buffer): Buffer =>
      Buffer.concat([Buffer.from([0, 0, payload.length, type, flags, 0, 0, 0, 0]), payload]);
    const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    for (const flood of [frame(6, 0, Buffer.alloc(8)), frame(4, 0, Buffer.alloc(0))]) {
      const before = flooded();
      const socket = net.connect(gateway.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.resume();
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write(
        Buffer.concat([preface, frame(4, 0, Buffer.alloc(0)), ...Array.from({ length: 2_000 }, () => flood)]),
      );
      await closed;
      assert.equal(flooded(), before + 1);
    }
    await eventually(() => gateway.worker.stats().connections === 0, 'the connections are gone');
  });

  it('is closed when it stays idle', async () => {
    await using upstream = await httpUpstream(echo);
    const limits = { headersTimeoutMs: 100, keepAliveTimeoutMs: 100 };
    await using gateway = await testGateway(configFor(upstream.url, {}, { limits }));
    const silent = await connected(gateway);
    await new Promise((resolve) => silent.once('close', resolve));
    const once = await connected(gateway);
    const closed = new Promise((resolve) => once.once('close', resolve));
    assert.equal((await send(once, { ':path': '/' })).status, 200);
    await closed;
  });

  it('is not told apart from HTTP/1.1 by its first letter', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(configFor(upstream.url));
    const talk = converse(gateway.port, 'P');
    await new Promise((resolve) => setTimeout(resolve, 20));
    talk.socket.write('R');
    await new Promise((resolve) => setTimeout(resolve, 20));
    talk.socket.write('OPFIND /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    assert.match(await talk.closed, /"method":"PROPFIND"/);
  });
});

describe('HTTP/2 to an upstream', () => {
  it('carries gRPC: trailers and both directions at once', async () => {
    const seen: string[] = [];
    let te: unknown;
    await using upstream = await http2Upstream((stream, headers) => {
      te = headers.te;
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0', 'grpc-message': 'fine' }));
      stream.on('data', (chunk: Buffer) => {
        seen.push(chunk.toString());
        stream.write(`re:${chunk.toString()}`);
      });
      stream.on('end', () => stream.end());
    });
    await using gateway = await testGateway(configFor(upstream.url, { protocol: 'h2' }));
    await using session = await connected(gateway);
    const call = session.request({
      ':method': 'POST',
      ':path': '/pkg.Service/Chat',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    let trailers: IncomingHttpHeaders = {};
    call.on('trailers', (got) => {
      trailers = got;
    });
    call.setEncoding('latin1');
    for (const word of ['one', 'two']) {
      const answer = new Promise((resolve) => call.once('data', resolve));
      call.write(word);
      assert.equal(await answer, `re:${word}`);
    }
    call.end();
    await new Promise((resolve) => call.once('close', resolve));
    assert.deepEqual([trailers['grpc-status'], trailers['grpc-message']], ['0', 'fine']);
    assert.deepEqual(seen, ['one', 'two']);
    assert.equal(te, 'trailers');
    const [record] = await gateway.recorded(1);
    assert.deepEqual(
      [record?.protocol, record?.method, record?.target, record?.outcome, record?.requestBody.captured],
      ['grpc', 'POST', '/pkg.Service/Chat', 'answered', null],
    );
  });

  it('carries a call that fails at once: trailers only', async () => {
    await using upstream = await http2Upstream((stream) => {
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '12' },
        { endStream: true },
      );
    });
    await using gateway = await testGateway(configFor(upstream.url, { protocol: 'h2' }));
    await using session = await connected(gateway);
    const got = await send(
      session,
      { ':method': 'POST', ':path': '/a/B', 'content-type': 'application/grpc', te: 'trailers' },
      'x',
    );
    assert.deepEqual([got.status, got.headers['grpc-status']], [200, '12']);
  });

  it('carries trailers of the request', async () => {
    await using upstream = await http2Upstream((stream) => {
      let trailers: IncomingHttpHeaders = {};
      stream.on('trailers', (got) => {
        trailers = got;
      });
      stream.resume();
      stream.on('end', () => {
        stream.respond({ ':status': 200 });
        stream.end(`sum=${String(trailers['x-sum'])} auth=${String(trailers.authorization)}`);
      });
    });
    await using gateway = await testGateway(configFor(upstream.url, { protocol: 'h2' }));
    await using session = await connected(gateway);
    const got = await send(session, { ':method': 'POST', ':path': '/' }, 'x', {
      'x-sum': '7',
      authorization: 'late',
    });
    assert.equal(got.body, 'sum=7 auth=undefined');
    const old = await converse(
      gateway.port,
      'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nTrailer: x-sum\r\n\r\n1\r\nx\r\n0\r\nx-sum: 8\r\n\r\n',
    ).closed;
    assert.match(old, /sum=8/);
  });

  it('that is down, slow or resetting is answered for', async () => {
    await using upstream = await http2Upstream((stream, headers) => {
      if (headers[':path'] === '/reset') stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    });
    await using gateway = await testGateway(
      configFor(upstream.url, { protocol: 'h2', timeouts: { headersMs: 100 } }),
    );
    await using session = await connected(gateway);
    const post = (path: string): Promise<Answer> => send(session, { ':method': 'POST', ':path': path }, 'x');
    assert.match((await post('/slow')).body, /upstream-timeout/);
    assert.match((await post('/reset')).body, /upstream-reset/);
    await upstream[Symbol.asyncDispose]();
    assert.match((await post('/down')).body, /upstream-(unreachable|reset)/);
    assert.equal(gateway.worker.stats().upstreams[0]?.inFlight, 0);
  });

  it('is let go when the client leaves', async () => {
    let closed = 0;
    let open = 0;
    await using upstream = await http2Upstream((stream) => {
      open += 1;
      stream.respond({ ':status': 200 });
      stream.write('begin');
      stream.once('close', () => {
        closed += 1;
      });
    });
    await using gateway = await testGateway(configFor(upstream.url, { protocol: 'h2' }));
    const talk = converse(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await talk.until(/begin/);
    talk.socket.destroy();
    await eventually(() => open === 1 && closed === 1, 'the stream is closed');
    assert.equal((await gateway.recorded(1))[0]?.outcome, 'client-left');
  });
});
