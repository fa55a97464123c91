import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplingSchema } from '../../config/mirror.ts';
import { createObserver } from '../../observe/observer.ts';
import type { RawExchange } from '../../observe/raw-exchange.ts';
import { Sampler } from './sampling.ts';

const raw = (target: string, more: Partial<RawExchange> = {}): RawExchange => ({
  source: 'mirror',
  service: 'shop',
  scheme: 'http',
  host: 'shop',
  protocol: 'http/1.1',
  method: 'GET',
  target,
  requestHeaders: [],
  requestBody: { captured: null, truncated: false, bytes: 0 },
  status: 200,
  responseHeaders: [],
  responseBody: { captured: null, truncated: false, bytes: 0 },
  outcome: 'answered',
  atMs: 60_000,
  durationUs: 1,
  ttfbUs: 1,
  clientAddress: '198.51.100.4',
  ...more,
});

const observing = () => {
  let number = 0;
  return createObserver({
    key: new Uint8Array(32),
    capture: { bodyBytesMax: 1024, keepBodies: [] },
    nextNumber: () => (number += 1),
  });
};

test('of what is known a share is taken, evenly; what is new always', () => {
  const observer = observing();
  const sampler = new Sampler(samplingSchema.parse({ sampleShare: 0.1 }));
  const takes = (one: RawExchange) => sampler.takes(observer.observe(one));
  const taken = Array.from({ length: 1000 }, (_, at) => takes(raw(`/orders/${at}`))).filter(Boolean).length;
  assert.ok(taken >= 100 && taken <= 101, String(taken));
  assert.equal(takes(raw('/orders/7', { status: 500 })), true, 'a class of status');
  assert.equal(takes(raw('/orders/7?expand=lines')), true, 'a parameter');
  assert.equal(takes(raw('/invoices/7')), true, 'an operation');
  assert.equal(takes(raw('/orders/7', { method: 'DELETE' })), true, 'a method');
  assert.equal(sampler.leftOut().sampled, 1000 - taken);
});

test('an operation has its bound a minute', () => {
  const observer = observing();
  const sampler = new Sampler(samplingSchema.parse({ exchangesPerOperationMax: 10 }));
  const inMinute = (minute: number) =>
    Array.from({ length: 50 }, (_, at) =>
      sampler.takes(observer.observe(raw(`/orders/${at}`, { atMs: minute * 60_000 + at }))),
    ).filter(Boolean).length;
  assert.deepEqual([inMinute(1), inMinute(2)], [10, 10]);
});

test('a copy counts once: by its id, or when two mirrors send the same within the window', () => {
  const sampler = new Sampler(samplingSchema.parse({}));
  const numbered = raw('/orders', { requestHeaders: ['X-Request-Id', 'abcdef0123456789'] });
  assert.equal(sampler.isDuplicate(numbered, 'a'), false);
  assert.equal(sampler.isDuplicate({ ...numbered, atMs: 60_100 }, 'a'), true);
  assert.equal(
    sampler.isDuplicate({ ...numbered, target: '/stock' }, 'a'),
    false,
    'the next service of the same call',
  );
  assert.equal(sampler.isDuplicate(raw('/polled'), 'a'), false);
  assert.equal(sampler.isDuplicate(raw('/polled'), 'a'), false, 'a client may ask twice');
  assert.equal(sampler.isDuplicate(raw('/polled'), 'b'), true);
  assert.equal(sampler.isDuplicate(raw('/polled', { atMs: 90_000 }), 'a'), false, 'later');
  assert.equal(sampler.leftOut().duplicate, 2);
});
