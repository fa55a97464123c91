import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useApi } from '../api/context.ts';
import type { Subject } from '../charts/ActivityCharts.tsx';
import { Failure } from '../states/Failure.tsx';
import { Skeleton } from '../states/Skeleton.tsx';
import { ExchangeTable } from './ExchangeTable.tsx';

const shownMax = 15;
const everyMs = 5_000;

/** The latest exchanges of an operation or an actor. */
export function RecentExchanges({ subject }: { readonly subject: Subject }) {
  const api = useApi();
  const { exchange: open } = useSearch({ from: '__root__' });
  const { data, error, refetch } = useQuery({
    queryKey: [subject.of, subject.id, 'exchanges', shownMax],
    queryFn: ({ signal }) =>
      api.read(subject.of === 'operation' ? '/operations/{id}/exchanges' : '/actors/{id}/exchanges', {
        id: subject.id,
        query: { limit: shownMax },
        signal,
      }),
    refetchInterval: everyMs,
  });
  if (data === undefined) {
    return error === null ? (
      <Skeleton rows={6} says="Reading exchanges" />
    ) : (
      <Failure
        error={error}
        onRetry={() => void refetch()}
        still="The figures above come from the inventory and still hold."
      />
    );
  }
  if (data.items.length === 0)
    return (
      <p className="quiet">None are kept any more: retention has dropped them. Counts above still hold.</p>
    );
  return (
    <div className="plate clip">
      <ExchangeTable items={data.items} open={open} hide={subject.of} label="Recent exchanges" />
    </div>
  );
}
