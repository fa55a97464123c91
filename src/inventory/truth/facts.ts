/** What is known of one operation, from all sources, ready to be judged. */
import type { EvidenceSource } from '../../model/operation.ts';
import type { Sighting } from '../../model/sighting.ts';
import { matchDeclared } from '../routes/declared.ts';
import type { Operation, RouteNode, Track } from '../routes/node.ts';
import { evidenceOf } from '../routes/seats.ts';
import type { SeatedSighting } from '../sightings/seated.ts';
import type { InventoryState } from '../state.ts';
import { countedTracks } from '../routes/counted.ts';

/** Facts about one operation. */
export interface OperationFacts {
  readonly operation: Operation;
  readonly tracks: readonly Track[];
  /** Highest source first. */
  readonly evidence: readonly SeatedSighting[];
  readonly code: readonly SeatedSighting[];
  readonly contract: readonly SeatedSighting[];
  readonly outside: readonly SeatedSighting[];
  /** More general code that serves this path, where no code names it. */
  readonly general: readonly SeatedSighting[];
  /** More special templates of contracts that this one serves, where no contract names it. */
  readonly special: readonly SeatedSighting[];
  /** Sources that were given for the service, and that can see an operation of this kind. */
  readonly covers: ReadonlySet<EvidenceSource>;
  /** Exchanges show that something is there. */
  readonly isCalled: boolean;
  /** And so within the window. */
  readonly isCalledLately: boolean;
  readonly lastCalledMs: number;
  /** Begin of the window, milliseconds since the epoch. */
  readonly windowFromMs: number;
  readonly sources: readonly EvidenceSource[];
}

const dayMs = 86_400_000;
/** Who was not called for so long is dormant. */
export const windowMs = 30 * dayMs;

/** Only the application's own code, mounted, shows that something is served; what is generated or vendored may be. */
export const isMountedApp = ({ sighting }: SeatedSighting): boolean =>
  sighting.mounted && sighting.role === 'app';

const saysNothing: ReadonlySet<number> = new Set([0, 404, 405, 410, 501, 502, 503, 504]);

/** Do the answers of a track show that something is there? Where code is mounted, an answer of 404 may be the handler's own. */
function isHit(track: Track, coded: boolean, hasParameter: boolean): boolean {
  if (track.count <= track.blocked) return false;
  if (track.routing !== 'unrouted') return true;
  if (!coded) return false;
  for (const status of track.statuses.keys()) {
    if (!saysNothing.has(status)) return true;
    if (hasParameter && (status === 404 || status === 410)) return true;
  }
  return false;
}

/** Messages that no HTTP traffic and no reader of routes sees. */
const isMessage = (method: string): boolean => method === 'PUBLISH' || method === 'SUBSCRIBE';

function coversOf(state: InventoryState, operation: Operation): ReadonlySet<EvidenceSource> {
  const { service, kind, method } = operation;
  const given = state.merger.coversOf(service);
  const covers = new Set<EvidenceSource>();
  if (given.has('outside')) covers.add('outside');
  if (given.has('contract')) covers.add('contract');
  if (isMessage(method)) return covers;
  const seen = state.kinds.of(service);
  if (given.has('code') && (kind === 'rest' || seen.code.has(kind))) covers.add('code');
  if (seen.traffic.size > 0 && (kind === 'rest' || seen.traffic.has(kind))) covers.add('traffic');
  return covers;
}

const written = (node: RouteNode): readonly string[] =>
  node.trail().map((one) => one.literal ?? (one.isRest ? '{path}' : `${one.prefix}{slug}${one.suffix}`));

function servedBy(operation: Operation, source: Sighting['source']): readonly SeatedSighting[] {
  const found: SeatedSighting[] = [];
  const key = operation.field === '' ? operation.method : `${operation.method}#${operation.field}`;
  if (operation.kind !== 'rest') return found;
  matchDeclared(operation.node.root, written(operation.node), (node) => {
    if (node === operation.node || node.isRest) return false;
    const all = [...(node.operations.get(key)?.sightings ?? []), ...node.any];
    const own = all.filter((one) => one.sighting.source === source && one.sighting.mounted);
    found.push(...own);
    return own.length > 0;
  });
  return found;
}

const specialMax = 8;

/** Contract templates that have words where this one has a parameter. */
function specialContracts(operation: Operation): readonly SeatedSighting[] {
  const found: SeatedSighting[] = [];
  if (operation.kind !== 'rest' || operation.node.isRest) return found;
  const trail = operation.node.trail();
  let budget = 256;
  const walk = (node: RouteNode, at: number): void => {
    budget -= 1;
    if (budget < 0 || found.length >= specialMax || node.declared === 0) return;
    const here = trail[at];
    if (here === undefined) {
      if (node === operation.node) return;
      for (const one of evidenceAt(node, operation.method))
        if (one.sighting.source === 'contract') found.push(one);
      return;
    }
    if (here.literal !== null) {
      const next = node.literals.get(here.literal);
      if (next !== undefined) walk(next, at + 1);
      return;
    }
    for (const children of [node.parameters, node.literals])
      for (const next of children.values()) {
        if (budget < 0) return;
        walk(next, at + 1);
      }
  };
  walk(operation.node.root, 0);
  return found;
}

function evidenceAt(node: RouteNode, method: string): readonly SeatedSighting[] {
  if (method === 'ANY') return [...node.operations.values()].flatMap((one) => one.sightings);
  return node.operations.get(method)?.sightings ?? [];
}

/** Gathers what is known of an operation. */
export function factsOf(state: InventoryState, operation: Operation): OperationFacts {
  const tracks = countedTracks(operation);
  const evidence = evidenceOf(operation);
  const of = (source: EvidenceSource): readonly SeatedSighting[] =>
    evidence.filter(({ sighting }) => sighting.source === source);
  const code = of('code');
  const contract = of('contract');
  const outside = of('outside');
  const trail = operation.node.trail();
  const hasParameter = trail.some((node) => node.literal === null);
  const isDeclared = code.length + contract.length > 0;
  const given = state.merger.coversOf(operation.service);
  const general = code.length === 0 && isDeclared && given.has('code') ? servedBy(operation, 'code') : [];
  const special =
    contract.length === 0 && code.length > 0 && hasParameter && given.has('contract')
      ? specialContracts(operation)
      : [];
  const coded = code.some(({ sighting }) => sighting.mounted) || general.length > 0;
  let lastCalledMs = 0;
  let isCalled = false;
  // Fields of GraphQL are asked for through the route of their endpoint.
  const through =
    operation.kind === 'rest' && isDeclared
      ? [...operation.node.operations.values()]
          .filter((one) => one.kind === 'graphql')
          .flatMap((one) => [...one.tracks])
      : [];
  for (const track of [...tracks, ...through]) {
    if (!isHit(track, coded, hasParameter)) continue;
    isCalled = true;
    lastCalledMs = Math.max(lastCalledMs, track.lastSeenMs);
  }
  const windowFromMs = state.kinds.of(operation.service).latestMs - windowMs;
  const covers = coversOf(state, operation);
  const sources: EvidenceSource[] = [];
  if (code.length > 0) sources.push('code');
  if (contract.length > 0) sources.push('contract');
  if (isCalled || (!isDeclared && tracks.length > 0)) sources.push('traffic');
  if (outside.length > 0) sources.push('outside');
  return {
    operation,
    tracks,
    evidence,
    code,
    contract,
    outside,
    general,
    special,
    covers,
    isCalled,
    isCalledLately: isCalled && lastCalledMs >= windowFromMs,
    lastCalledMs,
    windowFromMs,
    sources,
  };
}
