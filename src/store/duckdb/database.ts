/** The DuckDB file: opened, bounded, brought to the newest schema. Lives in the store's thread. */
import { rm } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { HeliostatError } from '../../model/errors.ts';
import { migrations } from './migrations/all.ts';
import type { DictionaryKind } from './protocol.ts';

/** Tables of what exchanges share. */
export const dictionaryKinds: readonly DictionaryKind[] = ['writer', 'form', 'shape', 'actor', 'client'];

/** One row of a result, column by column. */
export type Row = readonly DuckDBValue[];

/** An open database: one connection writes, one reads. */
export class Database {
  readonly path: string;
  readonly writing: DuckDBConnection;
  readonly reading: DuckDBConnection;
  /** Next free id by dictionary. */
  readonly nextIds: Record<DictionaryKind, number>;
  readonly #instance: DuckDBInstance;

  private constructor(
    path: string,
    instance: DuckDBInstance,
    writing: DuckDBConnection,
    reading: DuckDBConnection,
    nextIds: Record<DictionaryKind, number>,
  ) {
    this.path = path;
    this.#instance = instance;
    this.writing = writing;
    this.reading = reading;
    this.nextIds = nextIds;
  }

  /**
   * Opens the file and migrates it.
   *
   * @throws HeliostatError `store-newer`, `data-folder-busy` (another process has it), `data-folder-unusable`.
   */
  static async open(path: string, memoryBytesMax: number): Promise<Database> {
    const instance = await openInstance(path, memoryBytesMax);
    try {
      const writing = await instance.connect();
      await migrate(writing);
      const nextIds = { writer: 0, form: 0, shape: 0, actor: 0, client: 0 };
      for (const kind of dictionaryKinds) {
        const [row] = await rows(writing, `SELECT coalesce(max(id) + 1, 0)::DOUBLE FROM ${kind}`);
        nextIds[kind] = Number(row?.[0] ?? 0);
      }
      return new Database(path, instance, writing, await instance.connect(), nextIds);
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  }

  /** Closes the file; what was committed is in it. */
  close(): void {
    this.reading.closeSync();
    this.writing.closeSync();
    this.#instance.closeSync();
  }
}

/** Where a compact copy is made before it takes the file's place. */
export const compactPath = (path: string): string => `${path}.compact`;

/** Options for every instance: bounded, one thread, nothing loaded from the network. */
const instanceOptions = (memoryBytesMax: number): Record<string, string> => ({
  threads: '1',
  memory_limit: `${Math.max(64, Math.round(memoryBytesMax / 1_000_000))}MB`,
  max_temp_directory_size: '1GB',
  preserve_insertion_order: 'false',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
});

async function openInstance(path: string, memoryBytesMax: number): Promise<DuckDBInstance> {
  try {
    // What a death in the middle of a compaction has left.
    await rm(compactPath(path), { force: true });
    return await DuckDBInstance.create(path, instanceOptions(memoryBytesMax));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/conflicting lock|could not set lock/i.test(message)) {
      throw new HeliostatError('data-folder-busy', {
        detail: 'the exchange store is open elsewhere',
        cause: error,
      });
    }
    if (/older version|newer version|storage version|version number/i.test(message)) {
      throw new HeliostatError('store-newer', {
        detail: 'the exchange store’s file format is not known',
        cause: error,
      });
    }
    throw new HeliostatError('data-folder-unusable', {
      detail: 'the exchange store cannot be opened',
      cause: error,
    });
  }
}

async function migrate(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    'CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL, done_at TIMESTAMP NOT NULL)',
  );
  const [row] = await rows(connection, 'SELECT coalesce(max(number), 0)::DOUBLE FROM migration');
  const present = Number(row?.[0] ?? 0);
  const newest = migrations.at(-1)?.number ?? 0;
  if (present > newest) {
    throw new HeliostatError('store-newer', {
      detail: `exchange store version ${present}, known up to ${newest}`,
    });
  }
  for (const { number, statements } of migrations) {
    if (number <= present) continue;
    await inTransaction(connection, async () => {
      for (const statement of statements) await connection.run(statement);
      await connection.run('INSERT INTO migration VALUES ($1, now()::TIMESTAMP)', [number]);
    });
  }
}

/** Runs all or nothing. */
export async function inTransaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN');
  try {
    const result = await work();
    await connection.run('COMMIT');
    return result;
  } catch (error) {
    try {
      await connection.run('ROLLBACK');
    } catch {
      // A failed commit has already rolled back; the first error tells more.
    }
    throw error;
  }
}

/** All rows of a query. */
export async function rows(
  connection: DuckDBConnection,
  sql: string,
  values: DuckDBValue[] = [],
): Promise<Row[]> {
  return (await connection.runAndReadAll(sql, values)).getRows();
}
