/** All migrations, oldest first. A migration that was released is never changed; the next one gets the next number. */
import { exchanges } from './0001-exchanges.ts';

/** One step of the schema. */
export interface Migration {
  readonly number: number;
  readonly statements: readonly string[];
}

export const migrations: readonly Migration[] = [exchanges];
