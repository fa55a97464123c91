import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ask,
  configFor,
  converse,
  echo,
  eventually,
  httpUpstream,
  type ServiceInput,
  testGateway,
} from '../gateway.fixture.ts';
import type { Guard, GuardExample, GuardView } from './guard.ts';
import { guards } from './index.ts';

const plain: GuardView = {
  method: 'GET',
  host: 'api.test',
  target: '/',
  requestHeaders: [],
  declaredBytes: null,
  bodyBytes: 0,
};

describe('each guard', () => {
  for (const one of guards) {
    const guard = one as unknown as Guard;
    const judge = ({ view, options = {} }: GuardExample<unknown>) =>
      guard.judge({ ...plain, ...view }, guard.options.parse(options));
    for (const example of guard.examples.hits) {
      it(`${guard.id} objects: ${example.title}`, () => assert.ok(judge(example)?.reason));
    }
    for (const example of guard.examples.misses) {
      it(`${guard.id} does not object: ${example.title}`, () => assert.equal(judge(example), null));
    }
    it(`${guard.id} has a title and both kinds of example`, () => {
      assert.ok(guard.title.length > 0 && guard.examples.hits.length > 0 && guard.examples.misses.length > 0);
    });
  }
});

describe('guards in the gateway', () => {
  const post = (bytes: number, body: string): string =>
    `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${bytes}\r\n\r\n${body}`;

  it('observe: the request goes on and the verdict is recorded', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(
      configFor(upstream.url, { guards: { 'body-size': { bodyBytesMax: 3 } } }),
    );
    assert.match(await ask(gateway.port, post(5, 'hello')), /^HTTP\/1\.1 200 /);
    const [record] = await gateway.recorded(1);
    assert.deepEqual(record?.verdicts, [
      {
        guard: 'body-size',
        mode: 'observe',
        code: 'body-too-large',
        reason: '5 bytes declared, at most 3 allowed',
      },
    ]);
    assert.equal(record.outcome, 'answered');
  });

  it('enforce: the request is refused, and a client that waits is never told to continue', async () => {
    let requests = 0;
    await using upstream = await httpUpstream((request, response) => {
      requests += 1;
      echo(request, response);
    });
    const enforced = {
      'body-size': { mode: 'enforce', bodyBytesMax: 3 },
      'method-allowlist': { mode: 'enforce', methods: ['GET', 'POST'] },
    } satisfies ServiceInput['guards'];
    await using gateway = await testGateway(configFor(upstream.url, { guards: enforced }));
    const declared = await ask(gateway.port, post(5, ''));
    assert.match(declared, /^HTTP\/1\.1 413 [^]*"code":"body-too-large"/);
    const waits = await ask(
      gateway.port,
      post(5, '').replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n'),
    );
    assert.match(waits, /^HTTP\/1\.1 413 /);
    const method = await ask(gateway.port, 'DELETE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    assert.match(method, /^HTTP\/1\.1 405 [^]*allow: GET, POST\r\n/i);
    assert.equal(requests, 0);
    const records = await gateway.recorded(3);
    assert.deepEqual(
      records.map((one) => [one.outcome, one.refusedBy, one.verdicts?.[0]?.guard, one.status]),
      [
        ['refused', 'body-too-large', 'body-size', 413],
        ['refused', 'body-too-large', 'body-size', 413],
        ['refused', 'method-refused', 'method-allowlist', 405],
      ],
    );
    assert.deepEqual(gateway.worker.stats().refused, { 'body-too-large': 2, 'method-refused': 1 });
  });

  it('enforce while the body streams: 413, and the upstream is cut', async () => {
    let aborted = false;
    await using upstream = await httpUpstream((request) => {
      request.resume();
      request.once('close', () => {
        aborted = !request.complete;
      });
    });
    const enforced = { 'body-size': { mode: 'enforce', bodyBytesMax: 10 } } as const;
    await using gateway = await testGateway(configFor(upstream.url, { guards: enforced }));
    const talk = converse(
      gateway.port,
      'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
    );
    await eventually(() => upstream.sockets.size === 1, 'the upstream has it');
    talk.socket.write('8\r\ntoo long\r\n');
    assert.match(await talk.until(/body-too-large/), /^HTTP\/1\.1 413 /);
    await eventually(() => aborted, 'the upstream is cut');
    await talk.closed;
    assert.equal((await gateway.recorded(1))[0]?.refusedBy, 'body-too-large');
    assert.equal(gateway.worker.stats().upstreams[0]?.inFlight, 0);
  });

  it('off: nothing is judged', async () => {
    await using upstream = await httpUpstream(echo);
    await using gateway = await testGateway(
      configFor(upstream.url, { guards: { 'body-size': { mode: 'off', bodyBytesMax: 0 } } }),
    );
    await ask(gateway.port, post(5, 'hello'));
    assert.equal((await gateway.recorded(1))[0]?.verdicts, undefined);
  });
});
