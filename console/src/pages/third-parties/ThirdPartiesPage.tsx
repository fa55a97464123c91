import '../inventory/inventory.css';
import '../components/components.css';
import './third-parties.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { allPages } from '../../api/all-pages.ts';
import { useApi } from '../../api/context.ts';
import { Button } from '../../controls/Button.tsx';
import { Choice } from '../../controls/Choice.tsx';
import { copyText } from '../../controls/copy-text.ts';
import { SearchField } from '../../controls/SearchField.tsx';
import { useSearchChange } from '../../controls/useSearchChange.ts';
import { Sign } from '../../marks/Sign.tsx';
import { useNarrow } from '../../shell/useNarrow.ts';
import { Empty } from '../../states/Empty.tsx';
import { Failure } from '../../states/Failure.tsx';
import { NothingRead } from '../../states/NothingRead.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { useRowKeys } from '../../tables/useRowKeys.ts';
import { type TableColumn, VirtualTable } from '../../tables/VirtualTable.tsx';
import { plural } from '../../words/numbers.ts';
import { placeText } from '../../words/place.ts';
import { InventoryTabs } from '../inventory/InventoryTabs.tsx';
import { isPlain, partiesOf, type PartyRow, partyRows } from './parties.ts';

const route = getRouteApi('/inventory/third-parties');
const rowHeight = 32;

function Transport({ of }: { readonly of: string }) {
  if (isPlain(of)) {
    return (
      <span className="with-sign transport-plain">
        <Sign gravity="high" /> {of}, readable on the way
      </span>
    );
  }
  return of === 'unknown' ? <span className="quietest">not told</span> : of;
}

const Who = ({ row }: { readonly row: PartyRow }) =>
  row.row === 'party' ? (
    <>
      <b>{row.party.who}</b>{' '}
      <span className="quietest">
        {row.party.isConfigured ? 'the address comes from configuration, ' : ''}
        {plural(row.party.calls.length, 'call')}
      </span>
    </>
  ) : (
    <span className="call-what">
      <span className="method">{row.call.method ?? ''}</span>{' '}
      <span className="path">{row.call.path ?? row.call.name}</span>
    </span>
  );

const Fields = ({ names }: { readonly names: readonly string[] }) =>
  names.length === 0 ? (
    <span className="quietest">none told</span>
  ) : (
    <span title={names.join(', ')}>{names.join(', ')}</span>
  );

const columns: readonly TableColumn<PartyRow>[] = [
  { id: 'who', title: 'To whom', cell: (row) => <Who row={row} /> },
  {
    id: 'transport',
    title: 'Transport',
    cell: (row) =>
      row.row === 'call' ? (
        <Transport of={row.call.transport} />
      ) : (
        row.party.transports.map((one) => <Transport key={one} of={one} />)
      ),
  },
  {
    id: 'fields',
    title: 'Fields that go out',
    cell: (row) =>
      row.row === 'call' ? (
        <Fields names={row.call.fields} />
      ) : (
        <span className="quiet">{plural(row.party.fields.length, 'field')}</span>
      ),
  },
  { id: 'client', title: 'By', cell: (row) => (row.row === 'call' ? row.call.client : null) },
  {
    id: 'where',
    title: 'From',
    cell: (row) => (row.row === 'call' ? <code>{placeText(row.call.place)}</code> : null),
  },
];

/** Whom the APIs call: over what transport, with which fields, from which files. */
export function ThirdPartiesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const api = useApi();
  const narrow = useNarrow();
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const change = useSearchChange(navigate);
  const { data, error, refetch } = useQuery({
    queryKey: ['outbound'],
    queryFn: ({ signal }) => allPages((query) => api.read('/outbound', { query, signal })),
  });
  const parties = useMemo(() => partiesOf(data?.items ?? [], search), [data, search]);
  const rows = useMemo(() => partyRows(parties), [parties]);
  const transports = [...new Set(data?.items.map(({ transport }) => transport))].sort();
  const open = (row: PartyRow | undefined): void => {
    if (row === undefined) return;
    const text = row.row === 'call' ? placeText(row.call.place) : row.party.who;
    void copyText(text).then((done) =>
      setSaid(done ? `Copied ${text}.` : 'The browser does not allow to copy.'),
    );
  };
  const { cursor, setCursor } = useRowKeys(
    rows.length,
    (index) => open(rows[index]),
    () => ({ '/': () => field.current?.focus() }),
  );

  return (
    <div className="page inventory">
      <h1 className="unseen">Third parties</h1>
      <InventoryTabs />
      {data === undefined ? (
        error === null ? (
          <Skeleton rows={12} says="Reading calls to others" />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <NothingRead title="No call to anybody else is known yet">
          Code, contracts and traffic tell whom an API calls. Point Heliostat at a repository.
        </NothingRead>
      ) : (
        <>
          <div className="inventory-tools">
            <div className="filters" role="search">
              <SearchField
                field={field}
                label="Host, field, client, file"
                value={search.q ?? ''}
                hint="/"
                onSearch={(q) => change({ q })}
              />
              <div className="filters-row">
                <Choice
                  name="Transport"
                  any="any"
                  options={transports.map((value) => ({ value, label: value }))}
                  value={search.transport}
                  onChoose={(transport) => change({ transport })}
                />
              </div>
            </div>
            <p className="inventory-says quiet number">
              {`${plural(parties.length, 'party', 'parties')}, ${plural(
                parties.reduce((all, { calls }) => all + calls.length, 0),
                'call',
              )}`}
            </p>
          </div>
          {rows.length === 0 ? (
            <Empty
              title="No call fits"
              actions={
                <Button onClick={() => change({ q: undefined, transport: undefined })}>
                  Clear search and filter
                </Button>
              }
            />
          ) : (
            <VirtualTable
              noun="outbound-call"
              label="Third parties"
              columns={columns}
              scroller={scroller}
              total={rows.length}
              row={(index) => rows[index]}
              rowClass={({ row }) => (row === 'party' ? 'row-group' : '')}
              phoneRow={(row) => <PhoneParty row={row} />}
              rowHeight={rowHeight}
              cursor={cursor}
              narrow={narrow}
              onCursor={setCursor}
              onOpen={open}
            />
          )}
          <p className="table-foot quiet">
            <span>Enter copies the place in the code.</span>
            <span className="key-hints-said" role="status">
              {said}
            </span>
          </p>
        </>
      )}
    </div>
  );
}

function PhoneParty({ row }: { readonly row: PartyRow }) {
  const transport = row.row === 'call' ? row.call.transport : row.party.transports.join(', ');
  return (
    <div className="phone-two" role="gridcell">
      <span className="phone-two-main">
        <Who row={row} />
      </span>
      <span>{row.row === 'call' ? '' : <Transport of={transport} />}</span>
      {row.row === 'call' ? (
        <>
          <span className="phone-two-under">
            <Fields names={row.call.fields} />
          </span>
          <code className="quiet">{placeText(row.call.place).split('/').at(-1)}</code>
        </>
      ) : null}
    </div>
  );
}
