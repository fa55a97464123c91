/** Exchanges for tests and measurements: believable, seeded, never random. */
import { createHash } from 'node:crypto';
import type { ActorSeen, ClientSeen } from '../../model/actor.ts';
import type { ExchangeForm, Interned, ObservedExchange } from '../../model/exchange.ts';
import type { Shape } from '../../model/shape.ts';

/** A value with its content hash and JSON text, as the observer makes them. */
export function intern<T>(value: T): Interned<T> {
  const json = JSON.stringify(value);
  return { ref: createHash('sha256').update(json).digest('base64url').slice(0, 22), json, value };
}

/** A form: a GET that was answered, with what differs. */
export const sampleForm = (differs: Partial<ExchangeForm> = {}): Interned<ExchangeForm> =>
  intern({
    source: 'gateway',
    service: 'clinic',
    scheme: 'https',
    host: 'api.clinic.example',
    protocol: 'http/1.1',
    method: 'GET',
    path: '/v2/patients/{uuid}',
    status: 200,
    outcome: 'answered',
    auth: ['bearer-jwt'],
    authNames: ['authorization'],
    parameters: [{ in: 'query', name: 'page', shape: { t: 'string', f: 'integer-string' } }],
    responseType: 'application/json',
    requestClasses: [],
    responseClasses: ['person-name', 'email'],
    ...differs,
  });

/** An actor told by its token. */
export const sampleActor = (number: number): Interned<ActorSeen> =>
  intern({
    id: `token-subject:${number.toString(16).padStart(12, '0')}`,
    evidence: 'token-subject',
    kind: 'person',
    confidence: 0.95,
    label: `user-${number}`,
    issuer: 'https://id.clinic.example',
    roles: ['patient'],
    agent: 'Chrome',
  });

/** Where a request came from. */
export const sampleClient = (number: number): Interned<ClientSeen> =>
  intern({
    network: `203.0.${number % 200}.0/24`,
    address: `a${number.toString(16).padStart(11, '0')}`,
    agent: 'Chrome 140',
  });

/** The shape of an answer. */
export const sampleShape = (fields: number): Interned<Shape> =>
  intern({
    t: 'object',
    p: Object.fromEntries(
      Array.from({ length: fields }, (_, i): [string, Shape] => [
        `field${i}`,
        { t: 'string', f: 'text', c: ['email'] },
      ]),
    ),
  });

/** What a series of sample exchanges is made of. */
export interface SampleOptions {
  readonly count: number;
  /** Number of the first exchange. Default 0. */
  readonly from?: number;
  /** Wall clock of the first, ms; each next is 1 ms later. */
  readonly startMs?: number;
  readonly forms?: number;
  readonly actors?: number;
}

/** A hundred or so operations, each with a 200 and a 404, a few hundred actors; ids in the path of two of three exchanges. */
export function sampleExchanges(options: SampleOptions): readonly ObservedExchange[] {
  const {
    count,
    from = 0,
    startMs = 1_790_000_000_000,
    forms: formCount = 100,
    actors: actorCount = 300,
  } = options;
  const forms = Array.from({ length: formCount }, (_, i) =>
    sampleForm({
      path: `/v2/things${i >> 1}/{uuid}`,
      method: i % 6 === 4 ? 'POST' : 'GET',
      status: i % 2 === 0 ? 200 : 404,
    }),
  );
  const shapes = Array.from({ length: Math.ceil(formCount / 2) }, (_, i) => sampleShape(4 + (i % 12)));
  const actors = Array.from({ length: actorCount }, (_, i) => sampleActor(i));
  const clients = Array.from({ length: actorCount }, (_, i) => sampleClient(i));
  const at = <T>(items: readonly T[], index: number): T => {
    const item = items[index % items.length];
    if (item === undefined) throw new RangeError('no items');
    return item;
  };
  return Array.from({ length: count }, (_, i): ObservedExchange => {
    const n = from + i;
    // A multiplicative hash spreads the numbers over forms and actors in an order that repeats exactly.
    const spread = Math.imul(n + 1, 2_654_435_761) >>> 0;
    const form = at(forms, spread >>> 7);
    return {
      n,
      atMs: startMs + n,
      durationUs: 800 + (spread % 40_000),
      ttfbUs: 500 + (spread % 20_000),
      requestBytes: 300 + (spread % 700),
      responseBytes: 400 + (spread % 9_000),
      form,
      actor: at(actors, spread >>> 11),
      client: at(clients, spread >>> 11),
      requestShape: form.value.method === 'POST' ? at(shapes, spread >>> 5) : null,
      responseShape: at(shapes, spread >>> 7),
      resources:
        n % 3 === 0
          ? ''
          : `${spread.toString(16).padStart(8, '0')}${(n ^ 0x5bd1e995).toString(16).padStart(8, '0')}`,
    };
  });
}
