/** Reads a folder for everything it says of APIs: source code, contracts. One walk, one piece of evidence. */
import { open, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { type Evidence, joinEvidence, noEvidence } from '../model/sighting.ts';
import { analyseCode, type CodeProgress } from './code/analyse.ts';
import { readComponents } from './components/index.ts';
import {
  contractEndings,
  contractHeadBytes,
  groupContracts,
  readContractGroup,
  recogniseContract,
} from './contracts/index.ts';
import type { ContractFile, ContractFormat } from './contracts/index.ts';
import { type FoundFile, type WalkedFolder, walkFolder } from './files/walk.ts';
import { readOwners } from './ownership/index.ts';

/** How to read. */
export interface RepositoryOptions {
  readonly onProgress?: (progress: RepositoryProgress) => void;
  readonly signal?: AbortSignal;
  readonly threads?: number;
}

/** How far reading is. */
export interface RepositoryProgress {
  readonly stage: 'walking' | 'contracts' | 'components' | 'owners' | CodeProgress['stage'];
  readonly done: number;
  readonly total: number;
}

/** Larger files are contracts only when somebody names them. */
const contractBytesMax = 20_971_520;

/**
 * Reads a folder, or one source file.
 *
 * @example
 * const evidence = await readRepository('./shop');
 * evidence.covers.map(({ source }) => source); // ['code', 'contract']
 */
export async function readRepository(path: string, options: RepositoryOptions = {}): Promise<Evidence> {
  const { onProgress, signal } = options;
  onProgress?.({ stage: 'walking', done: 0, total: 0 });
  const folder = (await stat(path)).isDirectory() ? await walkFolder(path) : await oneFile(path);
  const contracts = await readContracts(folder, path, options);
  const code = await analyseCode(folder, {
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  onProgress?.({ stage: 'components', done: 0, total: 0 });
  const bound = signal === undefined ? {} : { signal };
  const components = await readComponents(folder, bound);
  onProgress?.({ stage: 'owners', done: 0, total: 0 });
  const seen = [...code.sightings, ...contracts.sightings];
  const owners = await readOwners(folder, seen, { root: path, ...bound });
  return joinEvidence([
    { ...noEvidence, warnings: folder.warnings },
    { ...code, covers: code.covers.map((cover) => ({ ...cover, root: path })) },
    contracts,
    { ...noEvidence, ...components },
    { ...noEvidence, ...owners },
  ]);
}

/** A source file by itself: its folder is not looked at. */
async function oneFile(path: string): Promise<WalkedFolder> {
  const absolute = resolve(path);
  const { size } = await stat(absolute);
  return {
    root: dirname(absolute),
    files: [{ path: basename(absolute), absolute, bytes: size, role: 'app' }],
    warnings: [],
    leftOut: [],
  };
}

async function readContracts(
  folder: WalkedFolder,
  given: string,
  { onProgress, signal }: RepositoryOptions,
): Promise<Evidence> {
  const candidates = folder.files.filter(
    ({ path, role, bytes }) =>
      (role === 'app' || role === 'generated' || role === 'example') &&
      bytes <= contractBytesMax &&
      contractEndings.some((ending) => path.toLowerCase().endsWith(ending)) &&
      !notContracts.has(basename(path)),
  );
  const found: { readonly format: ContractFormat; readonly file: ContractFile }[] = [];
  let done = 0;
  for (const file of candidates) {
    signal?.throwIfAborted();
    const format = await formatOf(file);
    if (format !== null)
      found.push({ format, file: { path: file.path, absolute: file.absolute, root: folder.root } });
    done += 1;
    if (done % 200 === 0) onProgress?.({ stage: 'contracts', done, total: candidates.length });
  }
  const all: Evidence[] = [];
  for (const group of groupContracts(found)) {
    signal?.throwIfAborted();
    const evidence = await readContractGroup(group);
    all.push({
      ...evidence,
      covers: evidence.covers.map((cover) => ({
        ...cover,
        root: `${given.replace(/\/+$/, '')}/${cover.root}`,
      })),
    });
  }
  return joinEvidence(all);
}

/** Large JSON and YAML files that are in every project and are no contract. */
const notContracts: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'package.json',
  'tsconfig.json',
  'composer.lock',
  'composer.json',
  'pnpm-lock.yaml',
  'pom.xml',
]);

async function formatOf(file: FoundFile): Promise<ContractFormat | null> {
  try {
    await using handle = await open(file.absolute, 'r');
    const head = Buffer.alloc(Math.min(contractHeadBytes, file.bytes));
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return recogniseContract(head.subarray(0, bytesRead), file.path);
  } catch {
    // A file that cannot be read is told by the walk.
    return null;
  }
}
