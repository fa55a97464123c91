/** Templates that are declared and vanish while traffic goes on: nothing is lost, and the store is told of every move. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createInventory } from '../create.ts';
import type { Ingested } from '../port.ts';
import { BatchBuilder, objectShape, testClock } from '../testing.ts';
import type { Call } from '../testing.ts';
import { evidence, line } from './testing.ts';

const nouns = ['patients', 'clinics', 'rooms', 'users', 'files', 'orders'];
const views = ['me', 'search', 'latest'];
const slugs = ['north-side', 'jane', 'green-hill', 'bob', 'stone-gate-2', 'old-town'];

interface Route {
  readonly method: string;
  readonly template: string;
  readonly path: (value: number) => string;
}

const routesOf = (noun: string, slug: boolean): readonly Route[] => {
  const id = (value: number): string => (slug ? (slugs[value % slugs.length] ?? '') : '{uuid}');
  return [
    { method: 'GET', template: `/${noun}`, path: () => `/${noun}` },
    { method: 'POST', template: `/${noun}`, path: () => `/${noun}` },
    { method: 'GET', template: `/${noun}/{key}`, path: (value) => `/${noun}/${id(value)}` },
    { method: 'PUT', template: `/${noun}/{key}`, path: (value) => `/${noun}/${id(value)}` },
    { method: 'GET', template: `/${noun}/{key}/notes`, path: (value) => `/${noun}/${id(value)}/notes` },
    ...views.map((view) => ({
      method: 'GET',
      template: `/${noun}/${view}`,
      path: () => `/${noun}/${view}`,
    })),
  ];
};

const plans = fc.record({
  resources: fc.uniqueArray(fc.record({ noun: fc.constantFrom(...nouns), slug: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
    selector: (one) => one.noun,
  }),
  steps: fc.array(fc.constantFrom('traffic', 'all', 'some', 'none', 'restart', 'outside'), {
    minLength: 3,
    maxLength: 9,
  }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});

test('declared templates come and go, and no exchange is lost', () => {
  fc.assert(
    fc.property(plans, ({ resources, steps, seed }) => {
      let state = seed;
      const random = (below: number): number => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
        return (state >>> 8) % below;
      };
      const routes = resources.flatMap(({ noun, slug }) => routesOf(noun, slug));
      const clock = testClock();
      const builder = new BatchBuilder(clock);
      const saved = new Map<string, { kind: string; id: string; json: string }>();
      let inventory = createInventory({ documents: [], clock });
      const assigned = new Map<string, string>();
      const move = (moved: Ingested['reassigned']): void => {
        for (const [ref, ids] of moved) assigned.set(ref, ids.join());
      };
      const called = new Set<string>();
      let declared: readonly Route[] = [];
      let total = 0;
      const run = (step: string, at: number): void => {
        const give = (given: readonly Route[]): void => {
          declared = given;
          const { reassigned } = inventory.takeEvidence(
            evidence(
              'code',
              '/srv/app',
              given.map(({ method, template }) => line('code', `${method} ${template}`)),
            ),
            { id: `run-${at}`, atMs: clock.now, roots: ['/srv/app'] },
          );
          move(reassigned);
        };
        if (step === 'all') give(routes);
        else if (step === 'none') give([]);
        else if (step === 'some') give(routes.filter(() => random(2) === 0));
        else if (step === 'outside') {
          const told = routes.filter(() => random(2) === 0);
          move(
            inventory.takeEvidence(
              evidence(
                'outside',
                'https://clinic.example.org',
                told.map(({ method, template }) => line('outside', `${method} ${template}`)),
              ),
              { id: `run-${at}`, atMs: clock.now, roots: [] },
            ).reassigned,
          );
        } else if (step === 'restart') {
          const { put, remove } = inventory.drain();
          for (const one of put) saved.set(`${one.kind} ${one.id}`, one);
          for (const one of remove) saved.delete(`${one.kind} ${one.id}`);
          const before = inventory.operations({ limit: 5000 });
          inventory = createInventory({ documents: [...saved.values()], clock });
          assert.deepEqual(inventory.operations({ limit: 5000 }), before);
        } else {
          const calls: Call[] = [];
          for (let round = 0; round < 3; round += 1)
            for (const route of routes) {
              if (random(3) === 0) continue;
              called.add(`${route.method} ${route.template}`);
              calls.push({
                method: route.method,
                path: route.path(random(12)),
                response: objectShape([`id`, ...route.template.split(/\W+/).map((word) => `f_${word}`)]),
                actor: `user${random(4)}`,
              });
            }
          if (calls.length === 0) return;
          total += calls.length;
          const batch = builder.batch(calls);
          const { operations, reassigned } = inventory.ingest(batch);
          batch.forms.forEach(({ ref }, index) => assigned.set(ref, operations[index]?.join() ?? ''));
          move(reassigned);
        }
        const { items } = inventory.operations({ limit: 5000 });
        const ids = new Set(items.map((one) => one.id));
        assert.equal(ids.size, items.length);
        assert.equal(
          items.reduce((sum, one) => sum + one.count, 0),
          total,
        );
        for (const id of assigned.values()) assert.ok(ids.has(id), `${step} left ${id}`);
        const names = items.map((one) => `${one.method} ${one.path}`);
        for (const { method, template } of declared)
          assert.ok(
            names.includes(`${method} ${template}`),
            `${step}: ${method} ${template} in ${names.join(', ')}`,
          );
      };
      steps.forEach(run);
      run('all', steps.length);
      run('traffic', steps.length + 1);
      const names = inventory.operations({ limit: 5000 }).items.map((one) => `${one.method} ${one.path}`);
      assert.deepEqual(names.sort(), routes.map(({ method, template }) => `${method} ${template}`).sort());
    }),
    { numRuns: 150 },
  );
});
