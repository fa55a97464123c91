import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exposure, OperationDetail } from '../../model/operation.ts';
import type {
  ComponentSighting,
  Evidence,
  OutboundSighting,
  OwnerSighting,
  Sighting,
} from '../../model/sighting.ts';
import { joinEvidence } from '../../model/sighting.ts';
import { createInventory } from '../create.ts';
import type { Inventory } from '../port.ts';
import { evidence, line } from '../sightings/testing.ts';
import { classesByName } from './carried-data.ts';
import { defaultPolicy, policySchema } from '../../config/policy.ts';
import { reachOfHost } from './reach.ts';
import { controlReferences } from './references.ts';
import { thirdPartiesOf } from './third-parties.ts';

const run = { id: 'run', atMs: 1_700_000_000_000, roots: ['./shop'] };
const clock = { nowMs: () => 1_700_000_000_000, monotonicUs: () => 0 };

const given = (...all: readonly Evidence[]): Inventory => {
  const inventory = createInventory({ documents: [], clock });
  inventory.takeEvidence(joinEvidence(all), run);
  return inventory;
};

const only = (inventory: Inventory, path?: string): OperationDetail => {
  const found = inventory.operations({}).items.find((one) => path === undefined || one.path === path);
  const detail = found === undefined ? null : inventory.operation(found.id);
  assert.ok(detail !== null);
  return detail;
};

const required: Sighting['auth'] = {
  demand: 'required',
  schemes: [{ scheme: 'bearer', name: 'guard', scopes: [] }],
  reason: 'guard',
};
const open: Sighting['auth'] = { demand: 'none', schemes: [], reason: 'no guard' };

for (const [host, reach] of [
  ['api.example.com', 'public'],
  ['api.example.com:8443', 'public'],
  ['203.0.113.9', 'public'],
  ['[2001:4860::1]:443', 'public'],
  ['partner.example.com', 'partner'],
  ['b2b-api.example.com', 'partner'],
  ['users', 'internal'],
  ['users.shop.svc.cluster.local:80', 'internal'],
  ['db.internal', 'internal'],
  ['printer.local', 'internal'],
  ['10.1.2.3:80', 'internal'],
  ['fd00::1', 'internal'],
  ['api-internal.example.com', 'internal'],
  ['international.example.com', 'public'],
  ['localhost:3000', 'loopback'],
  ['127.0.0.1', 'loopback'],
  ['::1', 'loopback'],
  ['{region}.example.com', 'unknown'],
  ['', 'unknown'],
] as const)
  test(`host ${host} is ${reach}`, () => {
    assert.equal(reachOfHost(host), reach);
  });

const exposures: readonly (readonly [name: string, sightings: readonly Sighting[], level: Exposure])[] = [
  ['code alone tells nothing', [line('code', 'GET /a')], 'unknown'],
  ['a public host', [line('contract', 'GET /a', { hosts: ['api.example.com'] })], 'public'],
  ['a host inside', [line('contract', 'GET /a', { hosts: ['users.svc.cluster.local'] })], 'internal'],
  [
    'a mark in the contract outweighs the host',
    [line('contract', 'GET /a', { hosts: ['api.example.com'], tags: ['x-internal'] })],
    'internal',
  ],
  ['a partner host', [line('contract', 'GET /a', { hosts: ['partners.example.com'] })], 'partner'],
  [
    'a front end outweighs the mark',
    [
      line('contract', 'GET /a', { tags: ['internal'] }),
      line('outside', 'GET /a', { hosts: ['clinic.example.org'] }),
    ],
    'public',
  ],
];
for (const [name, sightings, level] of exposures)
  test(`exposure: ${name}`, () => {
    const bySource = Map.groupBy(sightings, ({ source }) => source);
    const detail = only(given(...[...bySource].map(([source, own]) => evidence(source, `./${source}`, own))));
    assert.equal(detail.exposureView.level, level, detail.exposureView.explanation);
    assert.equal(detail.exposure, level);
  });

const owned = (
  from: OwnerSighting['from'],
  who: string,
  more: Partial<OwnerSighting> = {},
): OwnerSighting => ({
  owners: [who],
  from,
  scope: { file: 'src/routes.ts' },
  place: { file: 'CODEOWNERS', line: 1 },
  root: './shop',
  ...more,
});

test('owners come from CODEOWNERS, contacts, manifests and authors, in this order; rules go first', () => {
  const all = [
    owned('git-blame', 'ann', { scope: { file: 'src/routes.ts', line: 12 } }),
    owned('manifest', 'bo'),
    owned('contract', 'cy', { scope: { api: 'clinic' } }),
    owned('codeowners', '@team'),
  ];
  for (const [left, name] of [
    [4, '@team'],
    [3, 'cy'],
    [2, 'bo'],
    [1, 'ann'],
  ] as const) {
    const inventory = given(
      evidence('code', './shop', [line('code', 'GET /a')], { owners: all.slice(0, left) }),
      evidence('contract', './shop/openapi.yaml', [line('contract', 'GET /a')]),
    );
    assert.equal(only(inventory).ownership?.name, name);
    inventory.setPolicy({
      version: 1,
      owners: [
        { paths: ['/a'], owner: '@ruled' },
        { paths: ['/b'], owner: '@other' },
      ],
    });
    assert.equal(only(inventory).ownership?.from, 'rules');
    assert.equal(inventory.operations({ owner: '@ruled' }).total, 1);
  }
});

test('files of two roots with one name have their own owners', () => {
  const inventory = given(
    evidence('code', './one', [line('code', 'GET /one', { api: 'one' })], {
      owners: [owned('codeowners', '@one', { root: './one' })],
    }),
    evidence('code', './two', [line('code', 'GET /two', { api: 'two' })], {
      owners: [owned('codeowners', '@two', { root: './two/' })],
    }),
  );
  assert.equal(only(inventory, '/one').owner, '@one');
  assert.equal(only(inventory, '/two').owner, '@two');
});

test('controls: absent is told apart from not shown', () => {
  const inventory = given(
    evidence('code', './shop', [line('code', 'POST /a', { auth: open }), line('code', 'POST /b')]),
  );
  const missing = (path: string) =>
    only(inventory, path).controls.missing.find(({ control }) => control === 'authentication');
  assert.equal(missing('/a')?.certainty, 'absent');
  assert.equal(missing('/b')?.certainty, 'not-shown');
  assert.ok(missing('/a')?.references.some(({ id }) => id === 'API2:2023'));
  assert.equal(only(inventory, '/a').controlsAbsent, 1);
  const findings = inventory.controlFindings({ certainty: 'absent' });
  assert.deepEqual(
    findings.items.map(({ path, control }) => `${path} ${control}`),
    ['/a authentication'],
  );
});

test('controls that are there are said, with what shows them', () => {
  const guarded = { ...required, schemes: [{ scheme: 'bearer', name: 'guard', scopes: ['admin'] }] } as const;
  const { controls } = only(
    given(evidence('code', './shop', [line('code', 'DELETE /a/{id}', { auth: guarded })])),
  );
  assert.deepEqual(
    controls.actual.map(({ control }) => control),
    ['authentication', 'function-authorization'],
  );
});

test('names of parameters stand for data where nothing was seen, and count less', () => {
  const body = (name: string) => [{ name, in: 'body', type: 'string', required: true } as const];
  const inventory = given(
    evidence('code', './shop', [
      line('code', 'POST /pay', { params: body('cardNumber'), auth: required }),
      line('code', 'POST /note', { params: body('colour'), auth: required }),
    ]),
  );
  const points = (path: string) =>
    only(inventory, path).riskParts.find(({ part }) => part === 'data')?.points;
  assert.equal(points('/pay'), 15);
  assert.equal(points('/note'), 0);
  assert.deepEqual(
    inventory.operations({ sort: 'risk' }).items.map(({ path }) => path),
    ['/pay', '/note'],
  );
  assert.deepEqual(classesByName('customerEmail'), ['email']);
});

test('risk is the sum of its parts, and vulnerabilities of the package count', () => {
  const weak = (api: string, file: string): ComponentSighting => ({
    kind: 'library',
    name: 'left',
    version: '1.0.0',
    purl: null,
    api,
    direct: true,
    scope: 'runtime',
    place: { file },
    vulnerabilities: [
      { id: 'GHSA-1', aliases: [], summary: '', severity: [], level: 'critical', fixed: '2' },
    ],
  });
  for (const [component, points] of [
    [weak('clinic', 'package-lock.json'), 10],
    [weak('root', 'src/package-lock.json'), 10],
    [weak('other', 'other/package-lock.json'), 0],
    [{ ...weak('clinic', 'package-lock.json'), scope: 'development' } as const, 0],
  ] as const) {
    const detail = only(
      given(evidence('code', './shop', [line('code', 'GET /a')], { components: [component] })),
    );
    assert.equal(detail.riskParts.find(({ part }) => part === 'vulnerabilities')?.points, points);
    assert.equal(
      detail.risk,
      detail.riskParts.reduce((sum, one) => sum + one.points, 0),
    );
  }
});

test('most points of all parts make 100', () => {
  const { riskParts } = only(given(evidence('code', './shop', [line('code', 'GET /a')])));
  assert.equal(
    riskParts.reduce((sum, { pointsMax }) => sum + pointsMax, 0),
    100,
  );
  assert.ok(riskParts.every(({ explanation }) => explanation !== ''));
});

test('a policy that is not well-formed is refused with its places, and the one before holds', () => {
  const inventory = given(evidence('code', './shop', [line('code', 'POST /a')]));
  const before = only(inventory).controls.required.length;
  for (const bad of [
    {},
    { version: 1, rules: [{ name: 'x', require: ['nothing'] }] },
    { version: 1, extra: 1 },
    null,
    'x',
  ])
    assert.throws(() => inventory.setPolicy(bad), { code: 'input-invalid' });
  assert.equal(only(inventory).controls.required.length, before);
  inventory.setPolicy({ version: 1, rules: [] });
  assert.deepEqual(only(inventory).controls.required, []);
});

test('the default policy is well-formed, and every control it may ask for has references', () => {
  assert.ok(policySchema.safeParse(defaultPolicy).success);
  for (const [control, references] of Object.entries(controlReferences)) {
    assert.ok(references.length >= 3, control);
    for (const { id } of references)
      assert.match(id, /^(?:API(?:[1-9]|10):2023|(?:GV|ID|PR|DE|RS|RC)\.[A-Z]{2}-\d{2}|A\.[5-8]\.\d{1,2})$/);
  }
});

test('third parties: by host, with what goes out and over what', () => {
  const call = (more: Partial<OutboundSighting>): OutboundSighting => ({
    source: 'code',
    api: 'shop',
    host: 'api.pay.example',
    name: 'api.pay.example',
    method: 'POST',
    path: '/charge',
    transport: 'https',
    fields: [],
    client: 'fetch',
    place: { file: 'a.js', line: 1 },
    role: 'app',
    ...more,
  });
  const parties = thirdPartiesOf([
    call({ fields: ['cardNumber'], transport: 'http' }),
    call({ fields: ['email'], place: { file: 'b.js', line: 2 } }),
    call({ host: 'users.internal', transport: 'http' }),
    call({ host: null, name: 'env:MAIL_URL', transport: 'unknown' }),
    call({ host: 'test.example', role: 'test' }),
  ]);
  assert.deepEqual(
    parties.map(({ host, name, isOwn, findings }) => [
      host ?? name,
      isOwn,
      findings.map(({ code, severity }) => `${code} ${severity}`),
    ]),
    [
      ['api.pay.example', false, ['plain-transport high', 'restricted-data medium']],
      ['env:MAIL_URL', false, []],
      ['users.internal', true, []],
    ],
  );
  assert.deepEqual(parties[0]?.transports, ['http', 'https']);
  assert.deepEqual(parties[0]?.fields, ['cardNumber', 'email']);
});
