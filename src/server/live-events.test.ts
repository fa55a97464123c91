/** Live events over real sockets: what comes, and what becomes of those who leave, are too slow, or may no longer watch. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fakeExchange } from './testing/fake-exchanges.ts';
import { seededRandom } from './testing/random.ts';
import { startTestHub, type TestHub } from './testing/test-hub.ts';

let hub: TestHub;
beforeEach(async () => {
  hub = await startTestHub({ live: { recordsPerSecond: 1000, subscribersMax: 2, queueMax: 1000 } });
});
afterEach(() => hub[Symbol.asyncDispose]());

/** Waits until something holds, for as long as it takes within a bound that only a broken program reaches. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1000; i += 1) {
    if (await holds()) return;
    await pause(10);
  }
  assert.fail('it never came to hold');
}

interface Watcher {
  readonly socket: Socket;
  text(): string;
  closed(): boolean;
}

function watch(headers = ''): Watcher {
  const socket = connect(hub.port, '127.0.0.1');
  let text = '';
  let closed = false;
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  socket.once('close', () => {
    closed = true;
  });
  socket.on('error', () => undefined);
  socket.write(
    `GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${hub.tokens.viewer}\r\n${headers}\r\n`,
  );
  return { socket, text: () => text, closed: () => closed };
}

const random = seededRandom(11);
function publish(count: number, from = 0): void {
  hub.live.publish(
    Array.from({ length: count }, (_, i) => fakeExchange(hub.inventory, random, from + i, 5000 + i)),
  );
}

describe('live events', () => {
  it('begin with totals and go on with exchanges', async () => {
    const watcher = watch('Last-Event-ID: fake-00000x\r\n');
    await until(() => watcher.text().includes('event: totals'));
    assert.match(watcher.text(), /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(watcher.text(), /content-type: text\/event-stream/i);
    publish(3);
    await until(() => (watcher.text().match(/event: exchange/g) ?? []).length === 3);
    const totals = /event: totals\ndata: (.*)\n/.exec(watcher.text())?.[1] ?? '';
    assert.equal((JSON.parse(totals) as { readonly operations: number }).operations, 47);
    assert.match(watcher.text(), /id: fake-000001\nevent: exchange\ndata: \{/);
    watcher.socket.destroy();
  });

  it('send totals again when they have changed', async () => {
    const watcher = watch();
    await until(() => watcher.text().includes('event: totals'));
    hub.inventory.count('blocked');
    await until(() => (watcher.text().match(/event: totals/g) ?? []).length === 2);
    watcher.socket.destroy();
  });

  it('free the place of a client that leaves', async () => {
    const watcher = watch();
    await until(() => watcher.text().includes('event: totals'));
    assert.equal(hub.live.stats().subscribers, 1);
    watcher.socket.destroy();
    await until(() => hub.live.stats().subscribers === 0);
  });

  it('refuse one more subscriber than there is room for', async () => {
    const watchers = [watch(), watch()];
    await until(() => hub.live.stats().subscribers === 2);
    const answer = await hub.ask('/live');
    assert.equal(answer.status, 503);
    for (const watcher of watchers) watcher.socket.destroy();
  });

  it('let a client go that does not read, without holding up others or memory', async () => {
    const slow = watch();
    await until(() => slow.text().includes('event: totals'));
    slow.socket.pause();
    const quick = watch();
    await until(() => hub.live.stats().subscribers === 2);
    let published = 0;
    await until(async () => {
      hub.clock.advance(1000);
      publish(400, published);
      published += 400;
      await pause(1);
      return hub.live.stats().dropped === 1;
    });
    await until(() => hub.live.stats().subscribers === 1);
    hub.clock.advance(1000);
    hub.live.publish([{ ...fakeExchange(hub.inventory, random, 1, 5000), id: 'after-all' }]);
    await until(() => quick.text().includes('id: after-all\n'));
    quick.socket.destroy();
    slow.socket.destroy();
  });

  it('end when the token that opened them is revoked', async () => {
    const watcher = watch();
    await until(() => watcher.text().includes('event: totals'));
    assert.equal((await hub.ask('/tokens/token-viewer', { method: 'DELETE' })).status, 204);
    hub.clock.advance(15_000);
    await until(() => hub.live.stats().subscribers === 0);
    watcher.socket.destroy();
  });

  it('end when the hub stops', async () => {
    const watcher = watch();
    await until(() => watcher.text().includes('event: totals'));
    await hub[Symbol.asyncDispose]();
    await until(() => watcher.closed());
    assert.ok(watcher.text().endsWith('0\r\n\r\n'), 'the stream ended in good order');
    hub = await startTestHub();
  });
});
