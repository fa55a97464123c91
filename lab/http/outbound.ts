import { request } from 'node:http';
import { Refusal } from './answer.ts';

/** What came back from a call to the outside. */
export type OutboundAnswer = { readonly status: number; readonly type: string; readonly body: Buffer };

export type OutboundCall = {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirects: 'follow' | 'refuse';
};

const timeoutMs = 3_000;
const bodyBytesMax = 1024 * 1024;
const redirectsMax = 3;

/**
 * The lab's only way out. It knows a handful of host names, all of them listeners of the lab itself
 * (and those the operator adds): no request, however it was forged, leaves for anywhere else.
 */
export type Outbound = (url: URL, call: OutboundCall) => Promise<OutboundAnswer>;

type Reached = OutboundAnswer & { readonly location: string | undefined };

const send = (base: string, url: URL, call: OutboundCall): Promise<Reached> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(`${url.pathname}${url.search}`, base),
      { method: call.method ?? 'GET', headers: { host: url.host, ...call.headers }, timeout: timeoutMs },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > bodyBytesMax) outgoing.destroy(new Error('too large'));
          else parts.push(part);
        });
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? 'application/octet-stream',
            body: Buffer.concat(parts),
            location: response.headers.location,
          });
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('timed out')));
    outgoing.on('error', reject);
    outgoing.end(call.body);
  });

/**
 * @param hosts host (with port unless it is the scheme's own) to the address that really answers
 * @example createOutbound(new Map([['files.medilab.example', 'http://127.0.0.1:4811']]))
 */
export const createOutbound =
  (hosts: ReadonlyMap<string, string>): Outbound =>
  async (first, call) => {
    let url = first;
    for (let hop = 0; hop <= redirectsMax; hop += 1) {
      const base = hosts.get(url.host);
      if (base === undefined) throw new Refusal(502, 'The host cannot be reached');
      let reached: Reached;
      try {
        reached = await send(base, url, call);
      } catch {
        throw new Refusal(502, 'The host did not answer');
      }
      const redirected = reached.status >= 300 && reached.status < 400 && reached.location !== undefined;
      if (!redirected || call.redirects === 'refuse') return reached;
      const next = URL.parse(reached.location ?? '', url.href);
      if (!next || !/^https?:$/.test(next.protocol)) throw new Refusal(502, 'The redirect leads nowhere');
      url = next;
    }
    throw new Refusal(502, 'Too many redirects');
  };
