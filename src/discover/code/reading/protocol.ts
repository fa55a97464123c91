/** What the reading threads and their pool say to each other. */
import type { EvidenceWarning } from '../../../model/sighting.ts';
import type { Module } from '../ir.ts';

/** A file to read. */
export interface ReadRequest {
  readonly id: number;
  /** Below the root. */
  readonly file: string;
  readonly absolute: string;
  /** Lower it even when the prefilter sees nothing in it: an import led here. */
  readonly force: boolean;
}

/** What came of it. */
export interface ReadAnswer {
  readonly id: number;
  readonly file: string;
  /** null when it does not matter or could not be read. */
  readonly module: Module | null;
  readonly lines: number;
  /** It says of itself that a tool wrote it. */
  readonly generated: boolean;
  readonly warnings: readonly EvidenceWarning[];
}

/** Bounds of reading one file. */
export interface ReadLimits {
  readonly fileBytesMax: number;
  /** A longer line is taken for data or a bundle. */
  readonly lineCharsMax: number;
  readonly parseTimeoutMs: number;
}

/** Default bounds. */
export const readLimits: ReadLimits = {
  fileBytesMax: 2_097_152,
  lineCharsMax: 20_000,
  parseTimeoutMs: 5_000,
};
