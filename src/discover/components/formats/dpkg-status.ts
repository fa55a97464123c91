/** The database of `dpkg`: `var/lib/dpkg/status`, or one file a package in `status.d`. */
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { linesOf, lockfileBytesMax } from '../component-reader.ts';
import { purlOf } from '../purl.ts';
import { distributionOf } from './os-release.ts';

const place = /(?:^|\/)var\/lib\/dpkg\/(?:status|status\.d\/[^/]+)$/;

export const dpkgStatus: ComponentReader = {
  format: 'dpkg status',
  reads: (path) => place.test(path) && !path.endsWith('.md5sums'),
  bytesMax: lockfileBytesMax,
  *read(source, { warnings, neighbour }): Generator<FoundComponent> {
    const root = source.path.slice(0, source.path.lastIndexOf('var/lib/dpkg/'));
    const distribution = distributionOf(root, neighbour);
    const id = distribution?.id ?? 'debian';
    let fields = new Map<string, string>();
    let start = 1;
    const made = (): FoundComponent | null => {
      const name = fields.get('Package');
      const status = fields.get('Status');
      // Removed packages leave their configuration behind.
      if (name === undefined || (status !== undefined && !status.endsWith(' installed'))) return null;
      const version = fields.get('Version') ?? null;
      // Advisories go by the source package.
      const [, source = name] = /^(\S+)/.exec(fields.get('Source') ?? '') ?? [];
      const purl = purlOf('deb', `${id}/${name}`, version);
      const distro = distribution === null ? '' : `&distro=${id}-${distribution.version}`;
      return {
        kind: 'os-package',
        name,
        version,
        purl: purl === null ? null : `${purl}?source=${encodeURIComponent(source)}${distro}`,
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
        continue;
      }
      if (fields.size === 0) start = line;
      const colon = text.indexOf(':');
      if (colon <= 0 || text.startsWith(' ')) continue;
      const field = text.slice(0, colon);
      if (field === 'Package' || field === 'Status' || field === 'Version' || field === 'Source')
        fields.set(field, text.slice(colon + 1).trim());
    }
    const last = made();
    if (last !== null) yield last;
  },
};
