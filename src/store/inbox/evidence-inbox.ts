/** An inbox of files: one a delivery, gzipped JSON, written whole under another name and then renamed. */
import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { HeliostatError } from '../../model/errors.ts';
import { makeFolder } from '../make-folder.ts';
import type { EvidenceDelivery, EvidenceInbox } from '../ports/evidence-inbox.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);
const ending = '.evidence.gz';
/** A delivery is bounded before and after unpacking. */
const packedBytesMax = 268_435_456;
const bytesMax = 1_073_741_824;

/** What an inbox needs. */
export interface EvidenceInboxOptions {
  readonly folder: string;
  readonly onDamaged?: (id: string) => void;
}

/**
 * Opens the inbox of a folder; it is made with the first delivery.
 *
 * @example
 * const inbox = openEvidenceInbox({ folder: dataFolderPaths('./heliostat-data').inbox });
 * await inbox.deliver({ run: { id: 'r1', atMs: Date.now(), roots: ['./shop'] }, evidence });
 */
export function openEvidenceInbox({ folder, onDamaged }: EvidenceInboxOptions): EvidenceInbox {
  return {
    async deliver(delivery) {
      const id = `${delivery.run.atMs.toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`;
      const temporary = join(folder, `${id}.part`);
      try {
        await makeFolder(folder);
        const packed = await pack(JSON.stringify(delivery), { level: 3 });
        if (packed.length > packedBytesMax) throw new Error('larger than a delivery may be');
        await using file = await open(temporary, 'wx', 0o600);
        await file.writeFile(packed);
        await file.sync();
        await rename(temporary, join(folder, `${id}${ending}`));
      } catch (error) {
        await rm(temporary, { force: true });
        throw new HeliostatError('data-folder-unusable', {
          detail: `evidence cannot be left in ${folder}`,
          cause: error,
        });
      }
    },
    async next() {
      for (const name of (await namesIn(folder)).sort()) {
        if (!name.endsWith(ending)) continue;
        const id = name.slice(0, -ending.length);
        const path = join(folder, name);
        try {
          if ((await stat(path)).size > packedBytesMax) throw new Error('too large');
          const json = (await unpack(await readFile(path), { maxOutputLength: bytesMax })).toString('utf8');
          return { id, delivery: deliveryOf(JSON.parse(json)) };
        } catch {
          await rename(path, `${path}.damaged`);
          onDamaged?.(id);
        }
      }
      return null;
    },
    remove: (id) => rm(join(folder, `${id}${ending}`), { force: true }),
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

/** Only this program writes deliveries, into a folder of its owner's: the outline is checked, not each field. */
function deliveryOf(value: unknown): EvidenceDelivery {
  const delivery = value as EvidenceDelivery;
  const { run, evidence } = delivery;
  const lists = [
    evidence.covers,
    evidence.sightings,
    evidence.outbound,
    evidence.components,
    evidence.owners,
  ];
  if (typeof run.id !== 'string' || typeof run.atMs !== 'number' || !lists.every(Array.isArray))
    throw new TypeError('no delivery');
  return delivery;
}
