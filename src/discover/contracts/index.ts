/**
 * Contracts: what an API is said to be. Each format has its file; they are tried in this order.
 */
import { open, stat } from 'node:fs/promises';
import type { Evidence } from '../../model/sighting.ts';
import { noEvidence } from '../../model/sighting.ts';
import type { ContractFile, ContractFormat, ContractGroup, ContractOptions } from './contract-file.ts';
import { contractLimits } from './contract-file.ts';
import { sharedFolder } from './contract-groups.ts';
import type { ContractHead, ContractReader, ContractReading } from './contract-reader.ts';
import { ReferencedFiles } from './document/referenced-files.ts';
import type { SourceText } from './document/referenced-files.ts';
import { References } from './document/references.ts';
import { decodeText } from './document/source-text.ts';
import { asyncapi } from './asyncapi.ts';
import { topLevelMembers } from './document/top-level.ts';
import { graphqlIntrospection } from './graphql-introspection.ts';
import { graphqlSdl } from './graphql-sdl.ts';
import { openapi } from './openapi.ts';
import { postman } from './postman.ts';
import { proto } from './proto.ts';
import { swagger } from './swagger.ts';
import { WarningTally } from './warning-tally.ts';
import { wsdl } from './wsdl.ts';

export type { ContractFile, ContractFormat, ContractGroup, ContractOptions } from './contract-file.ts';
export { groupContracts } from './contract-groups.ts';

/** All formats, in the order in which they are tried. */
export const contractReaders: readonly ContractReader[] = [
  openapi,
  swagger,
  asyncapi,
  postman,
  graphqlIntrospection,
  graphqlSdl,
  proto,
  wsdl,
];

/** Bytes of a file that are enough to tell its format. */
export const contractHeadBytes = 64 * 1024;

/** Bytes up to which a whole file is looked at, when its beginning does not tell what it is. */
const unrecognisedBytesMax = 20 * 1024 * 1024;

/** Endings of file names (lower case) that are worth opening in search of contracts. */
export const contractEndings: readonly string[] = [
  '.json',
  '.yaml',
  '.yml',
  '.json5',
  '.jsonc',
  '.graphql',
  '.graphqls',
  '.gql',
  '.sdl',
  '.proto',
  '.wsdl',
  '.wsdl2',
  '.wsdl20',
  '.xml',
];

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

const isStructured = (name: string): boolean => /\.(?:json[5c]?|ya?ml)$/.test(name);

const headOf = (text: string, path: string, isPart: boolean): ContractHead => {
  const name = baseName(path);
  return { text, name, isPart, members: isStructured(name) ? topLevelMembers(text) : new Map() };
};

const readerOf = (head: ContractHead): ContractReader | undefined =>
  contractReaders.find((reader) => reader.recognises(head));

/**
 * Tells the format of a contract from the first 64 KB of a file and its name; null when it is none.
 *
 * @example
 * recogniseContract(Buffer.from('openapi: 3.1.0\n'), 'api.yaml') // 'openapi'
 */
export const recogniseContract = (head: Buffer, name: string): ContractFormat | null => {
  const lower = name.toLowerCase();
  if (!contractEndings.some((ending) => lower.endsWith(ending))) return null;
  const text = decodeText(head.subarray(0, contractHeadBytes), {}, new WarningTally());
  return readerOf(headOf(text, name, head.length >= contractHeadBytes))?.format ?? null;
};

const readingOf = (file: ContractFile, options: ContractOptions): ContractReading => {
  const limits = contractLimits(options);
  const warnings = new WarningTally();
  const files = new ReferencedFiles(file, limits, warnings);
  return { file, limits, files, references: new References(files, warnings), warnings };
};

const evidenceOf = (
  reader: ContractReader,
  sources: readonly SourceText[],
  reading: ContractReading,
  root: string,
): Evidence => {
  const finding = reader.read(sources, reading);
  return {
    covers: [{ source: 'contract', root, apis: finding.apis, ...reading.files.read }],
    sightings: finding.sightings ?? [],
    outbound: finding.outbound ?? [],
    components: finding.components ?? [],
    owners: finding.owners ?? [],
    unresolved: finding.unresolved ?? [],
    warnings: reading.warnings.list(),
  };
};

const noContract = (warnings: WarningTally): Evidence => ({ ...noEvidence, warnings: warnings.list() });

/** Large files are read only when their beginning tells what they are; what cannot be opened is told later, with its reason. */
const isWorthReading = async (file: ContractFile): Promise<boolean> => {
  try {
    const facts = await stat(file.absolute);
    if (!facts.isFile() || facts.size <= unrecognisedBytesMax) return true;
    await using handle = await open(file.absolute, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(contractHeadBytes), 0, contractHeadBytes, 0);
    return recogniseContract(buffer.subarray(0, bytesRead), file.path) !== null;
  } catch {
    return true;
  }
};

/**
 * Reads one contract, with the local files that it refers to. Never throws for what stands in a file: what cannot be read is a warning, and
 * all else is kept.
 *
 * @param file - the contract; its references may not leave `root`
 * @example
 * const evidence = await readContract({ path: 'openapi.yaml', absolute: '/src/openapi.yaml', root: '/src' });
 */
export const readContract = async (file: ContractFile, options: ContractOptions = {}): Promise<Evidence> => {
  const reading = readingOf(file, options);
  if (!(await isWorthReading(file))) {
    reading.warnings.add('not-a-contract', 'a large file does not begin as a contract', { file: file.path });
    return noContract(reading.warnings);
  }
  const source = reading.files.main();
  if (source === null) return noContract(reading.warnings);
  const head = source.text.slice(0, contractHeadBytes);
  const isPart = head.length < source.text.length;
  const reader =
    readerOf(headOf(head, file.path, false)) ??
    (isPart && isStructured(baseName(file.path))
      ? readerOf(headOf(source.text, file.path, false))
      : undefined);
  if (reader !== undefined) return evidenceOf(reader, [source], reading, file.path);
  reading.warnings.add('not-a-contract', 'no known format of contracts', { file: file.path });
  return noContract(reading.warnings);
};

/**
 * Reads files that belong together as one: a GraphQL schema spread over a folder, or proto files that import one another. Of other formats
 * the first file alone is read.
 *
 * @example
 * const files = paths.map((path) => ({ path, absolute: join(root, path), root }));
 * const evidence = await readContractGroup({ format: 'proto', files });
 */
export const readContractGroup = async (
  group: ContractGroup,
  options: ContractOptions = {},
): Promise<Evidence> => {
  const [first] = group.files;
  const reader = contractReaders.find(({ format }) => format === group.format);
  if (first === undefined || reader === undefined) return noEvidence;
  const reading = readingOf(first, options);
  const together = group.format === 'graphql-sdl' || group.format === 'proto' ? group.files : [first];
  const sources = together.flatMap((file) => reading.files.given(file) ?? []);
  if (sources.length === 0) return noContract(reading.warnings);
  return evidenceOf(reader, sources, reading, together.length === 1 ? first.path : sharedFolder(together));
};
