/** `bun.lock`: JSON with commas at ends. */
import { isList, isRecord, member } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { lockfileBytesMax, named, readJson } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';
import { askedOf } from './package-json.ts';

export const bunLock: ComponentReader = {
  format: 'bun.lock',
  reads: named('bun.lock'),
  bytesMax: lockfileBytesMax,
  *read({ path, text }, { warnings }): Generator<FoundComponent> {
    const lock = readJson(text.replace(/,(?=\s*[}\]])/g, ''), path, warnings);
    const workspaces = member(lock, 'workspaces');
    const asked = new Map<string, 'runtime' | 'development'>();
    if (isRecord(workspaces))
      for (const workspace of Object.values(workspaces))
        for (const [name, scope] of askedOf(workspace))
          if (asked.get(name) !== 'runtime') asked.set(name, scope);
    const packages = member(lock, 'packages');
    if (!isRecord(packages)) return;
    for (const [key, entry] of Object.entries(packages)) {
      const [told] = isList(entry) ? entry : [];
      const [, name, version] = typeof told === 'string' ? (/^(@?[^@]+)@(\d.*)$/.exec(told) ?? []) : [];
      if (name === undefined || version === undefined) continue;
      yield {
        kind: kindOfPackage(name),
        name,
        version,
        purl: purlOf('npm', name, version),
        direct: asked.has(key),
        scope: asked.get(key) ?? 'unknown',
      };
    }
  },
};
