/**
 * The gateway within one thread: listeners, the configuration in force, and the change from one to the next. It also runs
 * in the main thread, as tests do.
 */
import type { GatewayConfig } from '../config/schema.ts';
import type { ListenerConfig } from '../config/listener.ts';
import type { Clock } from '../model/clock.ts';
import type { RawExchange } from '../observe/raw-exchange.ts';
import { type BoundListener, Listener } from './listen/listener.ts';
import type { GatewayLog } from './log.ts';
import type { WorkerStats } from './messages.ts';
import { Plane } from './plane.ts';
import { Runtime } from './runtime.ts';

export interface GatewayWorkerOptions {
  readonly config: GatewayConfig;
  /** Called once for each exchange after its end. */
  readonly record: (raw: RawExchange) => void;
  /** Resolves when everything recorded is safe. */
  readonly flush: () => Promise<void>;
  /** Told of each configuration as it comes into force, the first one included. */
  readonly onConfig?: (config: GatewayConfig) => void;
  readonly clock: Clock;
  readonly log: GatewayLog;
}

/** Listeners with the same key go on through a change of the configuration. */
const listenerKey = ({ name, host, port, http2, tls }: ListenerConfig): string =>
  JSON.stringify([name, host, port, http2, tls]);

interface Prepared {
  readonly runtime: Runtime;
  readonly opened: Listener[];
}

export class GatewayWorker implements AsyncDisposable {
  readonly #plane: Plane;
  readonly #options: GatewayWorkerOptions;
  #listeners = new Map<string, Listener>();
  #prepared: Prepared | null = null;
  readonly #leaving = new Set<Listener>();

  /** @throws HeliostatError `config-invalid` */
  constructor(options: GatewayWorkerOptions) {
    this.#options = options;
    const { log } = options;
    this.#plane = new Plane(
      new Runtime(options.config, null),
      options.clock,
      options.record,
      (error, message) => {
        log.error({ err: error }, message);
      },
    );
  }

  /**
   * Opens what a configuration needs and does not have, without using it yet.
   *
   * @throws HeliostatError `port-in-use`, `certificate-invalid`, `config-invalid`; nothing has changed then
   */
  async prepare(
    config: GatewayConfig,
    ports: Readonly<Record<string, number>>,
    shared: boolean,
  ): Promise<readonly BoundListener[]> {
    const runtime = new Runtime(config, this.#plane.runtime);
    const opened: Listener[] = [];
    const bound: BoundListener[] = [];
    try {
      for (const wanted of config.listeners) {
        const present = this.#listeners.get(listenerKey(wanted));
        if (present !== undefined) {
          bound.push(present.bound());
          continue;
        }
        const listener = new Listener(this.#plane, wanted, config.limits, this.#options.log);
        opened.push(listener);
        bound.push(await listener.open(ports[wanted.name] ?? wanted.port, shared));
      }
    } catch (error) {
      runtime.discard();
      await Promise.all(opened.map((listener) => listener[Symbol.asyncDispose]()));
      throw error;
    }
    this.#prepared = { runtime, opened };
    return bound;
  }

  /** Puts the prepared configuration in force; requests that have begun end under the old one. */
  commit(): void {
    const prepared = this.#prepared;
    if (prepared === null) return;
    this.#prepared = null;
    const before = this.#plane.runtime;
    const { config } = prepared.runtime;
    this.#plane.runtime = prepared.runtime;
    before.retire(prepared.runtime);
    this.#options.onConfig?.(config);
    const old = this.#listeners;
    this.#listeners = new Map();
    const opened = new Map(prepared.opened.map((listener) => [listenerKey(listener.config), listener]));
    for (const wanted of config.listeners) {
      const key = listenerKey(wanted);
      const listener = old.get(key) ?? opened.get(key);
      if (listener === undefined) continue;
      old.delete(key);
      listener.applyLimits(config.limits);
      this.#listeners.set(key, listener);
    }
    for (const listener of old.values()) this.#leave(listener);
  }

  /** Takes a prepared configuration back. */
  async discard(): Promise<void> {
    const prepared = this.#prepared;
    this.#prepared = null;
    if (prepared === null) return;
    prepared.runtime.discard();
    await Promise.all(prepared.opened.map((listener) => listener[Symbol.asyncDispose]()));
  }

  #leave(listener: Listener): void {
    this.#leaving.add(listener);
    const timer = setTimeout(() => listener.cut(), this.#plane.runtime.config.limits.drainTimeoutMs);
    timer.unref();
    void listener.close().then(() => {
      clearTimeout(timer);
      this.#leaving.delete(listener);
    });
  }

  stats(): WorkerStats {
    const { counters, runtime, clock } = this.#plane;
    const nowMs = clock.monotonicUs() / 1000;
    const certificateErrors: Record<string, string> = {};
    for (const listener of this.#listeners.values()) {
      const error = listener.certificateError;
      if (error !== null) certificateErrors[listener.config.name] = error;
    }
    return {
      listeners: [...this.#listeners.values()].map((listener) => listener.bound()),
      connections: counters.connections,
      requests: counters.requests,
      exchanges: counters.ended,
      recordsFailed: counters.recordsFailed,
      refused: { ...counters.refused },
      upstreams: runtime.services.flatMap((service) =>
        service.upstreams.map((upstream) => ({
          service: service.name,
          url: upstream.url,
          state: upstream.state(nowMs),
          inFlight: upstream.inFlight,
        })),
      ),
      certificateErrors,
    };
  }

  /** Stops accepting, lets open exchanges end for `drainTimeoutMs`, cuts the rest, and waits until all records are safe. */
  async drain(): Promise<void> {
    this.#plane.draining = true;
    const listeners = [...this.#listeners.values(), ...this.#leaving];
    this.#listeners = new Map();
    const closed = Promise.all(listeners.map((listener) => listener.close()));
    const timeoutMs = this.#plane.runtime.config.limits.drainTimeoutMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), timeoutMs);
    });
    if ((await Promise.race([closed, late])) === 'late') {
      for (const listener of listeners) listener.cut();
      await closed;
    }
    clearTimeout(timer);
    await this.#plane.runtime.destroy();
    // The last connections have told their exchanges by now, or do so in this turn.
    await new Promise((resolve) => setImmediate(resolve));
    this.#plane.settle();
    await this.#options.flush();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.discard();
    await this.drain();
  }
}

/**
 * Starts the gateway in this thread.
 *
 * @example
 * await using gateway = await startGatewayWorker({ config, record, flush: async () => {}, clock: systemClock, log });
 * gateway.stats().listeners[0]?.port;
 */
export async function startGatewayWorker(options: GatewayWorkerOptions): Promise<GatewayWorker> {
  const worker = new GatewayWorker(options);
  await worker.prepare(options.config, {}, false);
  worker.commit();
  return worker;
}
