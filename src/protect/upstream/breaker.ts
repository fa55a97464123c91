/**
 * A circuit breaker: after so many failures in a row an upstream is left alone for a while, then tried with one request.
 */
import type { ServiceConfig } from '../../config/service.ts';

export type CircuitState = 'closed' | 'open' | 'half-open';

export class Breaker {
  readonly #failuresMax: number;
  readonly #openMs: number;
  #failures = 0;
  #openedAtMs: number | null = null;
  #trying = false;

  constructor(options: ServiceConfig['breaker']) {
    this.#failuresMax = options.failuresMax;
    this.#openMs = options.openMs;
  }

  state(nowMs: number): CircuitState {
    if (this.#openedAtMs === null) return 'closed';
    return this.#trying || nowMs - this.#openedAtMs >= this.#openMs ? 'half-open' : 'open';
  }

  /** True when a request may go: the circuit is closed, or it is time for a trial and none is under way. */
  allows(nowMs: number): boolean {
    return this.#openedAtMs === null || (!this.#trying && nowMs - this.#openedAtMs >= this.#openMs);
  }

  /** A request that was allowed goes now. */
  begin(): void {
    if (this.#openedAtMs !== null) this.#trying = true;
  }

  /** Milliseconds until the next trial. */
  retryAfterMs(nowMs: number): number {
    return this.#openedAtMs === null ? 0 : Math.max(0, this.#openedAtMs + this.#openMs - nowMs);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openedAtMs = null;
    this.#trying = false;
  }

  failed(nowMs: number): void {
    this.#failures += 1;
    if (this.#trying || this.#failures >= this.#failuresMax) this.#openedAtMs = nowMs;
    this.#trying = false;
  }

  /** The request ended without telling anything about the upstream: its client left. */
  abandoned(): void {
    this.#trying = false;
  }
}
