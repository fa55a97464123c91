import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, count, duration, plural, share, short } from './numbers.ts';

test('counts are written whole, and shortly where room is scarce', () => {
  assert.equal(count(284_448), '284,448');
  assert.deepEqual([412, 9_108, 22_014, 97_100, 284_448, 999_600, 1_284_310].map(short), [
    '412',
    '9,108',
    '22.0k',
    '97.1k',
    '284k',
    '1.0M',
    '1.3M',
  ]);
  assert.equal(plural(1, 'operation'), '1 operation');
  assert.equal(plural(2_000, 'body', 'bodies'), '2,000 bodies');
});

test('a share is never rounded to nothing, and nothing stays nothing', () => {
  assert.deepEqual(
    [share(0, 10), share(1, 10_000), share(4, 1_000), share(1, 8), share(1, 1), share(0, 0)],
    ['0', '<0.1%', '0.4%', '13%', '100%', '0'],
  );
});

test('durations and sizes take the unit that fits', () => {
  assert.deepEqual([830, 4_100, 41_000, 1_200_000, -1].map(duration), [
    '830 µs',
    '4.1 ms',
    '41 ms',
    '1.2 s',
    'not known',
  ]);
  assert.deepEqual([964, 18_200, 3_100_000].map(bytes), ['964 B', '18.2 kB', '3.1 MB']);
});
