/** `composer.lock`, and what `composer.json` asks for itself. */
import { isList, isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { beside, lockfileBytesMax, manifestBytesMax, named, readJson } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';

/** `php`, `ext-json` and the like are no packages. */
const isPlatform = (name: string): boolean => !name.includes('/');

const phpPackage = (
  name: string,
  version: string | null,
  direct: boolean,
  scope: 'runtime' | 'development',
): FoundComponent => ({
  kind: kindOfPackage(name),
  name,
  version,
  purl: purlOf('composer', name, version),
  direct,
  scope,
});

export const composerLock: ComponentReader = {
  format: 'composer.lock',
  reads: named('composer.lock'),
  bytesMax: lockfileBytesMax,
  *read({ path, text }, { warnings, neighbour }): Generator<FoundComponent> {
    const lock = readJson(text, path, warnings);
    const manifestPath = beside(path, 'composer.json');
    const manifestText = neighbour(manifestPath);
    const manifest = manifestText === null ? {} : readJson(manifestText, manifestPath, warnings);
    const asked = new Set(
      ['require', 'require-dev'].flatMap((list) => {
        const names = member(manifest, list);
        return isRecord(names) ? Object.keys(names).map((name) => name.toLowerCase()) : [];
      }),
    );
    for (const [list, scope] of [
      ['packages', 'runtime'],
      ['packages-dev', 'development'],
    ] as const) {
      const packages = member(lock, list);
      for (const entry of isList(packages) ? packages : []) {
        const name = textMember(entry, 'name');
        if (name === null) continue;
        const version = textMember(entry, 'version')?.replace(/^v(?=\d)/, '') ?? null;
        yield phpPackage(name, version, asked.has(name.toLowerCase()), scope);
      }
    }
  },
};

export const composerJson: ComponentReader = {
  format: 'composer.json',
  reads: named('composer.json'),
  bytesMax: manifestBytesMax,
  *read({ path, text }, { warnings, neighbour }): Generator<FoundComponent> {
    const manifest = readJson(text, path, warnings);
    const php = textMember(member(manifest, 'require'), 'php');
    if (php !== null)
      yield { kind: 'runtime', name: 'PHP', version: php, purl: null, direct: true, scope: 'runtime' };
    if (neighbour(beside(path, 'composer.lock')) !== null) return;
    for (const [list, scope] of [
      ['require', 'runtime'],
      ['require-dev', 'development'],
    ] as const) {
      const names = member(manifest, list);
      if (!isRecord(names)) continue;
      for (const [name, range] of Object.entries(names)) {
        if (isPlatform(name)) continue;
        const exact =
          typeof range === 'string' && /^v?\d+\.\d+(?:\.\d+){0,2}$/.test(range)
            ? range.replace(/^v/, '')
            : null;
        yield phpPackage(name, exact, true, scope);
      }
    }
  },
};
