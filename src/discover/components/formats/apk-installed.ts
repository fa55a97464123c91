/** The database of `apk`: `lib/apk/db/installed` of Alpine. */
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { linesOf, lockfileBytesMax } from '../component-reader.ts';
import { purlOf } from '../purl.ts';
import { distributionOf } from './os-release.ts';

const place = /(?:^|\/)(?:usr\/)?lib\/apk\/db\/installed$/;

export const apkInstalled: ComponentReader = {
  format: 'apk installed',
  reads: (path) => place.test(path),
  bytesMax: lockfileBytesMax,
  *read(source, { warnings, neighbour }): Generator<FoundComponent> {
    const root = source.path.replace(/(?:usr\/)?lib\/apk\/db\/installed$/, '');
    const distribution = distributionOf(root, neighbour);
    const id = distribution?.id ?? 'alpine';
    let fields = new Map<string, string>();
    let start = 1;
    const made = (): FoundComponent | null => {
      const name = fields.get('P');
      if (name === undefined) return null;
      const version = fields.get('V') ?? null;
      const purl = purlOf('apk', `${id}/${name}`, version);
      const distro = distribution === null ? '' : `&distro=${id}-${distribution.version}`;
      return {
        kind: 'os-package',
        name,
        version,
        purl: purl === null ? null : `${purl}?source=${encodeURIComponent(fields.get('o') ?? name)}${distro}`,
        direct: false,
        scope: 'runtime',
        line: start,
      };
    };
    for (const [text, line] of linesOf(source, warnings)) {
      if (text === '') {
        const one = made();
        if (one !== null) yield one;
        fields = new Map();
      } else if (text[1] === ':') {
        if (fields.size === 0) start = line;
        const letter = text.charAt(0);
        if (letter === 'P' || letter === 'V' || letter === 'o') fields.set(letter, text.slice(2));
      }
    }
    const last = made();
    if (last !== null) yield last;
  },
};
