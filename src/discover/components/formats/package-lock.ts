/** `package-lock.json` and `npm-shrinkwrap.json` of npm, lockfile versions 1 to 3. */
import type { JsonValue } from '../../contracts/document/json-value.ts';
import { isRecord, isTrue, member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { beside, lockfileBytesMax, named, readJson } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';
import { askedOf } from './package-json.ts';

const depthMax = 64;
const versionCharsMax = 128;

const found = (name: string, version: string | null, isDev: boolean, direct: boolean): FoundComponent => ({
  kind: kindOfPackage(name),
  name,
  version,
  purl: purlOf('npm', name, version),
  direct,
  scope: isDev ? 'development' : 'runtime',
});

/** `npm:other@1.2.3` is another package under this name; addresses and paths are no versions. */
const resolved = (name: string, told: string | null): readonly [name: string, version: string | null] => {
  if (told === null || told.length > versionCharsMax) return [name, null];
  const alias = /^npm:(@?[^@]+)@(.+)$/.exec(told);
  if (alias !== null) return [alias[1] ?? name, alias[2] ?? null];
  return [name, /^\d/.test(told) ? told : null];
};

function* nested(
  dependencies: JsonValue | undefined,
  asked: ReadonlyMap<string, string>,
  depth: number,
): Generator<FoundComponent> {
  if (!isRecord(dependencies) || depth > depthMax) return;
  for (const [key, entry] of Object.entries(dependencies)) {
    const [name, version] = resolved(key, textMember(entry, 'version'));
    yield found(name, version, isTrue(member(entry, 'dev')), depth === 0 && asked.has(key));
    yield* nested(member(entry, 'dependencies'), asked, depth + 1);
  }
}

export const packageLock: ComponentReader = {
  format: 'package-lock.json',
  reads: named('package-lock.json', 'npm-shrinkwrap.json'),
  bytesMax: lockfileBytesMax,
  *read({ path, text }, { warnings, neighbour }): Generator<FoundComponent> {
    const lock = readJson(text, path, warnings);
    const packages = member(lock, 'packages');
    if (isRecord(packages)) {
      const asked = new Set<string>();
      // The root and its workspaces stand in the same list, by their folders.
      for (const [folder, entry] of Object.entries(packages))
        if (!folder.includes('node_modules/')) for (const name of askedOf(entry).keys()) asked.add(name);
      for (const [folder, entry] of Object.entries(packages)) {
        const at = folder.lastIndexOf('node_modules/');
        if (at < 0 || isTrue(member(entry, 'link'))) continue;
        const key = folder.slice(at + 'node_modules/'.length);
        const name = textMember(entry, 'name') ?? key;
        const [, version] = resolved(name, textMember(entry, 'version'));
        const isDev = isTrue(member(entry, 'dev')) || isTrue(member(entry, 'devOptional'));
        yield found(name, version, isDev, asked.has(key) && !folder.slice(0, at).includes('node_modules/'));
      }
      return;
    }
    const manifest = neighbour(beside(path, 'package.json'));
    const asked =
      manifest === null ? new Map() : askedOf(readJson(manifest, beside(path, 'package.json'), warnings));
    yield* nested(member(lock, 'dependencies'), asked, 0);
  },
};
