import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Distinct, hashOf } from './distinct.ts';
import { HourRing } from './hours.ts';
import { LatencySketch } from './latency.ts';
import { SecondRing } from './seconds.ts';

const hourMs = 3_600_000;

test('a quantile is off by 4 % at most, also after merging and storing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2_000_000_000 }), { minLength: 1, maxLength: 200 }),
      fc.nat(),
      fc.constantFrom(0.5, 0.95, 0.99, 1),
      (values, cut, q) => {
        const parts = [new LatencySketch(), new LatencySketch()] as const;
        values.forEach((value, at) => parts[at < cut % values.length ? 0 : 1].add(value));
        parts[0].merge(parts[1]);
        const sketch = LatencySketch.from(JSON.parse(JSON.stringify(parts[0])) as number[]);
        const exact = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(q * values.length) - 1)] ?? 0;
        assert.ok(
          Math.abs(sketch.quantile(q) - exact) <= exact * 0.04 + 1,
          `${sketch.quantile(q)} for ${exact}`,
        );
        assert.equal(sketch.total, values.length);
      },
    ),
  );
});

test('distinct values are exact up to a thousand and estimated after that', () => {
  const one = new Distinct();
  const two = new Distinct();
  for (let at = 0; at < 1_000; at += 1) one.add(hashOf(`id-${at % 700}`));
  assert.equal(one.count(), 700);
  for (let at = 0; at < 50_000; at += 1) two.add(hashOf(`other-${at}`));
  assert.ok(Math.abs(two.count() - 50_000) < 6_000, `${two.count()}`);
  one.merge(Distinct.from(JSON.parse(JSON.stringify(two)) as string));
  assert.ok(Math.abs(one.count() - 50_700) < 6_500, `${one.count()}`);
});

test('hours are counted for a day, whatever the clock does', () => {
  const ring = new HourRing();
  const now = 500_000 * hourMs;
  ring.add(now, 3);
  ring.add(now - 2 * hourMs, 2);
  ring.add(now - 30 * hourMs, 9);
  ring.add(-5, 1);
  const counts = Array.from({ length: 24 }, () => 0);
  HourRing.from(JSON.parse(JSON.stringify(ring)) as number[]).addTo(counts, now);
  assert.deepEqual(counts.slice(-3), [2, 0, 3]);
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    5,
  );
  const later = Array.from({ length: 24 }, () => 0);
  ring.addTo(later, now + 23 * hourMs);
  assert.equal(later[0], 3);
});

test('a rate is the mean of ten whole seconds', () => {
  const ring = new SecondRing();
  for (let at = 0; at < 100; at += 1) ring.add(1_000_000 + at * 100);
  assert.equal(ring.perSecond(1_010_000), 10);
  assert.equal(ring.perSecond(1_900_000), 0);
});
