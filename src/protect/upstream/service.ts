/** A service as it runs: its upstreams, its guards, and the choice between upstreams. */
import type { ServiceConfig } from '../../config/service.ts';
import { type ArmedGuards, armGuards } from '../guards/index.ts';
import type { Upstream } from './upstream.ts';

interface Weighted {
  readonly upstream: Upstream;
  readonly weight: number;
  current: number;
}

export class Service {
  readonly config: ServiceConfig;
  readonly name: string;
  readonly guards: ArmedGuards;
  /** What the router answers; made once. */
  readonly route: { readonly service: Service };
  readonly #weighted: readonly Weighted[];

  constructor(config: ServiceConfig, upstreams: readonly Upstream[]) {
    this.config = config;
    this.name = config.name;
    this.guards = armGuards(config.guards);
    this.route = { service: this };
    this.#weighted = upstreams.map((upstream, index) => ({
      upstream,
      weight: config.upstreams[index]?.weight ?? 1,
      current: 0,
    }));
  }

  /**
   * The next upstream in smooth weighted turn, among those that are healthy and whose circuit lets a request through. `avoid` is
   * taken only when there is no other: a retry goes elsewhere when it can. Null when every circuit is open or every upstream down.
   */
  pick(nowMs: number, avoid: Upstream | null): Upstream | null {
    const only = this.#weighted.length === 1 ? this.#weighted[0]?.upstream : undefined;
    if (only !== undefined) return only.healthy && only.breaker.allows(nowMs) ? only : null;
    let best: Weighted | null = null;
    let total = 0;
    let fallback: Upstream | null = null;
    for (const one of this.#weighted) {
      if (!one.upstream.healthy || !one.upstream.breaker.allows(nowMs)) continue;
      if (one.upstream === avoid) {
        fallback = one.upstream;
        continue;
      }
      one.current += one.weight;
      total += one.weight;
      if (best === null || one.current > best.current) best = one;
    }
    if (best === null) return fallback;
    best.current -= total;
    return best.upstream;
  }

  /** How long until some circuit may be tried, whole seconds, at least 1. */
  retryAfterSeconds(nowMs: number): number {
    const waits = this.#weighted.map((one) => one.upstream.breaker.retryAfterMs(nowMs));
    return Math.max(1, Math.ceil(Math.min(...waits) / 1000));
  }

  get upstreams(): readonly Upstream[] {
    return this.#weighted.map((one) => one.upstream);
  }
}
