/** For tests: builds exchange batches from short descriptions, and a clock that stands where it is told to. */
import { createHash } from 'node:crypto';
import type { ActorSeen, ClientSeen } from '../model/actor.ts';
import type { Clock } from '../model/clock.ts';
import type { ExchangeBatch, ExchangeForm } from '../model/exchange.ts';
import type { Shape } from '../model/shape.ts';

/** A clock for tests. */
export interface TestClock extends Clock {
  now: number;
}

/** A clock that stands still until it is moved. */
export function testClock(now = Date.UTC(2026, 0, 15, 12)): TestClock {
  return {
    now,
    nowMs() {
      return this.now;
    },
    monotonicUs() {
      return this.now * 1000;
    },
  };
}

/** One exchange in short; what is left out is the most usual. */
export interface Call extends Partial<Omit<ExchangeForm, 'path' | 'method'>> {
  readonly method?: string;
  readonly path: string;
  readonly actor?: string;
  readonly actorSeen?: Partial<ActorSeen>;
  readonly atMs?: number;
  readonly durationUs?: number;
  readonly request?: Shape | null;
  readonly response?: Shape | null;
  readonly resources?: string;
  readonly network?: string;
}

const ref = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

/** An object shape from names; a name may carry a shape. */
export function objectShape(names: readonly string[], more: Readonly<Record<string, Shape>> = {}): Shape {
  const p: Record<string, Shape> = {};
  for (const name of names) p[name] = { t: 'string' };
  return { t: 'object', p: { ...p, ...more } };
}

/** Builds batches; the sequence goes on from one to the next. */
export class BatchBuilder {
  #seq = 0;
  #n = 0;
  readonly #clock: Clock;
  readonly #writer: string;

  constructor(clock: Clock, writer = 'test') {
    this.#clock = clock;
    this.#writer = writer;
  }

  /** One batch of some calls. */
  batch(calls: readonly Call[]): ExchangeBatch {
    const forms = new Table<ExchangeForm>();
    const shapes = new Table<Shape>();
    const actors = new Table<ActorSeen>();
    const clients = new Table<ClientSeen>();
    const columns = {
      n: [] as number[],
      atMs: [] as number[],
      durationUs: [] as number[],
      ttfbUs: [] as number[],
      requestBytes: [] as number[],
      responseBytes: [] as number[],
      form: [] as number[],
      actor: [] as number[],
      client: [] as number[],
      requestShape: [] as number[],
      responseShape: [] as number[],
      resources: [] as string[],
    };
    for (const call of calls) {
      columns.n.push(this.#n);
      this.#n += 1;
      columns.atMs.push(call.atMs ?? this.#clock.nowMs());
      columns.durationUs.push(call.durationUs ?? 1_000);
      columns.ttfbUs.push(call.durationUs ?? 1_000);
      columns.requestBytes.push(0);
      columns.responseBytes.push(100);
      columns.form.push(forms.at(formOf(call)));
      columns.actor.push(actors.at(actorOf(call)));
      columns.client.push(
        clients.at({ network: call.network ?? '203.0.113.0/24', address: 'a', agent: 'Firefox 150' }),
      );
      columns.requestShape.push(
        call.request === undefined || call.request === null ? -1 : shapes.at(call.request),
      );
      columns.responseShape.push(
        call.response === undefined || call.response === null ? -1 : shapes.at(call.response),
      );
      columns.resources.push(call.resources ?? '');
    }
    const seq = this.#seq;
    this.#seq += 1;
    return {
      v: 1,
      writer: this.#writer,
      seq,
      shed: { memoryFull: 0, spoolFull: 0, diskError: 0 },
      forms: forms.all.map((form) => ({ ref: ref(form), form })),
      shapes: shapes.all.map((shape) => ({ ref: ref(shape), shape })),
      actors: actors.all.map((actor) => ({ ref: ref(actor), actor })),
      clients: clients.all.map((client) => ({ ref: ref(client), client })),
      columns,
    };
  }
}

class Table<T> {
  readonly all: T[] = [];
  readonly #index = new Map<string, number>();

  at(value: T): number {
    const key = JSON.stringify(value);
    let at = this.#index.get(key);
    if (at === undefined) {
      at = this.all.length;
      this.all.push(value);
      this.#index.set(key, at);
    }
    return at;
  }
}

function formOf(call: Call): ExchangeForm {
  const status = call.status ?? 200;
  const {
    actor: _a,
    actorSeen: _s,
    atMs: _t,
    durationUs: _d,
    request: _q,
    response: _r,
    resources: _i,
    network: _n,
    ...own
  } = call;
  return {
    source: 'gateway',
    service: 'clinic',
    scheme: 'https',
    host: 'api.example.org',
    protocol: 'http/1.1',
    method: 'GET',
    outcome: 'answered',
    auth: ['bearer-jwt'],
    authNames: ['authorization'],
    parameters: [],
    ...(status === 204 || status === 304 || status === 101 ? {} : { responseType: 'application/json' }),
    requestClasses: [],
    responseClasses: [],
    ...own,
    status,
  };
}

function actorOf(call: Call): ActorSeen {
  const name = call.actor ?? 'ada';
  return {
    id: `token-subject:${name}`,
    evidence: 'token-subject',
    kind: 'person',
    confidence: 0.95,
    label: name,
    ...call.actorSeen,
  };
}
