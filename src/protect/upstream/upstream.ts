/** One upstream of a service: its connections, its circuit, its health, and how many requests it has. */
import type { ServiceConfig } from '../../config/service.ts';
import { Breaker } from './breaker.ts';
import { http1Transport } from './http1.ts';
import { http2Transport } from './http2.ts';
import { HealthProbe } from './health.ts';
import type { Transport } from './transport.ts';

/** As the control API shows it. */
export type UpstreamState = 'up' | 'down' | 'open' | 'half-open';

export class Upstream implements AsyncDisposable {
  readonly url: string;
  /** Authority of the origin: what `Host` says when it is not preserved. */
  readonly authority: string;
  readonly transport: Transport;
  readonly breaker: Breaker;
  readonly slotsMax: number;
  /** Requests that wait or run. */
  inFlight = 0;
  readonly #probe: HealthProbe | null;
  #retired = false;

  constructor(url: string, service: ServiceConfig) {
    const { origin, host } = new URL(url);
    this.url = url;
    this.authority = host;
    this.transport =
      service.protocol === 'h2' ? http2Transport(origin, service) : http1Transport(origin, service);
    this.breaker = new Breaker(service.breaker);
    this.slotsMax = service.connectionsMax * (service.protocol === 'h2' ? 100 : 1) + service.pendingMax;
    this.#probe =
      service.health === undefined ? null : new HealthProbe(this.transport, this.authority, service.health);
  }

  get healthy(): boolean {
    return this.#probe === null || this.#probe.healthy;
  }

  state(nowMs: number): UpstreamState {
    const circuit = this.breaker.state(nowMs);
    if (!this.healthy) return 'down';
    return circuit === 'closed' ? 'up' : circuit;
  }

  /** A request has ended, however. */
  release(): void {
    this.inFlight -= 1;
    if (this.#retired && this.inFlight === 0) this.#letGo();
  }

  /** No configuration names it any more: what runs may end, then the connections go. */
  retire(): void {
    this.#retired = true;
    this.#probe?.[Symbol.dispose]();
    if (this.inFlight === 0) this.#letGo();
  }

  #letGo(): void {
    // Closing fails only when the connections have been destroyed meanwhile.
    this.transport.close().catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#probe?.[Symbol.dispose]();
    await this.transport.destroy();
  }
}
