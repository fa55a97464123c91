/** `yarn.lock`, version 1 and those of Yarn 2 and later. */
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { beside, linesOf, lockfileBytesMax, named, readJson } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';
import { askedOf } from './package-json.ts';

/** `name@range`, `name@npm:range`, `alias@npm:name@range`. */
const descriptor = /^"?(@?[^@"\s]+)@(?:(?:npm|virtual|patch|workspace):)?(?:(@?[^@"\s,]+)@)?/;

export const yarnLock: ComponentReader = {
  format: 'yarn.lock',
  reads: named('yarn.lock'),
  bytesMax: lockfileBytesMax,
  *read(source, { warnings, neighbour }): Generator<FoundComponent> {
    const manifestPath = beside(source.path, 'package.json');
    const manifest = neighbour(manifestPath);
    const asked = manifest === null ? null : askedOf(readJson(manifest, manifestPath, warnings));
    let open: { key: string; name: string; version: string | null; own: boolean; line: number } | null = null;
    const close = (): FoundComponent | null => {
      if (open === null || open.version === null || open.own) return null;
      const { key, name, version, line } = open;
      const scope = asked?.get(key);
      return {
        kind: kindOfPackage(name),
        name,
        version,
        purl: purlOf('npm', name, version),
        direct: scope !== undefined,
        scope: scope ?? 'unknown',
        line,
      };
    };
    for (const [text, line] of linesOf(source, warnings)) {
      if (text === '' || text.startsWith('#')) continue;
      if (!text.startsWith(' ')) {
        const done = close();
        if (done !== null) yield done;
        const [, key, other] = descriptor.exec(text) ?? [];
        open =
          key === undefined || key === '__metadata' || !text.trimEnd().endsWith(':')
            ? null
            : { key, name: other ?? key, version: null, own: text.includes('@workspace:'), line };
        continue;
      }
      if (open === null) continue;
      const told = /^ {2}"?(version|resolution|linkType)"?:? +"?([^"\s]+)"?/.exec(text);
      if (told === null) continue;
      const [, field, value = ''] = told;
      if (field === 'version') open.version = value;
      else if (field === 'linkType') open.own ||= value === 'soft';
      else {
        const name = /^(@?[^@\s]+)@/.exec(value)?.[1];
        if (name !== undefined) open.name = name;
      }
    }
    const done = close();
    if (done !== null) yield done;
  },
};
