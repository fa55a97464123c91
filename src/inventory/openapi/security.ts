/** Credentials that were seen, as OpenAPI security schemes and requirements. */
import type { AuthKind } from '../../model/exchange.ts';
import type { Track } from '../routes/node.ts';

/** Schemes by name, filled while operations are described. */
export type SecuritySchemes = Map<string, Record<string, unknown>>;

const plain = (name: string): string => name.replace(/[^A-Za-z0-9._-]/g, '').slice(0, 64);

function schemeOf(
  kind: AuthKind,
  name: string,
): { readonly id: string; readonly scheme: Record<string, unknown> } {
  const at = plain(name);
  switch (kind) {
    case 'bearer-jwt':
      return { id: 'bearerJwt', scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } };
    case 'bearer-opaque':
      return { id: 'bearer', scheme: { type: 'http', scheme: 'bearer' } };
    case 'basic':
      return { id: 'basic', scheme: { type: 'http', scheme: 'basic' } };
    case 'api-key-header':
      return {
        id: `apiKey-${at || 'x-api-key'}`,
        scheme: { type: 'apiKey', in: 'header', name: at || 'x-api-key' },
      };
    case 'api-key-query':
      return {
        id: `apiKeyQuery-${at || 'api_key'}`,
        scheme: { type: 'apiKey', in: 'query', name: at || 'api_key' },
      };
    case 'session-cookie':
      return {
        id: `session-${at || 'session'}`,
        scheme: { type: 'apiKey', in: 'cookie', name: at || 'session' },
      };
    case 'client-certificate':
      return { id: 'clientCertificate', scheme: { type: 'mutualTLS' } };
    case 'signature':
      return {
        id: `signature-${at || 'signature'}`,
        scheme: { type: 'apiKey', in: 'header', name: at || 'signature', description: 'Signed request' },
      };
    case 'other':
      return {
        id: `other-${at || 'authorization'}`,
        scheme: { type: 'apiKey', in: 'header', name: at || 'authorization' },
      };
  }
}

/** Requirements of an operation: any one credential that was seen; `{}` when it also answers without. */
export function securityOf(
  tracks: readonly Track[],
  anonymous: boolean,
  schemes: SecuritySchemes,
): readonly Record<string, readonly string[]>[] {
  const ids = new Set<string>();
  for (const track of tracks) {
    for (const key of track.authNames.keys()) {
      const space = key.indexOf(' ');
      const { id, scheme } = schemeOf(key.slice(0, space) as AuthKind, key.slice(space + 1));
      schemes.set(id, scheme);
      ids.add(id);
    }
  }
  const requirements: Record<string, readonly string[]>[] = [...ids].sort().map((id) => ({ [id]: [] }));
  if (anonymous && requirements.length > 0) requirements.push({});
  return requirements;
}
