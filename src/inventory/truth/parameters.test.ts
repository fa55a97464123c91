/** Parameters from all sources: types and need from the highest that tells, each with its sources. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SightedParameter } from '../../model/sighting.ts';
import { benchOf } from '../sightings/bench.ts';
import { line } from '../sightings/testing.ts';

const param = (
  place: SightedParameter['in'],
  name: string,
  type: SightedParameter['type'] = 'unknown',
  required: boolean | null = null,
): SightedParameter => ({ in: place, name, type, required });

const seen = (
  parameters: readonly {
    in: string;
    name: string;
    type: string;
    required: boolean;
    sources: readonly string[];
  }[] = [],
) =>
  parameters.map(
    (one) => `${one.in} ${one.name} ${one.type}${one.required ? ' required' : ''} ${one.sources.join('+')}`,
  );

test('one parameter under three names at one place, others by their names', () => {
  const { give, ingest, named } = benchOf();
  give('code', [
    line('code', 'POST /users/{id}/notes', {
      params: [
        param('path', 'id'),
        param('body', 'text'),
        param('query', 'draft'),
        param('header', 'X-Trace'),
      ],
    }),
  ]);
  give('contract', [
    line('contract', 'POST /users/{userId}/notes', {
      params: [
        param('path', 'userId', 'string:uuid', true),
        param('body', 'text', 'string', true),
        param('query', 'limit', 'integer', false),
        param('header', 'x-trace', 'string', false),
      ],
    }),
  ]);
  ingest([
    {
      method: 'POST',
      path: '/users/{uuid}/notes',
      parameters: [{ in: 'query', name: 'limit', shape: { t: 'integer' } }],
      requestType: 'application/json',
      request: { t: 'object', p: { text: { t: 'string' }, pinned: { t: 'boolean' } } },
    },
  ]);
  assert.deepEqual(seen(named('POST /users/{id}/notes')?.parameters), [
    'path id string:uuid required code+contract+traffic',
    'query draft unknown code',
    'query limit integer contract+traffic',
    'header X-Trace string code+contract',
    'body pinned boolean required traffic',
    'body text string required code+contract+traffic',
  ]);
});

test('a template tells of its parameters without describing them; several in one segment are several', () => {
  const { give, named } = benchOf();
  give('code', ['GET /charts/{from}-{to}.csv', 'GET /files/{path*}']);
  assert.deepEqual(seen(named('GET /charts/{from}-{to}.csv')?.parameters), [
    'path from unknown required code',
    'path to unknown required code',
  ]);
  assert.deepEqual(seen(named('GET /files/{path*}')?.parameters), ['path path unknown required code']);
});
