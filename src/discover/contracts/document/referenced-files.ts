import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Place } from '../../../model/sighting.ts';
import type { ContractFile, ContractLimits } from '../contract-file.ts';
import type { WarningTally } from '../warning-tally.ts';
import { decodeText } from './source-text.ts';

/** A text that stands in a file below the root. */
export interface SourceText {
  /** Path that is shown. */
  readonly file: string;
  readonly absolute: string;
  readonly text: string;
}

/** Folders at the front of an import that may stand above the root. */
const searchedMax = 4;

const isWithin = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** Whether a reference names another machine: it begins with a scheme or with `//`. */
export const isRemote = (reference: string): boolean => /^(?:[a-z][a-z\d+.-]+:|\/\/)/i.test(reference);

/**
 * The files that a contract and its references name. Nothing outside the root is opened, also not by way of a link; nothing is fetched; count
 * and size are bounded. Whatever is refused is a warning with the place of the reference.
 */
export class ReferencedFiles {
  readonly #file: ContractFile;
  readonly #limits: ContractLimits;
  readonly #warnings: WarningTally;
  readonly #texts = new Map<string, SourceText | null>();
  #lines = 0;

  constructor(file: ContractFile, limits: ContractLimits, warnings: WarningTally) {
    this.#file = file;
    this.#limits = limits;
    this.#warnings = warnings;
  }

  /** Files and lines that were read. */
  get read(): { readonly files: number; readonly lines: number } {
    const files = [...this.#texts.values()].filter((text) => text !== null).length;
    return { files, lines: this.#lines };
  }

  /** The contract itself: it was named by whoever asks. */
  main(): SourceText | null {
    return this.given(this.#file);
  }

  /** A file that was named by whoever asks. */
  given(file: ContractFile): SourceText | null {
    return this.#open(file.absolute, file.path, { file: file.path });
  }

  /** The file that a reference in `from` names (without its fragment); null, with a warning, when it is not to be had. */
  follow(reference: string, from: string, place: Place): SourceText | null {
    if (isRemote(reference)) {
      // Neither user information nor a query belongs into a warning.
      const shown = reference.replace(/[?#].*$/s, '').replace(/\/\/[^/@]{0,2000}@/, '//');
      this.#warnings.add('reference-remote', `${shown} is not fetched`, place);
      return null;
    }
    const target = resolve(dirname(from), decoded(reference));
    const known = this.#texts.get(target);
    if (known !== undefined) return known;
    if (!this.#mayOpen(target, reference, place)) {
      this.#texts.set(target, null);
      return null;
    }
    return this.#open(target, this.#shown(target), place);
  }

  /** Names of the files beside another whose names end so. */
  beside(absolute: string, ending: string): readonly string[] {
    try {
      return readdirSync(dirname(absolute)).filter((name) => name.endsWith(ending));
    } catch {
      return [];
    }
  }

  /**
   * A file that stands at `path` below the folder of `from` or a folder around it, up to the root; null, with a warning, when there is none.
   * A path may begin above the root: its first folders are left out when nothing else is found.
   */
  search(path: string, from: string, place: Place): SourceText | null {
    const segments = path.split('/');
    for (let left = 0; left < Math.min(segments.length, searchedMax); left += 1) {
      const target = this.#around(segments.slice(left).join('/'), dirname(from));
      if (target !== null) return this.follow(relative(dirname(from), target), from, place);
    }
    const isOutside = !isWithin(this.#file.root, resolve(this.#file.root, path));
    this.#warnings.add(
      isOutside ? 'reference-outside' : 'reference-missing',
      `${path} is not below the root`,
      place,
    );
    return null;
  }

  #around(path: string, start: string): string | null {
    for (let folder = start; isWithin(this.#file.root, folder); folder = dirname(folder)) {
      const target = resolve(folder, path);
      if (isWithin(this.#file.root, target) && existsSync(target)) return target;
      if (folder === dirname(folder)) break;
    }
    return null;
  }

  #mayOpen(target: string, reference: string, place: Place): boolean {
    const root = realPath(this.#file.root);
    if (root === null || !(isWithin(this.#file.root, target) || isWithin(root, target))) {
      this.#warnings.add('reference-outside', `${reference} leads out of the root`, place);
      return false;
    }
    const real = realPath(target);
    if (real === null) {
      this.#warnings.add('reference-missing', `${reference} names no file`, place);
      return false;
    }
    if (!isWithin(root, real)) {
      this.#warnings.add('reference-outside', `${reference} is a link that leads out of the root`, place);
      return false;
    }
    if (this.#texts.size >= this.#limits.referencedFilesMax) {
      this.#warnings.add(
        'too-many-files',
        `the contract names more than ${this.#limits.referencedFilesMax} files`,
        place,
      );
      return false;
    }
    return true;
  }

  /** The shown path of another file, seen from that of the contract. */
  #shown(target: string): string {
    const own = relative(this.#file.root, this.#file.absolute).split(sep).join('/');
    const prefix = this.#file.path.endsWith(own) ? this.#file.path.slice(0, -own.length) : '';
    return prefix + relative(this.#file.root, target).split(sep).join('/');
  }

  #open(absolute: string, file: string, place: Place): SourceText | null {
    let found: SourceText | null = null;
    try {
      const facts = statSync(absolute);
      if (!facts.isFile()) this.#warnings.add('not-a-file', `${file} is not a plain file`, place);
      else if (facts.size > this.#limits.fileBytesMax) {
        this.#warnings.add(
          'file-too-large',
          `${file} has more than ${this.#limits.fileBytesMax} bytes`,
          place,
        );
      } else {
        const text = decodeText(readFileSync(absolute), { file }, this.#warnings);
        found = { file, absolute, text };
        this.#lines += countLines(text);
      }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      this.#warnings.add('unreadable', `${file} could not be read (${code})`, place);
    }
    this.#texts.set(absolute, found);
    return found;
  }
}

const realPath = (path: string): string | null => {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
};

const decoded = (reference: string): string => {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
};

const countLines = (text: string): number => {
  let lines = text === '' ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < text.length - 1; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
};
