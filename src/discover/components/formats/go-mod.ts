/** `go.mod` (go.dev/ref/mod), and `go.sum` where the former does not tell all. */
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { beside, linesOf, lockfileBytesMax, manifestBytesMax, named } from '../component-reader.ts';
import { kindOfPackage } from '../known-packages.ts';
import { purlOf } from '../purl.ts';
import { compareVersions } from '../versions/order.ts';

const goPackage = (name: string, version: string, direct: boolean, line: number): FoundComponent => ({
  kind: kindOfPackage(name),
  name,
  version,
  purl: purlOf('golang', name, version),
  direct,
  scope: 'runtime',
  line,
});

export const goMod: ComponentReader = {
  format: 'go.mod',
  reads: named('go.mod'),
  bytesMax: manifestBytesMax,
  *read(source, { warnings }): Generator<FoundComponent> {
    let block = '';
    const required: { name: string; version: string; direct: boolean; line: number }[] = [];
    const replaced = new Map<string, readonly [name: string, version: string | null]>();
    for (const [raw, line] of linesOf(source, warnings)) {
      const at = raw.indexOf('//');
      const text = (at < 0 ? raw : raw.slice(0, at)).trim();
      if (text === ')') {
        block = '';
        continue;
      }
      const opened = /^(\w+)\s*\($/.exec(text);
      if (opened !== null) {
        block = opened[1] ?? '';
        continue;
      }
      const words = text.split(/\s+/).map((word) => word.replace(/^["`]|["`]$/g, ''));
      const verb = block === '' ? (words.shift() ?? '') : block;
      const [first = '', second = ''] = words;
      if (verb === 'go' && /^\d/.test(first))
        yield {
          kind: 'runtime',
          name: 'Go',
          version: first,
          purl: null,
          direct: true,
          scope: 'runtime',
          line,
        };
      else if (verb === 'toolchain' && first.startsWith('go'))
        yield {
          kind: 'runtime',
          name: 'Go toolchain',
          version: first.slice(2),
          purl: null,
          direct: true,
          scope: 'development',
          line,
        };
      else if (verb === 'require' && second.startsWith('v'))
        required.push({ name: first, version: second, direct: !/\bindirect\b/.test(raw.slice(at)), line });
      else if (verb === 'replace') {
        const arrow = words.indexOf('=>');
        const to = words[arrow + 1];
        if (arrow > 0 && to !== undefined) replaced.set(first, [to, words[arrow + 2] ?? null]);
      }
    }
    for (const { name, version, direct, line } of required) {
      const [other, otherVersion] = replaced.get(name) ?? [];
      // A replacement without a version is a folder of one's own.
      if (other !== undefined && otherVersion === null) continue;
      yield goPackage(other ?? name, otherVersion ?? version, direct, line);
    }
  },
};

/** Before Go 1.17, `go.mod` leaves out what is needed only indirectly. */
const tellsAll = (manifest: string | null): boolean => {
  const [, minor] = /^go\s+1\.(\d+)/m.exec(manifest ?? '') ?? [];
  return manifest !== null && (/^go\s+[2-9]/m.test(manifest) || Number(minor ?? 0) >= 17);
};

export const goSum: ComponentReader = {
  format: 'go.sum',
  reads: named('go.sum'),
  bytesMax: lockfileBytesMax,
  *read(source, { warnings, neighbour }): Generator<FoundComponent> {
    if (tellsAll(neighbour(beside(source.path, 'go.mod')))) return;
    // Lines without `/go.mod` are of modules whose code is used; the highest version is the one that is built.
    const chosen = new Map<string, { readonly version: string; readonly line: number }>();
    for (const [text, line] of linesOf(source, warnings)) {
      const [name = '', version = ''] = text.split(' ', 3);
      if (!version.startsWith('v') || version.endsWith('/go.mod')) continue;
      const known = chosen.get(name);
      if (known === undefined || compareVersions('semver', known.version.slice(1), version.slice(1)) < 0)
        chosen.set(name, { version, line });
    }
    for (const [name, { version, line }] of chosen) yield goPackage(name, version, false, line);
  },
};
