/** For tests: components of a folder that is gone afterwards, in short. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { walkFolder } from '../../files/walk.ts';
import type { FolderComponents } from '../index.ts';
import { readComponents } from '../index.ts';

/** A folder with these files. */
export class TemporaryFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'components-'));

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), content);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Components of these files. */
export const componentsIn = async (
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<FolderComponents> => {
  using folder = new TemporaryFolder(files);
  return await readComponents(await walkFolder(folder.path));
};

/** `kind name version direct scope`, in the order of the files. */
export const componentLines = ({ components }: FolderComponents): readonly string[] =>
  components.map(
    ({ kind, name, version, direct, scope }) =>
      `${kind} ${name} ${version ?? '?'}${direct ? ' direct' : ''} ${scope}`,
  );
