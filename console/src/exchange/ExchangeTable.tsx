import './exchange-table.css';
import { Link } from '@tanstack/react-router';
import type { ExchangeRecord } from '../api/types.ts';
import { MethodPath } from '../marks/MethodPath.tsx';
import { bytes, duration } from '../words/numbers.ts';
import { clock, utc } from '../words/time.ts';
import { Status } from './Status.tsx';
import { verdictOf } from './verdict-of.ts';

interface ExchangeTableProps {
  readonly items: readonly ExchangeRecord[];
  /** The id of the one that lies open. */
  readonly open?: string | undefined;
  /** What all have in common and need not be said in each row. */
  readonly hide?: 'operation' | 'actor';
  readonly label: string;
}

/** Exchanges, newest first; a row opens its exchange in the side panel. */
export function ExchangeTable({ items, open, hide, label }: ExchangeTableProps) {
  return (
    <table className={`exchange-table exchange-table-no-${hide ?? 'nothing'}`} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">UTC</th>
          <th scope="col">Answer</th>
          {hide === 'operation' ? null : <th scope="col">Operation</th>}
          {hide === 'actor' ? null : <th scope="col">Actor</th>}
          <th scope="col" className="end">
            Time
          </th>
          <th scope="col" className="end exchange-bytes">
            Size
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <ExchangeRow key={one.id} exchange={one} on={one.id === open} hide={hide} />
        ))}
      </tbody>
    </table>
  );
}

function ExchangeRow({
  exchange,
  on,
  hide,
}: {
  readonly exchange: ExchangeRecord;
  readonly on: boolean;
  readonly hide: ExchangeTableProps['hide'];
}) {
  const atMs = Date.parse(exchange.at);
  const operation = exchange.operations[0];
  return (
    <tr data-on={on} className={`exchange-row exchange-row-${verdictOf(exchange)}`}>
      <td className="number exchange-time">
        <Link
          to="."
          search={(before) => ({ ...before, exchange: exchange.id })}
          className="exchange-open"
          title={utc(atMs)}
          aria-label={`Exchange at ${clock(atMs)}, ${exchange.method} ${exchange.path}, ${exchange.status}`}
        >
          {clock(atMs)}
        </Link>
      </td>
      <td>
        <Status exchange={exchange} />
      </td>
      {hide === 'operation' ? null : (
        <td className="exchange-what">
          <MethodPath method={operation?.method ?? exchange.method} path={operation?.path ?? exchange.path} />
          {operation === undefined ? <span className="quietest"> not routed</span> : null}
        </td>
      )}
      {hide === 'actor' ? null : <td className="exchange-who">{exchange.actor.label}</td>}
      <td className="number end">{duration(exchange.durationUs)}</td>
      <td className="number end exchange-bytes quiet">{bytes(exchange.responseBytes)}</td>
    </tr>
  );
}
