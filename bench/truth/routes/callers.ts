import { BASE62, DIGITS, HEX, type Random } from '../random.ts';
import { AGENTS } from '../words.ts';
import type { ActorSpec } from './api.ts';

/** One caller with the headers and query it sends with every request. */
export interface Caller {
  readonly kind: ActorSpec['kind'];
  readonly admin: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Part of the traffic. */
  readonly weight: number;
  /** The caller's own objects come first when it picks one. */
  readonly own: number;
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Makes the callers of one API, each with a credential of its own. */
export function callersOf(specs: readonly ActorSpec[], host: string, random: Random): readonly Caller[] {
  return specs.flatMap((spec, kindAt) =>
    Array.from({ length: spec.count }, (_, at): Caller => {
      const r = random.fork(`${spec.kind}-${kindAt}-${at}`);
      const agent = {
        'user-agent': r.pick(AGENTS),
        'x-forwarded-for': `198.51.100.${r.int(1, 254)}`,
        accept: 'application/json',
      };
      return {
        kind: spec.kind,
        admin: kindAt === 0 && at === 0,
        headers: { ...agent, ...credential(spec.kind, r, host, at) },
        query: spec.kind === 'query' ? { api_key: r.text(HEX, 32) } : {},
        weight: (spec.share / spec.count) * (0.3 + r.next() * 1.7),
        own: r.next(),
      };
    }),
  );
}

function credential(kind: ActorSpec['kind'], r: Random, host: string, at: number): Record<string, string> {
  switch (kind) {
    case 'jwt': {
      const claims = {
        iss: `https://id.${host}`,
        sub: `user-${at}-${r.text(DIGITS, 5)}`,
        aud: host,
        exp: 1_900_000_000,
        scope: 'read write',
      };
      return {
        authorization: `Bearer ${part({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${part(claims)}.${r.text(BASE62, 86)}`,
      };
    }
    case 'opaque':
      return { authorization: `Bearer ${r.text(BASE62, 40)}` };
    case 'key':
      return { 'x-api-key': r.text(BASE62, 32) };
    case 'basic':
      return {
        authorization: `Basic ${Buffer.from(`client${at}:${r.text(BASE62, 12)}`).toString('base64')}`,
      };
    case 'cookie':
      return { cookie: `session=${r.text(HEX, 32)}; theme=dark` };
    default:
      return {};
  }
}
