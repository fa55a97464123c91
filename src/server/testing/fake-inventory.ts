/** An inventory of made-up clinic data that answers every question an inventory answers. For tests and for work on the console. */
import type { Ingested, Inventory, OperationQuery } from '../../inventory/port.ts';
import { HeliostatError } from '../../model/errors.ts';
import type {
  ActorDetail,
  ActorSummary,
  CallEdge,
  InventoryTotals,
  MapView,
  OperationDetail,
  OperationSummary,
} from '../../model/operation.ts';
import { actorSeeds } from './clinic-actors.ts';
import { type Calls, hourMs, makeCalls, operationSummary, sum } from './clinic-numbers.ts';
import { assets, operationSeeds } from './clinic-operations.ts';
import { evidenceParts } from './clinic-evidence.ts';
import { learnedParts } from './clinic-shapes.ts';
import { clinicComponents, clinicCovers, clinicOutbound, clinicUnresolved } from './clinic-surroundings.ts';
import { type Random, seededRandom } from './random.ts';

/** The fake, with a way to see which calls are likely, for made-up traffic. */
export interface FakeInventory extends Inventory {
  /** A likely call. */
  sample(random: Random): { readonly operation: OperationSummary; readonly actor: ActorDetail };
  /** Counts one more exchange. */
  count(outcome: 'allowed' | 'flagged' | 'blocked'): void;
}

const noneOfEach = { sightings: 0, outbound: 0, components: 0, owners: 0, unresolved: 0, warnings: 0 };

const sensitivityOf = (operation: OperationSummary): number => operation.dataClasses.length;

const sortKeys: Readonly<
  Record<NonNullable<OperationQuery['sort']>, (operation: OperationSummary) => string | number>
> = {
  path: (operation) => operation.path,
  method: (operation) => operation.method,
  count: (operation) => operation.count,
  errors: (operation) => operation.errors,
  p95: (operation) => operation.p95Us,
  lastSeen: (operation) => operation.lastSeenMs,
  firstSeen: (operation) => operation.firstSeenMs,
  actors: (operation) => operation.actors,
  risk: (operation) => operation.risk,
  sensitivity: sensitivityOf,
};

function page<T>(items: readonly T[], query: { readonly offset?: number; readonly limit?: number }) {
  const offset = query.offset ?? 0;
  return { items: items.slice(offset, offset + (query.limit ?? 100)), total: items.length };
}

function compare<T>(key: (item: T) => string | number, order: 'asc' | 'desc'): (one: T, other: T) => number {
  const sign = order === 'asc' ? 1 : -1;
  return (one, other) => (key(one) < key(other) ? -sign : key(one) > key(other) ? sign : 0);
}

function matches(text: string, search: string | undefined): boolean {
  if (search === undefined) return true;
  const lower = text.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

/**
 * Makes the fake.
 *
 * @example
 * const inventory = createFakeInventory({ operations: 47, seed: 1, nowMs: Date.now() });
 */
export function createFakeInventory(options: {
  readonly operations: number;
  readonly seed: number;
  readonly nowMs: number;
}): FakeInventory {
  const random = seededRandom(options.seed);
  const { nowMs } = options;
  const seeds = operationSeeds(options.operations, random);
  const people = actorSeeds(random);
  const edges = makeCalls(seeds, people, random);
  const byOperation = Map.groupBy(edges, (edge) => edge.operation);
  const byActor = Map.groupBy(edges, (edge) => edge.actor);
  const operations = seeds.map((seed, index) =>
    operationSummary(seed, `op_${random.hex(16)}`, byOperation.get(index) ?? [], nowMs, random),
  );
  const actors: readonly ActorDetail[] = people.map(
    ({ weight: _weight, services: _services, ...seed }, index) => {
      const own = byActor.get(index) ?? [];
      return {
        ...seed,
        count: sum(own, 'count'),
        errors: sum(own, 'errors'),
        blocked: sum(own, 'blocked'),
        operations: own.length,
        firstSeenMs: nowMs - random.int(1, 40) * 24 * hourMs,
        lastSeenMs: nowMs - Math.round(random.next() ** 2 * 20 * hourMs),
        calls: own.flatMap((edge) => {
          const operation = operations[edge.operation];
          if (operation === undefined) return [];
          return [{ ...callEdge(edge, seed.id, operation), method: operation.method, path: operation.path }];
        }),
        dataClasses: [...new Set(own.flatMap((edge) => operations[edge.operation]?.dataClasses ?? []))].slice(
          0,
          12,
        ),
      };
    },
  );
  const purposes = operations.map(({ purpose }) => purpose);
  /** Nothing stands around an inventory without operations. */
  const around = <T>(items: readonly T[]): readonly T[] => (operations.length === 0 ? [] : items);
  const extra = { allowed: 0, flagged: 0, blocked: 0 };

  function callEdge(edge: Calls, actorId: string, operation: OperationSummary): CallEdge {
    const { count, errors, blocked } = edge;
    return { actorId, operationId: operation.id, count, errors, blocked, lastSeenMs: operation.lastSeenMs };
  }

  function totals(): InventoryTotals {
    const byLifecycle = {
      zombie: 0,
      unreachable: 0,
      shadow: 0,
      orphan: 0,
      dormant: 0,
      documented: 0,
      live: 0,
      known: 0,
    };
    for (const operation of operations) byLifecycle[operation.lifecycle] += 1;
    return {
      operations: operations.length,
      byLifecycle,
      actors: actors.length,
      exchanges: sum(edges, 'count') + extra.allowed + extra.flagged + extra.blocked,
      flagged: 23 + extra.flagged,
      blocked: sum(edges, 'blocked') + extra.blocked,
      unrouted: 14,
      shed: 0,
      perSecond: 37.5,
    };
  }

  function findOperations(query: OperationQuery): readonly OperationSummary[] {
    const called =
      query.actorId === undefined
        ? null
        : new Set(actors.find(({ id }) => id === query.actorId)?.calls.map((call) => call.operationId));
    const found = operations.filter(
      (operation) =>
        (query.service === undefined || operation.service === query.service) &&
        (query.method === undefined || operation.method === query.method) &&
        (query.kind === undefined || operation.kind === query.kind) &&
        (query.source === undefined || operation.sources.includes(query.source)) &&
        (query.lifecycle === undefined || operation.lifecycle === query.lifecycle) &&
        (query.exposure === undefined || operation.exposure === query.exposure) &&
        (query.owner === undefined || operation.owner === query.owner) &&
        (query.auth === undefined || operation.auth.some((auth) => auth === query.auth)) &&
        (query.dataClass === undefined || operation.dataClasses.some(({ id }) => id === query.dataClass)) &&
        (called === null || called.has(operation.id)) &&
        matches(
          [
            operation.method,
            operation.path,
            operation.service,
            operation.host,
            ...operation.dataClasses.map(({ id }) => id),
          ].join(' '),
          query.search,
        ),
    );
    const sort = query.sort ?? 'count';
    return found.sort(
      compare(sortKeys[sort], query.order ?? (sort === 'path' || sort === 'method' ? 'asc' : 'desc')),
    );
  }

  function actorSummary({
    issuer: _i,
    clientId: _c,
    tenant: _t,
    roles: _r,
    scopes: _s,
    calls: _calls,
    dataClasses: _d,
    ...rest
  }: ActorDetail): ActorSummary {
    return rest;
  }

  function operationDetail(index: number): OperationDetail | null {
    const operation = operations[index];
    const seed = seeds[index];
    if (operation === undefined || seed === undefined) return null;
    return {
      ...operation,
      ...learnedParts(operation),
      ...evidenceParts(operation),
      callers: (byOperation.get(index) ?? [])
        .flatMap((edge) => {
          const actor = actors[edge.actor];
          return actor === undefined
            ? []
            : [{ ...callEdge(edge, actor.id, operation), actor: actorSummary(actor) }];
        })
        .sort((one, other) => other.count - one.count),
      outcomes: {
        answered: operation.count - operation.blocked,
        ...(operation.blocked > 0 ? { refused: operation.blocked } : {}),
      },
      protocols:
        operation.kind === 'websocket'
          ? ['websocket']
          : operation.kind === 'grpc'
            ? ['grpc']
            : ['http/1.1', 'h2'],
      assets: [seed.asset],
    };
  }

  function map(query: Parameters<Inventory['map']>[0]): MapView {
    const shown = findOperations({
      sort: 'count',
      ...(query.search === undefined ? {} : { search: query.search }),
      ...(query.service === undefined ? {} : { service: query.service }),
    }).slice(0, query.operationsMax);
    const positions = new Map(operations.map((operation, index) => [operation.id, index]));
    const groups = Map.groupBy(actors, (actor) => actor.group);
    const calls = shown.flatMap((operation) => {
      const own = byOperation.get(positions.get(operation.id) ?? -1) ?? [];
      return [...Map.groupBy(own, (edge) => actors[edge.actor]?.group ?? '')].map(([group, some]) => {
        const blocked = sum(some, 'blocked');
        const flagged = group === 'anonymous' ? Math.round(sum(some, 'count') * 0.1) : 0;
        return {
          group,
          operationId: operation.id,
          allowed: sum(some, 'count') - blocked - flagged,
          flagged,
          blocked,
        };
      });
    });
    const reaches = shown.flatMap((operation) => {
      const asset = seeds[positions.get(operation.id) ?? -1]?.asset;
      return asset === undefined ? [] : [{ operationId: operation.id, asset, count: operation.count }];
    });
    return {
      actorGroups: [...groups].map(([id, members]) => ({
        id,
        title: id.replace('-', ' ').replace(/^./, (letter) => letter.toUpperCase()),
        subtitle: [...new Set(members.flatMap((member) => member.agents))].slice(0, 2).join(', '),
        kind: members[0]?.kind ?? 'unknown',
        actors: members.length,
        count: members.reduce((total, member) => total + member.count, 0),
      })),
      operations: shown,
      assets: Object.entries(assets)
        .filter(([id]) => reaches.some((reach) => reach.asset === id))
        .map(([id, asset]) => ({ id, ...asset })),
      calls,
      reaches,
      totals: totals(),
    };
  }

  const weights = edges.map((edge) => edge.count);
  const weightTotal = weights.reduce((total, weight) => total + weight, 0);
  const nothing: Ingested['reassigned'] = new Map();

  return {
    totals,
    operations: (query) => page(findOperations(query), query),
    operation: (id) => operationDetail(operations.findIndex((operation) => operation.id === id)),
    name: (id) => operations.find((operation) => operation.id === id) ?? null,
    actors(query) {
      const found = actors
        .filter(
          (actor) =>
            (query.kind === undefined || actor.kind === query.kind) &&
            (query.group === undefined || actor.group === query.group) &&
            (query.operationId === undefined ||
              actor.calls.some((call) => call.operationId === query.operationId)) &&
            matches(
              [actor.label, actor.group, actor.kind, ...actor.networks, ...actor.agents].join(' '),
              query.search,
            ),
        )
        .map(actorSummary);
      const keys = {
        label: (actor: ActorSummary) => actor.label,
        count: (actor: ActorSummary) => actor.count,
        errors: (actor: ActorSummary) => actor.errors,
        operations: (actor: ActorSummary) => actor.operations,
        lastSeen: (actor: ActorSummary) => actor.lastSeenMs,
      };
      const sort = query.sort ?? 'count';
      return page(found.sort(compare(keys[sort], query.order ?? (sort === 'label' ? 'asc' : 'desc'))), query);
    },
    actor: (id) => actors.find((actor) => actor.id === id) ?? null,
    map,
    thirdParties: () => ({ items: [], total: 0 }),
    controlFindings: () => ({ items: [], total: 0 }),
    outbound: (query = {}) => page(around(clinicOutbound), query),
    components: (query = {}) => page(around(clinicComponents), query),
    owners: () => ({ items: [], total: 0 }),
    unresolved: (query = {}) => page(around(clinicUnresolved), query),
    warnings: () => ({ items: [], total: 0 }),
    covers: (query = {}) => page(around(clinicCovers(nowMs)), query),
    evidenceTotals: () => ({ kept: noneOfEach, leftOut: noneOfEach, fromTestsAndExamples: 0, tooDeep: 0 }),
    alignments: () => [],
    takeEvidence: () => ({ reassigned: nothing }),
    pinAlignment: () => nothing,
    setPurpose(id, text) {
      const index = operations.findIndex((operation) => operation.id === id);
      const [operation, first] = [operations[index], purposes[index]];
      if (operation === undefined || first === undefined) throw new HeliostatError('not-found');
      operations[index] = { ...operation, purpose: text === null ? first : { text, from: 'hand' } };
    },
    setPolicy: () => undefined,
    setSurroundings: () => undefined,
    openapi: (query) => ({
      openapi: '3.1.1',
      info: { title: query.title ?? 'Seen in traffic', version: '1' },
      paths: Object.fromEntries(
        findOperations({
          ...(query.service === undefined ? {} : { service: query.service }),
          kind: 'rest',
        }).map((operation) => [
          operation.path,
          { [operation.method.toLowerCase()]: { responses: { '200': { description: 'Seen' } } } },
        ]),
      ),
    }),
    ingest: (batch) => ({ operations: batch.forms.map(() => []), reassigned: nothing }),
    assign: (batch) => batch.forms.map(() => []),
    unfold(id) {
      if (!operations.some((operation) => operation.id === id)) throw new HeliostatError('not-found');
      return new Map([['form-1', [id]]]);
    },
    fold(ids) {
      const [first] = ids;
      if (first === undefined || !ids.every((id) => operations.some((operation) => operation.id === id))) {
        throw new HeliostatError('input-invalid', {
          issues: [{ path: 'ids', expected: 'known operations', got: 'others' }],
        });
      }
      return new Map(ids.map((_, index) => [`form-${index}`, [first]]));
    },
    drain: () => ({ put: [], remove: [] }),
    sample(likely) {
      let rest = likely.next() * weightTotal;
      const index = Math.max(
        0,
        weights.findIndex((weight) => (rest -= weight) <= 0),
      );
      const edge = edges[index];
      const operation = operations[edge?.operation ?? 0];
      const actor = actors[edge?.actor ?? 0];
      if (operation === undefined || actor === undefined) throw new RangeError('the fake inventory is empty');
      return { operation, actor };
    },
    count(outcome) {
      extra[outcome] += 1;
    },
  };
}
