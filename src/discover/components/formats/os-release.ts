/** `os-release`: the operating system of a root folder or an image that was unpacked (freedesktop.org). */
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { manifestBytesMax } from '../component-reader.ts';

/** What an `os-release` says. */
export const readOsRelease = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.slice(0, 65_536).matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.trim().replace(/^(["'])(.*)\1$/, '$2'),
    ]),
  );

/** The distribution of the root folder that a file stands in: its id, and its version. */
export const distributionOf = (
  root: string,
  neighbour: (path: string) => string | null,
): { readonly id: string; readonly version: string } | null => {
  const text = neighbour(`${root}etc/os-release`) ?? neighbour(`${root}usr/lib/os-release`);
  if (text === null) return null;
  const told = readOsRelease(text);
  return { id: told.get('ID') ?? 'linux', version: told.get('VERSION_ID') ?? '' };
};

export const osRelease: ComponentReader = {
  format: 'os-release',
  reads: (path) => /(?:^|\/)(?:etc|usr\/lib)\/os-release$/.test(path),
  bytesMax: manifestBytesMax,
  *read({ text }): Generator<FoundComponent> {
    const told = readOsRelease(text);
    const name = told.get('NAME') ?? told.get('ID');
    if (name === undefined) return;
    const version = told.get('VERSION_ID') ?? told.get('VERSION_CODENAME') ?? null;
    yield { kind: 'os', name, version, purl: null, direct: true, scope: 'runtime' };
  },
};
