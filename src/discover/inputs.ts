/** What somebody points at: a folder, a source file, a contract, traffic, a site; told by looking, not by asking. */
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { HeliostatError } from '../model/errors.ts';
import { languageOf } from './code/lowering.ts';
import { contractHeadBytes, recogniseContract } from './contracts/index.ts';

/** One thing to read. */
export type Input =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'source'; readonly path: string }
  | { readonly kind: 'contract'; readonly path: string }
  /** Captures, logs; whether it is one is seen when it is read. */
  | { readonly kind: 'traffic'; readonly path: string }
  | { readonly kind: 'site'; readonly url: URL };

/**
 * Tells what an argument is.
 *
 * @throws HeliostatError `file-unreadable` when there is no such file
 */
export async function recogniseInput(argument: string): Promise<Input> {
  if (/^https?:\/\//i.test(argument)) {
    if (!URL.canParse(argument))
      throw new HeliostatError('usage-invalid', { detail: `${argument} is no valid URL` });
    return { kind: 'site', url: new URL(argument) };
  }
  let isFolder: boolean;
  try {
    isFolder = (await stat(argument)).isDirectory();
  } catch {
    throw new HeliostatError('file-unreadable', { detail: argument });
  }
  if (isFolder) return { kind: 'folder', path: argument };
  if (languageOf(argument) !== null) return { kind: 'source', path: argument };
  try {
    await using file = await open(argument, 'r');
    const head = Buffer.alloc(contractHeadBytes);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (recogniseContract(head.subarray(0, bytesRead), basename(argument)) !== null)
      return { kind: 'contract', path: argument };
  } catch {
    throw new HeliostatError('file-unreadable', { detail: argument });
  }
  return { kind: 'traffic', path: argument };
}
