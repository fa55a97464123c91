/** One line of the inventory from the tracks of an operation. */
import type { AuthKind } from '../../model/exchange.ts';
import type { DataClassCount, OperationSummary } from '../../model/operation.ts';
import type { Operation } from '../routes/node.ts';
import { nameTemplate, templateConfidence } from '../routes/names.ts';
import type { InventoryState } from '../state.ts';
import { LatencySketch } from '../sketch/latency.ts';
import type { Track } from '../routes/node.ts';
import { countedTracks } from '../routes/counted.ts';
import type { OperationFacts } from '../truth/facts.ts';
import { contextOf } from '../context/surrounding.ts';
import { truthOf } from '../truth/truth.ts';
import { purposeOf } from '../truth/purpose.ts';

/** The host of an operation: where it was called most, else the first that evidence names. */
function hostOf(state: InventoryState, { operation, evidence }: OperationFacts): string {
  const service = state.table.service(operation.service);
  if (service.hosts.size > 0) return service.host;
  return evidence.find(({ sighting }) => sighting.hosts.length > 0)?.sighting.hosts[0] ?? '';
}

const hourMs = 3_600_000;

/** Credentials from the strongest to the weakest. */
const authOrder: readonly AuthKind[] = [
  'client-certificate',
  'signature',
  'bearer-jwt',
  'bearer-opaque',
  'api-key-header',
  'basic',
  'session-cookie',
  'api-key-query',
  'other',
];

/** Data classes with counts; sure when seen often and in a good share of the exchanges. */
export function dataClassesOf(tracks: readonly Track[]): readonly DataClassCount[] {
  const request = new Map<string, number>();
  const response = new Map<string, number>();
  let successes = 0;
  for (const track of tracks) {
    successes += track.successes;
    for (const [id, count] of track.requestClasses) request.set(id, (request.get(id) ?? 0) + count);
    for (const [id, count] of track.responseClasses) response.set(id, (response.get(id) ?? 0) + count);
  }
  const classes: DataClassCount[] = [];
  for (const id of new Set([...request.keys(), ...response.keys()])) {
    const inRequest = request.get(id) ?? 0;
    const inResponse = response.get(id) ?? 0;
    const count = Math.max(inRequest, inResponse);
    const share = Math.min(1, count / Math.max(1, successes));
    const confidence = Math.round(Math.min(0.99, (1 - 0.5 ** count) * (0.7 + 0.3 * share)) * 100) / 100;
    classes.push({
      id,
      count,
      confidence,
      in: [
        ...(inRequest > 0 ? (['request'] as const) : []),
        ...(inResponse > 0 ? (['response'] as const) : []),
      ],
    });
  }
  return classes.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}

/** Different callers; an estimate where edges were shed. */
export function callersOf(tracks: readonly Track[]): number {
  const [only] = tracks;
  if (tracks.length === 1 && only !== undefined) return only.edges.size;
  const all = new Set<number>();
  for (const track of tracks) for (const index of track.edges.keys()) all.add(index);
  return all.size;
}

function sum(
  tracks: readonly Track[],
  key: 'count' | 'errors' | 'serverErrors' | 'blocked' | 'anonymousSuccesses',
): number {
  let total = 0;
  for (const track of tracks) total += track[key];
  return total;
}

/** The summary of an operation; computed again only when something changed or an hour is over. */
export function summaryOf(state: InventoryState, operation: Operation): OperationSummary {
  const now = state.clock.nowMs();
  const hour = Math.floor(now / hourMs);
  const { latestMs } = state.kinds.of(operation.service);
  // With the first exchange of a service, and as the window moves on, lifecycles may change.
  const given = `${hour} ${state.merger.version} ${state.context.version} ${latestMs === 0 ? '' : Math.floor(latestMs / hourMs)}`;
  if (operation.summary !== null && !operation.dirty && operation.summaryGiven === given)
    return operation.summary;
  const tracks = countedTracks(operation);
  const named = nameTemplate(operation);
  const statuses = new Map<number, number>();
  const auth = new Set<AuthKind>();
  const hourly = Array.from({ length: 24 }, () => 0);
  let firstSeenMs = Number.POSITIVE_INFINITY;
  let lastSeenMs = 0;
  for (const track of tracks) {
    for (const [status, count] of track.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
    for (const kind of track.auth.keys()) auth.add(kind);
    track.hours.addTo(hourly, now);
    firstSeenMs = Math.min(firstSeenMs, track.firstSeenMs);
    lastSeenMs = Math.max(lastSeenMs, track.lastSeenMs);
  }
  const [only] = tracks;
  let latency = only?.latency ?? new LatencySketch();
  if (tracks.length > 1) {
    latency = new LatencySketch();
    for (const track of tracks) latency.merge(track.latency);
  }
  const anonymousSuccesses = sum(tracks, 'anonymousSuccesses');
  const truth = truthOf(state, operation);
  const { facts } = truth;
  if (!Number.isFinite(firstSeenMs))
    firstSeenMs = facts.evidence.reduce((least, one) => Math.min(least, one.sinceMs), lastSeenMs || now);
  const classes = dataClassesOf(tracks);
  const statusCounts = Object.fromEntries(
    [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => [String(status), count]),
  );
  const host = hostOf(state, facts);
  const count = sum(tracks, 'count');
  const context = contextOf(state, truth, {
    service: operation.service,
    host,
    method: operation.method,
    path: named.path,
    dataClasses: classes,
    anonymousSuccesses,
    statuses: statusCounts,
    count,
  });
  const summary: OperationSummary = {
    id: operation.id,
    kind: operation.kind,
    service: operation.service,
    host,
    method: operation.method,
    path: named.path,
    confidence: templateConfidence(operation, named),
    sources: facts.sources,
    lifecycle: truth.lifecycle,
    framework: facts.evidence[0]?.sighting.framework ?? null,
    deprecated: facts.evidence.some(({ sighting }) => sighting.deprecated),
    purpose: purposeOf(
      facts,
      { kind: operation.kind, method: operation.method, path: named.path },
      classes.filter((one) => one.confidence >= 0.5).map((one) => one.id),
      state.merger.purposes.get(operation.id),
    ),
    authDisagreements: truth.disagreements.length,
    owner: context.ownership?.name ?? null,
    exposure: context.exposureView.level,
    risk: context.risk,
    controlsAbsent: context.controls.missing.filter(({ certainty }) => certainty === 'absent').length,
    count,
    errors: sum(tracks, 'errors'),
    serverErrors: sum(tracks, 'serverErrors'),
    blocked: sum(tracks, 'blocked'),
    statuses: statusCounts,
    auth: [
      ...authOrder.filter((kind) => auth.has(kind)),
      ...(anonymousSuccesses > 0 ? (['none'] as const) : []),
    ],
    anonymousSuccesses,
    dataClasses: classes,
    actors: callersOf(tracks),
    firstSeenMs,
    lastSeenMs,
    p50Us: latency.quantile(0.5),
    p95Us: latency.quantile(0.95),
    p99Us: latency.quantile(0.99),
    hourly,
  };
  operation.summary = summary;
  operation.summaryGiven = given;
  operation.dirty = false;
  operation.haystack =
    `${summary.method} ${summary.path} ${summary.service} ${summary.host} ${summary.dataClasses.map((one) => one.id).join(' ')}`.toLowerCase();
  return summary;
}
