export const outcomes = ['allowed', 'flagged', 'blocked', 'errors'] as const;

/** What the live page's address says. */
export interface LiveSearch {
  readonly q?: string;
  readonly only?: (typeof outcomes)[number];
}

/** Reads the address; what it does not know is left out. */
export function liveSearch(search: Record<string, unknown>): LiveSearch {
  const { q } = search;
  const only = outcomes.find((one) => one === search['only']);
  return {
    ...((typeof q === 'string' && q !== '') || typeof q === 'number' ? { q: String(q) } : {}),
    ...(only === undefined ? {} : { only }),
  };
}
