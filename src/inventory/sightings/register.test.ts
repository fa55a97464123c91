/** What is kept of evidence, and what is turned away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectShape } from '../testing.ts';
import { benchOf } from './bench.ts';
import { defaultEvidenceLimits, EvidenceRegister } from './register.ts';
import { evidence, line } from './testing.ts';
import { joinEvidence } from '../../model/sighting.ts';

const run = (id: string) => ({ id, atMs: 1, roots: ['/srv/app'] });
const many = (count: number) => Array.from({ length: count }, (_, at) => line('code', `GET /a${at}`));

test('there is a bound over all roots; what is beyond is counted, and room is made by what goes', () => {
  const register = new EvidenceRegister({ ...defaultEvidenceLimits, sightings: 10 });
  register.take(evidence('code', 'a', many(6)), run('1'));
  register.take(evidence('code', 'b', many(6)), run('1'));
  assert.equal([...register.all('sightings')].length, 10);
  assert.equal(register.leftOut.sightings, 2);
  register.take(evidence('code', 'a', []), run('2'));
  register.take(evidence('code', 'b', many(8)), run('2'));
  assert.equal([...register.all('sightings')].length, 8);
  assert.equal(register.leftOut.sightings, 2);
});

test('joined evidence is parted by the root that names its API', () => {
  const register = new EvidenceRegister();
  const both = joinEvidence([
    evidence('code', 'a', [line('code', 'GET /x', { api: 'one' })]),
    evidence('code', 'b', [line('code', 'GET /y', { api: 'two' })]),
  ]);
  register.take(both, run('1'));
  register.take(evidence('code', 'b', []), { ...run('2'), roots: ['b'] });
  assert.deepEqual(
    [...register.all('sightings')].map(({ one }) => one.path),
    ['/x'],
  );
});

test('lists beside operations are kept, paged, and tell their service', () => {
  const { inventory } = benchOf();
  const { place } = line('code', 'GET /x');
  inventory.takeEvidence(
    evidence('code', '/srv/app', [line('code', 'GET /rooms'), line('code', 'GET /mock', { role: 'test' })], {
      outbound: ['a', 'b', 'c'].map((name) => ({
        source: 'code',
        api: 'clinic',
        host: `${name}.example.org`,
        name,
        method: 'POST',
        path: null,
        transport: 'https',
        fields: ['email'],
        client: 'fetch',
        place,
        role: 'app',
      })),
      owners: [{ owners: ['@team/clinic'], from: 'codeowners', scope: { pattern: '*' }, place }],
      unresolved: [{ what: 'route', why: 'computed', framework: 'express', place }],
      warnings: [{ code: 'syntax-error', detail: 'x', place, count: 1 }],
    }),
    run('1'),
  );
  const page = inventory.outbound({ offset: 1, limit: 1 });
  assert.equal(page.total, 3);
  assert.deepEqual(
    page.items.map(({ host, root, service }) => [host, root, service]),
    [['b.example.org', '/srv/app', 'clinic']],
  );
  assert.equal(inventory.owners().items[0]?.owners[0], '@team/clinic');
  assert.equal(inventory.unresolved().total, 1);
  assert.equal(inventory.warnings().total, 1);
  assert.equal(inventory.covers().items[0]?.run, '1');
  assert.equal(inventory.evidenceTotals().fromTestsAndExamples, 1);
  assert.equal(inventory.totals().operations, 1);
});

test('five thousand templates of fifty APIs find their services', () => {
  const { inventory, ingest, all } = benchOf();
  const nouns = 'patient invoice room order ticket report device visit claim plan'.split(' ');
  const templates = (api: number): readonly string[] =>
    Array.from({ length: 100 }, (_, at) => {
      const noun = `${nouns[at % 10] ?? ''}-${nouns[Math.floor(at / 10)] ?? ''}-${String.fromCharCode(97 + (api % 26))}${api > 25 ? 'x' : 'y'}s`;
      return at % 2 === 0 ? `GET /${noun}` : `GET /${noun}/{id}`;
    });
  const apis = Array.from({ length: 50 }, (_, api) => api);
  for (const api of apis)
    ingest(
      templates(api).map((text) => ({
        service: `service-${api}`,
        host: `host-${api}.example.org`,
        path: `/api${text.slice(4).replace('{id}', '{uuid}')}`,
        response: objectShape(text.split(/\W+/).map((word) => `${word}_field`)),
      })),
    );
  const told = (source: 'code' | 'contract') =>
    apis.flatMap((api) =>
      templates(api).map((text) => line(source, text, { api: `${source} number ${api}` })),
    );
  inventory.takeEvidence(evidence('contract', 'contracts', told('contract')), run('1'));
  inventory.takeEvidence(evidence('code', '/srv', told('code')), run('1'));
  assert.equal(inventory.totals().operations, 5_000);
  assert.ok(all().every((one) => one.sources.length === 3 && one.lifecycle === 'documented'));
});
