import type { OperationSummary } from '../../api/types.ts';
import { Why } from '../../controls/Why.tsx';
import { Ago } from '../../marks/Ago.tsx';
import { Chip, Disagreements, LifecycleChip } from '../../marks/Chip.tsx';
import { DataWords } from '../../marks/DataChips.tsx';
import { Method, Path } from '../../marks/MethodPath.tsx';
import { Risk } from '../../marks/Risk.tsx';
import { Slats } from '../../marks/Slats.tsx';
import type { TableColumn } from '../../tables/VirtualTable.tsx';
import { Sparkline } from '../../marks/Sparkline.tsx';
import { count, duration, share, short } from '../../words/numbers.ts';
import { frameworkWord } from '../../words/evidence.ts';
import { authWord } from '../../words/words.ts';
import { ClassesWhy } from './ClassesWhy.tsx';
import type { SortKey } from './search.ts';

const errorShareHigh = 0.05;

function Errors({ operation }: { readonly operation: OperationSummary }) {
  const high = operation.count > 0 && operation.errors / operation.count >= errorShareHigh;
  return (
    <span
      className={operation.errors === 0 ? 'quietest' : high ? 'errors-high' : ''}
      title={`${count(operation.errors)} errors`}
    >
      {share(operation.errors, operation.count)}
    </span>
  );
}

/** How callers were known, in words; a free pass is framed. */
export function AuthWords({ operation }: { readonly operation: OperationSummary }) {
  const kinds = operation.auth.filter((kind) => kind !== 'none');
  const free = operation.auth.includes('none') || operation.anonymousSuccesses > 0;
  return (
    <span className="auth-words">
      {kinds.length === 0 ? null : <span>{kinds.map(authWord).join(', ')}</span>}
      {free ? <Chip tone={kinds.length === 0 ? 'plain' : 'bad'}>none</Chip> : null}
      {kinds.length === 0 && !free ? <span className="quietest">not seen</span> : null}
      <Disagreements of={operation.authDisagreements} />
    </span>
  );
}

/** The columns in their order. */
export const columns: readonly TableColumn<OperationSummary, SortKey>[] = [
  { id: 'light', title: 'Found in', cell: (operation) => <Slats lit={operation.sources} /> },
  {
    id: 'method',
    title: 'Method',
    sort: 'method',
    cell: (operation) => <Method method={operation.method} />,
  },
  {
    id: 'path',
    title: 'Operation',
    sort: 'path',
    cell: (operation) => (
      <span className="inventory-path" title={`${operation.host}${operation.path}`}>
        <Path path={operation.path} />
        <span className="inventory-under">{operation.purpose.text}</span>
      </span>
    ),
  },
  { id: 'hourly', title: '24 h', cell: (operation) => <Sparkline values={operation.hourly} /> },
  {
    id: 'count',
    title: 'Requests',
    sort: 'count',
    numeric: true,
    cell: (operation) => count(operation.count),
  },
  {
    id: 'errors',
    title: 'Errors',
    sort: 'errors',
    numeric: true,
    cell: (operation) => <Errors operation={operation} />,
  },
  {
    id: 'p95',
    title: 'p95',
    sort: 'p95',
    numeric: true,
    cell: (operation) => (operation.count === 0 ? '' : duration(operation.p95Us)),
  },
  {
    id: 'actors',
    title: 'Actors',
    sort: 'actors',
    numeric: true,
    cell: (operation) => count(operation.actors),
  },
  {
    id: 'lifecycle',
    title: 'Lifecycle',
    cell: (operation) => <LifecycleChip lifecycle={operation.lifecycle} />,
  },
  {
    id: 'framework',
    title: 'Framework',
    cell: (operation) => (
      <>
        {operation.framework === null ? (
          <span className="quietest">none told</span>
        ) : (
          frameworkWord(operation.framework)
        )}
        <span className="inventory-under" title={operation.owner === null ? undefined : 'owner'}>
          {operation.owner ?? ''}
        </span>
      </>
    ),
  },
  {
    id: 'auth',
    title: 'Auth',
    cell: (operation) => (
      <>
        <AuthWords operation={operation} />
        <span className="inventory-under inventory-exposure" title="exposure">
          {operation.exposure === 'unknown' ? '' : operation.exposure}
        </span>
      </>
    ),
  },
  {
    id: 'data',
    title: 'Data',
    sort: 'sensitivity',
    cell: (operation) => (
      <span className="inventory-data">
        <DataWords ids={operation.dataClasses.map(({ id }) => id)} />
        {operation.dataClasses.length === 0 ? null : <ClassesWhy operation={operation} />}
      </span>
    ),
  },
  {
    id: 'lastSeen',
    title: 'Seen',
    sort: 'lastSeen',
    cell: (operation) => <Ago atMs={operation.lastSeenMs} />,
  },
  { id: 'exposure', title: 'Exposure', cell: (operation) => operation.exposure },
  { id: 'risk', title: 'Risk', sort: 'risk', cell: (operation) => <Risk of={operation.risk} /> },
  {
    id: 'sure',
    title: 'Template',
    cell: (operation) => (
      <span className="inventory-sure number">
        <span>{share(operation.confidence, 1)}</span>
        <Why of={`${share(operation.confidence, 1)} sure`}>
          <p>
            How sure the template <code>{operation.path}</code> is, from {short(operation.count)} exchanges.
          </p>
          <p className="why-rule">Each folded segment has its own evidence; the operation’s page names it.</p>
        </Why>
      </span>
    ),
  },
];
