import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom } from './random.ts';

const draws = (seed: number, name: string): readonly number[] => {
  const random = randomFrom(seed, name);
  return Array.from({ length: 50 }, () => random.below(1_000_000));
};

test('the same seed and name draw the same numbers, another seed or name others', () => {
  assert.deepEqual(draws(1, 'anna'), draws(1, 'anna'));
  assert.notDeepEqual(draws(1, 'anna'), draws(2, 'anna'));
  assert.notDeepEqual(draws(1, 'anna'), draws(1, 'marek'));
});

test('draws stay in their bounds and reach both ends', () => {
  const random = randomFrom(3, 'bounds');
  const seen = new Set(Array.from({ length: 500 }, () => random.between(2, 5)));
  assert.deepEqual(seen, new Set([2, 3, 4, 5]));
  for (let draw = 0; draw < 500; draw += 1) {
    const thinkMs = random.thinkMs(100);
    assert.ok(thinkMs > 0 && thinkMs <= 800);
  }
});

test('a shuffle keeps every item, and nothing can be picked from nothing', () => {
  const random = randomFrom(4, 'cards');
  assert.deepEqual(new Set(random.shuffle([1, 2, 3, 4, 5])), new Set([1, 2, 3, 4, 5]));
  assert.throws(() => random.pick([]), RangeError);
});
