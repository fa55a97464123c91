import './live.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useSearch } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { useApi } from '../../api/context.ts';
import { useLiveFeed } from '../../api/live.ts';
import { Button } from '../../controls/Button.tsx';
import { SearchField } from '../../controls/SearchField.tsx';
import { Segments } from '../../controls/Segments.tsx';
import { useShortcuts } from '../../controls/useShortcuts.ts';
import { ExchangeTable } from '../../exchange/ExchangeTable.tsx';
import { Swatch } from '../../marks/Verdict.tsx';
import { Empty, NothingSeen } from '../../states/Empty.tsx';
import { Failure } from '../../states/Failure.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { count } from '../../words/numbers.ts';
import { FeedBanner } from './FeedBanner.tsx';
import { fits } from './fits.ts';
import type { LiveSearch } from './search.ts';
import { rowsMax, useLiveRows } from './useLiveRows.ts';

const route = getRouteApi('/live');
const startWith = 60;

/** Traffic as it happens. */
export function LivePage() {
  const search = route.useSearch();
  const { exchange: open } = useSearch({ from: '__root__' });
  const navigate = route.useNavigate();
  const api = useApi();
  const field = useRef<HTMLInputElement>(null);
  const recent = useQuery({
    queryKey: ['live', 'recent'],
    queryFn: ({ signal }) => api.read('/exchanges', { query: { limit: startWith }, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const { rows, waiting, paused, setPaused, take } = useLiveRows(recent.data?.items);
  const feed = useLiveFeed(take);
  const change = useCallback(
    (next: { readonly [Name in keyof LiveSearch]?: LiveSearch[Name] | undefined }): void =>
      void navigate({
        search: (before) =>
          Object.fromEntries(
            Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined && value !== ''),
          ),
        replace: true,
      }),
    [navigate],
  );
  const onSearch = useCallback((q: string) => change({ q }), [change]);
  useShortcuts({ '/': () => field.current?.focus(), p: () => setPaused(!paused) });

  const shown = rows.filter((one) => fits(one, search));
  const filtered = search.q !== undefined || search.only !== undefined;
  return (
    <div className="page">
      <h1 className="unseen">Live</h1>
      <div className="inventory-tools live-tools">
        <div className="filters" role="search">
          <SearchField
            field={field}
            label="Path, actor, host, status"
            value={search.q ?? ''}
            hint="/"
            onSearch={onSearch}
          />
          <Segments
            name="Which exchanges"
            options={[
              { value: 'all', label: 'All' },
              { value: 'errors', label: 'Errors' },
              {
                value: 'flagged',
                label: (
                  <>
                    <Swatch verdict="flagged" /> Flagged
                  </>
                ),
              },
              {
                value: 'blocked',
                label: (
                  <>
                    <Swatch verdict="blocked" /> Blocked
                  </>
                ),
              },
            ]}
            value={search.only ?? 'all'}
            onChoose={(only) => change({ only: only === 'all' ? undefined : only })}
          />
        </div>
        <p className="inventory-says quiet number" role="status">
          {filtered ? `${count(shown.length)} of ` : ''}
          {`${count(rows.length)} kept, at most ${rowsMax}`}
          {feed.totals === null || feed.totals.sampledOut === 0
            ? ''
            : `; ${count(feed.totals.sampledOut)} sampled out`}
        </p>
        <Button icon={paused ? 'play' : 'pause'} aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? (waiting === 0 ? 'Go on' : `Go on, ${count(waiting)} wait`) : 'Pause'}
        </Button>
      </div>
      <FeedBanner feed={feed} />
      {shown.length > 0 ? (
        <div className="plate clip live-rows" data-paused={paused}>
          <ExchangeTable items={shown} open={open} label="Live exchanges" />
        </div>
      ) : recent.error !== null && feed.state.is === 'lost' ? (
        <Failure error={recent.error} onRetry={() => void recent.refetch()} />
      ) : recent.data === undefined && recent.error === null ? (
        <Skeleton rows={14} says="Reading the newest exchanges" />
      ) : filtered ? (
        <Empty
          title="Nothing like this yet"
          actions={<Button onClick={() => change({ q: undefined, only: undefined })}>Show all</Button>}
        >
          {`${count(rows.length)} exchanges are hidden by the search or filter. New ones that fit will appear here.`}
        </Empty>
      ) : (
        <NothingSeen what="No traffic yet" />
      )}
    </div>
  );
}
