/** The catalogue in SQLite: Kysely over `node:sqlite`, write-ahead log, one connection. */
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Kysely, type Selectable, sql, SqliteDialect, type Transaction } from 'kysely';
import { type Clock, systemClock } from '../../model/clock.ts';
import { HeliostatError } from '../../model/errors.ts';
import type {
  AccessToken,
  AuditEntry,
  Catalogue,
  CatalogueDocument,
  JobRun,
  Session,
  VersionedDocument,
} from '../ports/catalogue.ts';
import type { SpoolCursor } from '../ports/spool.ts';
import { migrate } from './migrations/all.ts';
import { kyselySqlite } from './node-sqlite.ts';
import { reported } from './reported.ts';
import type { Tables } from './tables.ts';

/** How the catalogue works. */
export interface SqliteCatalogueOptions {
  /** The file; its folder must exist. */
  readonly path: string;
  /** Bound for the file, in SQLite's pages (4 KB); beyond it a write fails as on a full disk. Default: the disk's own. */
  readonly pagesMax?: number;
  readonly clock?: Clock;
}

/** Rows of one statement. */
const rowsPerStatement = 200;
/** Most lines of one answer. */
const linesMax = 1_000;
/** Most characters of a job's output that are kept: the last ones. */
const outputCharactersMax = 64 * 1024;
/** Runs of one job that are kept. */
const runsPerJobMax = 1_000;

/**
 * Opens or makes the catalogue. Several processes may have it open (a command beside the hub); writes wait up to 5 s for each other.
 *
 * Changes are acknowledged when they are synchronised to the disk (`synchronous=FULL`). Snapshots of the inventory survive the death of the
 * process at once and the loss of power from the next checkpoint on (`NORMAL`): what is lost is learned again from the spool.
 *
 * @throws HeliostatError `store-newer`, `data-folder-unusable`.
 * @example
 * await using catalogue = openSqliteCatalogue({ path: '/var/lib/heliostat/catalogue.sqlite' });
 */
export function openSqliteCatalogue(options: SqliteCatalogueOptions): Catalogue {
  let database: DatabaseSync | undefined;
  try {
    closeSync(openSync(options.path, 'a', 0o600));
    database = new DatabaseSync(options.path, { timeout: 5_000, enableForeignKeyConstraints: true });
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    database.exec('PRAGMA trusted_schema = OFF');
    if (options.pagesMax !== undefined)
      database.exec(`PRAGMA max_page_count = ${Math.trunc(options.pagesMax)}`);
    migrate(database);
    // From here on waiting is done without holding the thread: see `reported`.
    database.exec('PRAGMA busy_timeout = 0');
    return new SqliteCatalogue(database, options.clock ?? systemClock);
  } catch (error) {
    database?.close();
    if (error instanceof HeliostatError) throw error;
    throw new HeliostatError('data-folder-unusable', {
      detail: 'the catalogue cannot be opened',
      cause: error,
    });
  }
}

class SqliteCatalogue implements Catalogue {
  readonly #tables: Kysely<Tables>;
  readonly #database: DatabaseSync;
  readonly #clock: Clock;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#tables = new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselySqlite(database) }) });
    this.#clock = clock;
  }

  saveInventory(change: Parameters<Catalogue['saveInventory']>[0]): Promise<void> {
    return reported(() =>
      this.#tables.connection().execute(async (connection) => {
        await sql`PRAGMA synchronous = NORMAL`.execute(connection);
        try {
          await connection.transaction().execute(async (transaction) => {
            for (const documents of inParts(change.put)) {
              await transaction
                .insertInto('inventory_document')
                .values(documents.map(({ kind, id, json }) => ({ kind, id, json })))
                .onConflict((conflict) =>
                  conflict.columns(['kind', 'id']).doUpdateSet((row) => ({ json: row.ref('excluded.json') })),
                )
                .execute();
              // The work is synchronous: let others have the thread between statements.
              await nextTurn();
            }
            for (const { kind, id } of change.remove) {
              await transaction
                .deleteFrom('inventory_document')
                .where('kind', '=', kind)
                .where('id', '=', id)
                .execute();
            }
            await transaction
              .insertInto('inventory_cursor')
              .values({ only_row: 1, json: JSON.stringify(change.cursor) })
              .onConflict((conflict) =>
                conflict.column('only_row').doUpdateSet((row) => ({ json: row.ref('excluded.json') })),
              )
              .execute();
          });
        } finally {
          await sql`PRAGMA synchronous = FULL`.execute(connection);
        }
      }),
    );
  }

  loadInventory(): Promise<{
    readonly documents: readonly CatalogueDocument[];
    readonly cursor: SpoolCursor;
  }> {
    return reported(() =>
      this.#tables.transaction().execute(async (transaction) => {
        const documents = await transaction
          .selectFrom('inventory_document')
          .select(['kind', 'id', 'json'])
          .orderBy('kind')
          .orderBy('id')
          .execute();
        const cursor = await transaction.selectFrom('inventory_cursor').select('json').executeTakeFirst();
        return {
          documents: documents.map((document) => ({ ...document })),
          cursor: JSON.parse(cursor?.json ?? '{}') as SpoolCursor,
        };
      }),
    );
  }

  putToken(token: AccessToken, audit: AuditEntry): Promise<void> {
    return this.#change(audit, async (transaction) => {
      const { id, name, role, hash, createdMs, expiresMs, revokedMs } = token;
      const row = { name, role, hash, created_ms: createdMs, expires_ms: expiresMs, revoked_ms: revokedMs };
      await transaction
        .insertInto('access_token')
        .values({ id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    });
  }

  tokens(): Promise<readonly AccessToken[]> {
    return reported(async () =>
      (
        await this.#tables
          .selectFrom('access_token')
          .selectAll()
          .orderBy('created_ms')
          .orderBy('id')
          .execute()
      ).map(tokenOf),
    );
  }

  tokenByHash(hash: string): Promise<AccessToken | null> {
    return reported(async () => {
      const row = await this.#tables
        .selectFrom('access_token')
        .selectAll()
        .where('hash', '=', hash)
        .executeTakeFirst();
      return row === undefined ? null : tokenOf(row);
    });
  }

  putSession(session: Session): Promise<void> {
    const { hash, tokenId, csrf, createdMs, expiresMs } = session;
    const row = { token_id: tokenId, csrf, created_ms: createdMs, expires_ms: expiresMs };
    return reported(async () => {
      await this.#tables
        .insertInto('session')
        .values({ hash, ...row })
        .onConflict((conflict) => conflict.column('hash').doUpdateSet(row))
        .execute();
    });
  }

  sessionByHash(hash: string): Promise<Session | null> {
    return reported(async () => {
      const row = await this.#tables
        .selectFrom('session')
        .selectAll()
        .where('hash', '=', hash)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        hash: row.hash,
        tokenId: row.token_id,
        csrf: row.csrf,
        createdMs: row.created_ms,
        expiresMs: row.expires_ms,
      };
    });
  }

  removeSession(hash: string): Promise<void> {
    return reported(async () => {
      await this.#tables.deleteFrom('session').where('hash', '=', hash).execute();
    });
  }

  pruneSessions(nowMs: number): Promise<void> {
    return reported(async () => {
      await this.#tables
        .deleteFrom('session')
        .where((row) =>
          row.or([
            row('expires_ms', '<=', nowMs),
            row(
              'token_id',
              'in',
              row
                .selectFrom('access_token')
                .select('id')
                .where((token) =>
                  token.or([token('revoked_ms', 'is not', null), token('expires_ms', '<=', nowMs)]),
                ),
            ),
          ]),
        )
        .execute();
    });
  }

  document(name: string): Promise<VersionedDocument | null> {
    return reported(async () => {
      const row = await this.#tables
        .selectFrom('document')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst();
      return row === undefined ? null : documentOf(row);
    });
  }

  documents(): Promise<readonly VersionedDocument[]> {
    return reported(async () =>
      (await this.#tables.selectFrom('document').selectAll().orderBy('name').execute()).map(documentOf),
    );
  }

  putDocument(
    change: { readonly name: string; readonly json: string; readonly ifVersion: number },
    audit: AuditEntry,
  ): Promise<VersionedDocument> {
    return this.#change(audit, async (transaction) => {
      const { name, json, ifVersion } = change;
      const row = {
        version: ifVersion + 1,
        json,
        changed_ms: this.#clock.nowMs(),
        changed_by: audit.who,
      };
      const result =
        ifVersion === 0
          ? await transaction
              .insertInto('document')
              .values({ name, ...row })
              .onConflict((conflict) => conflict.doNothing())
              .executeTakeFirst()
          : await transaction
              .updateTable('document')
              .set(row)
              .where('name', '=', name)
              .where('version', '=', ifVersion)
              .executeTakeFirst();
      const changed = 'numUpdatedRows' in result ? result.numUpdatedRows : result.numInsertedOrUpdatedRows;
      if (changed !== 1n) throw new HeliostatError('version-stale', { detail: `document ${name}` });
      return documentOf({ name, ...row });
    });
  }

  audit(query: { readonly limit: number; readonly beforeMs?: number }): Promise<readonly AuditEntry[]> {
    const limit = bounded(query.limit);
    if (limit === 0) return Promise.resolve([]);
    return reported(async () => {
      const newest = this.#tables
        .selectFrom('audit')
        .select(['at_ms', 'who', 'action', 'subject', 'detail'])
        .$if(query.beforeMs !== undefined, (entries) => entries.where('at_ms', '<', query.beforeMs ?? 0))
        .orderBy('at_ms', 'desc')
        .orderBy('id', 'desc');
      const rows = await newest.limit(limit).execute();
      const last = rows.at(-1);
      // The next page begins before the last entry's millisecond: give all of that millisecond now.
      const whole =
        rows.length < limit || last === undefined
          ? rows
          : await newest.where('at_ms', '>=', last.at_ms).execute();
      return whole.map(({ at_ms, ...entry }) => ({ atMs: at_ms, ...entry }));
    });
  }

  addAudit(entry: AuditEntry): Promise<void> {
    return this.#change(entry, () => Promise.resolve());
  }

  startJobRun(job: string, startedMs: number): Promise<number> {
    return reported(() =>
      this.#tables.transaction().execute(async (transaction) => {
        const { id } = await transaction
          .insertInto('job_run')
          .values({ job, started_ms: startedMs, ended_ms: null, exit_code: null, output: '' })
          .returning('id')
          .executeTakeFirstOrThrow();
        const tooOld = transaction
          .selectFrom('job_run')
          .select('id')
          .where('job', '=', job)
          .orderBy('id', 'desc')
          .offset(runsPerJobMax)
          .limit(linesMax);
        await transaction.deleteFrom('job_run').where('id', 'in', tooOld).execute();
        return id;
      }),
    );
  }

  endJobRun(
    id: number,
    end: { readonly endedMs: number; readonly exitCode: number; readonly output: string },
  ): Promise<void> {
    return reported(async () => {
      const { numUpdatedRows } = await this.#tables
        .updateTable('job_run')
        .set({
          ended_ms: end.endedMs,
          exit_code: end.exitCode,
          output: end.output.slice(-outputCharactersMax),
        })
        .where('id', '=', id)
        .where('ended_ms', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n)
        throw new HeliostatError('not-found', { detail: `job run ${id} that has not ended` });
    });
  }

  jobRuns(query: { readonly job?: string; readonly limit: number }): Promise<readonly JobRun[]> {
    return reported(async () => {
      const rows = await this.#tables
        .selectFrom('job_run')
        .selectAll()
        .$if(query.job !== undefined, (runs) => runs.where('job', '=', query.job ?? ''))
        .orderBy('id', 'desc')
        .limit(bounded(query.limit))
        .execute();
      return rows.map((row) => ({
        id: row.id,
        job: row.job,
        startedMs: row.started_ms,
        endedMs: row.ended_ms,
        exitCode: row.exit_code,
        output: row.output,
      }));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tables.destroy();
    // Kysely closes only what it has used.
    if (this.#database.isOpen) this.#database.close();
  }

  /** A change and the line that tells of it: both or neither. */
  #change<T>(audit: AuditEntry, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return reported(() =>
      this.#tables.transaction().execute(async (transaction) => {
        const result = await work(transaction);
        const { atMs, who, action, subject, detail } = audit;
        await transaction.insertInto('audit').values({ at_ms: atMs, who, action, subject, detail }).execute();
        return result;
      }),
    );
  }
}

const bounded = (limit: number): number => Math.min(Math.max(Math.trunc(limit) || 0, 0), linesMax);

const tokenOf = (row: Selectable<Tables['access_token']>): AccessToken => ({
  id: row.id,
  name: row.name,
  role: row.role,
  hash: row.hash,
  createdMs: row.created_ms,
  expiresMs: row.expires_ms,
  revokedMs: row.revoked_ms,
});

const documentOf = (row: Selectable<Tables['document']>): VersionedDocument => ({
  name: row.name,
  version: row.version,
  json: row.json,
  changedMs: row.changed_ms,
  changedBy: row.changed_by,
});

function* inParts<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += rowsPerStatement)
    yield items.slice(from, from + rowsPerStatement);
}
