/** Retention: by age, then by size, then the disk gets its space back. */
import { rename, rm, stat } from 'node:fs/promises';
import { compactPath, type Database, dictionaryKinds, inTransaction, rows } from './database.ts';

const sizeRoundsMax = 6;

/** Bytes on disk: the file and its write-ahead log. */
export async function fileBytes(path: string): Promise<number> {
  let bytes = 0;
  for (const name of [path, `${path}.wal`]) {
    try {
      bytes += (await stat(name)).size;
    } catch {
      // There is no log after a checkpoint.
    }
  }
  return bytes;
}

/** Drops what began before the time; then the oldest until what is left fits into `bytesMax`. Resolves to the rows dropped. */
export async function dropOld(database: Database, beforeMs: number, bytesMax: number): Promise<number> {
  let dropped = await dropBefore(database, BigInt(Math.ceil(beforeMs)));
  await database.writing.run('CHECKPOINT');
  for (let round = 0; round < sizeRoundsMax; round += 1) {
    const used = await usedBytes(database);
    if (used <= bytesMax) break;
    // Somewhat more than the excess, so that the next append does not bring it back at once; all of it in the last round.
    const share = round === sizeRoundsMax - 1 ? 1 : Math.min(1, 1 - (bytesMax / used) * 0.9);
    const [row] = await rows(
      database.writing,
      `SELECT quantile_disc(at_ms, ${share.toFixed(4)}) FROM exchange`,
    );
    if (row === undefined || row[0] === null) break;
    dropped += await dropBefore(database, BigInt(String(row[0])) + 1n);
    await dropUnused(database);
    await database.writing.run('CHECKPOINT');
  }
  if (dropped > 0) {
    await dropUnused(database);
    await database.writing.run('CHECKPOINT');
  }
  return dropped;
}

async function dropBefore(database: Database, atMs: bigint): Promise<number> {
  const [row] = await rows(database.writing, 'SELECT count(*)::DOUBLE FROM exchange WHERE at_ms < $1', [
    atMs,
  ]);
  const count = Number(row?.[0] ?? 0);
  if (count === 0) return 0;
  await inTransaction(database.writing, async () => {
    await database.writing.run(
      'DELETE FROM body WHERE EXISTS (SELECT 1 FROM exchange WHERE exchange.writer = body.writer AND exchange.n = body.n AND at_ms < $1)',
      [atMs],
    );
    await database.writing.run('DELETE FROM exchange WHERE at_ms < $1', [atMs]);
  });
  return count;
}

/** Drops forms, shapes, actors, clients and writers that no exchange has any more. */
async function dropUnused(database: Database): Promise<void> {
  await inTransaction(database.writing, async () => {
    for (const kind of dictionaryKinds) {
      const used =
        kind === 'shape'
          ? 'SELECT request_shape FROM exchange UNION SELECT response_shape FROM exchange'
          : `SELECT DISTINCT ${kind} FROM exchange`;
      await database.writing.run(`DELETE FROM ${kind} WHERE id NOT IN (${used})`);
    }
    await database.writing.run('DELETE FROM form_operation WHERE form NOT IN (SELECT id FROM form)');
  });
}

/** Bytes of the file that hold something. */
async function usedBytes(database: Database): Promise<number> {
  const [row] = await rows(
    database.writing,
    'SELECT (block_size * used_blocks)::DOUBLE FROM pragma_database_size() LIMIT 1',
  );
  return Number(row?.[0] ?? 0);
}

/** Is at least half of the file empty, and more than a few blocks? Then a copy is worth its while. */
export async function isMostlyEmpty(database: Database): Promise<boolean> {
  const used = await usedBytes(database);
  const bytes = await fileBytes(database.path);
  return bytes > 2 * used && bytes - used > 4 * 1024 * 1024;
}

/** Copies what there is into a new file beside this one. DuckDB itself never makes a file shorter. */
export async function copyCompact(database: Database): Promise<void> {
  const copy = compactPath(database.path);
  await rm(copy, { force: true });
  await database.writing.run('CHECKPOINT');
  const [row] = await rows(database.writing, 'SELECT current_database()');
  await database.writing.run(`ATTACH '${copy.replaceAll("'", "''")}' AS compact`);
  try {
    await database.writing.run(`COPY FROM DATABASE "${String(row?.[0]).replaceAll('"', '""')}" TO compact`);
    await database.writing.run('CHECKPOINT compact');
  } finally {
    await database.writing.run('DETACH compact');
  }
}

/** Puts the compact copy in the place of the file, which must be closed. */
export async function takeCompact(path: string): Promise<void> {
  // Its log was emptied by the checkpoint before the copy; one that is left would be replayed into the wrong file.
  await rm(`${path}.wal`, { force: true });
  await rename(compactPath(path), path);
}
