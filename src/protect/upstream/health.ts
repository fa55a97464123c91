/** Active health checks: one small GET at an interval; so many misses in a row take an upstream out, so many hits bring it back. */
import type { ServiceConfig } from '../../config/service.ts';
import type { Transport, UpstreamController, UpstreamHandler } from './transport.ts';

type HealthOptions = NonNullable<ServiceConfig['health']>;

export class HealthProbe implements Disposable {
  healthy = true;
  #misses = 0;
  #hits = 0;
  #running = false;
  readonly #timer: NodeJS.Timeout;
  readonly #transport: Transport;
  readonly #authority: string;
  readonly #options: HealthOptions;

  constructor(transport: Transport, authority: string, options: HealthOptions) {
    this.#transport = transport;
    this.#authority = authority;
    this.#options = options;
    this.#timer = setInterval(() => this.#check(), options.intervalMs);
    this.#timer.unref();
    this.#check();
  }

  #check(): void {
    if (this.#running) return;
    this.#running = true;
    let controller: UpstreamController | null = null;
    let over = false;
    const settle = (good: boolean): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      this.#running = false;
      this.#count(good);
    };
    const timer = setTimeout(() => {
      settle(false);
      controller?.abort(new Error('the check took too long'));
    }, this.#options.timeoutMs);
    timer.unref();
    let good = false;
    const handler: UpstreamHandler = {
      onRequestStart(started) {
        controller = started;
        if (over) started.abort(new Error('the check took too long'));
      },
      onResponseStart(_controller, status) {
        if (status >= 200) good = status < 400;
      },
      onResponseData() {},
      onResponseEnd: () => settle(good),
      onResponseError: () => settle(false),
      onRequestUpgrade: (_controller, _status, _headers, socket) => {
        socket.destroy();
        settle(false);
      },
    };
    this.#transport.dispatch(
      {
        method: 'GET',
        path: this.#options.path,
        headers: ['host', this.#authority, 'user-agent', 'heliostat-health', 'accept', '*/*'],
        body: null,
        upgrade: null,
        trailers: () => [],
        headersTimeout: this.#options.timeoutMs,
        bodyTimeout: this.#options.timeoutMs,
      },
      handler,
    );
  }

  #count(good: boolean): void {
    if (good) {
      this.#misses = 0;
      this.#hits += 1;
      if (!this.healthy && this.#hits >= this.#options.healthyAfter) this.healthy = true;
    } else {
      this.#hits = 0;
      this.#misses += 1;
      if (this.#misses >= this.#options.unhealthyAfter) this.healthy = false;
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
