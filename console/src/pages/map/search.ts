import type { Lifecycle } from '../../api/types.ts';
import type { Verdict } from '../../marks/Verdict.tsx';

export const verdicts = ['allowed', 'flagged', 'blocked'] as const satisfies readonly Verdict[];
export const states = [
  'documented',
  'live',
  'known',
  'dormant',
  'shadow',
  'zombie',
  'unreachable',
  'orphan',
] as const satisfies readonly Lifecycle[];

/** What lies in the light. */
export interface Chosen {
  readonly kind: 'operation' | 'actors' | 'asset';
  readonly id: string;
}

/** What the map's address says. */
export interface MapSearch {
  readonly verdict?: Verdict;
  readonly state?: Lifecycle;
  readonly operation?: string;
  readonly actors?: string;
  readonly asset?: string;
  /** The resource whose folded operations lie open. */
  readonly open?: string;
}

/** Reads the address; what it does not know is left out. */
export function mapSearch(search: Record<string, unknown>): MapSearch {
  const verdict = verdicts.find((one) => one === search['verdict']);
  const state = states.find((one) => one === search['state']);
  const words: Record<string, string> = {};
  for (const name of ['operation', 'actors', 'asset', 'open']) {
    const value = search[name];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') words[name] = String(value);
  }
  return {
    ...(verdict === undefined ? {} : { verdict }),
    ...(state === undefined ? {} : { state }),
    ...words,
  };
}

/** The choice of an address; the first of operation, actors, asset. */
export function chosenOf(search: MapSearch): Chosen | null {
  if (search.operation !== undefined) return { kind: 'operation', id: search.operation };
  if (search.actors !== undefined) return { kind: 'actors', id: search.actors };
  if (search.asset !== undefined) return { kind: 'asset', id: search.asset };
  return null;
}
