import './virtual-table.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect } from 'react';
import { plural } from '../words/numbers.ts';

/** One column of a table. */
export interface TableColumn<Item, Sort extends string = string> {
  readonly id: string;
  readonly title: string;
  readonly sort?: Sort;
  readonly numeric?: boolean;
  readonly cell: (item: Item) => ReactNode;
}

interface TableProps<Item, Sort extends string> {
  /** What the rows are: `operation`; also the beginning of each row's id. */
  readonly noun: string;
  readonly label: string;
  readonly columns: readonly TableColumn<Item, Sort>[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly total: number;
  /** The item at an index; undefined while it is not there yet. */
  readonly row: (index: number) => Item | undefined;
  readonly rowClass?: (item: Item) => string;
  readonly phoneRow: (item: Item) => ReactNode;
  readonly rowHeight: number;
  readonly phoneRowHeight?: number;
  readonly cursor: number;
  readonly narrow: boolean;
  readonly sort?: Sort;
  readonly order?: 'asc' | 'desc';
  readonly onSort?: (key: Sort) => void;
  readonly onCursor: (index: number) => void;
  readonly onOpen: (item: Item) => void;
  readonly onWindow?: (first: number, last: number) => void;
}

const phoneRowUsual = 60;
const headHeight = 33;

/** The dense table. Only the rows in the window are in the document. */
export function VirtualTable<Item, Sort extends string = string>(props: TableProps<Item, Sort>) {
  const { scroller, total, row, cursor, narrow, onWindow, noun, rowHeight } = props;
  const { phoneRowHeight = phoneRowUsual } = props;
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
  useEffect(() => onWindow?.(first, last), [onWindow, first, last]);
  useEffect(() => rows.measure(), [rows, narrow]);
  useEffect(() => {
    if (cursor >= 0) rows.scrollToIndex(cursor, { align: 'auto' });
  }, [rows, cursor]);

  return (
    <div
      ref={scroller}
      className={`inventory-scroll plate table-${noun}`}
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={props.columns.length}
      aria-activedescendant={cursor >= 0 ? `${noun}-${cursor}` : undefined}
      tabIndex={0}
    >
      {narrow ? null : <Head {...props} />}
      <div className="inventory-rows" role="rowgroup" style={{ height: rows.getTotalSize() }}>
        {items.map((item) => (
          <Row
            key={item.index}
            {...props}
            index={item.index}
            item={row(item.index)}
            top={item.start}
            height={item.size}
          />
        ))}
      </div>
      <p className="unseen" role="status">
        {plural(total, noun.replaceAll('-', ' '))}
      </p>
    </div>
  );
}

function Head<Item, Sort extends string>({ columns, sort, order, onSort }: TableProps<Item, Sort>) {
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
              {key === undefined || onSort === undefined ? (
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

interface RowProps<Item, Sort extends string> extends TableProps<Item, Sort> {
  readonly index: number;
  readonly item: Item | undefined;
  readonly top: number;
  readonly height: number;
}

function Row<Item, Sort extends string>(props: RowProps<Item, Sort>) {
  const { index, item, top, height, cursor, narrow, noun, columns, onOpen, onCursor } = props;
  const place = { transform: `translateY(${top}px)`, height };
  if (item === undefined) {
    return (
      <div className="inventory-row inventory-row-wait" role="row" aria-rowindex={index + 2} style={place}>
        <span role="gridcell" className="skeleton-block skeleton-wide" />
      </div>
    );
  }
  const cells: ReactNode = narrow
    ? props.phoneRow(item)
    : columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={at + 1}
          className={`cell cell-${column.id}${column.numeric === true ? ' cell-number number' : ''}`}
        >
          {column.cell(item)}
        </div>
      ));
  return (
    <div
      id={`${noun}-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={index === cursor}
      className={`inventory-row ${props.rowClass?.(item) ?? ''}`.trim()}
      style={place}
      onClick={() => {
        onCursor(index);
        onOpen(item);
      }}
    >
      {cells}
    </div>
  );
}
