import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../../api/context.ts';
import type { OperationSummary } from '../../api/types.ts';
import { type InventorySearch, operationQuery } from './search.ts';

const pageSize = 200;
const everyMs = 5_000;

/**
 * The rows of the inventory by index. Only the pages that the window touches are asked for; a row that is not there yet is undefined.
 */
export function useOperationRows(
  search: InventorySearch,
  window: { readonly first: number; readonly last: number },
) {
  const api = useApi();
  const query = operationQuery(search);
  const options = (page: number) => ({
    queryKey: ['operations', query, page] as const,
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      api.read('/operations', { query: { ...query, offset: page * pageSize, limit: pageSize }, signal }),
    refetchInterval: everyMs,
  });
  const head = useQuery({ ...options(0), placeholderData: keepPreviousData });
  const from = Math.max(1, Math.floor(window.first / pageSize));
  const to = Math.floor(window.last / pageSize);
  const wanted = useMemo(
    () => Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at),
    [from, to],
  );
  const rest = useQueries({ queries: wanted.map((page) => options(page)) });

  const row = (index: number): OperationSummary | undefined => {
    const page = Math.floor(index / pageSize);
    const data = page === 0 ? head.data : rest[wanted.indexOf(page)]?.data;
    return data?.items[index % pageSize];
  };
  return {
    row,
    total: head.data?.total ?? 0,
    known: head.data !== undefined,
    error: head.error,
    stale: head.isPlaceholderData,
    refetch: head.refetch,
  };
}
