import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect } from 'react';
import type { OperationSummary } from '../../api/types.ts';
import { plural } from '../../words/numbers.ts';
import { columns } from './columns.tsx';
import { PhoneRow } from './PhoneRow.tsx';
import type { SortKey } from './search.ts';

interface TableProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly total: number;
  readonly row: (index: number) => OperationSummary | undefined;
  readonly cursor: number;
  readonly narrow: boolean;
  readonly sort: SortKey;
  readonly order: 'asc' | 'desc';
  readonly onSort: (key: SortKey) => void;
  readonly onCursor: (index: number) => void;
  readonly onOpen: (operation: OperationSummary) => void;
  readonly onWindow: (first: number, last: number) => void;
}

const rowHeight = 44;
const phoneRowHeight = 60;
const headHeight = 33;

/** The dense table. Only the rows in the window are in the document. */
export function InventoryTable(props: TableProps) {
  const { scroller, total, row, cursor, narrow, onWindow } = props;
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? phoneRowHeight : rowHeight),
    overscan: 8,
    scrollPaddingStart: narrow ? 0 : headHeight,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onWindow(first, last), [onWindow, first, last]);
  useEffect(() => rows.measure(), [rows, narrow]);
  useEffect(() => {
    if (cursor >= 0) rows.scrollToIndex(cursor, { align: 'auto' });
  }, [rows, cursor]);

  return (
    <div
      ref={scroller}
      className="inventory-scroll plate"
      role="grid"
      aria-label="Operations"
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={cursor >= 0 ? `operation-${cursor}` : undefined}
      tabIndex={0}
    >
      {narrow ? null : <Head {...props} />}
      <div className="inventory-rows" role="rowgroup" style={{ height: rows.getTotalSize() }}>
        {items.map((item) => (
          <Row
            key={item.index}
            {...props}
            index={item.index}
            operation={row(item.index)}
            top={item.start}
            height={item.size}
          />
        ))}
      </div>
      <p className="unseen" role="status">
        {plural(total, 'operation')}
      </p>
    </div>
  );
}

function Head({ sort, order, onSort }: TableProps) {
  return (
    <div className="inventory-head" role="rowgroup">
      <div className="inventory-row" role="row" aria-rowindex={1}>
        {columns.map((column) => {
          const key = column.sort;
          const sorted = key !== undefined && key === sort;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={sorted ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
              className={`cell cell-${column.id}${column.numeric === true ? ' cell-number' : ''}`}
            >
              {key === undefined ? (
                column.title
              ) : (
                <button type="button" className="sorter" data-on={sorted} onClick={() => onSort(key)}>
                  {column.title}
                  <span aria-hidden="true" className="sorter-mark">
                    {sorted ? (order === 'asc' ? '↑' : '↓') : ''}
                  </span>
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface RowProps extends TableProps {
  readonly index: number;
  readonly operation: OperationSummary | undefined;
  readonly top: number;
  readonly height: number;
}

function Row({ index, operation, top, height, cursor, narrow, onOpen, onCursor }: RowProps) {
  const place = { transform: `translateY(${top}px)`, height };
  if (operation === undefined) {
    return (
      <div className="inventory-row inventory-row-wait" role="row" aria-rowindex={index + 2} style={place}>
        <span role="gridcell" className="skeleton-block skeleton-wide" />
      </div>
    );
  }
  const cells: ReactNode = narrow ? (
    <PhoneRow operation={operation} />
  ) : (
    columns.map((column, at) => (
      <div
        key={column.id}
        role="gridcell"
        aria-colindex={at + 1}
        className={`cell cell-${column.id}${column.numeric === true ? ' cell-number number' : ''}`}
      >
        {column.cell(operation)}
      </div>
    ))
  );
  return (
    <div
      id={`operation-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={index === cursor}
      className={`inventory-row inventory-row-${operation.lifecycle}`}
      style={place}
      onClick={() => {
        onCursor(index);
        onOpen(operation);
      }}
    >
      {cells}
    </div>
  );
}
