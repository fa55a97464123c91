/** `Cargo.lock`, and what `Cargo.toml` asks for itself. */
import type { JsonRecord } from '../../contracts/document/json-value.ts';
import { isList, isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { beside, lockfileBytesMax, manifestBytesMax, named } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';
import { readToml } from '../toml.ts';

const lists: readonly (readonly [list: string, scope: 'runtime' | 'development'])[] = [
  ['dev-dependencies', 'development'],
  ['build-dependencies', 'development'],
  ['dependencies', 'runtime'],
];

const askedOf = (manifest: JsonRecord): ReadonlyMap<string, 'runtime' | 'development'> => {
  const asked = new Map<string, 'runtime' | 'development'>();
  for (const holder of [manifest, member(manifest, 'workspace')])
    for (const [list, scope] of lists) {
      const names = member(holder, list);
      if (!isRecord(names)) continue;
      for (const [name, entry] of Object.entries(names))
        asked.set(textMember(entry, 'package') ?? name, scope);
    }
  return asked;
};

const crate = (
  name: string,
  version: string | null,
  direct: boolean,
  scope: FoundComponent['scope'],
): FoundComponent => ({
  kind: kindOfPackage(name),
  name,
  version,
  purl: purlOf('cargo', name, version),
  direct,
  scope,
});

export const cargoLock: ComponentReader = {
  format: 'Cargo.lock',
  reads: named('Cargo.lock'),
  bytesMax: lockfileBytesMax,
  *read({ path, text }, { warnings, neighbour }): Generator<FoundComponent> {
    const packages = member(readToml(text, path, warnings), 'package');
    const own = new Set<string>();
    const manifestPath = beside(path, 'Cargo.toml');
    const manifest = neighbour(manifestPath);
    const asked = new Map(manifest === null ? [] : askedOf(readToml(manifest, manifestPath, warnings)));
    const entries = isList(packages) ? packages : [];
    // What has no source is a member of the workspace, and what it names is asked for by name.
    for (const entry of entries) {
      if (textMember(entry, 'source') !== null) continue;
      own.add(textMember(entry, 'name') ?? '');
      const needed = member(entry, 'dependencies');
      for (const one of isList(needed) ? needed : [])
        if (typeof one === 'string') {
          const [name = ''] = one.split(' ');
          if (!asked.has(name)) asked.set(name, 'runtime');
        }
    }
    for (const entry of entries) {
      const name = textMember(entry, 'name');
      if (name === null || own.has(name)) continue;
      yield crate(name, textMember(entry, 'version'), asked.has(name), asked.get(name) ?? 'unknown');
    }
  },
};

export const cargoToml: ComponentReader = {
  format: 'Cargo.toml',
  reads: named('Cargo.toml'),
  bytesMax: manifestBytesMax,
  *read({ path, text }, { warnings, neighbour }): Generator<FoundComponent> {
    const manifest = readToml(text, path, warnings);
    const rust = textMember(member(manifest, 'package'), 'rust-version');
    if (rust !== null)
      yield { kind: 'runtime', name: 'Rust', version: rust, purl: null, direct: true, scope: 'runtime' };
    for (let at = path.lastIndexOf('/'); ; at = path.lastIndexOf('/', at - 1)) {
      if (neighbour(`${at < 0 ? '' : path.slice(0, at + 1)}Cargo.lock`) !== null) return;
      if (at <= 0) break;
    }
    if (neighbour('Cargo.lock') !== null) return;
    for (const [name, scope] of askedOf(manifest)) yield crate(name, null, true, scope);
  },
};
