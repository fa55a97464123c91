export const actorSortKeys = ['label', 'count', 'errors', 'operations', 'lastSeen'] as const;

/** What the list of actors can be sorted by. */
export type ActorSort = (typeof actorSortKeys)[number];

/** Kinds of actors that can be filtered by. */
export const actorKinds = [
  'person',
  'service',
  'partner',
  'agent',
  'device',
  'anonymous',
  'unknown',
] as const;

/** What the address of the list says. */
export interface ActorsSearch {
  readonly q?: string;
  readonly kind?: (typeof actorKinds)[number];
  readonly sort?: ActorSort;
}

/** Reads the address; what it does not know is left out. */
export function actorsSearch(search: Record<string, unknown>): ActorsSearch {
  const { q } = search;
  const kind = actorKinds.find((one) => one === search['kind']);
  const sort = actorSortKeys.find((key) => key === search['sort']);
  return {
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(sort === undefined ? {} : { sort }),
  };
}
