import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context.ts';
import { useMay } from '../../api/session.ts';
import { Button } from '../../controls/Button.tsx';
import { Ago } from '../../marks/Ago.tsx';
import { Empty } from '../../states/Empty.tsx';
import { Failure } from '../../states/Failure.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { NeedsRole } from './NeedsRole.tsx';

const pageSize = 50;

/** Who changed what. */
export function JournalTab() {
  const api = useApi();
  const may = useMay('analyst');
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) =>
      api.read('/audit', { query: { limit: pageSize, before: pageParam }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ items }) => (items.length < pageSize ? undefined : items.at(-1)?.atMs),
    enabled: may,
  });
  if (!may) return <NeedsRole what="The journal" needs="analyst" />;
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={10} says="Reading the journal" />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    );
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0)
    return (
      <Empty title="Nothing was changed yet">
        Every change of settings, tokens and templates is written here.
      </Empty>
    );
  return (
    <>
      <div className="plate scroll-x">
        <table className="table" aria-label="Journal">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">Act</th>
              <th scope="col">On</th>
              <th scope="col">Detail</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, at) => (
              <tr key={`${entry.atMs} ${at}`}>
                <td className="quiet">
                  <Ago atMs={entry.atMs} />
                </td>
                <td>
                  <b>{entry.who}</b>
                </td>
                <td>
                  <code>{entry.action}</code>
                </td>
                <td className="journal-subject">
                  <code>{entry.subject}</code>
                </td>
                <td className="quiet">{entry.detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage ? (
        <p className="more">
          <Button onClick={() => void fetchNextPage()}>Show earlier ones</Button>
        </p>
      ) : null}
    </>
  );
}
