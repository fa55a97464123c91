/** One configuration as it runs: immutable; a new one replaces it whole, and requests keep the one they began with. */
import type { GatewayConfig } from '../config/schema.ts';
import { type TrustedProxies, trustedProxies } from './forward/forwarded.ts';
import { Router } from './route.ts';
import { Service } from './upstream/service.ts';
import { Upstream } from './upstream/upstream.ts';

/** Two configurations of an upstream with the same key share its connections, circuit and health. */
function upstreamKey(service: GatewayConfig['services'][number], url: string): string {
  const { protocol, tlsVerify, timeouts, connectionsMax, pendingMax, breaker, health } = service;
  return JSON.stringify([
    service.name,
    url,
    protocol,
    tlsVerify,
    timeouts,
    connectionsMax,
    pendingMax,
    breaker,
    health,
  ]);
}

export class Runtime {
  readonly config: GatewayConfig;
  readonly router: Router;
  readonly services: readonly Service[];
  readonly proxies: TrustedProxies;
  readonly #upstreams: ReadonlyMap<string, Upstream>;
  readonly #made: readonly Upstream[];

  /**
   * @param before whose upstreams are kept where nothing about them changed
   * @throws HeliostatError `config-invalid`
   */
  constructor(config: GatewayConfig, before: Runtime | null) {
    this.config = config;
    this.proxies = trustedProxies(config.trustedProxies);
    const upstreams = new Map<string, Upstream>();
    const made: Upstream[] = [];
    const kept = before === null ? null : before.#upstreams;
    this.services = config.services.map(
      (service) =>
        new Service(
          service,
          service.upstreams.map(({ url }) => {
            const key = upstreamKey(service, url);
            let upstream = upstreams.get(key) ?? kept?.get(key);
            if (upstream === undefined) {
              upstream = new Upstream(url, service);
              made.push(upstream);
            }
            upstreams.set(key, upstream);
            return upstream;
          }),
        ),
    );
    this.router = new Router(this.services);
    this.#upstreams = upstreams;
    this.#made = made;
  }

  /** Lets go of the upstreams that the configuration after this one does not use. */
  retire(after: Runtime): void {
    for (const [key, upstream] of this.#upstreams) if (!after.#upstreams.has(key)) upstream.retire();
  }

  /** Takes back what was made, when this configuration is not used after all. */
  discard(): void {
    for (const upstream of this.#made) upstream.retire();
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#upstreams.values()].map((upstream) => upstream[Symbol.asyncDispose]()));
  }
}
