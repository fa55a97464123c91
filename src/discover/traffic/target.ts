/** A URL as a request target. */

/** Where a request went. */
export interface Target {
  readonly scheme: 'http' | 'https';
  /** Lower case, without the default port. */
  readonly host: string;
  /** Path and query. */
  readonly target: string;
  /** `ws:` or `wss:` */
  readonly isSocket: boolean;
}

const urlCharsMax = 32_768;

/** Reads an absolute http, https, ws or wss URL; null for any other. */
export function targetOf(url: string): Target | null {
  if (url.length > urlCharsMax || !/^(https?|wss?):\/\//i.test(url)) return null;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  const isSocket = parsed.protocol === 'ws:' || parsed.protocol === 'wss:';
  return {
    scheme: parsed.protocol === 'https:' || parsed.protocol === 'wss:' ? 'https' : 'http',
    host: parsed.host.toLowerCase(),
    target: `${parsed.pathname}${parsed.search}`,
    isSocket,
  };
}
