/**
 * Which service a request is for: by host, then by the longest path prefix.
 *
 * The path goes to the upstream byte for byte; it is never normalised. So that no two readers see different services in it, a path
 * with dot segments, encoded slashes or backslashes, or empty segments is read a second time as a lenient server would read it; when the
 * two readings lead to different services, the request is refused as ambiguous.
 */
import type { Service } from './upstream/service.ts';

interface Entry {
  readonly prefix: string;
  readonly service: Service;
}

interface Group {
  /** `*` for any host, `.example.org` for subdomains, else the host itself. */
  readonly host: string;
  /** Longest prefix first. */
  readonly entries: readonly Entry[];
}

export type Route =
  | { readonly service: Service }
  | { readonly code: 'service-unknown' | 'request-ambiguous' };

/** `/api` holds `/api` and `/api/...`, not `/apiary`. */
function holds(prefix: string, path: string): boolean {
  if (prefix === '/') return true;
  if (!path.startsWith(prefix)) return false;
  return prefix.endsWith('/') || path.length === prefix.length || path.charCodeAt(prefix.length) === 47;
}

const doubtful = /\/\.|\/\/|\\|%2e|%2f|%5c|%25|;/i;
const decodeRoundsMax = 3;

/** The path as a lenient server may read it: decoded (more than once), backslashes as slashes, path parameters dropped, dots resolved. */
export function lenientPath(path: string): string {
  let read = path;
  for (let round = 0; round < decodeRoundsMax && read.includes('%'); round += 1) {
    const decoded = read.replace(/%([2-7][0-9a-f])/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded === read) break;
    read = decoded;
  }
  const segments: string[] = [];
  for (const part of read.replaceAll('\\', '/').split('/')) {
    const segment = part.includes(';') ? part.slice(0, part.indexOf(';')) : part;
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

export class Router {
  readonly #exact = new Map<string, Group>();
  /** Longest suffix first, then `*`. */
  readonly #patterns: readonly Group[];
  readonly #pathsMatter: boolean;

  constructor(services: readonly Service[]) {
    const byHost = new Map<string, Entry[]>();
    for (const service of services) {
      for (const host of service.config.hosts) {
        const key = host === '*' ? '*' : (host.startsWith('*.') ? host.slice(1) : host).toLowerCase();
        const entries = byHost.get(key) ?? [];
        entries.push({ prefix: service.config.pathPrefix, service });
        byHost.set(key, entries);
      }
    }
    const patterns: Group[] = [];
    for (const [host, entries] of byHost) {
      const group: Group = { host, entries: entries.toSorted((a, b) => b.prefix.length - a.prefix.length) };
      if (host === '*' || host.startsWith('.')) patterns.push(group);
      else this.#exact.set(host, group);
    }
    this.#patterns = patterns.sort((a, b) =>
      a.host === '*' ? 1 : b.host === '*' ? -1 : b.host.length - a.host.length,
    );
    this.#pathsMatter = services.some((service) => service.config.pathPrefix !== '/');
  }

  /**
   * @param host lower case, without port
   * @param path without query
   */
  find(host: string, path: string): Route {
    const service = this.#find(host, path);
    if (this.#pathsMatter && doubtful.test(path)) {
      if (this.#find(host, lenientPath(path)) !== service) return { code: 'request-ambiguous' };
    }
    return service ?? { code: 'service-unknown' };
  }

  #find(host: string, path: string): Service['route'] | null {
    const exact = this.#exact.get(host);
    if (exact !== undefined) {
      for (const entry of exact.entries) if (holds(entry.prefix, path)) return entry.service.route;
    }
    for (const group of this.#patterns) {
      if (group.host !== '*' && !host.endsWith(group.host)) continue;
      for (const entry of group.entries) if (holds(entry.prefix, path)) return entry.service.route;
    }
    return null;
  }
}
