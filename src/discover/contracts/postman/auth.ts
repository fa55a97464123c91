import type { AuthScheme, SightedAuth } from '../../../model/sighting.ts';
import { isTrue, member } from '../document/json-value.ts';
import type { ContractNode } from '../document/structured-document.ts';

const schemes: Readonly<Record<string, AuthScheme>> = {
  basic: 'basic',
  bearer: 'bearer',
  jwt: 'bearer',
  apikey: 'api-key',
  oauth2: 'oauth2',
  oauth1: 'signature',
  awsv4: 'signature',
  hawk: 'signature',
  edgegrid: 'signature',
  digest: 'signature',
  asap: 'bearer',
};

/** What an `auth` object says; null when there is none, so that what stands around it counts. */
export const authOfPostman = (node: ContractNode): SightedAuth | null => {
  const type = node.text('type');
  if (type === null) return null;
  if (type === 'noauth') return { demand: 'none', schemes: [], reason: 'auth: noauth', place: node.place };
  const scheme = Object.hasOwn(schemes, type) ? (schemes[type] ?? 'unknown') : 'unknown';
  return {
    demand: 'required',
    schemes: [{ scheme, name: type, scopes: [] }],
    reason: `auth: ${type}`,
    place: node.place,
  };
};

/** By the first word of an `Authorization` header. */
const schemeOfHeader = (value: string): AuthScheme => {
  if (/^basic\b/i.test(value)) return 'basic';
  if (/^(?:bearer|token|jwt)\b/i.test(value)) return 'bearer';
  return /^(?:digest|hmac|signature|aws4-)/i.test(value) ? 'signature' : 'unknown';
};

/** A credential that a request sends in a header of its own; null when there is none. Its value is not kept. */
export const authOfHeaders = (headers: ContractNode): SightedAuth | null => {
  for (const node of headers.items()) {
    const name = node.text('key') ?? '';
    if (isTrue(member(node.value, 'disabled'))) continue;
    const isKey = /^x-(?:[a-z]+-)?(?:api-?key|auth-?token|access-?token)$/i.test(name);
    if (!isKey && !/^authorization$/i.test(name)) continue;
    return {
      demand: 'required',
      schemes: [{ scheme: isKey ? 'api-key' : schemeOfHeader(node.text('value') ?? ''), name, scopes: [] }],
      reason: `header: ${name}`,
      place: node.place,
    };
  }
  return null;
};
