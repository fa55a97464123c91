/** For tests: an inventory that is given traffic and evidence in short. */
import type { Sighting } from '../../model/sighting.ts';
import type { EvidenceSource, OperationDetail, OperationSummary } from '../../model/operation.ts';
import { createInventory } from '../create.ts';
import type { Ingested, Inventory } from '../port.ts';
import { BatchBuilder, objectShape, testClock } from '../testing.ts';
import type { Call, TestClock } from '../testing.ts';
import { evidence, line } from './testing.ts';

/** An inventory with ways to fill it. */
export interface Bench {
  readonly clock: TestClock;
  readonly inventory: Inventory;
  ingest(calls: readonly Call[]): Ingested;
  /** Gives evidence of one root; texts such as `GET /users/{id}` are sightings of the API `clinic`. */
  give(
    source: EvidenceSource,
    lines: readonly (string | Sighting)[],
    more?: { readonly run?: string; readonly root?: string; readonly as?: Partial<Sighting> },
  ): void;
  all(): readonly OperationSummary[];
  /** `GET /users`, sorted. */
  names(): readonly string[];
  /** `GET /users code+traffic`, sorted. */
  sources(): readonly string[];
  /** The operation of this name, such as `GET /users/{id}`. */
  named(name: string): OperationDetail | null;
}

/** What a call is answered with unless told. */
export const answer = objectShape(['id', 'name', 'born']);

const roots: Readonly<Record<EvidenceSource, string>> = {
  code: '/srv/app',
  contract: 'openapi.yaml',
  outside: 'https://clinic.example.org',
  traffic: 'capture.har',
};

/** Makes one; `inventory` to go on with another. */
export function benchOf(): Bench {
  const clock = testClock();
  const builder = new BatchBuilder(clock);
  const inventory = createInventory({ documents: [], clock });
  const all = (): readonly OperationSummary[] => inventory.operations({ limit: 5000 }).items;
  return {
    clock,
    inventory,
    all,
    ingest: (calls) => inventory.ingest(builder.batch(calls.map((call) => ({ response: answer, ...call })))),
    give(source, lines, { run = 'run-1', root = roots[source], as = {} } = {}) {
      const sightings = lines.map((text) => (typeof text === 'string' ? line(source, text, as) : text));
      inventory.takeEvidence(evidence(source, root, sightings), { id: run, atMs: clock.now, roots: [root] });
    },
    names: () =>
      all()
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    sources: () =>
      all()
        .map(({ method, path, sources }) => `${method} ${path} ${sources.join('+')}`)
        .sort(),
    named(name) {
      const found = all().find(({ method, path }) => `${method} ${path}` === name);
      return found === undefined ? null : inventory.operation(found.id);
    },
  };
}

/** The same inventory, made again from its documents. */
export const restarted = ({ inventory, clock }: Bench): Inventory =>
  createInventory({ documents: inventory.drain().put, clock });
