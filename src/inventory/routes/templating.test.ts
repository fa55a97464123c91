/** Templating, held to route tables like those of real APIs: each route that was called is one operation, and nothing else is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createInventory } from '../create.ts';
import { BatchBuilder, objectShape, testClock } from '../testing.ts';
import type { Call } from '../testing.ts';
import { parameterName } from './name.ts';

const nouns = [
  'patients',
  'clinics',
  'invoices',
  'appointments',
  'rooms',
  'suppliers',
  'articles',
  'projects',
  'warehouses',
  'lab-results',
  'care-plans',
  'price-lists',
];
const subNouns = [
  'notes',
  'comments',
  'documents',
  'visits',
  'attachments',
  'members',
  'line-items',
  'audit-entries',
];
const views = ['search', 'export', 'latest', 'me', 'stats', 'summary', 'recent', 'bulk-import'];
const actions = ['cancel', 'approve', 'check-in', 'mark-paid', 'send-reminder', 'archive', 'hand-over'];
const first = ['north', 'green', 'old', 'river', 'west', 'silver', 'upper', 'royal', 'quiet', 'stone'];
const second = ['side', 'hill', 'town', 'bank', 'end', 'field', 'gate', 'garden', 'bridge', 'court'];

interface Route {
  readonly method: string;
  readonly template: string;
  /** Concrete path as the observer gives it, from a random number. */
  readonly path: (value: number) => string;
  readonly fields: readonly string[];
  readonly status: number;
}

type IdKind = 'uuid' | 'integer' | 'prefixed-id' | 'both' | 'slug';

const idOf = (kind: IdKind, value: number): string => {
  if (kind === 'slug') return `${first[value % 10] ?? ''}-${second[Math.floor(value / 10) % 10] ?? ''}`;
  if (kind === 'both') return value % 2 === 0 ? '{uuid}' : '{integer}';
  return `{${kind}}`;
};

const fieldsOf = (name: string): readonly string[] => [
  'id',
  ...['code', 'kind', 'since', 'state', 'owner'].map((field) => `${name.replaceAll(/[^a-z]/g, '')}_${field}`),
];

const tableOf = (
  prefix: string,
  choices: readonly {
    noun: string;
    kind: IdKind;
    subs: readonly string[];
    views: readonly string[];
    actions: readonly string[];
    methods: readonly string[];
  }[],
): Route[] =>
  choices.flatMap(({ noun, kind, subs, views: own, actions: acts, methods }) => {
    const base = `${prefix}/${noun}`;
    const name = parameterName(noun, kind === 'both' ? ['integer', 'uuid'] : [kind], new Set());
    const item = (value: number): string => `${base}/${idOf(kind, value)}`;
    const routes: Route[] = [
      {
        method: 'GET',
        template: base,
        path: () => base,
        fields: ['items', 'total', `${noun}_page`, `${noun}_size`],
        status: 200,
      },
      { method: 'GET', template: `${base}/{${name}}`, path: item, fields: fieldsOf(noun), status: 200 },
    ];
    for (const method of methods)
      routes.push({ method, template: `${base}/{${name}}`, path: item, fields: fieldsOf(noun), status: 200 });
    for (const view of own)
      routes.push({
        method: 'GET',
        template: `${base}/${view}`,
        path: () => `${base}/${view}`,
        fields: fieldsOf(view),
        status: 200,
      });
    for (const sub of subs) {
      routes.push({
        method: 'GET',
        template: `${base}/{${name}}/${sub}`,
        path: (value) => `${item(value)}/${sub}`,
        fields: fieldsOf(`${noun}${sub}`),
        status: 200,
      });
    }
    for (const action of acts) {
      routes.push({
        method: 'POST',
        template: `${base}/{${name}}/${action}`,
        path: (value) => `${item(value)}/${action}`,
        fields: fieldsOf(noun),
        status: 200,
      });
    }
    return routes;
  });

const resource = fc.record({
  noun: fc.constantFrom(...nouns),
  kind: fc.constantFrom<IdKind>('uuid', 'integer', 'prefixed-id', 'both', 'slug', 'slug'),
  subs: fc.uniqueArray(fc.constantFrom(...subNouns), { maxLength: 3 }),
  views: fc.uniqueArray(fc.constantFrom(...views), { maxLength: 3 }),
  actions: fc.uniqueArray(fc.constantFrom(...actions), { maxLength: 4 }),
  methods: fc.subarray(['PUT', 'DELETE']),
});

const tables = fc.record({
  prefix: fc.constantFrom('', '/api', '/v2', '/api/v1'),
  resources: fc.uniqueArray(resource, { minLength: 1, maxLength: 6, selector: (one) => one.noun }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  batch: fc.integer({ min: 1, max: 80 }),
  restart: fc.boolean(),
});

test('each route that was called is one operation', () => {
  fc.assert(
    fc.property(tables, ({ prefix, resources, seed, batch, restart }) => {
      const routes = tableOf(prefix, resources);
      let state = seed;
      const random = (below: number): number => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
        return (state >>> 8) % below;
      };
      const clock = testClock();
      const builder = new BatchBuilder(clock);
      let inventory = createInventory({ documents: [], clock });
      const calls: Call[] = [];
      for (let round = 0; round < 12; round += 1) {
        for (const route of routes) {
          const value = random(100);
          calls.push({
            method: route.method,
            path: route.path(value),
            status: route.status,
            response: objectShape(route.fields),
            actor: `user${random(6)}`,
          });
        }
        calls.push({
          path: `/probe${round}/admin.php`,
          status: 404,
          auth: [],
          authNames: [],
          actor: 'scanner',
        });
        calls.push({
          path: `${prefix}/${nouns[random(nouns.length)] ?? ''}/wp-login`,
          status: 404,
          auth: [],
          authNames: [],
          actor: 'scanner',
        });
      }
      for (let at = calls.length - 1; at > 0; at -= 1) {
        const other = random(at + 1);
        const [a, b] = [calls[at], calls[other]];
        if (a !== undefined && b !== undefined) [calls[at], calls[other]] = [b, a];
      }
      const assigned = new Map<string, string>();
      for (let at = 0; at < calls.length; at += batch) {
        const made = builder.batch(calls.slice(at, at + batch));
        const { operations, reassigned } = inventory.ingest(made);
        made.forms.forEach(({ ref }, index) => assigned.set(ref, operations[index]?.join() ?? ''));
        for (const [ref, ids] of reassigned) assigned.set(ref, ids.join());
        if (restart && at > calls.length / 2 && at - batch <= calls.length / 2)
          inventory = createInventory({ documents: inventory.drain().put, clock });
      }
      const found = inventory.operations({ limit: 5000 }).items.map((one) => `${one.method} ${one.path}`);
      assert.deepEqual(
        found.sort(),
        [...new Set(routes.map((route) => `${route.method} ${route.template}`))].sort(),
      );
      // What the store was told, with all reassignments, is what the inventory holds now.
      const ids = new Set(inventory.operations({ limit: 5000 }).items.map((one) => one.id));
      for (const id of assigned.values()) assert.ok(id === '' || ids.has(id), id);
      // Splitting and folding never loses an exchange.
      const before = inventory.operations({ limit: 5000 }).items.reduce((sum, one) => sum + one.count, 0);
      for (const one of inventory.operations({ limit: 5000 }).items) {
        if (inventory.operation(one.id)?.canUnfold === true) inventory.unfold(one.id);
      }
      const { unrouted } = inventory.totals();
      const after = inventory.operations({ limit: 5000 }).items.reduce((sum, one) => sum + one.count, 0);
      assert.ok(after <= before && after >= before - unrouted * 12, `${before} ${after} ${unrouted}`);
    }),
    { numRuns: 150 },
  );
});
