/** What calls tell of exposure and controls. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exposure, OperationDetail } from '../../model/operation.ts';
import { createInventory } from '../create.ts';
import type { Inventory } from '../port.ts';
import { BatchBuilder, testClock } from '../testing.ts';
import type { Call } from '../testing.ts';

const called = (
  calls: readonly Call[],
): { readonly inventory: Inventory; readonly detail: OperationDetail } => {
  const clock = testClock();
  const inventory = createInventory({ documents: [], clock });
  inventory.ingest(new BatchBuilder(clock).batch(calls));
  const [first] = inventory.operations({}).items;
  const detail = first === undefined ? null : inventory.operation(first.id);
  assert.ok(detail !== null);
  return { inventory, detail };
};

const inside = { host: 'localhost', path: '/a' };
const key = { actor: 'k', actorSeen: { id: 'api-key:k', evidence: 'api-key', kind: 'service' } } as const;
const nobody = {
  actor: 'n',
  actorSeen: { id: 'network-fingerprint:n', evidence: 'network-fingerprint', kind: 'anonymous' },
  auth: [],
  authNames: [],
} as const;

const cases: readonly (readonly [name: string, calls: readonly Call[], level: Exposure])[] = [
  [
    'from private networks only',
    [
      { ...inside, network: '10.1.2.0/24' },
      { ...inside, network: '192.168.1.0/24' },
    ],
    'internal',
  ],
  ['by keys from the world', [{ ...inside, ...key }], 'partner'],
  ['by nobody known, with success', [{ ...inside, ...nobody }], 'public'],
  ['by people from the world', [inside], 'public'],
  ['by keys and by people', [{ ...inside, ...key }, inside], 'public'],
  ['from this machine', [{ ...inside, network: '127.0.0.0/24' }], 'unknown'],
  ['from private networks, at a public name', [{ path: '/a', network: '10.0.0.0/24' }], 'public'],
];
for (const [name, calls, level] of cases)
  test(`called ${name}: ${level}`, () => {
    const { detail } = called(calls);
    assert.equal(detail.exposure, level, detail.exposureView.explanation);
  });

test('listeners at addresses inside tell where nothing else does', () => {
  const { inventory, detail } = called([{ ...inside, network: '127.0.0.0/24' }]);
  inventory.setSurroundings({ listeners: [{ name: 'edge', host: '127.0.0.1', tls: false }], guards: {} });
  assert.equal(inventory.operation(detail.id)?.exposure, 'internal');
  inventory.setSurroundings({ listeners: [{ name: 'edge', host: '0.0.0.0', tls: false }], guards: {} });
  assert.equal(inventory.operation(detail.id)?.exposure, 'unknown');
});

test('answers and refusals show controls', () => {
  const { detail } = called([
    { path: '/cards', responseClasses: ['card-number'] },
    { path: '/cards', status: 429 },
    { path: '/cards', status: 403 },
    { path: '/cards', ...nobody, status: 401 },
  ]);
  const actual = new Map(detail.controls.actual.map(({ control, by }) => [control, by]));
  for (const control of ['authentication', 'rate-limit', 'function-authorization', 'logging'] as const)
    assert.ok(actual.has(control), control);
  const masking = detail.controls.missing.find(({ control }) => control === 'masking');
  assert.equal(masking?.certainty, 'absent');
  assert.equal(masking?.severity, 'high');
  assert.match(masking?.explanation ?? '', /card-number/);
});

test('guards in force are controls', () => {
  const { inventory, detail } = called([{ path: '/a' }]);
  inventory.setSurroundings({ listeners: [], guards: { clinic: ['rate-limit'] } });
  const controls = inventory.operation(detail.id)?.controls.actual.map(({ control }) => control);
  assert.ok(controls?.includes('rate-limit'));
});
