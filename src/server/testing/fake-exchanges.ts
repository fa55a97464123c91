/** Made-up exchanges over a made-up inventory. */
import type { ExchangeRecord } from '../../model/exchange-record.ts';
import type { FakeInventory } from './fake-inventory.ts';
import { learnedParts } from './clinic-shapes.ts';
import type { Random } from './random.ts';

/** One believable exchange that started at this time. */
export function fakeExchange(
  inventory: FakeInventory,
  random: Random,
  number: number,
  atMs: number,
): ExchangeRecord {
  const { operation, actor } = inventory.sample(random);
  const luck = random.next();
  const refused = actor.kind === 'anonymous' && luck < 0.08;
  const status = refused
    ? 405
    : luck < 0.03
      ? 500
      : luck < 0.07
        ? 404
        : luck < 0.1
          ? 403
          : operation.method === 'POST'
            ? 201
            : 200;
  const durationUs = Math.round(operation.p50Us * (0.5 + random.next() ** 4 * 6));
  const learned = learnedParts(operation);
  const shape = (value: unknown): Record<string, unknown> | null =>
    value === undefined ? null : { ...(value as object) };
  return {
    v: 1,
    id: `fake-${number.toString(36).padStart(6, '0')}`,
    at: new Date(atMs).toISOString(),
    source: 'gateway',
    service: operation.service,
    scheme: 'https',
    host: operation.host,
    protocol:
      operation.kind === 'websocket'
        ? 'websocket'
        : operation.kind === 'grpc'
          ? 'grpc'
          : random.pick(['h2', 'http/1.1']),
    method: operation.kind === 'graphql' ? 'POST' : operation.method,
    path: operation.path.replace(/#.*/, '').replaceAll(/\{\w+\}/g, '{uuid}'),
    operations: [{ id: operation.id, method: operation.method, path: operation.path }],
    status,
    outcome: refused ? 'refused' : 'answered',
    ...(refused ? { refusedBy: 'method-refused' } : {}),
    durationUs,
    ttfbUs: refused ? -1 : Math.round(durationUs * 0.8),
    requestBytes: learned.requestBodies.length > 0 ? random.int(80, 1400) : 0,
    responseBytes: random.int(60, 9000),
    actor: {
      id: actor.id,
      evidence: actor.evidence,
      kind: actor.kind,
      confidence: actor.confidence,
      label: actor.label,
      roles: [...actor.roles],
      scopes: [...actor.scopes],
      ...(actor.issuer === undefined ? {} : { issuer: actor.issuer }),
      ...(actor.clientId === undefined ? {} : { clientId: actor.clientId }),
      ...(actor.tenant === undefined ? {} : { tenant: actor.tenant }),
      ...(actor.agents[0] === undefined ? {} : { agent: actor.agents[0] }),
    },
    client: { network: actor.networks[0] ?? '', address: random.hex(16), agent: actor.agents[0] ?? '' },
    auth: operation.auth
      .filter((kind) => kind !== 'none')
      .slice(0, 1)
      .map((kind) => ({ kind, name: kind.startsWith('bearer') ? 'authorization' : 'x-api-key' })),
    parameters: [],
    ...(learned.requestBodies.length > 0 ? { requestType: 'application/json' } : {}),
    responseType: status < 400 ? 'application/json' : 'application/problem+json',
    requestShape: shape(learned.requestBodies[0]?.shape),
    responseShape: shape(learned.responseBodies[0]?.shape),
    dataClasses: {
      request: learned.requestBodies.length > 0 ? operation.dataClasses.map(({ id }) => id) : [],
      response: status < 400 ? operation.dataClasses.map(({ id }) => id) : [],
    },
    resources: [...operation.path.matchAll(/\{/g)].map(() => random.hex(12)),
    ...(refused || (actor.kind === 'anonymous' && luck < 0.2)
      ? {
          verdicts: [
            {
              guard: 'method-allowlist',
              mode: refused ? ('enforce' as const) : ('observe' as const),
              code: 'method-refused',
              reason: `method ${operation.method} is not in the list of 7`,
            },
          ],
        }
      : {}),
  };
}
