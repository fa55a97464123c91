import type { Evidence, OwnerSighting } from '../../model/sighting.ts';
import type { ContractFile, ContractFormat, ContractLimits } from './contract-file.ts';
import type { ReferencedFiles, SourceText } from './document/referenced-files.ts';
import type { References } from './document/references.ts';
import type { ContractNode } from './document/structured-document.ts';
import type { WarningTally } from './warning-tally.ts';

/** What a reader works with: the files of one contract, their references, the warnings. */
export interface ContractReading {
  readonly file: ContractFile;
  readonly limits: ContractLimits;
  readonly files: ReferencedFiles;
  readonly references: References;
  readonly warnings: WarningTally;
}

/** What a reader found; the covers and warnings are added by whoever asked it. */
export type ContractFinding = Partial<
  Pick<Evidence, 'sightings' | 'outbound' | 'components' | 'owners' | 'unresolved'>
> & {
  readonly apis: readonly string[];
};

/** The beginning of a file as text, and its name. */
export interface ContractHead {
  readonly text: string;
  /** Outermost names of a JSON or YAML text, with their simple values; none for other files. */
  readonly members: ReadonlyMap<string, string>;
  /** Whether the file goes on. */
  readonly isPart: boolean;
  /** Lower case, without folders. */
  readonly name: string;
}

/** Reads contracts of one format. */
export interface ContractReader {
  readonly format: ContractFormat;
  /** Whether a file is of this format, judged by its beginning. Linear in the head. */
  readonly recognises: (head: ContractHead) => boolean;
  /** Reads texts that belong together; all formats but GraphQL SDL and proto get one. */
  readonly read: (sources: readonly SourceText[], reading: ContractReading) => ContractFinding;
}

/** Name of a file without folder and ending: an API that has no title is called so. */
export const bareName = (path: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const bare = name.replace(/\.(?:json|ya?ml|graphqls?|gql|proto|wsdl\d*|xml)$/i, '');
  return bare === '' ? name : bare;
};

/** The title that an `info` object gives, or the file's name. */
export const titleOf = (info: ContractNode, file: string): string => {
  const title = info.text('title') ?? info.text('name');
  return title === null ? bareName(file) : title.replace(/\s+/g, ' ').slice(0, 200);
};

/** Who is named as contact in an `info` object. */
export const contactOf = (info: ContractNode, api: string): readonly OwnerSighting[] => {
  const contact = info.child('contact');
  const owner = contact.text('email') ?? contact.text('name') ?? contact.text('url');
  if (owner === null) return [];
  return [{ owners: [owner.slice(0, 200)], from: 'contract', scope: { api }, place: contact.place }];
};

/** Names of files and folders that say only that there is a schema. */
const meaningless: ReadonlySet<string> = new Set([
  'schema',
  'schemas',
  'graphql',
  'gql',
  'index',
  'introspection',
  'typedefs',
  'types',
  'type-defs',
  'sdl',
  'query',
  'queries',
  'mutation',
  'mutations',
  'root',
  'src',
  'app',
  'api',
  'lib',
  'main',
  'resources',
]);

/** What to call a schema that has no title: the innermost file or folder name, common to all files, that says something. */
export const schemaName = (files: readonly string[]): string => {
  const [first = '', ...others] = files;
  const folders = first.split('/').slice(0, -1);
  let shared = folders.length;
  for (const other of others) {
    const theirs = other.split('/').slice(0, -1);
    let same = 0;
    while (same < shared && folders[same] === theirs[same]) same += 1;
    shared = same;
  }
  const own = others.length === 0 ? bareName(first).replace(/\.(?:schema|introspection|graphql)$/i, '') : '';
  const names = [...folders.slice(0, shared), ...(own === '' ? [] : [own])].reverse();
  return names.find((name) => !meaningless.has(name.toLowerCase())) ?? 'graphql';
};
