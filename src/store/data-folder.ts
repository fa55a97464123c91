/** The folder where everything is kept: one process at a time, nobody else's eyes. */
import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { HeliostatError } from '../model/errors.ts';
import { makeFolder } from './make-folder.ts';

/** Where things are in a data folder. Commands that work beside a running hub use these without opening the folder. */
export interface DataFolderPaths {
  readonly folder: string;
  /** Folder of the spool's segments. */
  readonly spool: string;
  /** The DuckDB file. */
  readonly exchanges: string;
  /** The SQLite file of the catalogue. */
  readonly catalogue: string;
  /** Folder where evidence waits for the hub. */
  readonly inbox: string;
  /** Folder of the inventory's versions. */
  readonly versions: string;
}

/** A data folder that this process holds. */
export interface DataFolder extends DataFolderPaths, AsyncDisposable {
  /** 32 bytes made once for this folder: the key of all keyed hashes. Never logged, never sent. */
  readonly installationKey: Uint8Array;
}

/** Version of the folder's layout. */
const formatVersion = 1;
const keyBytes = 32;

const format = z.object({ version: z.int().positive() });
const owner = z.object({ pid: z.int(), since: z.string() });

/** Paths in a data folder; touches nothing. */
export function dataFolderPaths(path: string): DataFolderPaths {
  const folder = resolve(path);
  return {
    folder,
    spool: join(folder, 'spool'),
    exchanges: join(folder, 'exchanges.duckdb'),
    catalogue: join(folder, 'catalogue.sqlite'),
    inbox: join(folder, 'inbox'),
    versions: join(folder, 'versions'),
  };
}

/**
 * Opens the data folder, which is made when it is not there, and holds it until disposed. The hold ends with the process, however it ends.
 *
 * @throws HeliostatError `data-folder-busy` when another process, or another part of this one, holds it; `data-folder-unusable` when it
 *   cannot be made, read or written, or its key is damaged; `store-newer` when a later version has written it.
 * @example
 * await using data = await openDataFolder('./heliostat-data');
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const paths = dataFolderPaths(path);
  try {
    await makeFolder(paths.folder);
    if (!(await stat(paths.folder)).isDirectory()) throw new Error('not a folder');
  } catch (error) {
    throw unusable('it cannot be made', error);
  }
  const lock = await holdLock(paths.folder);
  try {
    await writeWhole(
      join(paths.folder, 'owner.json'),
      JSON.stringify({ pid: process.pid, since: new Date().toISOString() }),
    );
    await checkFormat(join(paths.folder, 'format.json'));
    const installationKey = await readKey(join(paths.folder, 'installation.key'));
    await makeFolder(paths.spool);
    return {
      ...paths,
      installationKey,
      [Symbol.asyncDispose]: () => {
        lock.close();
        return Promise.resolve();
      },
    };
  } catch (error) {
    lock.close();
    throw error instanceof HeliostatError ? error : unusable('it cannot be written', error);
  }
}

/**
 * The key of a folder that another process may hold: for commands that work beside a running hub. Makes the folder when it is not there.
 *
 * @throws HeliostatError `data-folder-unusable`, and what `openDataFolder` throws while it makes the folder
 */
export async function installationKeyOf(path: string): Promise<Uint8Array> {
  const key = join(resolve(path), 'installation.key');
  if ((await readIfThere(key)) !== null) return readKey(key);
  await using made = await openDataFolder(path);
  return made.installationKey;
}

/**
 * An exclusive transaction on an SQLite file that never holds anything: the system frees its lock when the process ends, by `kill -9`, too,
 * and SQLite keeps two parts of one process from each other.
 */
async function holdLock(folder: string): Promise<DatabaseSync> {
  const path = join(folder, 'lock');
  let lock: DatabaseSync | undefined;
  try {
    await (await open(path, 'a', 0o600)).close();
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    if (lock?.isOpen === true) lock.close();
    const busy = error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
    if (!busy) throw unusable('its lock cannot be taken', error);
    throw new HeliostatError('data-folder-busy', { detail: await describeOwner(folder), cause: error });
  }
}

async function describeOwner(folder: string): Promise<string> {
  try {
    const { pid, since } = owner.parse(JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8')));
    return `${folder}, process ${pid} since ${since}`;
  } catch {
    return folder;
  }
}

async function checkFormat(path: string): Promise<void> {
  const text = await readIfThere(path);
  if (text === null) {
    await writeWhole(path, JSON.stringify({ version: formatVersion }));
    return;
  }
  const known = format.safeParse(parsedOrNull(text.toString('utf8')));
  if (!known.success) throw unusable('format.json is damaged', known.error);
  if (known.data.version > formatVersion) {
    throw new HeliostatError('store-newer', {
      detail: `data folder version ${known.data.version}, known up to ${formatVersion}`,
    });
  }
}

async function readKey(path: string): Promise<Uint8Array> {
  const present = await readIfThere(path);
  if (present === null) {
    const key = randomBytes(keyBytes);
    await writeWhole(path, key);
    return new Uint8Array(key);
  }
  if (present.length !== keyBytes) {
    throw unusable(
      'installation.key is damaged; restore it from a backup: without it no actor is recognised again',
      null,
    );
  }
  await chmod(path, 0o600);
  return new Uint8Array(present);
}

/** Writes a file so that it is there whole or not at all, also after a loss of power. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const part = `${path}.part`;
  await rm(part, { force: true });
  const file = await open(part, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const unusable = (detail: string, cause: unknown): HeliostatError =>
  new HeliostatError('data-folder-unusable', { detail, cause });
