import './actors.css';
import '../../tables/virtual-table.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { useApi } from '../../api/context.ts';
import { Button } from '../../controls/Button.tsx';
import { Choice, type Option } from '../../controls/Choice.tsx';
import { SearchField } from '../../controls/SearchField.tsx';
import { useShortcuts } from '../../controls/useShortcuts.ts';
import { Empty, NothingSeen } from '../../states/Empty.tsx';
import { Failure } from '../../states/Failure.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { count, plural } from '../../words/numbers.ts';
import { ActorTable } from './ActorTable.tsx';
import { type ActorSort, type ActorsSearch, actorKinds, actorSortKeys } from './search.ts';

const route = getRouteApi('/actors');
const step = 100;
const everyMs = 5_000;
const kinds: readonly Option[] = actorKinds.map((value) => ({ value, label: value }));
const sortWords: Readonly<Record<ActorSort, string>> = {
  label: 'name',
  count: 'requests',
  errors: 'errors',
  operations: 'operations',
  lastSeen: 'last seen',
};

/** Everybody who called. */
export function ActorsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const api = useApi();
  const field = useRef<HTMLInputElement>(null);
  const [limit, setLimit] = useState(step);
  const sort = search.sort ?? 'count';
  const query = {
    search: search.q,
    kind: search.kind,
    sort,
    order: sort === 'label' ? ('asc' as const) : ('desc' as const),
    limit,
  };
  const { data, error, refetch } = useQuery({
    queryKey: ['actors', query],
    queryFn: ({ signal }) => api.read('/actors', { query, signal }),
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  });
  useShortcuts({ '/': () => field.current?.focus() });
  const change = useCallback(
    (next: Partial<Record<keyof ActorsSearch, string | undefined>>): void => {
      setLimit(step);
      void navigate({
        search: (before) =>
          Object.fromEntries(
            Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined && value !== ''),
          ),
        replace: true,
      });
    },
    [navigate],
  );
  const onSearch = useCallback((q: string) => change({ q }), [change]);
  const filtered = search.q !== undefined || search.kind !== undefined;

  return (
    <div className="page">
      <h1 className="unseen">Actors</h1>
      <div className="inventory-tools">
        <div className="filters" role="search">
          <SearchField
            field={field}
            label="Name, network, agent"
            value={search.q ?? ''}
            hint="/"
            onSearch={onSearch}
          />
          <div className="filters-row">
            <Choice
              name="Kind"
              any="any"
              options={kinds}
              value={search.kind}
              onChoose={(kind) => change({ kind })}
            />
            <Choice
              name="By"
              options={actorSortKeys.map((key) => ({ value: key, label: sortWords[key] }))}
              value={sort}
              onChoose={(chosen) => change({ sort: chosen })}
            />
          </div>
        </div>
        <p className="inventory-says quiet number">{data === undefined ? '' : plural(data.total, 'actor')}</p>
      </div>
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={14} says="Reading actors" />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : data.items.length > 0 ? (
        <>
          <ActorTable actors={data.items} />
          {data.items.length < data.total ? (
            <p className="more">
              <Button
                onClick={() => setLimit(limit + step)}
              >{`Show ${Math.min(step, data.total - data.items.length)} more`}</Button>
              <span className="quiet number">{`${count(data.items.length)} of ${count(data.total)}`}</span>
            </p>
          ) : null}
        </>
      ) : filtered ? (
        <Empty
          title="No actor fits"
          actions={
            <Button onClick={() => change({ q: undefined, kind: undefined })}>Clear search and filter</Button>
          }
        >
          Actors are told by key, token subject, session or, failing these, by network and fingerprint.
        </Empty>
      ) : (
        <NothingSeen what="Nobody seen yet" />
      )}
    </div>
  );
}
