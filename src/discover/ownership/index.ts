/** Who owns the files that operations stand in: CODEOWNERS, then manifests, then the authors of the lines. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EvidenceWarning, OwnerSighting, Sighting } from '../../model/sighting.ts';
import { WarningTally } from '../contracts/warning-tally.ts';
import { decodeText } from '../files/text.ts';
import type { WalkedFolder } from '../files/walk.ts';
import { blameLines } from './blame.ts';
import { codeownersPlaces, ownersOf, readCodeowners } from './codeowners.ts';
import { manifestOwners, ownerManifestBytesMax, ownerManifests } from './manifest-owners.ts';

/** Owners, and what could not be read. */
export interface FolderOwners {
  readonly owners: readonly OwnerSighting[];
  readonly warnings: readonly EvidenceWarning[];
}

/** How to read. */
export interface OwnerOptions {
  /** The root as it was given. */
  readonly root: string;
  readonly signal?: AbortSignal;
  /** Files that `git blame` is asked about. */
  readonly blamedFilesMax?: number;
  /** For all calls of `git` together. */
  readonly blameMs?: number;
}

const codeownersBytesMax = 3_145_728;
const levelsMax = 12;

const textAt = (path: string, bytesMax: number): string | null => {
  try {
    const { size } = statSync(path);
    return size > bytesMax ? null : decodeText(readFileSync(path)).text;
  } catch {
    return null;
  }
};

const exists = (path: string): boolean => {
  try {
    statSync(path);
    return true;
  } catch {
    return false;
  }
};

/** The top of the checkout that a folder is in; null when it is in none. */
export function checkoutOf(folder: string): string | null {
  let at = folder;
  for (let level = 0; level < levelsMax; level += 1) {
    if (exists(join(at, '.git'))) return at;
    const above = dirname(at);
    if (above === at) return null;
    at = above;
  }
  return null;
}

/**
 * Reads who owns the files of sightings.
 *
 * @example
 * const { owners } = await readOwners(folder, sightings, { root: './shop' });
 * owners[0]?.owners; // ['@shop/payments']
 */
export async function readOwners(
  folder: WalkedFolder,
  sightings: readonly Sighting[],
  { root, signal, blamedFilesMax = 200, blameMs = 10_000 }: OwnerOptions,
): Promise<FolderOwners> {
  const warnings = new WarningTally();
  const owners: OwnerSighting[] = [];
  const lines = new Map<string, Set<number>>();
  for (const { place } of sightings) {
    if (place.file === undefined) continue;
    const known = lines.get(place.file) ?? new Set();
    if (place.line !== undefined) known.add(place.line);
    lines.set(place.file, known);
  }
  const top = checkoutOf(folder.root);
  const unowned = byCodeowners(folder, [...lines.keys()], top, root, owners, warnings);
  byManifest(folder, lines.keys(), root, owners, warnings);
  if (top !== null) {
    const untilMs = Date.now() + blameMs;
    for (const file of unowned.slice(0, blamedFilesMax)) {
      signal?.throwIfAborted();
      const timeoutMs = untilMs - Date.now();
      if (timeoutMs <= 0) {
        warnings.add('time-out', '`git blame` took too long; further authors are not known', { file });
        break;
      }
      const wanted = [...(lines.get(file) ?? [])];
      if (wanted.length === 0) continue;
      const authors = await blameLines(folder.root, file, wanted, {
        timeoutMs,
        ...(signal === undefined ? {} : { signal }),
      });
      for (const [line, author] of authors)
        owners.push({
          owners: [author],
          from: 'git-blame',
          scope: { file, line },
          place: { file, line },
          root,
          because: `${author} wrote this line last`,
        });
    }
    if (unowned.length > blamedFilesMax)
      warnings.add('too-many-files', `\`git blame\` was asked about ${blamedFilesMax} files only`, {
        file: '',
      });
  }
  return { owners, warnings: warnings.list() };
}

/** Files that CODEOWNERS gives nobody. */
function byCodeowners(
  folder: WalkedFolder,
  files: readonly string[],
  top: string | null,
  root: string,
  owners: OwnerSighting[],
  warnings: WarningTally,
): readonly string[] {
  for (const base of new Set([folder.root, ...(top === null ? [] : [top])]))
    for (const place of codeownersPlaces) {
      const text = textAt(join(base, place), codeownersBytesMax);
      if (text === null) continue;
      const rules = readCodeowners(text, place, warnings);
      const prefix = base === folder.root ? '' : `${folder.root.slice(base.length + 1)}/`;
      return files.filter((file) => {
        const found = ownersOf(rules, `${prefix}${file}`);
        if (found.length === 0) return true;
        owners.push({
          owners: [...new Set(found.flatMap((rule) => rule.owners))],
          from: 'codeowners',
          scope: { file },
          place: { file: place, line: found[0]?.line ?? 1 },
          root,
          because: found
            .map(
              (rule) =>
                `${place}:${rule.line} has ${rule.pattern}${rule.section === '' ? '' : ` in [${rule.section}]`}`,
            )
            .join(', '),
        });
        return false;
      });
    }
  return files;
}

/** The nearest manifest above a file that names people. */
function byManifest(
  folder: WalkedFolder,
  files: Iterable<string>,
  root: string,
  owners: OwnerSighting[],
  warnings: WarningTally,
): void {
  const byFolder = new Map<string, { readonly path: string; readonly people: readonly string[] }>();
  for (const { path, absolute, role, bytes } of folder.files) {
    const cut = path.lastIndexOf('/');
    if (role !== 'app' || bytes > ownerManifestBytesMax || !ownerManifests.has(path.slice(cut + 1))) continue;
    const text = textAt(absolute, ownerManifestBytesMax);
    const people = text === null ? [] : manifestOwners(text, path, warnings);
    const at = path.slice(0, Math.max(0, cut));
    if (people.length > 0 && !byFolder.has(at)) byFolder.set(at, { path, people });
  }
  if (byFolder.size === 0) return;
  for (const file of files) {
    let at = file;
    while (at !== '') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      const found = byFolder.get(at);
      if (found === undefined) continue;
      owners.push({
        owners: found.people,
        from: 'manifest',
        scope: { file },
        place: { file: found.path },
        root,
        because: `${found.path} names them`,
      });
      break;
    }
  }
}
