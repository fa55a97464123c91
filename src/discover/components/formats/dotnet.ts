/** .NET: `packages.lock.json`, `PackageReference` in project files, `packages.config`, central versions. */
import { isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import type { XmlElement } from '../../contracts/wsdl/xml-tree.ts';
import { readXml } from '../../contracts/wsdl/xml-tree.ts';
import type { ComponentReader, ComponentReading, FoundComponent } from '../component-reader.ts';
import { beside, lockfileBytesMax, manifestBytesMax, named, readJson } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';

const dotnetPackage = (
  name: string,
  version: string | null,
  direct: boolean,
  scope: FoundComponent['scope'],
  line?: number,
): FoundComponent => ({
  kind: kindOfPackage(name),
  name,
  version,
  purl: purlOf('nuget', name, version),
  direct,
  scope,
  ...(line === undefined ? {} : { line }),
});

export const nugetLock: ComponentReader = {
  format: 'packages.lock.json',
  reads: named('packages.lock.json'),
  bytesMax: lockfileBytesMax,
  *read({ path, text }, { warnings }): Generator<FoundComponent> {
    const targets = member(readJson(text, path, warnings), 'dependencies');
    if (!isRecord(targets)) return;
    for (const packages of Object.values(targets)) {
      if (!isRecord(packages)) continue;
      for (const [name, entry] of Object.entries(packages)) {
        const type = textMember(entry, 'type');
        if (type === 'Project') continue;
        yield dotnetPackage(name, textMember(entry, 'resolved'), type === 'Direct', 'runtime');
      }
    }
  },
};

const all = function* (element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of element.children) {
    if (child.name === name) yield child;
    yield* all(child, name);
  }
};

/** An attribute, or a child element of that name. */
const told = (element: XmlElement, name: string): string | null =>
  element.attributes.get(name) ?? element.children.find((child) => child.name === name)?.text.trim() ?? null;

const exact = (version: string | null): string | null => {
  const bare = /^\[([^,\]]+)\]$/.exec(version ?? '')?.[1] ?? version ?? '';
  return /^\d[\w.+-]*$/.test(bare) ? bare : null;
};

/** Versions of `Directory.Packages.props` of the folder or the nearest above it. */
function centralVersions(
  path: string,
  { neighbour, warnings }: ComponentReading,
): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (let at = path.lastIndexOf('/'); ; at = path.lastIndexOf('/', at - 1)) {
    const file = `${at < 0 ? '' : path.slice(0, at + 1)}Directory.Packages.props`;
    const text = neighbour(file);
    const root = text === null ? null : readXml(text, file, warnings);
    if (root !== null) {
      for (const one of all(root, 'PackageVersion')) {
        const name = one.attributes.get('Include');
        const version = exact(told(one, 'Version'));
        if (name !== undefined && version !== null) versions.set(name.toLowerCase(), version);
      }
      return versions;
    }
    if (at <= 0) return versions;
  }
}

export const csproj: ComponentReader = {
  format: 'csproj',
  reads: (path) => /\.(?:cs|fs|vb)proj$/i.test(path),
  bytesMax: manifestBytesMax,
  *read({ path, text }, reading): Generator<FoundComponent> {
    const project = readXml(text, path, reading.warnings);
    if (project === null) return;
    const [framework] = [...all(project, 'TargetFramework'), ...all(project, 'TargetFrameworks')];
    const [, version] = /^net(?:coreapp)?(\d+\.\d+)/.exec(framework?.text.trim() ?? '') ?? [];
    if (version !== undefined)
      yield { kind: 'runtime', name: '.NET', version, purl: null, direct: true, scope: 'runtime' };
    if (reading.neighbour(beside(path, 'packages.lock.json')) !== null) return;
    const central = centralVersions(path, reading);
    for (const one of all(project, 'PackageReference')) {
      const name = one.attributes.get('Include');
      if (name === undefined || name === '') continue;
      const pinned =
        exact(told(one, 'VersionOverride') ?? told(one, 'Version')) ??
        central.get(name.toLowerCase()) ??
        null;
      const isPrivate = (told(one, 'PrivateAssets') ?? '').toLowerCase() === 'all';
      yield dotnetPackage(name, pinned, true, isPrivate ? 'development' : 'runtime', one.line);
    }
  },
};

export const packagesConfig: ComponentReader = {
  format: 'packages.config',
  reads: named('packages.config'),
  bytesMax: manifestBytesMax,
  *read({ path, text }, { warnings }): Generator<FoundComponent> {
    for (const one of readXml(text, path, warnings)?.children ?? []) {
      const name = one.attributes.get('id');
      if (one.name !== 'package' || name === undefined) continue;
      const isDev = one.attributes.get('developmentDependency') === 'true';
      yield dotnetPackage(
        name,
        exact(one.attributes.get('version') ?? null),
        true,
        isDev ? 'development' : 'runtime',
        one.line,
      );
    }
  },
};
