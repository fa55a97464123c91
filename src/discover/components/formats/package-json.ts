/** `package.json`: what an npm package asks for itself, and the runtime it needs. Versions are told by a lockfile, where there is one. */
import type { JsonValue } from '../../contracts/document/json-value.ts';
import { isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { beside, manifestBytesMax, named, readJson } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';

/** Names that a manifest asks for, and what for. */
export type AskedPackages = ReadonlyMap<string, 'runtime' | 'development'>;

const lists: readonly (readonly [list: string, scope: 'runtime' | 'development'])[] = [
  ['devDependencies', 'development'],
  ['peerDependencies', 'runtime'],
  ['optionalDependencies', 'runtime'],
  ['dependencies', 'runtime'],
];

/** What the manifest asks for by name. */
export const askedOf = (manifest: JsonValue | undefined): AskedPackages => {
  const asked = new Map<string, 'runtime' | 'development'>();
  for (const [list, scope] of lists) {
    const names = member(manifest, list);
    if (isRecord(names)) for (const name of Object.keys(names)) asked.set(name, scope);
  }
  return asked;
};

const isExact = (range: string): boolean => /^[v=]?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(range);

const lockfiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
] as const;

/** A lockfile of this folder or of one above has the versions. */
const isLocked = (path: string, neighbour: (path: string) => string | null): boolean => {
  for (let at = path.lastIndexOf('/'); ; at = path.lastIndexOf('/', at - 1)) {
    const folder = at < 0 ? '' : path.slice(0, at + 1);
    if (lockfiles.some((name) => neighbour(`${folder}${name}`) !== null)) return true;
    if (at <= 0) return false;
  }
};

export const packageJson: ComponentReader = {
  format: 'package.json',
  reads: named('package.json'),
  bytesMax: manifestBytesMax,
  *read({ path, text }, { warnings, neighbour }): Generator<FoundComponent> {
    const manifest = readJson(text, path, warnings);
    const engines = member(manifest, 'engines');
    for (const [name, title] of [
      ['node', 'Node.js'],
      ['bun', 'Bun'],
      ['deno', 'Deno'],
    ] as const) {
      const version = textMember(engines, name);
      if (version !== null)
        yield { kind: 'runtime', name: title, version, purl: null, direct: true, scope: 'runtime' };
    }
    if (isLocked(path, neighbour) || neighbour(beside(path, 'bun.lockb')) !== null) return;
    const asked = askedOf(manifest);
    for (const [name, scope] of asked) {
      const range =
        lists.map(([list]) => textMember(member(manifest, list), name)).find((one) => one !== null) ?? '';
      const version = isExact(range) ? range.replace(/^[v=]/, '') : null;
      yield {
        kind: kindOfPackage(name),
        name,
        version,
        purl: purlOf('npm', name, version),
        direct: true,
        scope,
      };
    }
  },
};
