/** Operations as they are read: lists and one in full. */
import type { ExchangeOutcome, ExchangeProtocol } from '../../model/exchange.ts';
import type {
  CallEdge,
  LearnedBody,
  LearnedParameter,
  OperationDetail,
  OperationSummary,
} from '../../model/operation.ts';
import type { Operation } from '../routes/node.ts';
import type { OperationQuery, Page } from '../port.ts';
import { explainTemplate, nameTemplate } from '../routes/names.ts';
import { hasWords } from '../routes/folder.ts';
import { isFolded } from '../routes/node.ts';
import type { BodyStats } from '../shape/body-stats.ts';
import type { InventoryState } from '../state.ts';
import type { Track } from '../routes/node.ts';
import { actorSummary } from './actors.ts';
import { assetOf, sensitivityOf, sensitivityRank } from './assets.ts';
import { countedTracks } from '../routes/counted.ts';
import { contextOf } from '../context/surrounding.ts';
import { truthOf } from '../truth/truth.ts';
import { summaryOf } from './summary.ts';
import { evidenceOf } from '../routes/seats.ts';
import { adviceFor } from '../truth/advice.ts';
import { listEvidence, mergedBecause } from '../truth/evidence.ts';
import { mergeParameters } from '../truth/parameters.ts';
import { provenanceOf } from '../truth/provenance.ts';

const listMax = 5_000;
const callersMax = 200;

/** Summaries that a query chooses, unsorted. */
export function matchingOperations(state: InventoryState, query: OperationQuery): OperationSummary[] {
  const words = (query.search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const actor = query.actorId === undefined ? undefined : state.actors.byId.get(query.actorId);
  if (query.actorId !== undefined && actor === undefined) return [];
  let chosen: Iterable<Operation> = state.table.operations.values();
  if (actor !== undefined) chosen = new Set([...actor.tracks].flatMap((track) => track.operation ?? []));
  const matches: OperationSummary[] = [];
  for (const operation of chosen) {
    if (query.service !== undefined && operation.service !== query.service) continue;
    if (query.method !== undefined && operation.method !== query.method.toUpperCase()) continue;
    if (query.kind !== undefined && operation.kind !== query.kind) continue;
    const summary = summaryOf(state, operation);
    if (query.source !== undefined && !summary.sources.includes(query.source)) continue;
    if (query.lifecycle !== undefined && summary.lifecycle !== query.lifecycle) continue;
    if (query.auth !== undefined && !summary.auth.some((kind) => kind === query.auth)) continue;
    if (query.exposure !== undefined && summary.exposure !== query.exposure) continue;
    if (query.owner !== undefined && summary.owner !== query.owner) continue;
    if (query.dataClass !== undefined && !summary.dataClasses.some((one) => one.id === query.dataClass))
      continue;
    if (words.length > 0 && !words.every((word) => operation.haystack.includes(word))) continue;
    matches.push(summary);
  }
  return matches;
}

function sortValue(summary: OperationSummary, sort: NonNullable<OperationQuery['sort']>): number | string {
  switch (sort) {
    case 'path':
      return summary.path;
    case 'method':
      return summary.method;
    case 'count':
      return summary.count;
    case 'errors':
      return summary.errors;
    case 'p95':
      return summary.p95Us;
    case 'lastSeen':
      return summary.lastSeenMs;
    case 'firstSeen':
      return summary.firstSeenMs;
    case 'actors':
      return summary.actors;
    case 'risk':
      return summary.risk;
    case 'sensitivity':
      return (
        sensitivityRank[sensitivityOf(summary.dataClasses.map((one) => one.id))] * 1000 +
        Math.min(999, summary.dataClasses.length)
      );
  }
}

/** A page of operations; by default the busiest first. Equal ones are ordered by service, path and method. */
export function listOperations(state: InventoryState, query: OperationQuery): Page<OperationSummary> {
  const sort = query.sort ?? 'count';
  const sign = (query.order ?? (sort === 'path' || sort === 'method' ? 'asc' : 'desc')) === 'asc' ? 1 : -1;
  const keyed = matchingOperations(state, query).map((summary) => ({
    summary,
    key: sortValue(summary, sort),
  }));
  keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : inOrder(a.summary, b.summary)));
  const offset = Math.max(0, query.offset ?? 0);
  const limit = Math.min(listMax, Math.max(0, query.limit ?? 100));
  return { items: keyed.slice(offset, offset + limit).map(({ summary }) => summary), total: keyed.length };
}

const inOrder = (a: OperationSummary, b: OperationSummary): number => {
  if (a.service !== b.service) return a.service < b.service ? -1 : 1;
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.method < b.method ? -1 : a.method > b.method ? 1 : 0;
};

/** Parameters from all sources. */
export function parametersOf(
  state: InventoryState,
  operation: Operation,
  tracks: readonly Track[],
): readonly LearnedParameter[] {
  return mergeParameters({
    named: nameTemplate(operation),
    tracks,
    evidence: evidenceOf(operation),
    requests: bodiesOf(state, operation, tracks, 'requests'),
  });
}

/** Bodies of one direction of an operation as learned. */
export function bodiesOf(
  state: InventoryState,
  operation: Operation,
  tracks: readonly Track[],
  direction: 'requests' | 'responses',
): readonly LearnedBody[] {
  const all = new Map<string, BodyStats[]>();
  for (const track of tracks) {
    for (const [key, body] of track[direction]) {
      const known = all.get(key);
      if (known === undefined) all.set(key, [body]);
      else known.push(body);
    }
  }
  return [...all]
    .flatMap(([key, bodies]) => state.learned.learn(`${operation.id} ${direction} ${key}`, bodies) ?? [])
    .sort((a, b) => (a.status ?? 0) - (b.status ?? 0) || (a.mediaType < b.mediaType ? -1 : 1));
}

/** All that is known of one operation. */
export function operationDetail(state: InventoryState, operation: Operation): OperationDetail {
  const tracks = countedTracks(operation);
  const named = nameTemplate(operation);
  const outcomes: Partial<Record<ExchangeOutcome, number>> = {};
  const protocols = new Set<ExchangeProtocol>();
  const edges = new Map<number, CallEdge>();
  for (const track of tracks) {
    for (const [outcome, count] of track.outcomes) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
    for (const protocol of track.protocols.keys()) protocols.add(protocol);
    for (const [index, edge] of track.edges) {
      const actor = state.actors.byIndex.get(index);
      if (actor === undefined) continue;
      const known = edges.get(index);
      edges.set(index, {
        actorId: actor.id,
        operationId: operation.id,
        count: edge.count + (known?.count ?? 0),
        errors: edge.errors + (known?.errors ?? 0),
        blocked: edge.blocked + (known?.blocked ?? 0),
        lastSeenMs: Math.max(edge.lastSeenMs, known?.lastSeenMs ?? 0),
      });
    }
  }
  const callers = [...edges]
    .sort(([, a], [, b]) => b.count - a.count || (a.actorId < b.actorId ? -1 : 1))
    .slice(0, callersMax)
    .flatMap(([index, edge]) => {
      const actor = state.actors.byIndex.get(index);
      return actor === undefined ? [] : [{ ...edge, actor: actorSummary(actor) }];
    });
  const summary = summaryOf(state, operation);
  const truth = truthOf(state, operation);
  const { facts } = truth;
  const context = contextOf(state, truth, summary);
  return {
    ...summary,
    lifecycleProof: truth.proof,
    ...listEvidence(facts),
    provenance: provenanceOf(facts, named, summary),
    authViews: truth.authViews,
    disagreements: truth.disagreements,
    advice: adviceFor({
      ...summary,
      isOpen: summary.anonymousSuccesses > 0,
      isServed: facts.isCalled || facts.code.some(({ sighting }) => sighting.mounted),
    }),
    ownership: context.ownership,
    exposureView: context.exposureView,
    controls: context.controls,
    riskParts: context.riskParts,
    merged: mergedBecause(state, facts),
    parameters: parametersOf(state, operation, tracks),
    requestBodies: bodiesOf(state, operation, tracks, 'requests'),
    responseBodies: bodiesOf(state, operation, tracks, 'responses'),
    callers,
    template: explainTemplate(operation, named),
    outcomes,
    protocols: [...protocols].sort(),
    assets: [assetOf(operation).title],
    canUnfold: operation.node
      .trail()
      .some((node) => node.literal === null && (isFolded(node) || hasWords(operation, node))),
  };
}
