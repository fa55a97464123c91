/** All migrations, oldest first. A migration that was released is never changed; the next one gets the next number. */
import type { DatabaseSync } from 'node:sqlite';
import { HeliostatError } from '../../../model/errors.ts';
import { catalogue } from './0001-catalogue.ts';

const migrations: readonly { readonly number: number; readonly statements: readonly string[] }[] = [
  catalogue,
];

/**
 * Brings the database to the newest schema; its version is SQLite's `user_version`.
 *
 * @throws HeliostatError `store-newer` when a later version has written it.
 */
export function migrate(database: DatabaseSync): void {
  const newest = migrations.at(-1)?.number ?? 0;
  database.exec('BEGIN IMMEDIATE');
  try {
    const present = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (present > newest) {
      throw new HeliostatError('store-newer', {
        detail: `catalogue version ${present}, known up to ${newest}`,
      });
    }
    for (const { number, statements } of migrations) {
      if (number <= present) continue;
      for (const statement of statements) database.exec(statement);
      database.exec(`PRAGMA user_version = ${number}`);
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
