/** Lifecycles, one by one: what was given, what it says, and what must not be claimed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lifecycle } from '../../model/operation.ts';
import type { Sighting } from '../../model/sighting.ts';
import { benchOf } from '../sightings/bench.ts';
import { line } from '../sightings/testing.ts';

/** What stands for the operation in question in a source; `other`: the source was given, and tells of others only. */
type Told = 'none' | 'other' | 'yes';

interface Case {
  readonly title: string;
  readonly code?: Told | 'unmounted' | 'generated' | 'vendored' | 'test' | 'deprecated';
  readonly contract?: Told | 'deprecated';
  readonly traffic?: Told | 'long ago' | '404' | '401';
  readonly outside?: Told;
  readonly expected: Lifecycle | null;
  readonly says?: RegExp;
}

const cases: readonly Case[] = [
  // One source alone claims nothing.
  { title: 'code alone', code: 'yes', expected: 'known', says: /without contract and traffic/ },
  { title: 'unmounted code alone', code: 'unmounted', expected: 'unreachable', says: /mounts/ },
  { title: 'a contract alone', contract: 'yes', expected: 'documented' },
  { title: 'a deprecated contract alone', contract: 'deprecated', expected: 'documented' },
  { title: 'traffic alone', traffic: 'yes', expected: 'live', says: /no contract/ },
  { title: 'traffic of long ago alone', traffic: 'long ago', expected: 'live' },
  { title: 'the outside alone', outside: 'yes', expected: 'known' },
  { title: 'tests make nothing', code: 'test', contract: 'other', expected: null },
  { title: '404 makes nothing', traffic: '404', contract: 'other', expected: null },
  // Code and contract.
  { title: 'both', code: 'yes', contract: 'yes', expected: 'documented', says: /code serves it/ },
  {
    title: 'code beside a contract',
    code: 'yes',
    contract: 'other',
    expected: 'shadow',
    says: /code mounts it/,
  },
  { title: 'unmounted beside a contract', code: 'unmounted', contract: 'other', expected: 'unreachable' },
  {
    title: 'unmounted and in the contract',
    code: 'unmounted',
    contract: 'yes',
    expected: 'orphan',
    says: /mounts it nowhere/,
  },
  { title: 'generated beside a contract', code: 'generated', contract: 'other', expected: 'known' },
  { title: 'vendored beside a contract', code: 'vendored', contract: 'other', expected: 'known' },
  {
    title: 'contract beside code',
    code: 'other',
    contract: 'yes',
    expected: 'orphan',
    says: /no code serves it.*no traffic was given/,
  },
  {
    title: 'deprecated code in a contract, no traffic',
    code: 'deprecated',
    contract: 'yes',
    expected: 'documented',
  },
  // Code and traffic.
  { title: 'code that is called', code: 'yes', traffic: 'yes', expected: 'live' },
  {
    title: 'code that is not called',
    code: 'yes',
    traffic: 'other',
    expected: 'dormant',
    says: /no call of it/,
  },
  { title: 'code called long ago', code: 'yes', traffic: 'long ago', expected: 'dormant', says: /last call/ },
  { title: 'traffic beside code', code: 'other', traffic: 'yes', expected: 'live' },
  { title: 'unmounted code, others called', code: 'unmounted', traffic: 'other', expected: 'unreachable' },
  { title: 'unmounted code that is called', code: 'unmounted', traffic: 'yes', expected: 'live' },
  {
    title: 'deprecated code that is called',
    code: 'deprecated',
    traffic: 'yes',
    expected: 'zombie',
    says: /code says/,
  },
  { title: 'deprecated code that is not', code: 'deprecated', traffic: 'other', expected: 'dormant' },
  // Contract and traffic.
  { title: 'documented and called', contract: 'yes', traffic: 'yes', expected: 'documented' },
  {
    title: 'called beside a contract',
    contract: 'other',
    traffic: 'yes',
    expected: 'shadow',
    says: /called once/,
  },
  {
    title: 'documented, others called',
    contract: 'yes',
    traffic: 'other',
    expected: 'orphan',
    says: /never called.*no code was given/,
  },
  { title: 'documented, called long ago', contract: 'yes', traffic: 'long ago', expected: 'dormant' },
  { title: 'documented, probed with 404', contract: 'yes', traffic: '404', expected: 'orphan' },
  {
    title: 'deprecated and called',
    contract: 'deprecated',
    traffic: 'yes',
    expected: 'zombie',
    says: /contract says/,
  },
  { title: 'deprecated, called long ago', contract: 'deprecated', traffic: 'long ago', expected: 'dormant' },
  // All three.
  { title: 'everywhere', code: 'yes', contract: 'yes', traffic: 'yes', expected: 'documented' },
  {
    title: 'code and traffic, no contract',
    code: 'yes',
    contract: 'other',
    traffic: 'yes',
    expected: 'shadow',
    says: /called once.*code mounts/,
  },
  {
    title: 'code, no contract, not called',
    code: 'yes',
    contract: 'other',
    traffic: 'other',
    expected: 'shadow',
  },
  {
    title: 'contract only',
    code: 'other',
    contract: 'yes',
    traffic: 'other',
    expected: 'orphan',
    says: /no code serves it and it was never called/,
  },
  {
    title: 'code and contract, not called',
    code: 'yes',
    contract: 'yes',
    traffic: 'other',
    expected: 'dormant',
  },
  {
    title: 'contract and traffic, no code',
    code: 'other',
    contract: 'yes',
    traffic: 'yes',
    expected: 'documented',
  },
  { title: 'traffic only', code: 'other', contract: 'other', traffic: 'yes', expected: 'shadow' },
  {
    title: 'generated code that is called',
    code: 'generated',
    contract: 'other',
    traffic: 'yes',
    expected: 'shadow',
  },
  {
    title: 'code, refused to those without credentials',
    code: 'yes',
    contract: 'yes',
    traffic: '401',
    expected: 'documented',
  },
  // The outside is no proof that something is served.
  {
    title: 'told by callers only',
    outside: 'yes',
    contract: 'other',
    code: 'other',
    traffic: 'other',
    expected: 'dormant',
    says: /callers name it/,
  },
  { title: 'contract and callers', outside: 'yes', contract: 'yes', code: 'other', expected: 'orphan' },
];

const name = 'GET /rooms/free';
const others = ['GET /patients', 'GET /patients/{id}', 'GET /invoices'];
const dayMs = 86_400_000;

const variants = {
  unmounted: { mounted: false },
  generated: { role: 'generated' },
  vendored: { role: 'vendored' },
  test: { role: 'test' },
  deprecated: { deprecated: true },
} as const satisfies Readonly<Record<string, Partial<Sighting>>>;

for (const {
  title,
  code = 'none',
  contract = 'none',
  traffic = 'none',
  outside = 'none',
  expected,
  says,
} of cases) {
  test(`${title}: ${expected ?? 'nothing'}`, () => {
    const { clock, ingest, give, named } = benchOf();
    for (const [source, told] of [
      ['code', code],
      ['contract', contract],
      ['outside', outside],
    ] as const) {
      if (told === 'none') continue;
      const own = told === 'other' ? [] : [line(source, name, told === 'yes' ? {} : variants[told])];
      give(source, [...others.map((text) => line(source, text)), ...own]);
    }
    if (traffic !== 'none') {
      const [path = ''] = name.split(' ').slice(1);
      const early = clock.now - 45 * dayMs;
      ingest([
        { path: '/patients' },
        { path: '/patients/{uuid}' },
        { path: '/invoices' },
        ...(traffic === 'yes' ? [{ path }] : []),
        ...(traffic === 'long ago' ? [{ path, atMs: early }] : []),
        ...(traffic === '404' ? [{ path, status: 404 }] : []),
        ...(traffic === '401' ? [{ path, status: 401, auth: [], authNames: [] }] : []),
      ]);
    }
    const found = named(name);
    assert.equal(found?.lifecycle ?? null, expected, found?.lifecycleProof.text ?? 'not there');
    if (says !== undefined) assert.match(found?.lifecycleProof.text ?? '', says);
  });
}

test('a version that a higher one supersedes is a zombie where no contract has it and it is called', () => {
  const { ingest, give, named, all } = benchOf();
  give('contract', ['GET /v2/rooms/{id}', 'GET /v2/rooms', 'GET /v1/clinics', 'GET /v2/clinics']);
  give('code', ['GET /v1/rooms/{id}', 'GET /v2/rooms/{id}', 'GET /v1/rooms', 'GET /v2/rooms']);
  ingest([
    { path: '/v1/rooms/{uuid}' },
    { path: '/v2/rooms/{uuid}' },
    { path: '/v1/clinics' },
    { path: '/v2/clinics' },
  ]);
  assert.deepEqual(
    all()
      .map((one) => `${one.path} ${one.lifecycle}`)
      .sort(),
    [
      '/v1/clinics documented',
      '/v1/rooms shadow',
      '/v1/rooms/{id} zombie',
      '/v2/clinics documented',
      '/v2/rooms dormant',
      '/v2/rooms/{id} documented',
    ],
  );
  assert.match(named('GET /v1/rooms/{id}')?.lifecycleProof.text ?? '', /\/v2\/rooms\/\{id\} supersedes it/);
});

test('words of a contract that code serves by a parameter are neither orphans nor shadow', () => {
  const { give, all } = benchOf();
  give('code', ['GET /reports/{kind}', 'GET /rooms', 'ANY /{path*}']);
  give('contract', ['GET /reports/daily', 'GET /reports/weekly', 'GET /rooms', 'GET /gone']);
  assert.deepEqual(
    all()
      .map((one) => `${one.path} ${one.lifecycle}`)
      .sort(),
    [
      '/gone orphan',
      '/reports/daily documented',
      '/reports/weekly documented',
      '/reports/{kind} documented',
      '/rooms documented',
      '/{path*} known',
    ],
  );
});

test('messages are no orphans: neither routes nor HTTP traffic shows them', () => {
  const { give, named, ingest } = benchOf();
  give('contract', ['GET /rooms', line('contract', 'PUBLISH /rooms/freed', { framework: 'asyncapi-3.0' })]);
  give('code', ['GET /rooms']);
  ingest([{ path: '/rooms' }]);
  assert.equal(named('PUBLISH /rooms/freed')?.lifecycle, 'documented');
});
