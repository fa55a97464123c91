/** Requests that no honest client sends, over raw sockets: each gets a refusal, and the hub goes on. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { startTestHub, type TestHub } from './testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub[Symbol.asyncDispose]());

/** Sends bytes as they are and gives back all that comes until the hub closes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(hub.port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

function get(target: string, headers = ''): Promise<string> {
  return raw(
    `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ${hub.tokens.admin}\r\n${headers}\r\n`,
  );
}

function post(target: string, body: string): Promise<string> {
  return raw(
    `POST ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ${hub.tokens.admin}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}

async function stillAnswers(): Promise<void> {
  assert.equal((await hub.ask('/healthz', { as: null })).status, 200);
}

describe('a hostile request', () => {
  it('without a host, with two, or with one that is none, is refused', async () => {
    for (const host of [
      '',
      'Host: a\r\nHost: b\r\n',
      'Host: \r\n',
      'Host: a b\r\n',
      'Host: localhost/..\r\n',
      'Host: user@localhost\r\n',
    ]) {
      const answer = await raw(`GET /api/v1/healthz HTTP/1.1\r\nConnection: close\r\n${host}\r\n`);
      assert.equal(statusOf(answer), 400, JSON.stringify(host));
    }
    await stillAnswers();
  });

  it('that can be read in two ways is refused', async () => {
    const answer = await raw(
      'POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    assert.equal(statusOf(answer), 400);
    await stillAnswers();
  });

  it('with a huge header is refused', async () => {
    assert.equal(statusOf(await get('/api/v1/totals', `X-Large: ${'a'.repeat(100_000)}\r\n`)), 431);
    await stillAnswers();
  });

  it('with a deeply nested body is refused', async () => {
    for (const body of [
      '['.repeat(200_000),
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`,
    ]) {
      for (const target of ['/api/v1/session', '/api/v1/operations/fold', '/api/v1/tokens']) {
        assert.equal(statusOf(await post(target, body)), 400);
      }
    }
    const nested = `{"ifVersion":0,"json":{"services":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}}`;
    const answer = await raw(
      `PUT /api/v1/documents/guards HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ${hub.tokens.admin}\r\nContent-Type: application/json\r\nContent-Length: ${nested.length}\r\n\r\n${nested}`,
    );
    assert.equal(statusOf(answer), 400);
    await stillAnswers();
  });

  it('that wants names of an object’s own making gets nothing by it', async () => {
    const body =
      '{"ifVersion":0,"json":{"services":{"__proto__":{"body-size":{"mode":"enforce"}},"constructor":{}}}}';
    const answer = await hub.ask('/documents/guards', { method: 'PUT', rawBody: body });
    assert.equal(answer.status, 400);
    assert.equal((await hub.ask('/operations?__proto__=1')).status, 400);
    assert.equal((await hub.ask('/documents/__proto__')).status, 404);
    assert.equal((await hub.ask('/documents/constructor')).status, 404);
    assert.equal(Reflect.get({}, 'body-size'), undefined);
  });

  it('of another method or kind is refused', async () => {
    for (const method of ['TRACE', 'OPTIONS', 'PROPFIND', 'PATCH']) {
      const answer = await raw(
        `${method} /api/v1/totals HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
      assert.ok([404, 405].includes(statusOf(answer)), `${method}: ${statusOf(answer)}`);
    }
    const upgrade = await get('/api/v1/totals', 'Upgrade: websocket\r\n').then(statusOf);
    assert.equal(upgrade, 200, 'an upgrade that nobody offers is left out');
    await stillAnswers();
  });

  it('with any target at all never meets a failure inside', async () => {
    const target = fc.array(
      fc.oneof(
        fc.constantFrom(
          '/',
          '//',
          '..',
          '%2e',
          '%',
          '%ff',
          '%00',
          '?',
          '&',
          '=',
          ';',
          '\\',
          '{',
          'api',
          'v1',
          'operations',
          'limit',
          'é',
        ),
        fc.string({ unit: 'grapheme-ascii', maxLength: 8 }).map((text) => text.replaceAll(/[\s#]/g, '')),
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/', '/api/v1/', '/api/v1/operations/', '/assets/'),
        target,
        async (root, parts) => {
          const status = statusOf(await get(root + parts.join('')));
          assert.ok(
            (status >= 200 && status < 500) || status === 503,
            `${status} for ${root + parts.join('')}`,
          );
        },
      ),
      { numRuns: 200 },
    );
    await stillAnswers();
  });
});

describe('a store that does not answer', () => {
  it('costs its caller an error in time, and nobody else anything', async () => {
    await using slow = await startTestHub({ answerTimeoutMs: 50 });
    slow.exchangeStore.find = () => new Promise(() => undefined);
    const answer = await slow.ask('/exchanges/any');
    assert.equal(answer.status, 500);
    assert.match(answer.text, /no answer within 50 ms/);
    assert.equal((await slow.ask('/exchanges')).status, 200);
  });
});
