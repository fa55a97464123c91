/**
 * Joins ports to adapters for commands that work without a hub, or beside a running one: admin token, documents, captures.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { parseConfig } from './config/load.ts';
import type { Config } from './config/schema.ts';
import { askOsv } from './discover/components/osv/index.ts';
import { readContract } from './discover/contracts/index.ts';
import { type Input, recogniseInput } from './discover/inputs.ts';
import { readSite } from './discover/outside/site.ts';
import { readRepository } from './discover/repository.ts';
import { discoverFiles, type DiscoverReport } from './discover/traffic/files.ts';
import { type CaptureStream, listenOn, pipedIn } from './discover/traffic/pcap/live.ts';
import { openKeyLog } from './discover/traffic/pcap/tls/key-log-file.ts';
import { readLogFormat } from './discover/traffic/log/given-format.ts';
import { createInventory } from './inventory/create.ts';
import type { Inventory, InventoryView } from './inventory/port.ts';
import { systemClock } from './model/clock.ts';
import { HeliostatError } from './model/errors.ts';
import { type Evidence, joinEvidence, noEvidence } from './model/sighting.ts';
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
import { openEvidenceInbox } from './store/inbox/evidence-inbox.ts';
import type { Catalogue, VersionedDocument } from './store/ports/catalogue.ts';
import type { EvidenceDelivery } from './store/ports/evidence-inbox.ts';
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

/** What reading needs. */
export interface DiscoverySources {
  /** Folders, files, URLs. */
  readonly sources: readonly string[];
  /** Hosts that may be asked when a source is a site; its own host when empty. */
  readonly scope: readonly string[];
  /** Data folder whose Heliostat shall have what is found, too; null to only look. */
  readonly data: string | null;
  /** How the lines of access logs are laid out: a format string, the name of a format, or a file with nginx's `log_format`. */
  readonly logFormat?: string;
  /** Interface to listen on, after all sources are read. A source `-` is a capture that is piped in. */
  readonly interface?: string;
  /** Capture filter of the interface. */
  readonly filter?: string;
  /** How long to listen; until `signal` when absent. */
  readonly forMs?: number;
  /** File of TLS secrets (`SSLKEYLOGFILE`) for captures of packets. */
  readonly keyLog?: string;
  /** Folder of OSV records that components are looked up in. */
  readonly osv?: string;
  /** Classification policy in YAML. */
  readonly policy?: string;
  readonly onProgress: (progress: DiscoveryProgress) => void;
  readonly signal: AbortSignal;
}

/** How far reading is: of one source, in bytes or files. */
export interface DiscoveryProgress {
  readonly source: string;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'files';
}

/** What reading gave. */
export interface Discovery {
  readonly run: EvidenceDelivery['run'];
  readonly captures: DiscoverReport;
  readonly evidence: Evidence;
  readonly inventory: InventoryView;
}

/** A file is read as fast as the disk takes its exchanges; what waits meanwhile is bounded, bytes. */
const memoryBytesMax = 268_435_456;

/**
 * Reads whatever it is pointed at into one inventory of its own. With a data folder, exchanges also go into its spool as one more stream and
 * evidence into its inbox, from where a running hub takes them at once and a stopped one at its next start.
 *
 * @throws HeliostatError `file-unreadable`, `usage-invalid`, `data-folder-unusable`
 */
export const discoverSources = async (options: DiscoverySources): Promise<Discovery> => {
  const { sources, data } = options;
  const inputs = await Promise.all(sources.filter((source) => source !== '-').map(recogniseInput));
  const inventory = createInventory({ documents: [], clock: systemClock });
  if (options.policy !== undefined) inventory.setPolicy(await readPolicyFile(options.policy));
  const atMs = systemClock.nowMs();
  const run = { id: newWriterId(systemClock), atMs, roots: sources };
  const evidence: Evidence[] = [];
  // Folders first: a contract that one of them holds is read once.
  const isFolder = (input: Input) => input.kind === 'folder';
  for (const input of [...inputs.filter(isFolder), ...inputs.filter((one) => !isFolder(one))]) {
    if (input.kind === 'contract' && wasRead(input.path, evidence)) continue;
    evidence.push(await evidenceOf(input, options));
  }
  const joined = await withVulnerabilities(joinEvidence(evidence), options);
  // Templates that are declared say what the segments of captured paths are: they come first.
  if (evidence.some((one) => one !== noEvidence)) {
    inventory.takeEvidence(joined, run);
    if (data !== null)
      await openEvidenceInbox({ folder: dataFolderPaths(data).inbox }).deliver({ run, evidence: joined });
  }
  const files = inputs.flatMap((input) => (input.kind === 'traffic' ? [input.path] : []));
  const captures = await readCaptures(files, inventory, options);
  // What was called tells which service an API is: the same evidence is weighed again.
  const all = joinEvidence([joined, captures.evidence]);
  if (captures.used > 0) inventory.takeEvidence(all, { ...run, id: `${run.id}-weighed` });
  return { run, captures, evidence: all, inventory };
};

const policyBytesMax = 1_048_576;

/** A policy as it is written; the inventory says what is wrong with it. */
const readPolicyFile = async (path: string): Promise<unknown> => {
  try {
    if ((await stat(path)).size > policyBytesMax) throw new RangeError('it is larger than 1 MiB');
    return parseYaml(await readFile(path, 'utf8'), { maxAliasCount: 100 });
  } catch (error) {
    throw new HeliostatError('file-unreadable', {
      detail: `the policy ${path}: ${error instanceof Error ? error.message : 'it cannot be read'}`,
    });
  }
};

const withVulnerabilities = async (
  evidence: Evidence,
  { osv, onProgress, signal }: DiscoverySources,
): Promise<Evidence> => {
  if (osv === undefined) return evidence;
  const answer = await askOsv(osv, evidence.components, {
    signal,
    onProgress: (records) =>
      onProgress({ source: osv, stage: 'advisories', done: records, total: records, unit: 'files' }),
  });
  return {
    ...evidence,
    components: answer.components,
    warnings: [...evidence.warnings, ...answer.warnings],
  };
};

const wasRead = (path: string, evidence: readonly Evidence[]): boolean =>
  evidence.some(({ covers }) =>
    covers.some(({ source, root }) => source === 'contract' && resolve(root) === resolve(path)),
  );

const evidenceOf = async (
  input: Input,
  { onProgress, signal, scope }: DiscoverySources,
): Promise<Evidence> => {
  switch (input.kind) {
    case 'folder':
    case 'source':
      return readRepository(input.path, {
        signal,
        onProgress: ({ stage, done, total }) =>
          onProgress({ source: input.path, stage, done, total, unit: 'files' }),
      });
    case 'contract':
      return readContract({
        path: input.path,
        absolute: resolve(input.path),
        root: dirname(resolve(input.path)),
      });
    case 'site':
      return readSite(input.url, {
        scope,
        signal,
        onProgress: ({ done, total, at }) =>
          onProgress({ source: at, stage: 'visiting', done, total, unit: 'files' }),
      });
    default:
      return noEvidence;
  }
};

/** What is heard as it passes. */
const streamsOf = ({
  sources,
  interface: name,
  filter = '',
  forMs,
  signal,
}: DiscoverySources): CaptureStream[] => {
  const until = forMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(forMs)]);
  return [
    ...(sources.includes('-') ? [pipedIn(process.stdin, until)] : []),
    ...(name === undefined ? [] : [listenOn({ interface: name, filter, signal: until })]),
  ];
};

const readCaptures = async (
  files: readonly string[],
  inventory: Inventory,
  options: DiscoverySources,
): Promise<DiscoverReport> => {
  const { data, logFormat, keyLog, onProgress, signal } = options;
  const keys = keyLog === undefined ? null : openKeyLog(keyLog);
  const streams = streamsOf(options);
  await using stack = new AsyncDisposableStack();
  const writer =
    data === null || files.length + streams.length === 0
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
    streams,
    ...(keys === null ? {} : { keys }),
    observer: createObserver({ key, capture, nextNumber, isTransient: data === null }),
    nextNumber,
    ...(logFormat === undefined ? {} : { logFormat: await readLogFormat(logFormat) }),
    inventory,
    batchOf: (observed) => {
      if (writer !== null) for (const exchange of observed) writer.record(exchange);
      return batchOf(observed, id, seq++);
    },
    onProgress: ({ file, bytesRead, bytesTotal, used }) =>
      onProgress({
        source: file,
        stage: `${used} exchanges`,
        done: bytesRead,
        total: bytesTotal,
        unit: 'bytes',
      }),
    signal,
  });
  await writer?.flush();
  const shed = Object.values(writer?.shed() ?? {}).reduce((sum: number, each: number) => sum + each, 0);
  if (shed > 0) {
    throw new HeliostatError('data-folder-unusable', {
      detail: `${shed} exchanges could not be written to its spool`,
    });
  }
  return report;
};
