import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driftMarkdown } from './markdown.ts';

const moment = { id: 'v1', atMs: 0 };

test('a change is one line, and a path cannot break the table', () => {
  const text = driftMarkdown({
    from: moment,
    to: { id: 'now', atMs: 1_000 },
    changes: [
      {
        kind: 'operation-added',
        severity: 'low',
        service: 'clinic',
        method: 'GET',
        path: '/a|b',
        text: 'GET /a|b\n<img> is new',
        place: null,
      },
    ],
  });
  assert.match(text, /^### API drift: v1 \(1970-01-01 00:00:00 UTC\) to now/);
  assert.ok(text.endsWith('| low | GET /a\\|b \\<img\\> is new | clinic |  |\n'), text);
});

test('no change is said', () => {
  assert.match(driftMarkdown({ from: moment, to: moment, changes: [] }), /Nothing changed/);
});
