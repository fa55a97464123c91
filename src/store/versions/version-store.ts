/** Versions as files: one gzipped JSON a version, whose name tells what the list needs. */
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { makeFolder } from '../make-folder.ts';
import type { VersionEntry, VersionStore } from '../ports/version-store.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);
const ending = '.version.gz';
const bytesMax = 536_870_912;

/** What the store needs. */
export interface VersionStoreOptions {
  readonly folder: string;
  /** The oldest beyond these go. */
  readonly versionsMax?: number;
}

/**
 * Opens the versions of a folder; it is made with the first.
 *
 * @example
 * const versions = openVersionStore({ folder: dataFolderPaths('./heliostat-data').versions });
 */
export function openVersionStore({ folder, versionsMax = 90 }: VersionStoreOptions): VersionStore {
  const entries = async (): Promise<readonly VersionEntry[]> => {
    const found = (await namesIn(folder)).flatMap((name) => entryOf(name) ?? []);
    return found.sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1));
  };
  return {
    async put(entry, json) {
      await makeFolder(folder);
      const name = nameOf(entry);
      const temporary = join(folder, `${name}.part`);
      {
        await using file = await open(temporary, 'w', 0o600);
        await file.writeFile(await pack(json, { level: 6 }));
        await file.sync();
      }
      await rename(temporary, join(folder, name));
      for (const old of (await entries()).slice(versionsMax))
        await rm(join(folder, nameOf(old)), { force: true });
    },
    list: entries,
    async get(id) {
      const entry = (await entries()).find((one) => one.id === id);
      if (entry === undefined) return null;
      const packed = await readFile(join(folder, nameOf(entry)));
      return (await unpack(packed, { maxOutputLength: bytesMax })).toString('utf8');
    },
  };
}

const nameOf = ({ id, atMs, reason, operations }: VersionEntry): string => {
  const words = Buffer.from(reason.slice(0, 100)).toString('base64url');
  return `${atMs.toString(36).padStart(9, '0')}.${operations}.${words}.${id.replace(/[^\w-]/g, '')}${ending}`;
};

function entryOf(name: string): VersionEntry | null {
  const found = /^([0-9a-z]{9})\.(\d{1,9})\.([\w-]*)\.([\w-]{1,64})\.version\.gz$/.exec(name);
  if (found === null) return null;
  const [, at = '', operations = '', words = '', id = ''] = found;
  return {
    id,
    atMs: Number.parseInt(at, 36),
    reason: Buffer.from(words, 'base64url').toString('utf8'),
    operations: Number(operations),
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
