import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboundCall } from '../../api/types.ts';
import { partiesOf, partyRows } from './parties.ts';

const call = (host: string | null, transport: string, fields: readonly string[]): OutboundCall => ({
  root: '.',
  service: null,
  source: 'code',
  api: 'clinic',
  host,
  name: 'env:HOOK_URL',
  method: 'POST',
  path: '/x',
  transport,
  fields,
  client: 'fetch',
  place: { file: 'a.ts', line: 3 },
  role: 'app',
});

const calls = [
  call('a.example', 'https', ['email', 'name']),
  call('b.example', 'http', ['name']),
  call('a.example', 'https', ['email']),
  call(null, 'unknown', []),
];

test('calls are grouped by whom they go to, plain text first', () => {
  const parties = partiesOf(calls, {});
  assert.deepEqual(
    parties.map(({ who, fields, isConfigured }) => [who, fields, isConfigured]),
    [
      ['b.example', ['name'], false],
      ['a.example', ['email', 'name'], false],
      ['env:HOOK_URL', [], true],
    ],
  );
  assert.equal(partyRows(parties).length, 7);
});

test('a search looks at fields and files, too', () => {
  assert.deepEqual(
    partiesOf(calls, { q: 'email a.ts' }).map(({ who, calls: own }) => [who, own.length]),
    [['a.example', 2]],
  );
  assert.equal(partiesOf(calls, { transport: 'ws' }).length, 0);
});
