import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { tables } from './tables.ts';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

/** SQLite's authorizer: action codes and answers (sqlite.org/c3ref/c_alter_table.html). */
const authorizer = { recursive: 33, function: 31, read: 20, ok: 0, deny: 1 } as const;

/** What a statement that carries foreign text may read and call: enough to be exploited, too little to stall. */
const foreignTables = new Set([
  'patients',
  'users',
  'clinics',
  'signingKeys',
  'sqlite_master',
  'sqlite_schema',
]);
const expensiveFunctions = new Set(['randomblob', 'zeroblob', 'printf', 'format', 'replace']);
const foreignScansMax = 2;
const foreignLookupsMax = 5;
const foreignRowsMax = 2_000;

/** Bytes of documents that may be added to the seed before the oldest of them go. */
const grownDocumentBytesMax = 64 * 1024 * 1024;

/** Rows that a table may gain beyond its seed before the oldest of them go. */
const grownRowsMax: Readonly<Record<string, number>> = {
  documents: 5_000,
  messages: 20_000,
  appointments: 20_000,
  prescriptions: 10_000,
  referrals: 5_000,
  reservations: 5_000,
  payments: 10_000,
  notifications: 10_000,
  audit: 10_000,
  sessions: 20_000,
  webhooks: 500,
  patients: 1_000,
  users: 2_000,
};

/**
 * The clinics' database: SQLite in memory, statements prepared once.
 *
 * @example
 * const db = openDatabase();
 * db.one('SELECT name FROM clinics WHERE slug = ?', 'north-river-clinic');
 */
export type Database = Disposable & {
  one(sql: string, ...values: readonly SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
  /** Runs a change; answers how many rows it touched. */
  run(sql: string, ...values: readonly SQLInputValue[]): number;
  /** Inserts the row's own keys as columns; answers the row id. */
  insert(table: string, row: Readonly<Record<string, SQLInputValue>>): number;
  /**
   * Runs SQL that holds foreign text, as the weak twin does. Injection works; recursion, wide joins and
   * functions that eat memory are refused so that an attack cannot stall the process.
   * @throws Error with SQLite's own message when the statement is wrong or refused.
   */
  foreign(sql: string): readonly Row[];
  /** Remembers the present rows as the seed, which growth never pushes out. */
  sealSeed(): void;
};

export const openDatabase = (): Database => {
  const sqlite = new DatabaseSync(':memory:', {
    limits: { length: 8_000_000, sqlLength: 100_000, attach: 0 },
  });
  sqlite.exec(tables);
  const statements = new Map<string, StatementSync>();
  const seeded = new Map<string, number>();
  let inserts = 0;
  let documentBytes = 0;
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = sqlite.prepare(sql);
    if (statements.size > 500) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  const all = (sql: string, ...values: readonly SQLInputValue[]): readonly Row[] =>
    prepare(sql).all(...values) as readonly Row[];
  const run = (sql: string, ...values: readonly SQLInputValue[]): number =>
    Number(prepare(sql).run(...values).changes);
  const trim = (): void => {
    for (const [table, floor] of seeded) {
      const rowsMax = grownRowsMax[table] ?? 10_000;
      run(
        `DELETE FROM ${table} WHERE rowid > ? AND rowid <= (SELECT max(rowid) FROM ${table}) - ?`,
        floor,
        rowsMax,
      );
    }
  };
  return {
    all,
    run,
    one: (sql, ...values) => prepare(sql).get(...values) as Row | undefined,
    insert(table, row) {
      const columns = Object.keys(row);
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
      const id = Number(prepare(sql).run(...Object.values(row)).lastInsertRowid);
      inserts += 1;
      if (table === 'documents') documentBytes += Number(row['sizeBytes'] ?? 0);
      if (documentBytes > grownDocumentBytesMax) {
        documentBytes = 0;
        run('DELETE FROM documents WHERE rowid > ?', seeded.get('documents') ?? 0);
      }
      if (inserts % 200 === 0) trim();
      return id;
    },
    foreign(sql) {
      sqlite.setAuthorizer((action, first, second) => {
        if (action === authorizer.recursive) return authorizer.deny;
        if (action === authorizer.function && expensiveFunctions.has(second ?? '')) return authorizer.deny;
        if (action === authorizer.read && !foreignTables.has(first ?? '')) return authorizer.deny;
        return authorizer.ok;
      });
      try {
        const plan = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
        const scans = plan.filter((step) => String(step['detail']).startsWith('SCAN')).length;
        const searches = plan.filter((step) => String(step['detail']).startsWith('SEARCH')).length;
        if (scans > foreignScansMax || searches > foreignLookupsMax)
          throw new Error('query would scan too many tables');
        const rows: Row[] = [];
        for (const row of sqlite.prepare(sql).iterate()) {
          rows.push(row as Row);
          if (rows.length >= foreignRowsMax) break;
        }
        return rows;
      } finally {
        sqlite.setAuthorizer(null);
      }
    },
    sealSeed() {
      documentBytes = 0;
      for (const table of Object.keys(grownRowsMax)) {
        const row = prepare(`SELECT coalesce(max(rowid), 0) AS top FROM ${table}`).get();
        seeded.set(table, Number(row?.['top'] ?? 0));
      }
    },
    [Symbol.dispose]() {
      statements.clear();
      sqlite.close();
    },
  };
};

/** Text of a column, or the empty string. */
export const text = (row: Row, column: string): string => {
  const value = row[column];
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value);
};

/** Number of a column, or 0. */
export const number = (row: Row, column: string): number => Number(row[column] ?? 0);

/** A column that may be null. */
export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null || row[column] === undefined ? null : text(row, column);

/** JSON kept in a text column; null when the text is not JSON (a foreign write may have put anything there). */
export const json = (row: Row, column: string): unknown => {
  try {
    return JSON.parse(text(row, column));
  } catch {
    return null;
  }
};
