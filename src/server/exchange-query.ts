/** From the query of a route to the question that the exchange store answers. */
import type { ExchangeQuery } from '../model/operation.ts';

/** Gives `since` and `until` the store's names. */
export function exchangeQuery({
  since,
  until,
  ...rest
}: Omit<ExchangeQuery, 'sinceMs' | 'untilMs'> & {
  readonly since?: number;
  readonly until?: number;
}): ExchangeQuery {
  return {
    ...rest,
    ...(since === undefined ? {} : { sinceMs: since }),
    ...(until === undefined ? {} : { untilMs: until }),
  };
}
