import type { ExchangeRecord } from '../../api/types.ts';
import { verdictOf } from '../../exchange/verdict-of.ts';
import type { LiveSearch } from './search.ts';

/** Whether an exchange passes the page's search and filter; each word must be somewhere. */
export function fits(exchange: ExchangeRecord, { q, only }: LiveSearch): boolean {
  if (only === 'errors' ? exchange.status < 400 : only !== undefined && verdictOf(exchange) !== only)
    return false;
  if (q === undefined) return true;
  const text = [
    exchange.method,
    exchange.path,
    exchange.host,
    exchange.actor.label,
    exchange.status,
    exchange.client.network,
    ...exchange.operations.flatMap(({ method, path }) => [method, path]),
  ]
    .join(' ')
    .toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
