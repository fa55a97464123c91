import type { Exposure, Lifecycle, OperationKind } from '../../api/types.ts';
import { sources } from '../../words/sources.ts';

/** What the inventory's address says. */
export interface InventorySearch {
  readonly q?: string;
  readonly lifecycle?: string;
  readonly source?: string;
  readonly auth?: string;
  readonly data?: string;
  readonly method?: string;
  readonly service?: string;
  readonly kind?: string;
  readonly exposure?: string;
  readonly owner?: string;
  readonly sort?: SortKey;
  readonly order?: 'asc' | 'desc';
  readonly focus?: 'search';
}

export const sortKeys = [
  'path',
  'method',
  'count',
  'errors',
  'p95',
  'lastSeen',
  'firstSeen',
  'actors',
  'risk',
  'sensitivity',
] as const;

/** What the inventory can be sorted by. */
export type SortKey = (typeof sortKeys)[number];

const words = [
  'q',
  'lifecycle',
  'source',
  'auth',
  'data',
  'exposure',
  'owner',
  'method',
  'service',
  'kind',
] as const;

/** The filters whose values stand in the address. */
export const filterNames = words.slice(1);

/** Reads the address; what it does not know is left out. */
export function inventorySearch(search: Record<string, unknown>): InventorySearch {
  const found: Record<string, string> = {};
  for (const name of words) {
    const value = search[name];
    // The router reads `q=404` as a number.
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') found[name] = String(value);
  }
  const sort = sortKeys.find((key) => key === search['sort']);
  const order = search['order'] === 'asc' || search['order'] === 'desc' ? search['order'] : undefined;
  return {
    ...found,
    ...(sort === undefined ? {} : { sort }),
    ...(order === undefined ? {} : { order }),
    ...(search['focus'] === 'search' ? { focus: 'search' } : {}),
  };
}

/** Lifecycles, exposures and kinds that can be filtered by. */
export const lifecycles = [
  'zombie',
  'unreachable',
  'shadow',
  'orphan',
  'dormant',
  'documented',
  'live',
  'known',
] as const satisfies readonly Lifecycle[];
export const exposures = ['public', 'partner', 'internal', 'unknown'] as const satisfies readonly Exposure[];
export const kinds = ['rest', 'graphql', 'websocket', 'grpc'] as const satisfies readonly OperationKind[];

/** The API's query for an address. */
export const operationQuery = (search: InventorySearch) => ({
  search: search.q,
  lifecycle: lifecycles.find((one) => one === search.lifecycle),
  source: sources.find((one) => one === search.source),
  auth: search.auth,
  dataClass: search.data,
  method: search.method,
  exposure: exposures.find((one) => one === search.exposure),
  owner: search.owner,
  service: search.service,
  kind: kinds.find((one) => one === search.kind),
  sort: search.sort ?? ('count' as const),
  order: search.order ?? ('desc' as const),
});
