import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EntryScanner } from './entry-scanner.ts';
import type { EntryLimits } from './entry-scanner.ts';

const wide: EntryLimits = { stringBytesMax: 1_000_000, entryBytesMax: 10_000_000, depthMax: 64 };

/** Cuts bytes at some places and scans the pieces. */
const scan = (text: string, cuts: readonly number[], limits: EntryLimits) => {
  const bytes = Buffer.from(text);
  const scanner = new EntryScanner(limits);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const found = [0, ...places].flatMap((from, at) =>
    scanner.push(bytes.subarray(from, places[at] ?? bytes.length)),
  );
  return { scanner, found };
};

const cuts = fc.array(fc.nat(), { maxLength: 12 });
const entries = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }), { maxLength: 4 });
const around = fc.record({ creator: fc.jsonValue(), pages: fc.jsonValue() });

test('entries are found wherever the chunks end and whatever stands around them', () => {
  fc.assert(
    fc.property(
      entries,
      around,
      fc.jsonValue(),
      cuts,
      fc.constantFrom(undefined, 2),
      (all, beside, other, places, indent) => {
        const text = JSON.stringify(
          { other, log: { ...beside, entries: all, comment: 'entries' }, last: other },
          null,
          indent,
        );
        const { found, scanner } = scan(text, places, wide);
        const values = found.map((one) => ('text' in one ? (JSON.parse(one.text) as unknown) : one.skipped));
        assert.deepEqual(values, JSON.parse(JSON.stringify(all)));
        assert.equal(scanner.isComplete, true);
        assert.equal(scanner.sawEntries, true);
      },
    ),
    { numRuns: 300 },
  );
});

test('a string that is cut stays valid JSON: no escape and no character is torn', () => {
  const limits: EntryLimits = { ...wide, stringBytesMax: 20 };
  const tricky = fc
    .array(fc.constantFrom('\\', '"', '\u0001', 'é', '😀', 'a', '\ud83d'), { maxLength: 60 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(tricky, cuts, (body, places) => {
      const { found } = scan(JSON.stringify({ log: { entries: [{ body, after: 1 }] } }), places, limits);
      const [only] = found;
      assert.ok(only !== undefined && 'text' in only);
      const value = JSON.parse(only.text) as { body: string; after: number };
      assert.equal(value.after, 1);
      const clean = value.body.replace(/\uFFFD$/, '');
      assert.ok(body.toWellFormed().startsWith(clean.toWellFormed().replace(/\uFFFD$/, '')));
    }),
    { numRuns: 500 },
  );
});

test('hostile bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), cuts, (bytes, places) => {
      const text = `{"log":{"entries":[{"a":"${Buffer.from(bytes).toString('latin1')}`;
      scan(text, places, { stringBytesMax: 8, entryBytesMax: 64, depthMax: 3 });
    }),
  );
});
