import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  ask,
  bodyOf,
  configFor,
  converse,
  type Echoed,
  echo,
  field,
  httpUpstream,
  rawUpstream,
  type TestGateway,
  type TestUpstream,
  testGateway,
} from '../gateway.fixture.ts';

const get = (target: string, fields = ''): string =>
  `GET ${target} HTTP/1.1\r\nHost: api.test\r\nConnection: close\r\n${fields}\r\n`;

describe('HTTP/1.1 through the gateway', () => {
  let upstream: TestUpstream;
  let gateway: TestGateway;
  const echoed = async (bytes: string): Promise<Echoed> =>
    JSON.parse(bodyOf(await ask(gateway.port, bytes))) as Echoed;

  before(async () => {
    upstream = await httpUpstream((request, response) => {
      switch (request.url) {
        case '/no-content':
          response.writeHead(204, { 'x-a': '1' }).end();
          break;
        case '/not-modified':
          response.writeHead(304, { etag: '"1"', 'content-length': '10' }).end();
          break;
        case '/hints':
          response.writeEarlyHints({ link: '</a.css>; rel=preload' });
          response.end('after hints');
          break;
        case '/trailers':
          response.writeHead(200, { trailer: 'x-sum', 'content-type': 'text/plain' });
          response.write('part');
          response.addTrailers({ 'x-sum': '42' });
          response.end();
          break;
        case '/hop':
          response.setHeader('connection', 'close, x-private');
          response.setHeader('x-private', 'no');
          response.setHeader('x-public', 'yes');
          response.setHeader('set-cookie', ['a=1', 'b=2']);
          response.end('ok');
          break;
        default:
          echo(request, response);
      }
    });
    gateway = await testGateway(configFor(upstream.url));
  });
  after(async () => {
    await gateway[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
  });

  it('passes target and fields on byte for byte', async () => {
    const seen = await echoed(
      get('/a/../b%2Fc//d?x=1&x=%20&é'.replace('é', '%C3'), 'X-CaSe: A  b\r\nx-two: 1\r\nx-two: 2\r\n'),
    );
    assert.equal(seen.url, '/a/../b%2Fc//d?x=1&x=%20&%C3');
    assert.equal(field(seen.headers, 'x-case'), 'A  b');
    assert.ok(seen.headers.includes('X-CaSe'));
    assert.equal(seen.headers.filter((one) => one === 'x-two').length, 2);
    assert.equal(field(seen.headers, 'host'), 'api.test');
  });

  it('drops hop-by-hop fields and those that Connection lists, on both sides', async () => {
    const seen = await echoed(
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: close, X-Secret, Host\r\nX-Secret: 1\r\nKeep-Alive: 5\r\nProxy-Connection: x\r\nTE: trailers, deflate\r\nUpgrade: h2c\r\nX-Kept: 1\r\n\r\n',
    );
    for (const name of ['x-secret', 'keep-alive', 'proxy-connection', 'upgrade'])
      assert.equal(field(seen.headers, name), null);
    assert.equal(field(seen.headers, 'te'), 'trailers');
    assert.equal(field(seen.headers, 'x-kept'), '1');
    assert.equal(field(seen.headers, 'host'), 'a');
    const answer = await ask(gateway.port, get('/hop'));
    assert.doesNotMatch(answer, /x-private/i);
    assert.match(answer, /x-public: yes/i);
    assert.match(answer, /set-cookie: a=1\r\nset-cookie: b=2/i);
  });

  it('sends a body with a length and a chunked one', async () => {
    const long = await echoed(
      'POST /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello',
    );
    assert.equal(long.body, 'hello');
    assert.equal(field(long.headers, 'content-length'), '5');
    const chunked = await echoed(
      'PUT /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nx-t: 1\r\n\r\n',
    );
    assert.equal(chunked.body, 'abcde');
    assert.equal(field(chunked.headers, 'transfer-encoding'), 'chunked');
    const empty = await echoed(
      'POST /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
    assert.equal(field(empty.headers, 'content-length'), '0');
  });

  it('keeps a connection through several requests, pipelined ones in order', async () => {
    const talk = converse(
      gateway.port,
      'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    const urls = [...(await talk.closed).matchAll(/"url":"(\/\d)"/g)].map((one) => one[1]);
    assert.deepEqual(urls, ['/1', '/2', '/3']);
  });

  it('answers HEAD, 204 and 304 without a body', async () => {
    const head = await ask(gateway.port, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    assert.match(head, /^HTTP\/1\.1 200 OK\r\n/);
    assert.equal(bodyOf(head), '');
    const none = await ask(gateway.port, get('/no-content'));
    assert.match(none, /^HTTP\/1\.1 204 /);
    assert.doesNotMatch(none, /content-length|transfer-encoding/i);
    const same = await ask(gateway.port, get('/not-modified'));
    assert.match(same, /^HTTP\/1\.1 304 /);
    assert.match(same, /content-length: 10/i);
    assert.equal(bodyOf(same), '');
  });

  it('passes 103 on, but not to an HTTP/1.0 client', async () => {
    const answer = await ask(gateway.port, get('/hints'));
    assert.match(
      answer,
      /^HTTP\/1\.1 103 Early Hints\r\nlink: <\/a\.css>; rel=preload\r\n\r\nHTTP\/1\.1 200 OK/i,
    );
    const old = await ask(gateway.port, 'GET /hints HTTP/1.0\r\nHost: a\r\n\r\n');
    assert.match(old, /^HTTP\/1\.1 200 OK/);
    assert.match(old, /after hints$/);
  });

  it('passes trailers of the answer on', async () => {
    assert.match(await ask(gateway.port, get('/trailers')), /4\r\npart\r\n0\r\nx-sum: 42\r\n\r\n$/i);
  });

  it('answers HTTP/1.0 without chunks, and without Host', async () => {
    const old = await ask(gateway.port, 'GET /x HTTP/1.0\r\n\r\n');
    assert.match(old, /^HTTP\/1\.1 200 OK/);
    assert.doesNotMatch(old, /chunked/);
  });

  it('takes an absolute-form target, whose host overrides Host', async () => {
    const seen = await echoed(
      'GET http://Other.Test:8080/x?y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    assert.equal(seen.url, '/x?y');
    assert.equal(field(seen.headers, 'host'), 'Other.Test:8080');
  });

  it('answers OPTIONS * itself and refuses CONNECT', async () => {
    assert.match(
      await ask(gateway.port, 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
      /^HTTP\/1\.1 204 /,
    );
    const refused = await ask(gateway.port, 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n');
    assert.match(refused, /^HTTP\/1\.1 405 /);
    assert.match(refused, /"code":"method-refused"/);
  });

  it('tells a client to continue only when somebody reads the body', async () => {
    const talk = converse(
      gateway.port,
      'POST /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n',
    );
    await talk.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    talk.socket.write('hello');
    assert.match(await talk.closed, /"body":"hello"/);
    const other = await ask(gateway.port, get('/', 'Expect: a-miracle\r\n'));
    assert.match(other, /^HTTP\/1\.1 417 /);
  });

  it('says who asked, believing nobody', async () => {
    const seen = await echoed(
      get(
        '/',
        'X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Port: 1\r\nX-Real-IP: 1.2.3.4\r\nForwarded: for=1.2.3.4\r\nX-Request-Id: mine\r\n',
      ),
    );
    assert.equal(field(seen.headers, 'x-forwarded-for'), '127.0.0.1');
    assert.equal(field(seen.headers, 'x-forwarded-proto'), 'http');
    assert.equal(field(seen.headers, 'x-forwarded-host'), 'api.test');
    assert.equal(field(seen.headers, 'forwarded'), 'for=127.0.0.1;proto=http;host=api.test');
    assert.equal(field(seen.headers, 'x-real-ip'), null);
    assert.equal(field(seen.headers, 'x-forwarded-port'), null);
    assert.notEqual(field(seen.headers, 'x-request-id'), 'mine');
  });

  it('begins a trace, or continues a valid one with a parent of its own', async () => {
    const begun = await echoed(get('/'));
    assert.match(field(begun.headers, 'traceparent') ?? '', /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const went = await echoed(
      get('/', `traceparent: 00-${trace}-00f067aa0ba902b7-00\r\ntracestate: a=b\r\n`),
    );
    assert.match(
      field(went.headers, 'traceparent') ?? '',
      new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)[0-9a-f]{16}-00$`),
    );
    assert.equal(field(went.headers, 'tracestate'), 'a=b');
    const bad = await echoed(get('/', `traceparent: 00-${'0'.repeat(32)}-00f067aa0ba902b7-00\r\n`));
    assert.doesNotMatch(field(bad.headers, 'traceparent') ?? '', /^00-0{32}/);
  });

  it('puts the request id into the answer', async () => {
    assert.match(await ask(gateway.port, get('/')), /x-request-id: [0-9a-f]{16}-[0-9a-z]+\r\n/);
  });

  it('records each exchange once, as it was', async () => {
    const before = gateway.records.length;
    await ask(
      gateway.port,
      'POST /orders?q=1 HTTP/1.1\r\nHost: Api.Test:80\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a":"b"}',
    );
    const record = (await gateway.recorded(before + 1))[before];
    assert.equal(gateway.records.length, before + 1);
    assert.equal(record?.source, 'gateway');
    assert.equal(record.service, 'api');
    assert.equal(record.scheme, 'http');
    assert.equal(record.host, 'api.test');
    assert.equal(record.protocol, 'http/1.1');
    assert.equal(record.method, 'POST');
    assert.equal(record.target, '/orders?q=1');
    assert.equal(field(record.requestHeaders, 'host'), 'Api.Test:80');
    assert.equal(Buffer.from(record.requestBody.captured ?? []).toString(), '{"a":"b"}');
    assert.equal(record.status, 200);
    assert.equal(record.outcome, 'answered');
    assert.match(Buffer.from(record.responseBody.captured ?? []).toString(), /^\{"method":"POST"/);
    assert.equal(record.responseBody.truncated, false);
    assert.equal(record.clientAddress, '127.0.0.1');
    assert.ok(record.ttfbUs > 0 && record.durationUs >= record.ttfbUs);
  });
});

describe('trusted proxies', () => {
  it('are believed, and the client is the first hop that is not one', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(
      configFor(upstream.url, {}, { trustedProxies: ['127.0.0.0/8', '10.0.0.0/8'] }),
    );
    const answer = await ask(
      gateway.port,
      get(
        '/',
        'X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.1.1\r\nX-Forwarded-Proto: https\r\nX-Request-Id: abc-1\r\nX-Forwarded-Host: shop.test\r\n',
      ),
    );
    const seen = JSON.parse(bodyOf(answer)) as Echoed;
    assert.equal(field(seen.headers, 'x-forwarded-for'), '6.6.6.6, 203.0.113.9, 10.1.1.1, 127.0.0.1');
    assert.equal(field(seen.headers, 'x-forwarded-proto'), 'https');
    assert.equal(field(seen.headers, 'x-forwarded-host'), 'shop.test');
    assert.equal(field(seen.headers, 'x-request-id'), 'abc-1');
    assert.equal((await gateway.recorded(1))[0]?.clientAddress, '203.0.113.9');
    await ask(gateway.port, get('/', 'Forwarded: for="[2001:db8::1]:4711";proto=https, for=10.2.2.2\r\n'));
    assert.equal((await gateway.recorded(2))[1]?.clientAddress, '2001:db8::1');
  });
});

describe('capture', () => {
  it('keeps at most so many bytes and nothing that cannot be read', async () => {
    const big = 'x'.repeat(5_000);
    await using upstream = await httpUpstream((request, response) => {
      request.resume();
      response.setHeader('content-type', request.url === '/image' ? 'image/png' : 'text/plain');
      response.end(big);
    });
    await using gateway = await testGateway(
      configFor(upstream.url, {}, { capture: { bodyBytesMax: 1_000 } }),
    );
    assert.equal(bodyOf(await ask(gateway.port, get('/text'))).length, 5_000);
    await ask(gateway.port, get('/image'));
    const [text, image] = await gateway.recorded(2);
    assert.equal(text?.responseBody.captured?.length, 1_000);
    assert.deepEqual([text.responseBody.truncated, text.responseBody.bytes], [true, 5_000]);
    assert.equal(image?.responseBody.captured, null);
    assert.equal(image.responseBody.bytes, 5_000);
  });
});

describe('an event stream', () => {
  it('passes each event as it comes and is recorded at its end', async () => {
    let push: ((text: string) => void) | undefined;
    await using upstream = await httpUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      push = (text) => (text === '' ? response.end() : response.write(text));
    });
    // Shorter than the pauses below: a quiet event stream is not cut.
    await using gateway = await testGateway(configFor(upstream.url, { timeouts: { bodyIdleMs: 20 } }));
    const talk = converse(gateway.port, get('/events', 'Accept: text/event-stream\r\n'));
    await talk.until(/text\/event-stream/);
    await new Promise((resolve) => setTimeout(resolve, 80));
    push?.('data: 1\n\n');
    await talk.until(/data: 1\n\n/);
    assert.equal(gateway.records.length, 0);
    push?.('data: 2\n\n');
    await talk.until(/data: 2\n\n/);
    push?.('');
    await talk.closed;
    const [record] = await gateway.recorded(1);
    assert.deepEqual(
      [record?.protocol, record?.outcome, record?.responseBody.bytes],
      ['sse', 'answered', 18],
    );
  });
});

describe('a large body', () => {
  it('streams both ways without being held', async () => {
    await using upstream = await rawUpstream((socket) => {
      // Answers with all it gets, as it gets it.
      socket.once('data', (first: Buffer) => {
        const at = first.indexOf('\r\n\r\n') + 4;
        socket.write(
          'HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\nContent-Type: application/octet-stream\r\n\r\n',
        );
        socket.write(first.subarray(at));
        socket.pipe(socket, { end: false });
      });
    });
    await using gateway = await testGateway(configFor(upstream.url));
    const talk = converse(
      gateway.port,
      'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 20000000\r\n\r\n',
    );
    let bytes = 0;
    talk.socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    const piece = Buffer.alloc(100_000, 97);
    for (let sent = 0; sent < 200; sent += 1) {
      if (!talk.socket.write(piece)) await new Promise((resolve) => talk.socket.once('drain', resolve));
    }
    await talk.closed;
    assert.ok(bytes > 20_000_000);
    const [record] = await gateway.recorded(1);
    assert.deepEqual([record?.requestBody.bytes, record?.responseBody.bytes], [20_000_000, 20_000_000]);
    assert.equal(record?.outcome, 'answered');
  });
});
