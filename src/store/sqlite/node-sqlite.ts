/** `node:sqlite` in the form that Kysely's SQLite dialect asks for, with its prepared statements kept for the next time. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Statements that are kept; the least recently used goes first. */
const statementsMax = 200;
/** A transaction takes the write lock at once: one that reads first and writes then could lose it in between, and never get it. */
const beginWriting = 'BEGIN IMMEDIATE';

/**
 * Wraps an open database.
 *
 * @example
 * new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselySqlite(new DatabaseSync(path)) }) });
 */
export function kyselySqlite(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      statements.clear();
      database.close();
    },
    prepare: (sql) => {
      const known = statements.get(sql);
      const statement = known ?? wrap(database.prepare(sql === 'begin' ? beginWriting : sql));
      statements.delete(sql);
      statements.set(sql, statement);
      if (statements.size > statementsMax) {
        const [oldest] = statements.keys();
        if (oldest !== undefined) statements.delete(oldest);
      }
      return statement;
    },
  };
}

function wrap(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toInput)),
    run: (parameters) => statement.run(...parameters.map(toInput)),
    iterate: (parameters) => statement.iterate(...parameters.map(toInput)),
  };
}

function toInput(value: unknown): SQLInputValue {
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Uint8Array
  ) {
    return value;
  }
  throw new TypeError(`SQLite cannot keep a value of type ${typeof value}`);
}
