/** Actors as they are read. */
import type { ActorDetail, ActorSummary, CallEdge, DataClassCount } from '../../model/operation.ts';
import { groupOf } from '../actor-record.ts';
import type { ActorRecord } from '../actor-record.ts';
import type { ActorQuery, Page } from '../port.ts';
import type { InventoryState } from '../state.ts';
import type { Operation } from '../routes/node.ts';
import { dataClassesOf, summaryOf } from './summary.ts';

/** Operations that an actor called, with its counters. */
export function callsOf(actor: ActorRecord): ReadonlyMap<Operation, CallEdge> {
  const calls = new Map<Operation, CallEdge>();
  for (const track of actor.tracks) {
    const { operation } = track;
    const edge = track.edges.get(actor.index);
    if (
      operation === null ||
      edge === undefined ||
      (track.method === 'OPTIONS' && operation.method !== 'OPTIONS')
    )
      continue;
    const known = calls.get(operation);
    calls.set(operation, {
      actorId: actor.id,
      operationId: operation.id,
      count: edge.count + (known?.count ?? 0),
      errors: edge.errors + (known?.errors ?? 0),
      blocked: edge.blocked + (known?.blocked ?? 0),
      lastSeenMs: Math.max(edge.lastSeenMs, known?.lastSeenMs ?? 0),
    });
  }
  return calls;
}

/** How many operations an actor called. */
function operationCount(actor: ActorRecord): number {
  const operations = new Set<Operation>();
  for (const { operation, method } of actor.tracks)
    if (operation !== null && (method !== 'OPTIONS' || operation.method === 'OPTIONS'))
      operations.add(operation);
  return operations.size;
}

/** One line of the list of actors. */
export function actorSummary(actor: ActorRecord, operations?: number): ActorSummary {
  return {
    id: actor.id,
    kind: actor.kind,
    evidence: actor.evidence,
    confidence: actor.confidence,
    label: actor.label,
    group: groupOf(actor).id,
    count: actor.count,
    errors: actor.errors,
    blocked: actor.blocked,
    operations: operations ?? operationCount(actor),
    networks: [...actor.networks],
    agents: [...actor.agents],
    firstSeenMs: Number.isFinite(actor.firstSeenMs) ? actor.firstSeenMs : actor.lastSeenMs,
    lastSeenMs: actor.lastSeenMs,
  };
}

const listMax = 5_000;

/** A page of actors. */
export function listActors(state: InventoryState, query: ActorQuery): Page<ActorSummary> {
  const words = (query.search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  let chosen: Iterable<ActorRecord> = state.actors.byId.values();
  if (query.operationId !== undefined) {
    const operation = state.table.operations.get(query.operationId);
    const indexes = new Set<number>();
    for (const track of operation?.tracks ?? []) for (const index of track.edges.keys()) indexes.add(index);
    chosen = [...indexes].flatMap((index) => state.actors.byIndex.get(index) ?? []);
  }
  const matches: ActorRecord[] = [];
  for (const actor of chosen) {
    if (query.kind !== undefined && actor.kind !== query.kind) continue;
    if (query.group !== undefined && groupOf(actor).id !== query.group) continue;
    if (words.length > 0) {
      const text =
        `${actor.label} ${actor.kind} ${actor.evidence} ${[...actor.roles].join(' ')} ${[...actor.agents].join(' ')} ${[...actor.networks].join(' ')} ${actor.clientId ?? ''}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
    }
    matches.push(actor);
  }
  const sort = query.sort ?? 'count';
  const sign = (query.order ?? (sort === 'label' ? 'asc' : 'desc')) === 'asc' ? 1 : -1;
  const value = (actor: ActorRecord): number | string => {
    switch (sort) {
      case 'label':
        return actor.label.toLowerCase();
      case 'operations':
        return callsOf(actor).size;
      case 'lastSeen':
        return actor.lastSeenMs;
      case 'errors':
        return actor.errors;
      case 'count':
        return actor.count;
    }
  };
  const keyed = matches.map((actor) => ({ actor, key: value(actor) }));
  keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : a.actor.id < b.actor.id ? -1 : 1));
  const offset = Math.max(0, query.offset ?? 0);
  const limit = Math.min(listMax, Math.max(0, query.limit ?? 100));
  return {
    items: keyed.slice(offset, offset + limit).map(({ actor }) => actorSummary(actor)),
    total: matches.length,
  };
}

/** Data classes that an actor met: those of what it called, counted by its share of the calls that succeeded. */
function classesOfActor(actor: ActorRecord): readonly DataClassCount[] {
  const merged = new Map<string, DataClassCount>();
  for (const track of actor.tracks) {
    const edge = track.edges.get(actor.index);
    if (edge === undefined || track.operation === null || track.successes === 0) continue;
    const share = Math.min(1, Math.max(0, edge.count - edge.errors) / track.successes);
    for (const one of dataClassesOf([track])) {
      const count = Math.round(one.count * share);
      if (count === 0) continue;
      const known = merged.get(one.id);
      merged.set(one.id, {
        id: one.id,
        count: count + (known?.count ?? 0),
        confidence: Math.max(one.confidence, known?.confidence ?? 0),
        in: known === undefined ? one.in : [...new Set([...known.in, ...one.in])].sort(),
      });
    }
  }
  return [...merged.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}

/** One actor with all it called. */
export function actorDetail(state: InventoryState, actor: ActorRecord): ActorDetail {
  const calls = callsOf(actor);
  return {
    ...actorSummary(actor, calls.size),
    ...(actor.issuer === undefined ? {} : { issuer: actor.issuer }),
    ...(actor.clientId === undefined ? {} : { clientId: actor.clientId }),
    ...(actor.tenant === undefined ? {} : { tenant: actor.tenant }),
    roles: [...actor.roles],
    scopes: [...actor.scopes],
    calls: [...calls]
      .map(([operation, edge]) => {
        const { method, path } = summaryOf(state, operation);
        return { ...edge, method, path };
      })
      .sort((a, b) => b.count - a.count || (a.operationId < b.operationId ? -1 : 1)),
    dataClasses: classesOfActor(actor),
  };
}
