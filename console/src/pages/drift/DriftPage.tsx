import '../inventory/inventory.css';
import '../components/components.css';
import './drift.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { useApi } from '../../api/context.ts';
import type { DriftChange } from '../../api/types.ts';
import { Choice } from '../../controls/Choice.tsx';
import { CopyButton } from '../../controls/CopyButton.tsx';
import { useSearchChange } from '../../controls/useSearchChange.ts';
import { MethodPath } from '../../marks/MethodPath.tsx';
import { Sign } from '../../marks/Sign.tsx';
import { useNow } from '../../marks/useNow.ts';
import { useNarrow } from '../../shell/useNarrow.ts';
import { Empty } from '../../states/Empty.tsx';
import { Failure } from '../../states/Failure.tsx';
import { NothingRead } from '../../states/NothingRead.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { useRowKeys } from '../../tables/useRowKeys.ts';
import { type TableColumn, VirtualTable } from '../../tables/VirtualTable.tsx';
import { plural } from '../../words/numbers.ts';
import { ago } from '../../words/time.ts';
import { capital } from '../../words/words.ts';
import { InventoryTabs } from '../inventory/InventoryTabs.tsx';
import { driftMarkdown } from './markdown.ts';

const route = getRouteApi('/inventory/drift');
const rowHeight = 36;
const candidatesMax = 50;

const kindWord = (kind: string): string => capital(kind.replaceAll('-', ' '));

const Severity = ({ of }: { readonly of: DriftChange['severity'] }) => (
  <span className={`with-sign drift-${of}`}>
    <Sign gravity={of} /> {of}
  </span>
);

const columns: readonly TableColumn<DriftChange>[] = [
  { id: 'severity', title: 'Severity', cell: ({ severity }) => <Severity of={severity} /> },
  { id: 'kind', title: 'Change', cell: ({ kind }) => kindWord(kind) },
  {
    id: 'operation',
    title: 'Operation',
    cell: ({ method, path }) => <MethodPath method={method} path={path} />,
  },
  { id: 'text', title: 'In words', cell: ({ text }) => <span title={text}>{text}</span> },
  { id: 'service', title: 'Service', cell: ({ service }) => service },
  {
    id: 'where',
    title: 'Where',
    cell: ({ place }) => (place === null ? null : <code>{place}</code>),
  },
];

/** What changed between two versions of the inventory, the worst first. */
export function DriftPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const api = useApi();
  const narrow = useNarrow();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const change = useSearchChange(navigate);
  const versions = useQuery({
    queryKey: ['versions'],
    queryFn: async ({ signal }) => (await api.read('/versions', { signal })).items,
  });
  const known = versions.data ?? [];
  const to = search.to === 'now' ? undefined : search.to;
  const from = search.from ?? (to === undefined ? known[0]?.id : undefined);
  const drift = useQuery({
    queryKey: ['drift', from, to],
    queryFn: ({ signal }) => api.read('/drift', { query: { from, to }, signal }),
    enabled: known.length > 0,
  });
  const changes = drift.data?.changes ?? [];

  const open = async (one: DriftChange | undefined): Promise<void> => {
    if (one === undefined) return;
    const { method, path, service } = one;
    const found = await api
      .read('/operations', { query: { search: path, method, limit: candidatesMax } })
      .catch(() => null);
    const operation =
      found?.items.find((item) => item.path === path && item.service === service) ??
      found?.items.find((item) => item.path === path);
    await (operation === undefined
      ? navigate({ to: '/inventory', search: { q: path } })
      : navigate({ to: '/inventory/$operationId', params: { operationId: operation.id } }));
  };
  const { cursor, setCursor } = useRowKeys(
    changes.length,
    (index) => void open(changes[index]),
    () => ({}),
  );

  const options = known.map(({ id, atMs, reason }) => ({
    value: id,
    label: `${id}, ${ago(atMs, now)} ago, ${reason}`,
  }));
  const error = versions.error ?? drift.error;
  const retry = (): void => {
    void versions.refetch();
    if (known.length > 0) void drift.refetch();
  };
  return (
    <div className="page inventory">
      <h1 className="unseen">Drift</h1>
      <InventoryTabs />
      {versions.data !== undefined && known.length === 0 ? (
        <NothingRead title="No version is kept yet">
          Each run of discovery makes one, and so does each day. Run it, change an API, and run it again.
        </NothingRead>
      ) : error !== null && drift.data === undefined ? (
        <Failure error={error} onRetry={retry} />
      ) : (
        <>
          <div className="inventory-tools">
            <div className="filters">
              <div className="filters-row">
                <Choice
                  name="From"
                  options={options}
                  value={drift.data?.from.id ?? from}
                  onChoose={(chosen) => change({ from: chosen })}
                />
                <Choice
                  name="To"
                  options={[{ value: 'now', label: 'now' }, ...options]}
                  value={to ?? 'now'}
                  onChoose={(chosen) => change({ to: chosen === 'now' ? undefined : chosen })}
                />
              </div>
            </div>
            <p className="inventory-says quiet number">
              {drift.data === undefined ? '' : `${plural(changes.length, 'change')}, worst first`}
            </p>
            {drift.data === undefined ? null : (
              <CopyButton text={driftMarkdown(drift.data)}>Copy as Markdown</CopyButton>
            )}
          </div>
          {drift.data === undefined ? (
            <Skeleton rows={10} says="Comparing" />
          ) : changes.length === 0 ? (
            <Empty title="Nothing changed between these two">
              Choose an older version to compare with, or run discovery again.
            </Empty>
          ) : (
            <VirtualTable
              noun="change"
              label="Changes"
              columns={columns}
              scroller={scroller}
              total={changes.length}
              row={(index) => changes[index]}
              phoneRow={(one) => (
                <div className="phone-two" role="gridcell">
                  <span className="phone-two-main">{one.text}</span>
                  <Severity of={one.severity} />
                  <code className="phone-two-under">{one.place ?? one.service}</code>
                </div>
              )}
              rowHeight={rowHeight}
              phoneRowHeight={76}
              cursor={cursor}
              narrow={narrow}
              onCursor={setCursor}
              onOpen={(one) => void open(one)}
            />
          )}
        </>
      )}
    </div>
  );
}
