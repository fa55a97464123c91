/**
 * Joins ports to adapters for commands that work without a hub, or beside a running one: admin token, documents, captures.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseConfig } from './config/load.ts';
import type { Config } from './config/schema.ts';
import { discoverFiles, type DiscoverProgress, type DiscoverReport } from './discover/traffic/files.ts';
import { createInventory } from './inventory/create.ts';
import type { InventoryView } from './inventory/port.ts';
import { systemClock } from './model/clock.ts';
import { HeliostatError } from './model/errors.ts';
import { createObserver } from './observe/observer.ts';
import { resetAdminToken } from './server/auth/admin-token.ts';
import {
  applyDocuments,
  diffDocuments,
  type DocumentDifference,
  type DocumentsFile,
  exportDocuments,
  parseDocuments,
} from './server/documents/exchange-documents.ts';
import { dataFolderPaths, installationKeyOf } from './store/data-folder.ts';
import type { Catalogue, VersionedDocument } from './store/ports/catalogue.ts';
import { batchOf } from './store/spool/encode.ts';
import { openSpoolWriter } from './store/spool/writer.ts';
import { newWriterId } from './store/spool/writer-id.ts';
import { openSqliteCatalogue } from './store/sqlite/catalogue.ts';

/**
 * Makes a new admin token and revokes the one of the first start; works beside a running Heliostat.
 *
 * @throws HeliostatError `data-folder-unusable` when there is no catalogue in the folder
 */
export const renewAdminToken = async (folder: string): Promise<string> => {
  await using catalogue = openExisting(folder);
  return await resetAdminToken(catalogue, systemClock);
};

const openExisting = (folder: string): Catalogue => {
  const { catalogue } = dataFolderPaths(folder);
  if (!existsSync(catalogue))
    throw new HeliostatError('data-folder-unusable', {
      detail: `${folder} holds no Heliostat yet; \`heliostat up\` makes one`,
    });
  return openSqliteCatalogue({ path: catalogue, clock: systemClock });
};

/** The versioned documents of an installation, as a file has them. */
export interface Documents extends AsyncDisposable {
  export(): Promise<DocumentsFile>;
  diff(input: unknown): Promise<readonly DocumentDifference[]>;
  apply(input: unknown): Promise<readonly VersionedDocument[]>;
}

/**
 * Opens the documents of a configuration's data folder; a running Heliostat follows a change within two seconds.
 *
 * @throws HeliostatError `data-folder-unusable`
 */
export const openDocuments = (config: Config): Documents => {
  const catalogue = openExisting(config.data);
  return {
    export: () => exportDocuments(catalogue),
    diff: (input) => diffDocuments(catalogue, parseDocuments(config, input)),
    apply: (input) =>
      applyDocuments(catalogue, config, parseDocuments(config, input), { who: 'cli', clock: systemClock }),
    [Symbol.asyncDispose]: () => catalogue[Symbol.asyncDispose](),
  };
};

/** What reading captures needs. */
export interface CapturesOptions {
  readonly files: readonly string[];
  /** Data folder whose Heliostat shall have the exchanges, too; null to only look. */
  readonly data: string | null;
  readonly onProgress: (progress: DiscoverProgress) => void;
  readonly signal: AbortSignal;
}

/** A file is read as fast as the disk takes its exchanges; what waits meanwhile is bounded, bytes. */
const memoryBytesMax = 268_435_456;

/**
 * Reads captures into an inventory of their own; with a data folder they also go into its spool as one more stream, from where a running
 * hub takes them at once and a stopped one at its next start.
 *
 * @throws HeliostatError `data-folder-unusable`
 */
export const discoverCaptures = async (
  options: CapturesOptions,
): Promise<{ readonly report: DiscoverReport; readonly inventory: InventoryView }> => {
  const { files, data, onProgress, signal } = options;
  await using stack = new AsyncDisposableStack();
  const inventory = createInventory({ documents: [], clock: systemClock });
  const writer =
    data === null
      ? null
      : stack.use(
          openSpoolWriter({
            folder: dataFolderPaths(data).spool,
            stream: `d${newWriterId(systemClock)}`,
            memoryBytesMax,
            clock: systemClock,
          }),
        );
  const key = data === null ? randomBytes(32) : await installationKeyOf(data);
  const id = newWriterId(systemClock);
  let n = 0;
  let seq = 0;
  const nextNumber = () => writer?.nextNumber() ?? n++;
  const { capture } = parseConfig({});
  const report = await discoverFiles({
    files,
    observer: createObserver({ key, capture, nextNumber }),
    nextNumber,
    inventory,
    batchOf: (observed) => {
      if (writer !== null) for (const exchange of observed) writer.record(exchange);
      return batchOf(observed, id, seq++);
    },
    onProgress,
    signal,
  });
  await writer?.flush();
  const shed = Object.values(writer?.shed() ?? {}).reduce((sum: number, each: number) => sum + each, 0);
  if (shed > 0) {
    throw new HeliostatError('data-folder-unusable', {
      detail: `${shed} exchanges could not be written to its spool`,
    });
  }
  return { report, inventory };
};
