import './map.css';
import './panel/panel.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApi } from '../../api/context.ts';
import { useDataClasses } from '../../api/queries.ts';
import type { MapView } from '../../api/types.ts';
import { useShortcuts } from '../../controls/useShortcuts.ts';
import { useNarrow } from '../../shell/useNarrow.ts';
import { NothingSeen } from '../../states/Empty.tsx';
import { Failure } from '../../states/Failure.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { count } from '../../words/numbers.ts';
import { flowsOf } from './flows.ts';
import { layoutOf } from './layout.ts';
import { lightOf } from './light.ts';
import { MapCanvas } from './MapCanvas.tsx';
import { MapFilters } from './MapFilters.tsx';
import { Legend, Sums } from './MapWords.tsx';
import { MapPanel } from './panel/MapPanel.tsx';
import { PhoneMap } from './PhoneMap.tsx';
import { plateGroups } from './rows.ts';
import { type Chosen, chosenOf, type MapSearch } from './search.ts';

const route = getRouteApi('/map');
const askedFor = 200;
const everyMs = 5_000;
const heightMin = 560;

/** Actors, operations and assets, and what flows between them. */
export function MapPage() {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ['map'],
    queryFn: ({ signal }) => api.read('/map', { query: { operations: askedFor }, signal }),
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  });
  if (data === undefined) {
    return (
      <div className="page">
        {error === null ? (
          <Skeleton rows={18} says="Drawing the map" />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )}
      </div>
    );
  }
  if (data.operations.length === 0) {
    return (
      <div className="page">
        <NothingSeen />
      </div>
    );
  }
  return <DrawnMap view={data} />;
}

function DrawnMap({ view }: { readonly view: MapView }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = useNarrow();
  const classes = useDataClasses();
  const chosen = chosenOf(search);
  const chosenKey = JSON.stringify(chosen);

  const change = (next: { readonly [Name in keyof MapSearch]?: MapSearch[Name] | undefined }): void =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    });
  const choose = (next: Chosen | null): void =>
    change({
      operation: next?.kind === 'operation' ? next.id : undefined,
      actors: next?.kind === 'actors' ? next.id : undefined,
      asset: next?.kind === 'asset' ? next.id : undefined,
    });
  useShortcuts({ Escape: () => (chosen === null ? false : choose(null)) });

  const drawn = useMemo(() => {
    const operations =
      search.state === undefined
        ? view.operations
        : view.operations.filter(({ lifecycle }) => lifecycle === search.state);
    const asked: Chosen | null = JSON.parse(chosenKey);
    const groups = plateGroups(operations, search.open, search.operation);
    const flows = flowsOf(view, groups, search.verdict);
    return {
      operations,
      groups,
      flows,
      layout: layoutOf(groups, flows, heightMin),
      light: lightOf(asked, flows, groups),
    };
  }, [view, search.state, search.verdict, search.open, search.operation, chosenKey]);

  const plates = drawn.layout.plates.filter(({ row }) => row.kind === 'operation').length;
  const whole = view.totals.operations;
  const panel = <MapPanel view={view} chosen={chosen} onChoose={choose} />;
  if (narrow)
    return (
      <PhoneMap
        view={view}
        operations={drawn.operations}
        search={search}
        chosen={chosen}
        panel={panel}
        onChoose={choose}
        onChange={change}
      />
    );
  return (
    <div className="map-page">
      <div className="map-main">
        <h1 className="unseen">Map</h1>
        <Sums totals={view.totals} />
        <MapFilters
          view={view}
          search={search}
          chosen={chosen}
          onChange={change}
          onLetGo={() => choose(null)}
        />
        {drawn.operations.length === 0 ? (
          <p className="map-none quiet">{`No operation is ${search.state ?? ''} now.`}</p>
        ) : (
          <MapCanvas
            layout={drawn.layout}
            flows={drawn.flows}
            light={drawn.light}
            chosen={chosen}
            heads={{
              actors: `Actors ${drawn.flows.actors.length}`,
              operations:
                plates < whole ? `Operations ${plates} of ${count(whole)}` : `Operations ${count(whole)}`,
              assets: `Assets ${drawn.flows.assets.length}`,
            }}
            sensitive={(id) => ['restricted', 'personal'].includes(classes.sensitivity(id))}
            onChoose={choose}
            onFold={({ resource }) =>
              resource === undefined ? void navigate({ to: '/inventory' }) : change({ open: resource })
            }
          />
        )}
        <Legend />
      </div>
      <aside className="map-panel" aria-label="What the light shows">
        {panel}
      </aside>
    </div>
  );
}
