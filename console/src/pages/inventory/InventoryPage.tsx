import './inventory.css';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { address } from '../../api/client.ts';
import { useTotals } from '../../api/queries.ts';
import type { OperationSummary } from '../../api/types.ts';
import { copyText } from '../../controls/copy-text.ts';
import { useSearchChange } from '../../controls/useSearchChange.ts';
import { useNarrow } from '../../shell/useNarrow.ts';
import { NothingSeen } from '../../states/Empty.tsx';
import { Failure } from '../../states/Failure.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { useRowKeys } from '../../tables/useRowKeys.ts';
import { VirtualTable } from '../../tables/VirtualTable.tsx';
import { operationCurl } from '../../words/curl.ts';
import { count } from '../../words/numbers.ts';
import { columns } from './columns.tsx';
import { PhoneRow } from './PhoneRow.tsx';
import { InventoryTabs } from './InventoryTabs.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { InventoryFilters } from './InventoryFilters.tsx';
import { KeyHints, KeySheet } from './KeyHints.tsx';
import { NothingMatches } from './NothingMatches.tsx';
import { filterNames, type InventorySearch, type SortKey } from './search.ts';
import { useOperationRows } from './useOperationRows.ts';

const route = getRouteApi('/inventory');
const rowHeight = 44;
const sortWords: Readonly<Record<SortKey, string>> = {
  path: 'path',
  method: 'method',
  count: 'requests',
  errors: 'errors',
  p95: 'p95',
  lastSeen: 'last seen',
  firstSeen: 'first seen',
  actors: 'actors',
  risk: 'risk',
  sensitivity: 'data',
};

/** Every operation that was seen. */
export function InventoryPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: totals } = useTotals();
  const narrow = useNarrow();
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [keys, setKeys] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [said, setSaid] = useState('');
  const [window, setWindow] = useState({ first: 0, last: 0 });
  const onWindow = useCallback((first: number, last: number) => setWindow({ first, last }), []);
  const rows = useOperationRows(search, window);

  const put = useSearchChange(navigate);

  const open = (operation: OperationSummary): void =>
    void navigate({ to: '/inventory/$operationId', params: { operationId: operation.id } });
  const { cursor, setCursor } = useRowKeys(
    rows.total,
    (index) => {
      const found = rows.row(index);
      return found === undefined ? false : open(found);
    },
    (at) => ({
      '/': () => field.current?.focus(),
      c: () => {
        const current = at < 0 ? undefined : rows.row(at);
        if (current === undefined) return setSaid('Choose a row with j first.');
        void copyText(operationCurl(current)).then((done) =>
          setSaid(
            done
              ? `Copied ${current.method} ${current.path} as curl.`
              : 'The browser does not allow to copy.',
          ),
        );
      },
      e: () => setExporting(true),
      '?': () => setKeys((shown) => !shown),
      ...(keys ? { Escape: () => setKeys(false) } : {}),
    }),
  );
  const change = useCallback(
    (next: Partial<Record<keyof InventorySearch, string | undefined>>): void => {
      setCursor(-1);
      scroller.current?.scrollTo({ top: 0 });
      put(next);
    },
    [put, setCursor],
  );
  useEffect(() => {
    if (search.focus !== 'search') return;
    field.current?.focus();
    change({ focus: undefined });
  }, [search.focus, change]);

  const sort = search.sort ?? 'count';
  const order = search.order ?? 'desc';
  const onSort = (key: SortKey): void => {
    const first = key === 'path' || key === 'method' ? 'asc' : 'desc';
    change({ sort: key, order: key === sort ? (order === 'asc' ? 'desc' : 'asc') : first });
  };
  const filtered = filterNames.some((name) => search[name] !== undefined) || search.q !== undefined;
  const whole = totals?.operations ?? rows.total;

  if (rows.error !== null && !rows.known) {
    return (
      <div className="page">
        <Failure error={rows.error} onRetry={() => void rows.refetch()} />
      </div>
    );
  }
  if (rows.known && rows.total === 0 && !filtered) {
    return (
      <div className="page">
        <h1 className="unseen">Inventory</h1>
        <InventoryTabs />
        <NothingSeen />
      </div>
    );
  }
  return (
    <div className="page inventory">
      <h1 className="unseen">Inventory</h1>
      <InventoryTabs />
      <div className="inventory-tools">
        <InventoryFilters search={search} field={field} onChange={change} />
        <p className="inventory-says quiet number">
          {rows.known
            ? `${filtered ? `${count(rows.total)} of ${count(whole)}` : count(rows.total)}, by ${sortWords[sort]}`
            : ''}
        </p>
        <ExportMenu
          search={search}
          total={rows.total}
          open={exporting}
          onOpen={setExporting}
          openapi={address('/inventory/openapi.json', undefined, { service: search.service })}
        />
      </div>
      {!rows.known ? (
        <Skeleton rows={18} says="Reading the inventory" />
      ) : rows.total > 0 ? (
        <VirtualTable
          noun="operation"
          label="Operations"
          columns={columns}
          scroller={scroller}
          total={rows.total}
          row={rows.row}
          rowClass={({ lifecycle }) => `inventory-row-${lifecycle}`}
          phoneRow={(operation) => <PhoneRow operation={operation} />}
          rowHeight={rowHeight}
          cursor={cursor}
          narrow={narrow}
          sort={sort}
          order={order}
          onSort={onSort}
          onCursor={setCursor}
          onOpen={open}
          onWindow={onWindow}
        />
      ) : (
        <NothingMatches search={search} whole={whole} onChange={change} />
      )}
      <KeyHints cursor={cursor} total={rows.total} said={said} onHelp={() => setKeys(true)} />
      {keys ? <KeySheet onClose={() => setKeys(false)} /> : null}
    </div>
  );
}
