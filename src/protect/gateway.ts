/**
 * The gateway as the hub's main thread sees it: worker threads, one a core, that listen on the same ports; it gives them
 * configurations, asks them how they are, starts a crashed one again, and ends them in order.
 */
import { createServer } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { GatewayConfig } from '../config/schema.ts';
import { type ErrorCode, HeliostatError } from '../model/errors.ts';
import type { BoundListener } from './listen/listener.ts';
import type { GatewayLog } from './log.ts';
import type { FromWorker, ToWorker, WorkerStats } from './messages.ts';

export interface GatewayOptions {
  readonly config: GatewayConfig;
  /** Module that calls `runGatewayThread`. */
  readonly threadEntry: URL;
  /** For the module, as `workerData.threadData`; beside it, `workerData.config` and `workerData.index`. Must be cloneable. */
  readonly threadData: unknown;
  readonly workers: number;
  readonly log: GatewayLog;
}

export interface GatewayStats {
  readonly listeners: readonly BoundListener[];
  readonly workers: readonly WorkerStats[];
  readonly connections: number;
  readonly requests: number;
  readonly exchanges: number;
  readonly refused: Readonly<Partial<Record<ErrorCode, number>>>;
  /** The worst that a worker says of each upstream. */
  readonly upstreams: readonly Pick<WorkerStats['upstreams'][number], 'service' | 'url' | 'state'>[];
  /** Workers that were started again after a crash. */
  readonly restarts: number;
  readonly certificateErrors: Readonly<Record<string, string>>;
}

export interface Gateway extends AsyncDisposable {
  /** Puts a configuration in force in all workers, or in none. Throws what made it impossible. */
  apply(config: GatewayConfig): Promise<void>;
  stats(): Promise<GatewayStats>;
  /** Ends in order: nothing new, what is open goes on for `drainTimeoutMs`, records are safe. */
  drain(): Promise<void>;
}

const answerTimeoutMs = 30_000;
const backOffMs = { first: 250, most: 30_000 } as const;
/** An exchange's objects die young: room for many of them means that few are ever moved, MB. */
const maxYoungGenerationSizeMb = 32;
/** A worker that ran this long had no trouble starting. */
const steadyMs = 60_000;

type Reply<T extends FromWorker['type']> = Extract<FromWorker, { readonly type: T }>;
type Demand = ToWorker extends infer One ? (One extends ToWorker ? Omit<One, 'id'> : never) : never;

/** One thread and the answers that are awaited from it. */
class Thread {
  readonly index: number;
  readonly worker: Worker;
  readonly startedAtMs = Date.now();
  readonly #waiting = new Map<number, { resolve(message: FromWorker): void; reject(error: unknown): void }>();
  #nextId = 1;
  exited = false;

  constructor(index: number, options: GatewayOptions, config: GatewayConfig, onExit: (code: number) => void) {
    this.index = index;
    const { threadEntry, threadData, log } = options;
    this.worker = new Worker(threadEntry, {
      workerData: { config, index, threadData },
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb },
    });
    this.worker.on('message', (message: FromWorker) => {
      const waiting = this.#waiting.get(message.id);
      if (waiting === undefined) return;
      this.#waiting.delete(message.id);
      if (message.type === 'failed') {
        const { code, detail, issues } = message.error;
        waiting.reject(new HeliostatError(code, { issues, ...(detail === undefined ? {} : { detail }) }));
      } else waiting.resolve(message);
    });
    this.worker.on('error', (error) => log.error({ err: error, worker: index }, 'a gateway thread failed'));
    this.worker.once('exit', (code) => {
      this.exited = true;
      const gone = new HeliostatError('internal-error', { detail: `gateway thread ${index} ended` });
      for (const waiting of this.#waiting.values()) waiting.reject(gone);
      this.#waiting.clear();
      onExit(code);
    });
  }

  ask<T extends FromWorker['type']>(demand: Demand, timeoutMs = answerTimeoutMs): Promise<Reply<T>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (this.exited) {
        reject(new HeliostatError('internal-error', { detail: `gateway thread ${this.index} has ended` }));
        return;
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(
          new HeliostatError('internal-error', { detail: `gateway thread ${this.index} does not answer` }),
        );
      }, timeoutMs);
      this.#waiting.set(id, {
        resolve(message) {
          clearTimeout(timer);
          resolve(message as Reply<T>);
        },
        reject(error) {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.worker.postMessage({ ...demand, id });
    });
  }
}

/** Fails when somebody else has the port: with `reusePort` a second process of the same user would bind beside it without a word. */
async function probe(host: string, port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'port-in-use' : 'config-invalid';
      reject(
        new HeliostatError(code, { detail: `${host}:${port}: ${error.code ?? error.message}`, cause: error }),
      );
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });
}

const place = (host: string, port: number): string => `${host}\n${port}`;

class ManagedGateway implements Gateway {
  readonly #options: GatewayOptions;
  readonly #threads: (Thread | null)[] = [];
  #config: GatewayConfig;
  /** What each configured listener is bound to, by name and configured place. */
  #bound: readonly BoundListener[] = [];
  #configured: ReadonlyMap<string, number> = new Map();
  #restarts = 0;
  #failures = 0;
  #ending = false;
  #changing: Promise<void> = Promise.resolve();
  readonly #restartTimers = new Set<NodeJS.Timeout>();

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#config = options.config;
  }

  async start(): Promise<void> {
    const { workers } = this.#options;
    await this.#probeNew(this.#config);
    for (let index = 0; index < workers; index += 1) this.#threads.push(this.#spawn(index));
    try {
      await this.#give(this.#config);
    } catch (error) {
      this.#ending = true;
      await Promise.all(this.#live().map((thread) => thread.worker.terminate()));
      throw error;
    }
  }

  #live(): Thread[] {
    return this.#threads.filter((thread) => thread !== null);
  }

  #spawn(index: number): Thread {
    const thread = new Thread(index, this.#options, this.#config, (code) => this.#onExit(thread, code));
    return thread;
  }

  /** Ports that are ours already need no probe. */
  async #probeNew(config: GatewayConfig): Promise<void> {
    const ours = new Set(
      this.#config === config ? [] : this.#config.listeners.map((one) => place(one.host, one.port)),
    );
    for (const { host, port } of config.listeners)
      if (port !== 0 && !ours.has(place(host, port))) await probe(host, port);
  }

  /** All workers prepare, the first one choosing ports; then all change over, or none. */
  async #give(config: GatewayConfig): Promise<void> {
    const threads = this.#live();
    const shared = this.#options.workers > 1;
    const ports = this.#portsOf(config);
    let bound: readonly BoundListener[] = [];
    const prepared: Thread[] = [];
    try {
      for (const thread of threads) {
        const reply = await thread.ask<'prepared'>({ type: 'prepare', config, ports, shared });
        prepared.push(thread);
        bound = reply.listeners;
        for (const listener of bound) ports[listener.name] = listener.port;
      }
    } catch (error) {
      await Promise.allSettled(prepared.map((thread) => thread.ask<'discarded'>({ type: 'discard' })));
      throw error;
    }
    await Promise.all(threads.map((thread) => thread.ask<'committed'>({ type: 'commit' })));
    this.#config = config;
    this.#bound = bound;
    this.#configured = new Map(config.listeners.map(({ name, host, port }) => [`${name}\n${host}`, port]));
  }

  /** A listener that stays keeps the port it has, also when its configuration says 0. */
  #portsOf(config: GatewayConfig): Record<string, number> {
    const ports: Record<string, number> = {};
    for (const { name, host, port } of config.listeners) {
      const bound = this.#bound.find((one) => one.name === name);
      if (port === 0 && bound !== undefined && this.#configured.get(`${name}\n${host}`) === 0)
        ports[name] = bound.port;
    }
    return ports;
  }

  apply(config: GatewayConfig): Promise<void> {
    const change = this.#changing.then(async () => {
      await this.#probeNew(config);
      await this.#give(config);
    });
    this.#changing = change.catch(() => {});
    return change;
  }

  #onExit(thread: Thread, code: number): void {
    if (this.#threads[thread.index] === thread) this.#threads[thread.index] = null;
    if (this.#ending || this.#bound.length === 0) return;
    this.#failures = Date.now() - thread.startedAtMs > steadyMs ? 0 : this.#failures + 1;
    const delayMs = Math.min(backOffMs.most, backOffMs.first * 2 ** Math.min(10, this.#failures - 1));
    this.#options.log.error(
      { worker: thread.index, code, delayMs },
      'a gateway thread ended; it is started again',
    );
    const timer = setTimeout(() => {
      this.#restartTimers.delete(timer);
      const change = this.#changing.then(() => this.#restart(thread.index));
      this.#changing = change.catch((error: unknown) => {
        this.#options.log.error(
          { err: error, worker: thread.index },
          'a gateway thread could not be started again',
        );
      });
    }, delayMs);
    this.#restartTimers.add(timer);
  }

  async #restart(index: number): Promise<void> {
    if (this.#ending) return;
    this.#restarts += 1;
    const thread = this.#spawn(index);
    this.#threads[index] = thread;
    const ports: Record<string, number> = {};
    for (const one of this.#bound) ports[one.name] = one.port;
    const shared = this.#options.workers > 1;
    try {
      await thread.ask<'prepared'>({ type: 'prepare', config: this.#config, ports, shared });
      await thread.ask<'committed'>({ type: 'commit' });
    } catch (error) {
      await thread.worker.terminate();
      throw error;
    }
  }

  async stats(): Promise<GatewayStats> {
    const replies = await Promise.allSettled(
      this.#live().map((thread) => thread.ask<'stats'>({ type: 'stats' }, 2_000)),
    );
    const workers = replies.flatMap((reply) => (reply.status === 'fulfilled' ? [reply.value.stats] : []));
    const refused: Partial<Record<ErrorCode, number>> = {};
    const upstreams = new Map<string, GatewayStats['upstreams'][number]>();
    const severity = { up: 0, 'half-open': 1, open: 2, down: 3 } as const;
    for (const worker of workers) {
      for (const [code, count] of Object.entries(worker.refused) as [ErrorCode, number][]) {
        refused[code] = (refused[code] ?? 0) + count;
      }
      for (const { service, url, state } of worker.upstreams) {
        const key = `${service}\n${url}`;
        const known = upstreams.get(key);
        if (known === undefined || severity[state] > severity[known.state])
          upstreams.set(key, { service, url, state });
      }
    }
    const sum = (pick: (worker: WorkerStats) => number): number =>
      workers.reduce((total, worker) => total + pick(worker), 0);
    return {
      listeners: this.#bound,
      workers,
      connections: sum((worker) => worker.connections),
      requests: sum((worker) => worker.requests),
      exchanges: sum((worker) => worker.exchanges),
      refused,
      upstreams: [...upstreams.values()],
      restarts: this.#restarts,
      certificateErrors: Object.assign({}, ...workers.map((worker) => worker.certificateErrors)),
    };
  }

  async drain(): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    for (const timer of this.#restartTimers) clearTimeout(timer);
    await this.#changing;
    const timeoutMs = this.#config.limits.drainTimeoutMs + 10_000;
    await Promise.all(
      this.#live().map(async (thread) => {
        try {
          await thread.ask<'drained'>({ type: 'drain' }, timeoutMs);
        } catch (error) {
          this.#options.log.error({ err: error, worker: thread.index }, 'a gateway thread did not drain');
        }
        await thread.worker.terminate();
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.drain();
  }
}

/**
 * Starts the gateway's threads and resolves when all of them listen.
 *
 * @throws HeliostatError `port-in-use`, `certificate-invalid`, `config-invalid`
 * @example
 * await using gateway = await startGateway({ config, threadEntry: new URL('./gateway-thread.ts', import.meta.url), threadData, workers: 2, log });
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const gateway = new ManagedGateway(options);
  await gateway.start();
  return gateway;
}
