/** What a reader of one kind of file is: lockfiles, manifests, lists of packages, descriptions of deployments. */
import type { ComponentLink, ComponentSighting } from '../../model/sighting.ts';
import type { JsonValue } from '../contracts/document/json-value.ts';
import { readStructuredText } from '../contracts/document/structured-document.ts';
import type { WarningTally } from '../contracts/warning-tally.ts';

/** A component as a file tells of it. */
export interface FoundComponent {
  readonly kind: ComponentSighting['kind'];
  readonly name: string;
  readonly version: string | null;
  readonly purl: string | null;
  readonly direct: boolean;
  readonly scope: ComponentSighting['scope'];
  /** 1-based. */
  readonly line?: number;
  /** What it speaks to, as far as the file tells. */
  readonly talksTo?: readonly ComponentLink[];
}

/** A file that is read. */
export interface ComponentText {
  /** Below the root, with `/`. */
  readonly path: string;
  readonly absolute: string;
  readonly text: string;
}

/** What readers share. */
export interface ComponentReading {
  readonly warnings: WarningTally;
  /** Text of a file, by its path below the root; null when there is none or it is too large. */
  neighbour(path: string): string | null;
}

/** A reader of one format. */
export interface ComponentReader {
  readonly format: string;
  /** Is it this kind of file, by its path below the root? */
  readonly reads: (path: string) => boolean;
  /** Larger files are told, not read. */
  readonly bytesMax: number;
  /** The file is no text: `ComponentText.text` stays empty. */
  readonly binary?: true;
  read(source: ComponentText, reading: ComponentReading): Iterable<FoundComponent>;
}

/** Largest lockfile. */
export const lockfileBytesMax = 33_554_432;
/** Largest manifest. */
export const manifestBytesMax = 2_097_152;

/** Is the file's own name one of these? */
export const named =
  (...names: readonly string[]) =>
  (path: string): boolean =>
    names.includes(path.slice(path.lastIndexOf('/') + 1));

/** A file beside another. */
export const beside = (path: string, name: string): string => path.slice(0, path.lastIndexOf('/') + 1) + name;

/** A JSON document; what stood before a fault is kept. */
export const readJson = (text: string, file: string, warnings: WarningTally): JsonValue => {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as JsonValue;
  } catch {
    return readStructuredText(text, file, warnings).value;
  }
};

/** Lines with their numbers, 1-based; lines that no such file has are left out and told. */
export function* linesOf(
  { text, path }: ComponentText,
  warnings: WarningTally,
): Generator<readonly [text: string, line: number]> {
  let line = 0;
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    line += 1;
    if (to - from > lineCharsMax)
      warnings.add('line-too-long', `a line of more than ${lineCharsMax} characters`, { file: path, line });
    else yield [text.slice(from, text[to - 1] === '\r' ? to - 1 : to), line];
    from = to + 1;
  }
}

const lineCharsMax = 65_536;
