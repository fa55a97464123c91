/** Believable figures for made-up operations: who calls what, how often, how fast. */
import { phraseFromNames } from '../../inventory/truth/purpose.ts';
import type { EvidenceSource, OperationPurpose, OperationSummary } from '../../model/operation.ts';
import type { ActorSeed } from './clinic-actors.ts';
import type { OperationSeed } from './clinic-operations.ts';
import type { Random } from './random.ts';

/** Milliseconds. */
export const hourMs = 3_600_000;

/** How often one actor called one operation; by their places in the lists. */
export interface Calls {
  readonly actor: number;
  readonly operation: number;
  readonly count: number;
  readonly errors: number;
  readonly blocked: number;
}

/** Who calls what, and how often. */
export function makeCalls(
  operations: readonly OperationSeed[],
  actors: readonly ActorSeed[],
  random: Random,
): Calls[] {
  return operations.flatMap((seed, operation) => {
    if (seed.weight === 0) return [];
    const able = actors.flatMap((actor, index) =>
      actor.services === null || actor.services.includes(seed.service) ? [index] : [],
    );
    const callers = able.filter((index) => {
      const group = actors[index]?.group;
      if (seed.path.includes('/admin/') || seed.path.includes('/internal/'))
        return group === 'clinic-admin' || group === 'anonymous';
      if (seed.path.startsWith('/v1/'))
        return group === 'partner' || group === 'anonymous' || group === 'service';
      return random.next() < (seed.service === 'clinic' ? 0.45 : 0.8);
    });
    return callers.map((actor) => {
      const weight = actors[actor]?.weight ?? 1;
      const count = Math.max(1, Math.round(seed.weight * weight * (1 + random.next() * 3)));
      const blocked = actors[actor]?.group === 'anonymous' && random.next() < 0.3 ? Math.ceil(count / 5) : 0;
      return { actor, operation, count, errors: Math.round(count * random.next() * 0.06) + blocked, blocked };
    });
  });
}

/** Adds up one figure. */
export const sum = (edges: readonly Calls[], of: 'count' | 'errors' | 'blocked'): number =>
  edges.reduce((total, edge) => total + edge[of], 0);

function hourly(count: number, nowMs: number, random: Random): readonly number[] {
  return Array.from({ length: 24 }, (_, i) => {
    const hour = new Date(nowMs - (23 - i) * hourMs).getUTCHours();
    const day = 0.15 + Math.max(0, Math.sin(((hour - 6) / 13) * Math.PI));
    return Math.round((count / 24) * day * (0.7 + random.next() * 0.6));
  });
}

const frameworks: Readonly<Record<string, string>> = { clinic: 'fastify', 'lab-results': 'proto' };

/** Purposes that the made-up contract states. */
const stated: Readonly<Record<string, string>> = {
  'GET /v2/patients/{patientId}': 'Returns one patient with contact data and insurer.',
  'POST /v2/appointments': 'Books a slot for the patient who calls.',
  'GET /v2/invoices/{invoiceId}': 'Returns one invoice with its lines and payments.',
};

/** What an operation is for: what its contract states, else what its names tell. */
function purposeOf(seed: OperationSeed): OperationPurpose {
  const text = stated[`${seed.method} ${seed.path}`];
  return text === undefined
    ? { text: phraseFromNames({ kind: seed.kind, method: seed.method, path: seed.path }), from: 'name' }
    : { text, from: 'contract' };
}

/** Which sources tell of an operation: paths that front-end code calls are seen from outside, too. */
function sourcesOf(seed: OperationSeed): readonly EvidenceSource[] {
  if (seed.lifecycle === 'orphan') return ['contract'];
  if (seed.lifecycle === 'unreachable') return ['code'];
  const seenOutside = /^\/v2\/(me|appointments|invoices|patients\/me|sessions)/.test(seed.path);
  const found: readonly (readonly [EvidenceSource, boolean])[] = [
    ['code', seed.service === 'clinic' && seed.path !== '/v1/export' && seed.path !== '/v2/admin/audit'],
    ['contract', seed.lifecycle !== 'shadow' && seed.lifecycle !== 'live'],
    ['traffic', seed.weight > 0],
    ['outside', seenOutside || seed.path.startsWith('/internal/')],
  ];
  return found.flatMap(([source, there]) => (there ? [source] : []));
}

/** A line of the inventory from what was called. */
export function operationSummary(
  seed: OperationSeed,
  id: string,
  edges: readonly Calls[],
  nowMs: number,
  random: Random,
): OperationSummary {
  const count = sum(edges, 'count');
  const errors = sum(edges, 'errors');
  const blocked = sum(edges, 'blocked');
  const serverErrors = Math.floor((errors - blocked) * 0.15);
  const success =
    seed.method === 'POST' && seed.kind === 'rest' ? '201' : seed.method === 'DELETE' ? '204' : '200';
  const statuses: Record<string, number> = count === 0 ? {} : { [success]: count - errors };
  if (errors - serverErrors > 0) statuses[seed.auth.includes('none') ? '404' : '403'] = errors - serverErrors;
  if (serverErrors > 0) statuses['500'] = serverErrors;
  const p50Us = random.int(900, 24_000);
  return {
    id,
    kind: seed.kind,
    service: seed.service,
    host: seed.host,
    method: seed.method,
    path: seed.path,
    confidence: seed.path.includes('{') ? 0.8 + Math.round(random.next() * 20) / 100 : 1,
    sources: sourcesOf(seed),
    lifecycle: seed.lifecycle,
    framework: sourcesOf(seed).includes('code')
      ? (frameworks[seed.service] ?? 'spring')
      : seed.kind === 'rest' && sourcesOf(seed).includes('contract')
        ? 'openapi-3.1'
        : null,
    deprecated: seed.lifecycle === 'zombie',
    purpose: purposeOf(seed),
    authDisagreements: seed.auth.includes('none') && seed.auth.length > 1 ? 1 : 0,
    owner: seed.asset === 'invoices' ? '@clinic/billing' : '@clinic/platform',
    exposure: seed.auth.includes('none') ? 'public' : 'partner',
    risk: Math.min(100, 12 + seed.classes.length * 11 + (seed.auth.includes('none') ? 25 : 0)),
    controlsAbsent: seed.auth.includes('none') ? 1 : 0,
    count,
    errors,
    serverErrors,
    blocked,
    statuses,
    auth: count === 0 ? [] : seed.auth,
    anonymousSuccesses: seed.auth.includes('none') ? Math.round(count * 0.4) : 0,
    dataClasses: seed.classes.map((dataClass) => ({
      id: dataClass,
      count: Math.round(count * (0.5 + random.next() / 2)),
      confidence: 0.7 + Math.round(random.next() * 29) / 100,
      in:
        seed.method === 'GET' || seed.method === 'QUERY'
          ? (['response'] as const)
          : (['request', 'response'] as const),
    })),
    actors: edges.length,
    firstSeenMs: nowMs - random.int(2, 40) * 24 * hourMs,
    lastSeenMs:
      count === 0
        ? 0
        : nowMs - Math.round((random.next() ** 3 * 40 * hourMs) / Math.max(1, seed.weight / 20)),
    p50Us,
    p95Us: Math.round(p50Us * (2 + random.next() * 2)),
    p99Us: Math.round(p50Us * (4 + random.next() * 6)),
    hourly: hourly(count, nowMs, random),
  };
}
