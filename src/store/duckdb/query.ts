/** Reading: the newest exchanges, one exchange, time series. */
import { type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { ExchangeQuery } from '../../model/operation.ts';
import type { SeriesPoint } from '../ports/exchange-store.ts';
import { exchangeId, parseExchangeId } from '../spool/writer-id.ts';
import { inTransaction, type Row, rows } from './database.ts';
import type { FoundRow, FoundRows, SeriesQuery } from './protocol.ts';

/** Conditions with their values, joined by AND. */
class Conditions {
  readonly #texts: string[] = [];
  readonly values: DuckDBValue[] = [];

  /** Adds a condition; `?` stands for the value. */
  add(text: string, value: DuckDBValue): void {
    this.values.push(value);
    this.#texts.push(text.replace('?', `$${this.values.length}`));
  }

  /** Exchanges of one operation, of one actor, of a span of time (the end is not part of it). */
  addScope(scope: Pick<ExchangeQuery, 'operationId' | 'actorId' | 'sinceMs' | 'untilMs'>): void {
    if (scope.operationId !== undefined) {
      this.add('form IN (SELECT form FROM form_operation WHERE operation = ?)', scope.operationId);
    }
    if (scope.actorId !== undefined)
      this.add('actor IN (SELECT id FROM actor WHERE actor = ?)', scope.actorId);
    if (scope.sinceMs !== undefined) this.add('at_ms >= ?', BigInt(Math.ceil(scope.sinceMs)));
    if (scope.untilMs !== undefined) this.add('at_ms < ?', BigInt(Math.ceil(scope.untilMs)));
  }

  /** The WHERE clause, or nothing. */
  clause(): string {
    return this.#texts.length === 0 ? '' : `WHERE ${this.#texts.join(' AND ')}`;
  }
}

/** The newest exchanges that fit, newest first; pages by time, writer and number, so that new arrivals never shift a page. */
export function recent(connection: DuckDBConnection, query: ExchangeQuery): Promise<FoundRows> {
  return inTransaction(connection, async () => {
    const conditions = new Conditions();
    conditions.addScope(query);
    if (query.statusClass !== undefined) {
      conditions.add('status >= ?', query.statusClass * 100);
      conditions.add('status < ?', query.statusClass * 100 + 100);
    }
    if (query.before !== undefined) {
      const place = await placeOf(connection, query.before);
      // It was dropped meanwhile, and all before it with it.
      if (place === null) return foundRows(connection, []);
      conditions.add('at_ms <= ?', place.atMs);
      conditions.values.push(place.atMs, place.writer, place.n);
      const [atMs, writer, n] = [2, 1, 0].map((back) => `$${conditions.values.length - back}`);
      const text = `${conditions.clause()} AND (at_ms < ${atMs} OR writer < ${writer} OR (writer = ${writer} AND n < ${n}))`;
      return foundRows(connection, await selected(connection, text, conditions.values, query.limit));
    }
    return foundRows(
      connection,
      await selected(connection, conditions.clause(), conditions.values, query.limit),
    );
  });
}

/** The exchange with this id, or no row. */
export function find(connection: DuckDBConnection, id: string): Promise<FoundRows> {
  return inTransaction(connection, async () => {
    const place = await placeOf(connection, id);
    if (place === null) return foundRows(connection, []);
    const values = [place.writer, place.n];
    return foundRows(connection, await selected(connection, 'WHERE writer = $1 AND n = $2', values, 1));
  });
}

/** Counts and latency by bucket; a bucket begins at a multiple of its length. */
export async function series(
  connection: DuckDBConnection,
  query: SeriesQuery,
): Promise<readonly SeriesPoint[]> {
  const conditions = new Conditions();
  conditions.addScope(query);
  // As a literal: DuckDB divides by a constant five times faster than by a parameter.
  const bucket = Math.trunc(query.bucketMs).toFixed(0);
  const found = await rows(
    connection,
    `SELECT ((at_ms // ${bucket}) * ${bucket})::DOUBLE AS bucket,
       count(*)::DOUBLE,
       count(*) FILTER (status >= 400 OR outcome = 2)::DOUBLE,
       count(*) FILTER (outcome = 1)::DOUBLE,
       approx_quantile(duration_us, [0.5, 0.95, 0.99])::DOUBLE[]
     FROM exchange ${conditions.clause()} GROUP BY bucket ORDER BY bucket`,
    conditions.values,
  );
  return found.map((row) => {
    const quantiles = row[4];
    const items =
      typeof quantiles === 'object' && quantiles !== null && 'items' in quantiles ? quantiles.items : [];
    const quantile = (index: number): number => Math.round(Number(Array.isArray(items) ? items[index] : 0));
    return {
      atMs: Number(row[0]),
      count: Number(row[1]),
      errors: Number(row[2]),
      blocked: Number(row[3]),
      p50Us: quantile(0),
      p95Us: quantile(1),
      p99Us: quantile(2),
    };
  });
}

/** How many exchanges there are. */
export async function count(connection: DuckDBConnection): Promise<number> {
  const [row] = await rows(connection, 'SELECT count(*)::DOUBLE FROM exchange');
  return Number(row?.[0] ?? 0);
}

async function placeOf(
  connection: DuckDBConnection,
  id: string,
): Promise<{ readonly atMs: bigint; readonly writer: number; readonly n: bigint } | null> {
  const parsed = parseExchangeId(id);
  if (parsed === null) return null;
  const [row] = await rows(
    connection,
    `SELECT at_ms, writer, n FROM exchange WHERE writer = (SELECT id FROM writer WHERE ref = $1) AND n = $2 LIMIT 1`,
    [parsed.writer, BigInt(parsed.n)],
  );
  return row === undefined
    ? null
    : { atMs: BigInt(String(row[0])), writer: Number(row[1]), n: BigInt(String(row[2])) };
}

async function selected(
  connection: DuckDBConnection,
  conditions: string,
  values: DuckDBValue[],
  limit: number,
): Promise<readonly Row[]> {
  return rows(
    connection,
    `SELECT (SELECT ref FROM writer WHERE id = newest.writer), writer, n::DOUBLE, at_ms::DOUBLE, duration_us::DOUBLE, ttfb_us::DOUBLE,
       request_bytes::DOUBLE, response_bytes::DOUBLE, form, actor, client, request_shape, response_shape, resources
     FROM (SELECT * FROM exchange ${conditions} ORDER BY at_ms DESC, writer DESC, n DESC LIMIT ${Math.trunc(limit)}) AS newest
     ORDER BY at_ms DESC, writer DESC, n DESC`,
    values,
  );
}

/** Looks up what the rows share. */
async function foundRows(connection: DuckDBConnection, found: readonly Row[]): Promise<FoundRows> {
  const column = (index: number): number[] => found.map((row) => Number(row[index]));
  const bodies = await bodiesOf(connection, column(2));
  return {
    rows: found.map(
      (row): FoundRow => ({
        id: exchangeId(String(row[0]), Number(row[2])),
        atMs: Number(row[3]),
        durationUs: Number(row[4]),
        ttfbUs: Number(row[5]),
        requestBytes: Number(row[6]),
        responseBytes: Number(row[7]),
        form: Number(row[8]),
        actor: Number(row[9]),
        client: Number(row[10]),
        requestShape: Number(row[11]),
        responseShape: Number(row[12]),
        resources: String(row[13]),
        body: bodies.get(`${Number(row[1])}-${Number(row[2])}`) ?? null,
      }),
    ),
    forms: await textsOf(connection, 'form', column(8)),
    actors: await textsOf(connection, 'actor', column(9)),
    clients: await textsOf(connection, 'client', column(10)),
    shapes: await textsOf(connection, 'shape', [...column(11), ...column(12)]),
    operations: await operationsOf(connection, column(8)),
  };
}

/** Ids as they may stand in a statement: whole numbers, each once. */
const idList = (ids: readonly number[]): string =>
  [...new Set(ids)].filter((id) => Number.isSafeInteger(id) && id >= 0).join(',');

async function textsOf(
  connection: DuckDBConnection,
  kind: 'form' | 'actor' | 'client' | 'shape',
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const list = idList(ids);
  if (list === '') return new Map();
  const found = await rows(connection, `SELECT id, json FROM ${kind} WHERE id IN (${list})`);
  return new Map(found.map((row) => [Number(row[0]), String(row[1])]));
}

async function operationsOf(
  connection: DuckDBConnection,
  forms: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const operations = new Map<number, string[]>();
  const list = idList(forms);
  if (list === '') return operations;
  for (const row of await rows(
    connection,
    `SELECT form, operation FROM form_operation WHERE form IN (${list})`,
  )) {
    const form = Number(row[0]);
    const of = operations.get(form) ?? [];
    of.push(String(row[1]));
    operations.set(form, of);
  }
  return operations;
}

async function bodiesOf(
  connection: DuckDBConnection,
  numbers: readonly number[],
): Promise<ReadonlyMap<string, { readonly request: string | null; readonly response: string | null }>> {
  const list = idList(numbers);
  if (list === '') return new Map();
  const text = (value: DuckDBValue | undefined): string | null => (typeof value === 'string' ? value : null);
  const found = await rows(
    connection,
    `SELECT writer, n::DOUBLE, request, response FROM body WHERE n IN (${list})`,
  );
  return new Map(
    found.map((row) => [
      `${Number(row[0])}-${Number(row[1])}`,
      { request: text(row[2]), response: text(row[3]) },
    ]),
  );
}
