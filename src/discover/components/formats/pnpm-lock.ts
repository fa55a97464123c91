/** `pnpm-lock.yaml`, versions 5 to 9. */
import type { JsonValue } from '../../contracts/document/json-value.ts';
import { isRecord, isTrue, member } from '../../contracts/document/json-value.ts';
import { readStructuredText } from '../../contracts/document/structured-document.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { lockfileBytesMax, named } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';
import { askedOf } from './package-json.ts';

/** `/name/1.0.0_peer`, `/name@1.0.0(peer)`, `name@1.0.0`. */
const keyOf = (key: string): readonly [name: string, version: string] | null => {
  const path = key.replace(/^\//, '');
  const bare = path.includes('(') ? path.slice(0, path.indexOf('(')) : path;
  const match = /^(@[^/@]+\/[^/@]+|[^/@]+)[@/](\d[^/_@]*)/.exec(bare);
  return match === null ? null : [match[1] ?? '', match[2] ?? ''];
};

export const pnpmLock: ComponentReader = {
  format: 'pnpm-lock.yaml',
  reads: named('pnpm-lock.yaml'),
  bytesMax: lockfileBytesMax,
  *read({ path, text }, { warnings }): Generator<FoundComponent> {
    const { value, lines } = readStructuredText(text, path, warnings);
    const importers = member(value, 'importers');
    const projects: readonly JsonValue[] = isRecord(importers) ? Object.values(importers) : [value];
    const asked = new Map<string, 'runtime' | 'development'>();
    for (const project of projects)
      for (const [name, scope] of askedOf(project)) if (asked.get(name) !== 'runtime') asked.set(name, scope);
    const packages = member(value, 'packages');
    if (!isRecord(packages)) return;
    for (const [key, entry] of Object.entries(packages)) {
      const [name, version] = keyOf(key) ?? [];
      if (name === undefined || version === undefined) continue;
      const isDev = member(entry, 'dev');
      const line = isRecord(entry) ? lines.get(entry) : undefined;
      yield {
        kind: kindOfPackage(name),
        name,
        version,
        purl: purlOf('npm', name, version),
        direct: asked.has(name),
        scope: isTrue(isDev) ? 'development' : isDev === false ? 'runtime' : (asked.get(name) ?? 'unknown'),
        ...(line === undefined ? {} : { line }),
      };
    }
  },
};
