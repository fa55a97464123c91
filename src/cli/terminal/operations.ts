/** The inventory on a terminal: every operation that was called, by whom, with which proof of identity, carrying what, how often and how fast. */
import type { InventoryTotals, OperationSummary } from '../../model/operation.ts';
import { count, latency } from './numbers.ts';
import type { Paint } from './style.ts';
import { type Column, table } from './table.ts';

const columns: readonly Column<OperationSummary>[] = [
  { title: 'Method', text: ({ method }) => method, style: () => 'dim' },
  { title: 'Operation', flexible: true, text: ({ path }) => path },
  { title: 'Requests', align: 'right', text: (row) => count(row.count) },
  {
    title: 'Errors',
    align: 'right',
    fromWidth: 90,
    text: (row) => (row.errors === 0 ? '' : `${((100 * row.errors) / Math.max(1, row.count)).toFixed(1)}%`),
    style: (row) => (row.serverErrors > 0 ? 'red' : 'dim'),
  },
  { title: 'p95', align: 'right', text: (row) => latency(row.p95Us) },
  { title: 'Actors', align: 'right', fromWidth: 80, text: (row) => count(row.actors) },
  {
    title: 'Auth',
    fromWidth: 70,
    text: (row) => row.auth.join(', '),
    style: (row) => (row.anonymousSuccesses > 0 ? 'yellow' : undefined),
  },
  { title: 'Data', fromWidth: 110, text: (row) => dataOf(row) },
];

const dataShown = 4;

const dataOf = (row: OperationSummary): string => {
  const ids = row.dataClasses.map(({ id }) => id);
  const rest = ids.length - dataShown;
  return rest > 0 ? `${ids.slice(0, dataShown).join(', ')} +${rest}` : ids.join(', ');
};

/** Lines of the operations table, at most `rowsMax` operations and one line that says how many are left out. */
export const operationLines = (
  operations: readonly OperationSummary[],
  options: { readonly width: number; readonly rowsMax: number; readonly paint: Paint },
): string[] => {
  const shown = operations.slice(0, options.rowsMax);
  const left = operations.length - shown.length;
  return [
    ...table(shown, columns, options),
    ...(left > 0 ? [options.paint('dim', `… and ${count(left)} more; the console shows all.`)] : []),
  ];
};

/** The one line above the table. */
export const totalsLine = (totals: InventoryTotals, paint: Paint): string =>
  [
    `${paint('bold', count(totals.operations))} operations`,
    `${paint('bold', count(totals.actors))} actors`,
    `${paint('bold', count(totals.exchanges))} exchanges`,
    `${totals.perSecond.toFixed(totals.perSecond < 10 ? 1 : 0)}/s`,
    ...(totals.blocked > 0 ? [`${count(totals.blocked)} refused`] : []),
    ...(totals.unrouted > 0 ? [`${count(totals.unrouted)} paths nobody routes`] : []),
    ...(totals.shed > 0 ? [paint('yellow', `${count(totals.shed)} records shed`)] : []),
  ].join(paint('dim', '  ·  '));
