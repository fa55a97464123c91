/** Words of a route come again under other values; values do not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wideAmong } from './spread.ts';

const under = (values: number, calls: number) => ({
  before: new Set(Array.from({ length: values }, (_, at) => `/owner${at}`)),
  calls,
});

test('a literal is wide when it comes again under many values before it', () => {
  const wide = wideAmong(
    new Map([
      ['alerts', under(20, 60)],
      ['secrets', under(5, 5)],
      ['cedar-v4', under(1, 200)],
      ['VELVET_TOKEN', under(5, 5)],
      ['rooms', null],
    ]),
  );
  assert.deepEqual([...wide].sort(), ['alerts', 'secrets']);
});
