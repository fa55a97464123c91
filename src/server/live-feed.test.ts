import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExchangeRecord } from '../model/exchange-record.ts';
import { createLiveFeed } from './live-feed.ts';
import { createFakeInventory } from './testing/fake-inventory.ts';
import { fakeExchange } from './testing/fake-exchanges.ts';
import { seededRandom } from './testing/random.ts';
import { createSettableClock } from './testing/settable-clock.ts';

const inventory = createFakeInventory({ operations: 10, seed: 3, nowMs: 0 });
const random = seededRandom(3);
const records = (count: number): readonly ExchangeRecord[] =>
  Array.from({ length: count }, (_, i) => fakeExchange(inventory, random, i, 1000 + i));

describe('the live feed', () => {
  it('wants nothing while nobody watches', () => {
    const feed = createLiveFeed(createSettableClock());
    assert.equal(feed.room(), 0);
    feed.publish(records(5), 100);
    assert.deepEqual(feed.stats(), { subscribers: 0, delivered: 0, sampledOut: 0, dropped: 0 });
  });

  it('samples evenly within its rate and counts what it left out', async () => {
    const clock = createSettableClock();
    const feed = createLiveFeed(clock, { recordsPerSecond: 10 });
    const subscription = feed.subscribe();
    assert.ok(subscription !== null);
    assert.equal(feed.room(), 10);
    const some = records(100);
    feed.publish(some, 900);
    const got = await subscription.next();
    assert.deepEqual(
      got?.map(({ id }) => id),
      [0, 10, 20, 30, 40, 50, 60, 70, 80, 90].map((index) => some[index]?.id),
    );
    assert.equal(feed.stats().sampledOut, 990);
    feed.publish(records(5));
    assert.equal(feed.stats().sampledOut, 995);
    clock.advance(500);
    assert.equal(feed.room(), 5);
    clock.advance(60_000);
    assert.equal(feed.room(), 10);
  });

  it('lets a subscriber go that does not read, and goes on for the others', async () => {
    const clock = createSettableClock();
    const feed = createLiveFeed(clock, { recordsPerSecond: 10, queueMax: 15 });
    const slow = feed.subscribe();
    const quick = feed.subscribe();
    assert.ok(slow !== null && quick !== null);
    feed.publish(records(10));
    assert.equal((await quick.next())?.length, 10);
    clock.advance(1000);
    feed.publish(records(10));
    assert.equal((await quick.next())?.length, 10);
    assert.equal(await slow.next(), null);
    assert.deepEqual(feed.stats(), { subscribers: 1, delivered: 20, sampledOut: 0, dropped: 1 });
  });

  it('bounds its subscribers and frees the place of one that leaves', async () => {
    const feed = createLiveFeed(createSettableClock(), { subscribersMax: 1 });
    const first = feed.subscribe();
    assert.ok(first !== null);
    assert.equal(feed.subscribe(), null);
    const waiting = first.next();
    first[Symbol.dispose]();
    assert.equal(await waiting, null);
    assert.ok(feed.subscribe() !== null);
  });
});
