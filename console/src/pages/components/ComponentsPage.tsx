import '../inventory/inventory.css';
import '../operation/operation.css';
import './components.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { allPages } from '../../api/all-pages.ts';
import { useApi } from '../../api/context.ts';
import { Button } from '../../controls/Button.tsx';
import { Choice } from '../../controls/Choice.tsx';
import { SearchField } from '../../controls/SearchField.tsx';
import { useSearchChange } from '../../controls/useSearchChange.ts';
import { Sign } from '../../marks/Sign.tsx';
import { useNarrow } from '../../shell/useNarrow.ts';
import { Empty } from '../../states/Empty.tsx';
import { Failure } from '../../states/Failure.tsx';
import { NothingRead } from '../../states/NothingRead.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { type TableColumn, VirtualTable } from '../../tables/VirtualTable.tsx';
import { useRowKeys } from '../../tables/useRowKeys.ts';
import { count, plural } from '../../words/numbers.ts';
import { placeText } from '../../words/place.ts';
import { InventoryTabs } from '../inventory/InventoryTabs.tsx';
import { ComponentPanel } from './ComponentPanel.tsx';
import { type ComponentRow, componentRows, kindWord, weaknesses, worst } from './rows.ts';

const route = getRouteApi('/inventory/components');
const rowHeight = 32;

function Weak({ row }: { readonly row: ComponentRow }) {
  if (row.row === 'kind') return null;
  const found = weaknesses(row.component);
  const gravity = worst(row.component);
  if (found === null) return <span className="quietest">not asked</span>;
  if (gravity === null) return <span className="quietest">none known</span>;
  return (
    <span className="with-sign number">
      <Sign gravity={gravity} /> {`${found.length} ${gravity === 'info' ? 'not rated' : gravity}`}
    </span>
  );
}

const columns: readonly TableColumn<ComponentRow>[] = [
  {
    id: 'name',
    title: 'Component',
    cell: (row) =>
      row.row === 'kind' ? (
        <>
          <b>{kindWord(row.kind)}</b> <span className="quietest number">{count(row.count)}</span>
        </>
      ) : (
        row.component.name
      ),
  },
  {
    id: 'version',
    title: 'Version',
    cell: (row) =>
      row.row === 'kind' ? null : (row.component.version ?? <span className="quietest">not told</span>),
  },
  {
    id: 'purl',
    title: 'Package URL',
    cell: (row) =>
      row.row === 'kind' || row.component.purl === null ? null : <code>{row.component.purl}</code>,
  },
  {
    id: 'direct',
    title: 'Named',
    cell: (row) =>
      row.row === 'kind' ? null : row.component.direct ? (
        'directly'
      ) : (
        <span className="quietest">by another</span>
      ),
  },
  {
    id: 'scope',
    title: 'For',
    cell: (row) =>
      row.row === 'kind' || row.component.scope === 'unknown' ? null : (
        <span className={row.component.scope === 'runtime' ? '' : 'quietest'}>{row.component.scope}</span>
      ),
  },
  {
    id: 'where',
    title: 'Where',
    cell: (row) => (row.row === 'kind' ? null : <code>{placeText(row.component.place)}</code>),
  },
  { id: 'weak', title: 'Vulnerabilities', cell: (row) => <Weak row={row} /> },
];

/** What the APIs are made of and stand beside. */
export function ComponentsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const api = useApi();
  const narrow = useNarrow();
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const change = useSearchChange(navigate);
  const { data, error, refetch } = useQuery({
    queryKey: ['components'],
    queryFn: ({ signal }) => allPages((query) => api.read('/components', { query, signal })),
  });
  const rows = useMemo(() => componentRows(data?.items ?? [], search), [data, search]);
  const kinds = useMemo(
    () =>
      [...Map.groupBy(data?.items ?? [], ({ kind }) => kind)].map(
        ([kind, some]) => [kind, some.length] as const,
      ),
    [data],
  );
  const open = (row: ComponentRow | undefined): void => {
    if (row?.row === 'component') change({ open: row.key === search.open ? undefined : row.key });
    else if (row !== undefined) change({ kind: search.kind === row.kind ? undefined : row.kind });
  };
  const { cursor, setCursor } = useRowKeys(
    rows.length,
    (index) => open(rows[index]),
    () => ({
      '/': () => field.current?.focus(),
      ...(search.open === undefined ? {} : { Escape: () => change({ open: undefined }) }),
    }),
  );
  const shown = rows.find((row) => row.row === 'component' && row.key === search.open);
  const found = rows.filter(({ row }) => row === 'component').length;
  const hasWeak = data?.items.some((one) => worst(one) !== null) ?? false;

  return (
    <div className="page inventory">
      <h1 className="unseen">Components</h1>
      <InventoryTabs />
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={16} says="Reading components" />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <NothingRead title="No component is known yet">
          Lockfiles, package databases, compose files and CycloneDX documents tell of them. Point Heliostat at
          a repository or a file system.
        </NothingRead>
      ) : (
        <>
          <div className="inventory-tools">
            <div className="filters" role="search">
              <SearchField
                field={field}
                label="Name, version, package, file"
                value={search.q ?? ''}
                hint="/"
                onSearch={(q) => change({ q })}
              />
              <div className="filters-row">
                <Choice
                  name="Kind"
                  any="any"
                  options={kinds.map(([kind, n]) => ({ value: kind, label: kindWord(kind), count: n }))}
                  value={search.kind}
                  onChoose={(kind) => change({ kind })}
                />
                {hasWeak || search.weak !== undefined ? (
                  <Choice
                    name="Vulnerabilities"
                    any="any"
                    options={[{ value: 'known', label: 'known ones' }]}
                    value={search.weak}
                    onChoose={(weak) => change({ weak })}
                  />
                ) : null}
              </div>
            </div>
            <p className="inventory-says quiet number">
              {found === data.total ? plural(found, 'component') : `${count(found)} of ${count(data.total)}`}
            </p>
          </div>
          {rows.length === 0 ? (
            <Empty
              title="No component fits"
              actions={
                <Button onClick={() => change({ q: undefined, kind: undefined, weak: undefined })}>
                  Clear search and filters
                </Button>
              }
            />
          ) : (
            <div className="with-panel">
              <VirtualTable
                noun="component"
                label="Components"
                columns={columns}
                scroller={scroller}
                total={rows.length}
                row={(index) => rows[index]}
                rowClass={(row) =>
                  row.row === 'kind' ? 'row-group' : row.key === search.open ? 'row-open' : ''
                }
                phoneRow={(row) => <PhoneComponent row={row} />}
                rowHeight={rowHeight}
                cursor={cursor}
                narrow={narrow}
                onCursor={setCursor}
                onOpen={open}
              />
              {shown?.row === 'component' ? (
                <ComponentPanel component={shown.component} onClose={() => change({ open: undefined })} />
              ) : null}
            </div>
          )}
        </>
      )}
    </div>
  );
}

function PhoneComponent({ row }: { readonly row: ComponentRow }) {
  if (row.row === 'kind') {
    return (
      <div className="phone-two" role="gridcell">
        <b>{kindWord(row.kind)}</b>
        <span className="number quietest">{count(row.count)}</span>
      </div>
    );
  }
  const { name, version, place } = row.component;
  return (
    <div className="phone-two" role="gridcell">
      <span className="phone-two-main">{name}</span>
      <span className="number">{version ?? ''}</span>
      <code className="phone-two-under">{placeText(place)}</code>
      <Weak row={row} />
    </div>
  );
}
