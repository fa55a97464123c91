import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Evidence } from '../../../model/sighting.ts';
import type { ContractFile, ContractOptions } from '../contract-file.ts';
import { readContract } from '../index.ts';

/** A folder with contracts that is gone after the test. */
export class ContractFolder implements Disposable {
  readonly #outer = mkdtempSync(join(tmpdir(), 'contracts-'));
  /** The root that is given to the reader. */
  readonly root = join(this.#outer, 'root');

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    mkdirSync(this.root);
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  /** Writes a file; `../x` stands beside the root. */
  write(path: string, content: string | Uint8Array): void {
    const absolute = join(this.root, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
  }

  link(path: string, target: string): void {
    symlinkSync(join(this.root, target), join(this.root, path));
  }

  read(path: string, options: ContractOptions = {}): Promise<Evidence> {
    return readContract(this.file(path), options);
  }

  file(path: string): ContractFile {
    return { path, absolute: join(this.root, path), root: this.root };
  }

  [Symbol.dispose](): void {
    rmSync(this.#outer, { recursive: true, force: true });
  }
}

/** Reads one text as a contract. */
export const readText = async (
  path: string,
  content: string | Uint8Array,
  options: ContractOptions = {},
): Promise<Evidence> => {
  using folder = new ContractFolder({ [path]: content });
  return await folder.read(path, options);
};

/** `METHOD /path` of all operations, in their order. */
export const operationLines = (evidence: Evidence): readonly string[] =>
  evidence.sightings.map(({ method, path }) => `${method} ${path}`);

/** `in name type` (with `!` when required) of the parameters of one operation. */
export const parameterLines = (evidence: Evidence, index = 0): readonly string[] =>
  (evidence.sightings[index]?.params ?? []).map(
    ({ name, in: place, type, required }) => `${place} ${name} ${type}${required === true ? '!' : ''}`,
  );

/** `code` of all warnings, in their order. */
export const warningCodes = (evidence: Evidence): readonly string[] =>
  evidence.warnings.map(({ code }) => code);
