/** Request target and authority (RFC 9112 section 3.2, RFC 9110 section 7.2). */

export interface Target {
  /** Path and query, byte for byte. */
  readonly path: string;
  /** From an absolute-form target, which overrides `Host`; null otherwise. */
  readonly authority: string | null;
}

const absolute = /^https?:\/\/([^/?#]*)(.*)$/i;

/** Takes a target apart; null when it is none that a gateway forwards. */
export function readTarget(target: string): Target | null {
  if (target.includes('#')) return null;
  if (target.charCodeAt(0) === 47) return { path: target, authority: null };
  const found = absolute.exec(target);
  if (found === null) return null;
  const rest = found[2] ?? '';
  return { authority: found[1] ?? '', path: rest.startsWith('/') ? rest : `/${rest}` };
}

/** An authority as it is used for routing and for records. */
export interface Host {
  /** Lower case, without port. */
  readonly name: string;
  /** Lower case, without the scheme's default port. */
  readonly display: string;
}

const hostForm =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9_.])?|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?$/;

/** Reads hosts and remembers them, up to a bound; one a thread. */
export class Hosts {
  readonly #seen = new Map<string, Host | null>();

  /** Null for what is no host: user information, spaces, odd characters, a port out of range. */
  read(host: string): Host | null {
    const seen = this.#seen.get(host);
    if (seen !== undefined) return seen;
    const read = parseHost(host);
    if (this.#seen.size < 4096 && host.length <= 260) this.#seen.set(host, read);
    return read;
  }
}

function parseHost(host: string): Host | null {
  if (host.length > 260) return null;
  const found = hostForm.exec(host);
  if (found === null) return null;
  const port = found[2];
  if (port !== undefined && Number(port) > 65_535) return null;
  const name = (found[1] ?? '').toLowerCase().replace(/\.$/, '');
  if (name.includes('..')) return null;
  return { name, display: port === undefined || port === '80' || port === '443' ? name : `${name}:${port}` };
}
