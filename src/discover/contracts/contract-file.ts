/**
 * What a contract reader is given, and what it may spend.
 */

/** A file that holds a contract, or a part of one. */
export interface ContractFile {
  /** Path that is shown: below the root, with `/`. */
  readonly path: string;
  /** Where it stands on disk. */
  readonly absolute: string;
  /** Folder that references may not leave. */
  readonly root: string;
}

/** Formats that are read, in the order in which they are tried. */
export type ContractFormat =
  | 'openapi'
  | 'swagger'
  | 'asyncapi'
  | 'postman'
  | 'graphql-introspection'
  | 'graphql-sdl'
  | 'proto'
  | 'wsdl';

/** Files of one format that are read together. */
export interface ContractGroup {
  readonly format: ContractFormat;
  readonly files: readonly ContractFile[];
}

/** Bounds and facts that a contract does not tell itself. */
export interface ContractOptions {
  /** Bytes of one file that are read, at most. */
  readonly fileBytesMax?: number;
  /** Files that references of one contract may reach. */
  readonly referencedFilesMax?: number;
  /** Operations of one contract. */
  readonly operationsMax?: number;
  /** Parameters and fields of one operation. */
  readonly parametersMax?: number;
  /** Time for the operations of one contract, in milliseconds; what is left over then is told. */
  readonly timeoutMs?: number;
  /** Path under which GraphQL is served, where a schema is read. */
  readonly graphqlPath?: string;
}

/** All bounds, with what stands where nothing was given. */
export type ContractLimits = Required<ContractOptions>;

export const contractLimits = (options: ContractOptions): ContractLimits => ({
  fileBytesMax: options.fileBytesMax ?? 64 * 1024 * 1024,
  referencedFilesMax: options.referencedFilesMax ?? 2000,
  operationsMax: options.operationsMax ?? 100_000,
  parametersMax: options.parametersMax ?? 500,
  timeoutMs: options.timeoutMs ?? 60_000,
  graphqlPath: options.graphqlPath ?? '/graphql',
});
