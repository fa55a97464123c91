import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from './context.ts';
import type { DataClass, Sensitivity } from './types.ts';

const everyMs = 4_000;

/** The figures of the whole, kept fresh. */
export function useTotals() {
  const api = useApi();
  return useQuery({
    queryKey: ['totals'],
    queryFn: ({ signal }) => api.read('/totals', { signal }),
    refetchInterval: everyMs,
  });
}

const weight: Readonly<Record<Sensitivity, number>> = { restricted: 0, personal: 1, internal: 2, public: 3 };

/** What the data classes are called and how sensitive they are. */
export function useDataClasses() {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['data-classes'],
    queryFn: async ({ signal }) => (await api.read('/data-classes', { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    const byId = new Map<string, DataClass>((data ?? []).map((one) => [one.id, one]));
    const sensitivity = (id: string): Sensitivity => byId.get(id)?.sensitivity ?? 'internal';
    return {
      all: data ?? [],
      title: (id: string): string => byId.get(id)?.title ?? id,
      describe: (id: string): string => byId.get(id)?.description ?? id,
      sensitivity,
      sort: (ids: readonly string[]): readonly string[] =>
        ids.toSorted((a, b) => weight[sensitivity(a)] - weight[sensitivity(b)] || a.localeCompare(b)),
    };
  }, [data]);
}

/** Names of the services behind the gateway. */
export function useServices(): readonly string[] {
  const { data } = useTotals();
  return useMemo(() => [...new Set(data?.gateway.upstreams.map(({ service }) => service))].sort(), [data]);
}
