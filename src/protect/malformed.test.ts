import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  ask,
  configFor,
  converse,
  echo,
  httpUpstream,
  type TestGateway,
  type TestUpstream,
  testGateway,
} from './gateway.fixture.ts';

const post = (fields: string, rest = ''): string => `POST / HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n${rest}`;
const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';

/** What is sent, and the code it is refused with. */
const corpus: readonly (readonly [title: string, bytes: string, status: number, code: string])[] = [
  [
    'Content-Length and Transfer-Encoding',
    post('Content-Length: 5\r\nTransfer-Encoding: chunked', `0\r\n\r\n${smuggled}`),
    400,
    'request-ambiguous',
  ],
  [
    'Transfer-Encoding and Content-Length',
    post('Transfer-Encoding: chunked\r\nContent-Length: 5', `0\r\n\r\n${smuggled}`),
    400,
    'request-ambiguous',
  ],
  [
    'two equal Content-Lengths',
    post('Content-Length: 5\r\nContent-Length: 5', 'hello'),
    400,
    'request-ambiguous',
  ],
  [
    'two different Content-Lengths',
    post('Content-Length: 0\r\nContent-Length: 5', 'hello'),
    400,
    'request-ambiguous',
  ],
  ['a list of Content-Lengths', post('Content-Length: 5, 5', 'hello'), 400, 'request-ambiguous'],
  ['a signed Content-Length', post('Content-Length: +5', 'hello'), 400, 'request-ambiguous'],
  ['a negative Content-Length', post('Content-Length: -1'), 400, 'request-ambiguous'],
  ['an endless Content-Length', post('Content-Length: 99999999999999999999'), 400, 'request-ambiguous'],
  ['a long Content-Length', post('Content-Length: 9999999999999999'), 400, 'request-ambiguous'],
  [
    'Transfer-Encoding twice',
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', `0\r\n\r\n`),
    400,
    'request-ambiguous',
  ],
  [
    'Transfer-Encoding: gzip, chunked',
    post('Transfer-Encoding: gzip, chunked', `0\r\n\r\n`),
    400,
    'request-ambiguous',
  ],
  ['Transfer-Encoding: xchunked', post('Transfer-Encoding: xchunked', `0\r\n\r\n`), 400, 'request-ambiguous'],
  ['Transfer-Encoding: identity', post('Transfer-Encoding: identity', `0\r\n\r\n`), 400, 'request-ambiguous'],
  [
    'Transfer-Encoding: chunked, identity',
    post('Transfer-Encoding: chunked, identity', `0\r\n\r\n`),
    400,
    'request-ambiguous',
  ],
  [
    'Transfer-Encoding with a vertical tab',
    post('Transfer-Encoding: \x0bchunked', `0\r\n\r\n`),
    400,
    'request-malformed',
  ],
  [
    'Transfer-Encoding in HTTP/1.0',
    'POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'request-ambiguous',
  ],
  ['a space before the colon', post('Transfer-Encoding : chunked', `0\r\n\r\n`), 400, 'request-malformed'],
  ['obsolete folding', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n', 400, 'request-malformed'],
  ['a space before the first field', 'GET / HTTP/1.1\r\n Host: a\r\n\r\n', 400, 'request-malformed'],
  ['bare LF', 'GET / HTTP/1.1\nHost: a\n\n', 400, 'request-malformed'],
  ['bare LF after a field', 'GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n', 400, 'request-malformed'],
  ['bare CR in a field', 'GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n', 400, 'request-malformed'],
  ['NUL in a field', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n', 400, 'request-malformed'],
  ['NUL in the target', 'GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'request-malformed'],
  [
    'a control character in a field',
    'GET / HTTP/1.1\r\nHost: a\r\nX: \x1b[0m\r\n\r\n',
    400,
    'request-malformed',
  ],
  ['a field without a name', 'GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n', 400, 'request-malformed'],
  ['a field without a colon', 'GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n', 400, 'request-malformed'],
  ['an unknown version', 'GET / HTTP/1.2\r\nHost: a\r\n\r\n', 400, 'request-malformed'],
  ['HTTP/0.9', 'GET /\r\n\r\n', 400, 'host-invalid'],
  ['a method in lower case', 'get / HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'request-malformed'],
  ['no HTTP at all', '\x16\x03\x01\x02\x00\x01', 400, 'request-malformed'],
  [
    'a chunk size in hex notation',
    post('Transfer-Encoding: chunked', '0x5\r\nhello\r\n0\r\n\r\n'),
    400,
    'request-malformed',
  ],
  [
    'a negative chunk size',
    post('Transfer-Encoding: chunked', '-5\r\nhello\r\n0\r\n\r\n'),
    400,
    'request-malformed',
  ],
  [
    'an overflowing chunk size',
    post('Transfer-Encoding: chunked', 'fffffffffffffffff\r\nhello\r\n0\r\n\r\n'),
    400,
    'request-malformed',
  ],
  [
    'a chunk size that ends in LF',
    post('Transfer-Encoding: chunked', '5\nhello\r\n0\r\n\r\n'),
    400,
    'request-malformed',
  ],
  [
    'a chunk that is too long',
    post('Transfer-Encoding: chunked', '5\r\nhelloX\r\n0\r\n\r\n'),
    400,
    'request-malformed',
  ],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400, 'host-invalid'],
  ['an empty Host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n', 400, 'host-invalid'],
  ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400, 'host-invalid'],
  ['two equal Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n', 400, 'host-invalid'],
  ['user information in Host', 'GET / HTTP/1.1\r\nHost: a@b\r\n\r\n', 400, 'host-invalid'],
  ['a path in Host', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400, 'host-invalid'],
  ['a comma in Host', 'GET / HTTP/1.1\r\nHost: a,b\r\n\r\n', 400, 'host-invalid'],
  ['a space in Host', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400, 'host-invalid'],
  ['markup in Host', 'GET / HTTP/1.1\r\nHost: <script>\r\n\r\n', 400, 'host-invalid'],
  ['a port out of range', 'GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n', 400, 'host-invalid'],
  ['a Host of 300 letters', `GET / HTTP/1.1\r\nHost: ${'a'.repeat(300)}\r\n\r\n`, 400, 'host-invalid'],
  [
    'a hostile authority in an absolute target',
    'GET http://a@b/ HTTP/1.1\r\nHost: a\r\n\r\n',
    400,
    'host-invalid',
  ],
  ['a fragment in the target', 'GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'request-malformed'],
  ['another scheme in the target', 'GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'request-malformed'],
  ['an asterisk with GET', 'GET * HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'request-malformed'],
  ['too long a target', `GET /${'a'.repeat(3_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414, 'uri-too-long'],
  ['too many fields', `GET / HTTP/1.1\r\nHost: a\r\n${'a: b\r\n'.repeat(70)}\r\n`, 431, 'header-too-large'],
  [
    'too long a field',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(5_000)}\r\n\r\n`,
    431,
    'header-too-large',
  ],
  [
    'a header without end',
    `GET / HTTP/1.1\r\nHost: a\r\n${`X-Y: ${'a'.repeat(1_000)}\r\n`.repeat(50)}`,
    431,
    'header-too-large',
  ],
];

describe('malformed and ambiguous requests', () => {
  let upstream: TestUpstream;
  let gateway: TestGateway;
  const seen: string[] = [];

  before(async () => {
    upstream = await httpUpstream((request, response) => {
      seen.push(request.url ?? '');
      echo(request, response);
    });
    gateway = await testGateway(
      configFor(upstream.url, {}, { limits: { headersMax: 64, headerBytesMax: 4_096, uriBytesMax: 2_048 } }),
    );
  });
  after(async () => {
    await gateway[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
  });

  for (const [title, bytes, status, code] of corpus) {
    it(`refuses ${title}`, async () => {
      const before = gateway.worker.stats().refused[code as 'request-malformed'] ?? 0;
      const answer = await ask(gateway.port, bytes);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} [^\\r]*\\r\\n`), answer);
      assert.match(answer, new RegExp(`"code":"${code}"`));
      assert.match(answer, /content-type: application\/problem\+json\r\n/i);
      assert.match(answer, /connection: close\r\n/i);
      // Nothing after the refused request is read as another one.
      assert.equal(answer.split('HTTP/1.1 ').length, 2, answer);
      assert.equal(gateway.worker.stats().refused[code as 'request-malformed'], before + 1);
    });
  }

  it('lets nothing of it through to the upstream', () => {
    assert.deepEqual(
      seen.filter((url) => url.includes('smuggled')),
      [],
    );
  });

  it('still serves what is well formed', async () => {
    const talk = converse(
      gateway.port,
      'GET /fine HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n',
    );
    assert.match(await talk.closed, /^HTTP\/1\.1 200 OK/);
  });
});

describe('what is malformed after a whole request', () => {
  it('is refused after that one has been answered', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(configFor(upstream.url));
    const answer = await ask(gateway.port, 'GET /whole HTTP/1.1\r\nHost: a\r\n\r\nGET /\0 HTTP/1.1\r\n\r\n');
    assert.match(
      answer,
      /^HTTP\/1\.1 200 OK[^]*"url":"\/whole"[^]*HTTP\/1\.1 400 Bad Request[^]*"request-malformed"/,
    );
    assert.deepEqual(gateway.worker.stats().refused, { 'request-malformed': 1 });
    assert.equal((await gateway.recorded(1))[0]?.outcome, 'answered');
  });

  it('in the body of a request refuses that one', async () => {
    await using upstream = await httpUpstream((request) => void request.resume());
    await using gateway = await testGateway(configFor(upstream.url));
    const answer = await ask(
      gateway.port,
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nnonsense\r\n',
    );
    assert.match(answer, /^HTTP\/1\.1 400 [^]*"request-malformed"/);
    const [record] = await gateway.recorded(1);
    assert.deepEqual(
      [record?.outcome, record?.refusedBy, record?.status],
      ['refused', 'request-malformed', 400],
    );
    assert.equal(gateway.worker.stats().upstreams[0]?.inFlight, 0);
  });

  it('is cut when it would take over a connection that owes an answer', async () => {
    await using upstream = await httpUpstream(() => {});
    await using gateway = await testGateway(configFor(upstream.url));
    const first = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
    const upgrade = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n';
    assert.equal(await ask(gateway.port, first + upgrade), '');
    assert.equal(await ask(gateway.port, `${first}CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n`), '');
    assert.deepEqual(gateway.worker.stats().refused, { 'request-malformed': 1, 'method-refused': 1 });
    assert.equal((await gateway.recorded(2)).length, 2);
  });
});
