/** Which API belongs to which service, under which base path. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sighting } from '../../model/sighting.ts';
import { benchOf, restarted } from '../sightings/bench.ts';
import type { Bench } from '../sightings/bench.ts';
import { line } from '../sightings/testing.ts';
import type { Call } from '../testing.ts';

const clinic = ['GET /patients', 'GET /patients/{id}', 'POST /patients', 'GET /invoices/{id}', 'GET /health'];
const shop = ['GET /orders', 'GET /orders/{id}', 'POST /baskets', 'GET /products/{id}', 'GET /health'];

const under = (prefix: string, lines: readonly string[]): readonly string[] =>
  lines.map((text) => text.replace(' ', ` ${prefix}`));
const of = (
  source: Sighting['source'],
  api: string,
  lines: readonly string[],
  more: Partial<Sighting> = {},
) => lines.map((text) => line(source, text, { api, ...more }));
const calls = (service: string, lines: readonly string[], more: Partial<Call> = {}): Call[] =>
  lines.map((text) => {
    const [method = '', path = ''] = text.split(' ');
    return { service, host: `${service}.example.org`, method, path: path.replace('{id}', '{uuid}'), ...more };
  });

/** `service: GET /path sources`, sorted. */
const table = ({ all }: Bench): readonly string[] =>
  all()
    .map(({ service, method, path, sources }) => `${service}: ${method} ${path} ${sources.join('+')}`)
    .sort();
const services = ({ all }: Bench): readonly string[] =>
  [...new Set(all().map(({ service }) => service))].sort();

test('code and a contract without traffic are one service', () => {
  const bench = benchOf();
  bench.give('contract', of('contract', 'Clinic API', clinic));
  bench.give('code', of('code', 'backend', clinic));
  assert.deepEqual(services(bench), ['Clinic API']);
  assert.ok(bench.all().every(({ sources }) => sources.join() === 'code,contract'));
  const why = bench.inventory.alignments().map(({ places }) => places[0].explanation);
  assert.match(why.join('\n'), /4 of the 4 templates of the code of backend are declared at Clinic API/);
});

for (const [title, code, contract, traffic, expected] of [
  ['a prefix that only traffic knows', '', '', '/api/v1', '/api/v1'],
  ['a prefix that code lacks', '', '/api', '/api', '/api'],
  ['a prefix that the contract lacks', '/api', '', '/api', '/api'],
  ['a prefix that traffic lacks', '/api/v2', '/api/v2', '', ''],
  ['the same paths everywhere', '/v1', '/v1', '/v1', '/v1'],
] as const) {
  test(`${title}, whatever comes first`, () => {
    const orders = [
      ['code', 'contract', 'traffic'],
      ['traffic', 'code', 'contract'],
      ['contract', 'traffic', 'code'],
    ] as const;
    for (const order of orders) {
      const bench = benchOf();
      for (const step of order) {
        if (step === 'traffic') bench.ingest(calls('gateway', under(traffic, clinic)));
        else if (step === 'code') bench.give('code', of('code', 'backend', under(code, clinic)));
        else bench.give('contract', of('contract', 'Clinic', under(contract, clinic)));
      }
      const wanted = under(expected, clinic)
        .map((text) => `gateway: ${text} code+contract+traffic`)
        .sort();
      assert.deepEqual(table(bench), wanted, order.join());
    }
  });
}

test('a contract without the prefix that code has takes it, when nobody calls', () => {
  const bench = benchOf();
  bench.give('contract', of('contract', 'Clinic', clinic));
  bench.give('code', of('code', 'backend', [...under('/api', clinic.slice(0, 4)), 'GET /health']));
  assert.deepEqual(table(bench), [
    'Clinic: GET /api/invoices/{id} code+contract',
    'Clinic: GET /api/patients code+contract',
    'Clinic: GET /api/patients/{id} code+contract',
    'Clinic: GET /health code+contract',
    'Clinic: POST /api/patients code+contract',
  ]);
});

test('two APIs of one repository stay apart, each with its own contract and traffic', () => {
  const bench = benchOf();
  bench.ingest([...calls('a', clinic), ...calls('b', shop)]);
  bench.give('code', [...of('code', 'one', shop), ...of('code', 'two', clinic)]);
  bench.give('contract', [...of('contract', 'Shop', shop), ...of('contract', 'Clinic', clinic)]);
  const wanted = [
    ...clinic.map((text) => `a: ${text} code+contract+traffic`),
    ...shop.map((text) => `b: ${text} code+contract+traffic`),
  ];
  assert.deepEqual(table(bench), wanted.sort());
});

test('APIs of one repository that only share what every API has stay apart', () => {
  const bench = benchOf();
  bench.give('code', [...of('code', 'one', shop), ...of('code', 'two', clinic)]);
  assert.deepEqual(services(bench), ['one', 'two']);
});

test('one contract for several services gives each its own templates', () => {
  const bench = benchOf();
  bench.ingest([...calls('a', clinic), ...calls('b', shop)]);
  bench.give('contract', of('contract', 'All of it', [...new Set([...clinic, ...shop])]));
  const found = table(bench).filter((text) => text.includes('contract'));
  assert.equal(found.length, 9);
  assert.ok(found.includes('a: GET /patients contract+traffic'));
  assert.ok(found.includes('b: GET /orders contract+traffic'));
});

test('several contracts of one application are where its code is', () => {
  const bench = benchOf();
  bench.give('contract', [
    ...of('contract', 'Patients', clinic.slice(0, 3)),
    ...of('contract', 'Orders', shop.slice(0, 4)),
  ]);
  bench.give('code', of('code', 'monolith', [...clinic.slice(0, 3), ...shop.slice(0, 4), 'GET /extra']));
  const all = table(bench).map((text) => text.replace(/^[^:]*: /, ''));
  assert.equal(all.length, 8);
  assert.equal(all.filter((text) => text.endsWith('code+contract')).length, 7);
});

test('a common path is no reason to be one service', () => {
  const bench = benchOf();
  bench.ingest(calls('gateway', ['GET /health', 'GET /orders']));
  bench.give('code', of('code', 'backend', ['GET /health', 'GET /patients', 'GET /rooms']));
  assert.deepEqual(services(bench), ['backend', 'gateway']);
});

test('the host that a contract names is its service', () => {
  const bench = benchOf();
  bench.ingest([...calls('a', ['GET /x/{id}']), ...calls('b', ['GET /patients'])]);
  bench.give('contract', of('contract', 'Clinic', clinic, { hosts: ['a.example.org'] }));
  assert.ok(table(bench).includes('a: GET /invoices/{id} contract'));
  assert.match(
    bench.inventory.alignments()[0]?.places[0].explanation ?? '',
    /both name the host a\.example\.org/,
  );
});

test('what front ends call belongs to the service of that host', () => {
  const bench = benchOf();
  bench.ingest(calls('a', clinic));
  bench.give(
    'outside',
    of('outside', 'a.example.org', ['GET /patients/{x}', 'DELETE /rooms/{x}'], { hosts: ['a.example.org'] }),
  );
  assert.ok(table(bench).includes('a: GET /patients/{patientId} traffic+outside'));
  assert.ok(table(bench).includes('a: DELETE /rooms/{x} outside'));
});

test('a decision stays while it fits, and what a person says stays', () => {
  const bench = benchOf();
  bench.ingest([...calls('a', clinic), ...calls('b', clinic)]);
  bench.give('code', of('code', 'backend', clinic));
  const [first] = bench.inventory.alignments();
  bench.ingest(calls(first?.places[0].service === 'a' ? 'b' : 'a', [...clinic, 'GET /rooms/{id}']));
  bench.give('code', of('code', 'backend', [...clinic, 'GET /rooms/{id}']), { run: 'run-2' });
  assert.equal(bench.inventory.alignments()[0]?.places[0].service, first?.places[0].service);
  const other = first?.places[0].service === 'a' ? 'b' : 'a';
  bench.inventory.pinAlignment(first?.api ?? '', { service: other, add: '', strip: '' });
  bench.give('code', of('code', 'backend', clinic), { run: 'run-3' });
  for (const inventory of [bench.inventory, restarted(bench)]) {
    const [pinned] = inventory.alignments();
    assert.equal(pinned?.places[0].service, other);
    assert.equal(pinned?.pinned, true);
  }
  bench.inventory.pinAlignment(first?.api ?? '', null);
  assert.equal(bench.inventory.alignments()[0]?.pinned, false);
});

test('fields of GraphQL are one, at whichever path the endpoint is', () => {
  const bench = benchOf();
  const fields = ['QUERY /graphql#patient', 'QUERY /graphql#rooms', 'MUTATION /graphql#createRoom'];
  bench.give('contract', of('contract', 'Graph', fields, { kind: 'graphql', framework: 'graphql-sdl' }));
  bench.ingest([
    {
      method: 'POST',
      path: '/api/query',
      graphql: [{ type: 'query', field: 'patient' }],
      response: { t: 'object', p: { data: { t: 'object', p: { patient: { t: 'object', p: {} } } } } },
    },
  ]);
  assert.deepEqual(
    bench.sources().filter((text) => text.includes('patient')),
    ['QUERY /api/query#patient contract+traffic'],
  );
});

test('a schema stands where code has the endpoint, when nobody calls', () => {
  const bench = benchOf();
  const rest = ['GET /rooms', 'GET /rooms/{id}'];
  bench.give('code', [...rest, 'POST /api/graphql']);
  bench.give('contract', [
    ...rest.map((text) => line('contract', text)),
    line('contract', 'QUERY /graphql#patient', { kind: 'graphql' }),
  ]);
  assert.ok(bench.sources().includes('QUERY /api/graphql#patient contract'));
});
