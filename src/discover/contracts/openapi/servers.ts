import { isList, member } from '../document/json-value.ts';
import type { ContractNode } from '../document/structured-document.ts';

/** What servers tell of an operation. */
export interface ServerAddress {
  /** Path under which all stands: `/v1`, or empty. */
  readonly base: string;
  /** Lower case, without the default port. */
  readonly hosts: readonly string[];
}

/** Servers that are looked at. */
const serversMax = 200;

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443', ws: '80', wss: '443' };

const isLocal = (host: string): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|host\.docker\.internal|(?:.+\.)?localhost)(?::\d+)?$/.test(
    host,
  );

/** A host as the catalogue writes it; null when a part of it is not told, or it is none. */
export const plainHost = (authority: string, scheme: string | null): string | null => {
  const withoutUser = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const found = /^(\[[\da-f:.]+\]|[a-z\d._-]+)(?::(\d{1,5}))?$/.exec(withoutUser);
  if (found === null) return null;
  const [, name = '', port] = found;
  if (port === undefined || (scheme !== null && defaultPorts[scheme] === port)) return name;
  return `${name}:${port}`;
};

/** `.` and `..` of a relative address, from the root on. */
const settled = (path: string): string => {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  return kept.length === 0 ? '' : `/${kept.join('/')}`;
};

/** Host and base path of a server URL, absolute or relative. */
export const splitServerUrl = (url: string): { readonly host: string | null; readonly base: string } => {
  const bare = url.trim().split(/[?#]/, 1)[0] ?? '';
  const absolute = /^(?:([a-z][a-z\d+.-]*):)?\/\/([^/]*)(.*)$/is.exec(bare);
  if (absolute !== null) {
    const [, scheme, authority = '', path = ''] = absolute;
    return { host: plainHost(authority, scheme?.toLowerCase() ?? null), base: settled(path) };
  }
  // `api.example.com/v1` lacks its scheme.
  const bareHost = /^([a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,24}(?::\d+)?)(\/.*)?$/i.exec(bare);
  if (bareHost !== null && !/\.(?:json|ya?ml|html?|php|aspx?)$/i.test(bareHost[1] ?? '')) {
    return { host: plainHost(bareHost[1] ?? '', null), base: settled(bareHost[2] ?? '') };
  }
  return { host: null, base: settled(bare) };
};

/** The URL with its variables filled in; those without a default stay as `{name}`. */
export const filledUrl = (url: string, variables: ContractNode): string =>
  url.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = variables.child(name);
    const choices = member(variable.value, 'enum');
    const value = member(variable.value, 'default') ?? (isList(choices) ? choices[0] : undefined);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });

/** The first server that is not this machine tells the path; all tell hosts. */
export const addressOf = (urls: readonly string[]): ServerAddress => {
  const servers = urls.map(splitServerUrl);
  const told = servers.find(({ host }) => host === null || !isLocal(host)) ?? servers[0];
  const hosts = servers.flatMap(({ host }) => (host === null ? [] : [host]));
  return { base: told?.base ?? '', hosts: [...new Set(hosts)] };
};

/** What a list of OpenAPI 3 server objects tells. */
export const addressOfServers = (servers: ContractNode): ServerAddress =>
  addressOf(
    servers
      .items()
      .slice(0, serversMax)
      .flatMap((server) => {
        const url = typeof server.value === 'string' ? server.value : server.text('url');
        return url === null ? [] : [filledUrl(url, server.child('variables'))];
      }),
  );
