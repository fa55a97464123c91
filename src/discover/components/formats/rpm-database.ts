/** The database of `rpm` in SQLite: `var/lib/rpm/rpmdb.sqlite`. Each row of `Packages` has a package's header, as RPM files have it. */
import { DatabaseSync } from 'node:sqlite';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { purlOf } from '../purl.ts';
import { distributionOf } from './os-release.ts';

const place = /(?:^|\/)(?:var\/lib|usr\/lib\/sysimage)\/rpm\/(rpmdb\.sqlite|Packages|Packages\.db)$/;
const packagesMax = 50_000;

/** Tags of a header (rpm.org, "RPM tags"). */
const tags: ReadonlyMap<number, 'name' | 'version' | 'release' | 'epoch' | 'arch'> = new Map([
  [1000, 'name'],
  [1001, 'version'],
  [1002, 'release'],
  [1003, 'epoch'],
  [1022, 'arch'],
]);
const typeInt32 = 4;
const typeString = 6;

/** A header: number of entries and bytes of data, entries of tag, type, offset and count, then the data; all big endian. */
export const readRpmHeader = (blob: Uint8Array): ReadonlyMap<string, string> => {
  const view = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  const told = new Map<string, string>();
  if (view.length < 8) return told;
  const entries = view.readUInt32BE(0);
  const data = 8 + entries * 16;
  if (entries > 4_096 || data > view.length) return told;
  for (let at = 0; at < entries; at += 1) {
    const entry = 8 + at * 16;
    const name = tags.get(view.readUInt32BE(entry));
    if (name === undefined) continue;
    const type = view.readUInt32BE(entry + 4);
    const from = data + view.readUInt32BE(entry + 8);
    if (type === typeInt32 && from + 4 <= view.length) told.set(name, String(view.readUInt32BE(from)));
    else if (type === typeString && from < view.length) {
      const end = view.indexOf(0, from);
      if (end > from && end - from < 512) told.set(name, view.toString('utf8', from, end));
    }
  }
  return told;
};

export const rpmDatabase: ComponentReader = {
  format: 'rpm database',
  reads: (path) => place.test(path),
  bytesMax: 268_435_456,
  binary: true,
  *read({ path, absolute }, { warnings, neighbour }): Generator<FoundComponent> {
    const [, file = ''] = place.exec(path) ?? [];
    if (file !== 'rpmdb.sqlite') {
      warnings.add(
        'not-read',
        'an RPM database in Berkeley DB or ndb; `rpm -qa` on the host tells what is installed',
        { file: path },
      );
      return;
    }
    const root = path.replace(/(?:var\/lib|usr\/lib\/sysimage)\/rpm\/rpmdb\.sqlite$/, '');
    const distribution = distributionOf(root, neighbour);
    const found: FoundComponent[] = [];
    try {
      using database = new DatabaseSync(absolute, { readOnly: true });
      for (const { blob } of database.prepare(`SELECT blob FROM Packages LIMIT ${packagesMax}`).iterate()) {
        const header = blob instanceof Uint8Array ? readRpmHeader(blob) : new Map<string, string>();
        const name = header.get('name');
        const version = header.get('version');
        if (name === undefined || version === undefined || name === 'gpg-pubkey') continue;
        const epoch = header.get('epoch');
        const whole = `${epoch === undefined || epoch === '0' ? '' : `${epoch}:`}${version}-${header.get('release') ?? ''}`;
        found.push({
          kind: 'os-package',
          name,
          version: whole,
          purl: purlOf('rpm', `${distribution?.id ?? 'linux'}/${name}`, whole),
          direct: false,
          scope: 'runtime',
        });
      }
    } catch (error) {
      warnings.add(
        'not-read',
        `the RPM database cannot be read: ${error instanceof Error ? error.message : 'unknown'}`,
        { file: path },
      );
    }
    yield* found;
  },
};
