/** The inventory on a terminal as evidence tells it: every operation, its lifecycle, where it was found, what it asks for and what it carries. */
import type { Lifecycle, OperationSummary } from '../../model/operation.ts';
import { count } from './numbers.ts';
import type { Paint } from './style.ts';
import { type Column, table } from './table.ts';

const alarming: ReadonlySet<Lifecycle> = new Set(['zombie', 'shadow', 'unreachable', 'orphan']);

const columns: readonly Column<OperationSummary>[] = [
  { title: 'Method', text: ({ method }) => method, style: () => 'dim' },
  { title: 'Operation', flexible: true, text: ({ path }) => path },
  {
    title: 'Lifecycle',
    text: ({ lifecycle }) => lifecycle,
    style: ({ lifecycle }) => (alarming.has(lifecycle) ? 'yellow' : 'dim'),
  },
  {
    title: 'Found in',
    fromWidth: 80,
    text: ({ sources }) => sources.join(' '),
  },
  {
    title: 'Requests',
    align: 'right',
    fromWidth: 90,
    text: (row) => (row.count === 0 ? '' : count(row.count)),
  },
  { title: 'Framework', fromWidth: 110, text: (row) => row.framework ?? '', style: () => 'dim' },
  {
    title: 'Data',
    fromWidth: 120,
    text: (row) =>
      row.dataClasses
        .slice(0, 3)
        .map(({ id }) => id)
        .join(', '),
  },
];

/** Lines of the table, at most `rowsMax` operations and one line that says how many are left out. */
export const sightedLines = (
  operations: readonly OperationSummary[],
  options: { readonly width: number; readonly rowsMax: number; readonly paint: Paint },
): string[] => {
  const shown = operations.slice(0, options.rowsMax);
  const left = operations.length - shown.length;
  return [
    ...table(shown, columns, options),
    ...(left > 0 ? [options.paint('dim', `… and ${count(left)} more; --json has all.`)] : []),
  ];
};
