import type { AuthScheme, SightedAuth } from '../../../model/sighting.ts';
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
