import type { ContractFile, ContractFormat, ContractGroup } from './contract-file.ts';

const foldersOf = (path: string): readonly string[] => path.split('/').slice(0, -1);

/** The innermost folder that all files share; `.` for the root. */
export const sharedFolder = (files: readonly ContractFile[]): string => {
  const [first, ...others] = files.map(({ path }) => foldersOf(path));
  let shared = first ?? [];
  for (const folders of others) {
    const end = shared.findIndex((name, index) => folders[index] !== name);
    if (end !== -1) shared = shared.slice(0, end);
  }
  return shared.length === 0 ? '.' : shared.join('/');
};

/** Folders that hold a schema, however it is spread below them. */
const schemaFolder = /^(?:graphql|gql|schemas?|type-?defs|sdl)$/i;

/** The folder in which the schema of a file begins. */
const schemaHome = (path: string): string => {
  const folders = foldersOf(path);
  const named = folders.findIndex((name) => schemaFolder.test(name));
  return folders.slice(0, named === -1 ? folders.length : named + 1).join('/');
};

/** Homes that lie within another home belong to it; the root is nobody's, or every schema would be one. */
const outermost = (home: string, homes: ReadonlySet<string>): string => {
  const folders = home.split('/');
  for (let count = 1; count < folders.length; count += 1) {
    const outer = folders.slice(0, count).join('/');
    if (homes.has(outer)) return outer;
  }
  return home;
};

/**
 * Puts files together that are to be read as one: all proto files, which import one another; GraphQL schema files by the folder in which
 * their schema begins. Every other contract stands alone.
 *
 * @example
 * groupContracts([{ file, format: 'openapi' }]) // [{ format: 'openapi', files: [file] }]
 */
export const groupContracts = (
  found: readonly { readonly file: ContractFile; readonly format: ContractFormat }[],
): readonly ContractGroup[] => {
  const homes = new Set(
    found.flatMap(({ file, format }) => (format === 'graphql-sdl' ? [schemaHome(file.path)] : [])),
  );
  const groups = new Map<string, { readonly format: ContractFormat; readonly files: ContractFile[] }>();
  found.forEach(({ file, format }, index) => {
    const key =
      format === 'proto'
        ? 'proto'
        : format === 'graphql-sdl'
          ? `graphql-sdl ${outermost(schemaHome(file.path), homes)}`
          : `${index}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { format, files: [file] });
    else group.files.push(file);
  });
  return [...groups.values()];
};
