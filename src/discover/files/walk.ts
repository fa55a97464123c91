/** Walks a folder: its files, bounded, without following links out of it or in circles. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { CodeRole, EvidenceWarning } from '../../model/sighting.ts';
import { roleOfPath, skippedFolder } from './role.ts';

/** A file below the root. */
export interface FoundFile {
  /** Below the root, with `/`. */
  readonly path: string;
  readonly absolute: string;
  readonly bytes: number;
  readonly role: CodeRole;
}

/** A folder that was walked. */
export interface WalkedFolder {
  readonly root: string;
  /** Sorted by path. */
  readonly files: readonly FoundFile[];
  readonly warnings: readonly EvidenceWarning[];
  /** Folders left out because others or tools wrote what is in them. */
  readonly leftOut: readonly { readonly path: string; readonly why: 'vendored' | 'generated' }[];
}

/** Bounds of a walk. */
export interface WalkLimits {
  readonly filesMax: number;
  readonly depthMax: number;
}

/** Default bounds. */
export const walkLimits: WalkLimits = { filesMax: 400_000, depthMax: 64 };

/**
 * Walks a folder. Links to folders are not followed: what they lead to inside the root is found there. Folders that cannot be read are told.
 *
 * @throws NodeJS.ErrnoException when the root itself cannot be read
 */
export async function walkFolder(root: string, limits: WalkLimits = walkLimits): Promise<WalkedFolder> {
  const real = await realpath(root);
  const files: FoundFile[] = [];
  const warnings: EvidenceWarning[] = [];
  const leftOut: { path: string; why: 'vendored' | 'generated' }[] = [];
  const warn = (code: string, detail: string, file: string): void => {
    const same = warnings.findIndex((one) => one.code === code && one.detail === detail);
    const known = warnings[same];
    if (known !== undefined) warnings[same] = { ...known, count: known.count + 1 };
    else warnings.push({ code, detail, place: { file }, count: 1 });
  };
  const walk = async (folder: string, below: string, depth: number): Promise<void> => {
    if (depth > limits.depthMax)
      return warn('too-deep', `folders nested deeper than ${limits.depthMax}`, below);
    let entries: Awaited<ReturnType<typeof list>>;
    try {
      entries = await list(folder);
    } catch (error) {
      if (depth === 0) throw error;
      return warn('unreadable', 'the folder cannot be read', below);
    }
    const names = new Set(entries.map(({ name }) => name));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const absolute = join(folder, entry.name);
      if (entry.isSymbolicLink()) {
        const link = await linkOf(absolute, real, path);
        if (link === 'loop') warn('link-loop', 'a link that leads to itself', path);
        else if (link === 'outside') warn('link-outside', 'a link that leads out of the folder', path);
        continue;
      }
      if (entry.isDirectory()) {
        const why = depth === 0 && names.size === 1 ? null : skippedFolder(entry.name, names);
        if (why === null) await walk(absolute, path, depth + 1);
        else if (why !== 'hidden') leftOut.push({ path, why });
        continue;
      }
      if (!entry.isFile()) continue;
      if (files.length >= limits.filesMax) {
        warn('too-many-files', `only the first ${limits.filesMax} files are read`, below);
        return;
      }
      try {
        const { size } = await lstat(absolute);
        files.push({ path, absolute, bytes: size, role: roleOfPath(path) });
      } catch {
        warn('unreadable', 'the file cannot be read', path);
      }
    }
  };
  await walk(real, '', 0);
  return { root: real, files, warnings, leftOut };
}

const list = (folder: string) => readdir(folder, { withFileTypes: true });

/** Where a link leads. Inside the root it is left alone: its target is walked by its own name. */
async function linkOf(absolute: string, root: string, path: string): Promise<'inside' | 'outside' | 'loop'> {
  try {
    await stat(absolute);
    const target = await realpath(absolute);
    if (target !== root && !target.startsWith(root + sep)) return 'outside';
    const above = join(root, ...path.split('/').slice(0, -1));
    return above === target || above.startsWith(target + sep) ? 'loop' : 'inside';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ELOOP' ? 'loop' : 'inside';
  }
}
