/** How a component is called in a database of the OSV format (ossf.github.io/osv-schema), by its package URL. */
import { pythonName, readPurl } from '../purl.ts';
import type { VersionOrder } from '../versions/order.ts';

/** A package as advisories name it. */
export interface AdvisedPackage {
  /** Without a release: `Debian`, `npm`. */
  readonly ecosystem: string;
  /** Of the distribution: `12`, `v3.20`; '' elsewhere. */
  readonly release: string;
  readonly name: string;
  readonly version: string;
  readonly order: VersionOrder;
}

const distributions: Readonly<Record<string, string>> = {
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  alpine: 'Alpine',
  rocky: 'Rocky Linux',
  almalinux: 'AlmaLinux',
  rhel: 'Red Hat',
  wolfi: 'Wolfi',
  chainguard: 'Chainguard',
};

/** Version order of an ecosystem. */
export const orderOf = (ecosystem: string): VersionOrder => {
  switch (ecosystem) {
    case 'npm':
    case 'Go':
    case 'crates.io':
    case 'Hex':
    case 'Pub':
    case 'SwiftURL':
      return 'semver';
    case 'PyPI':
      return 'pypi';
    case 'Maven':
      return 'maven';
    case 'RubyGems':
      return 'gem';
    case 'Packagist':
      return 'composer';
    case 'NuGet':
      return 'nuget';
    default:
      return Object.values(distributions).includes(ecosystem) ? 'deb' : 'generic';
  }
};

/** The name under which advisories look a package up: case and separators as the ecosystem has them. */
export const advisedName = (ecosystem: string, name: string): string =>
  ecosystem === 'PyPI'
    ? pythonName(name)
    : ecosystem === 'NuGet' || ecosystem === 'Packagist'
      ? name.toLowerCase()
      : name;

const releaseOf = (id: string, version: string): string => {
  const [major = '', minor = ''] = version.split('.');
  if (id === 'alpine') return minor === '' ? '' : `v${major}.${minor}`;
  return id === 'ubuntu' ? `${major}.${minor}` : major;
};

/** How advisories name a component; null where they have no name or the version is not known. */
export const advisedPackage = (purl: string | null, version: string | null): AdvisedPackage | null => {
  const read = purl === null ? null : readPurl(purl);
  if (read === null || version === null || purl === null) return null;
  const { type, namespace, name } = read;
  const whole = namespace === '' ? name : `${namespace}/${name}`;
  const made = (ecosystem: string, called: string, told = version, release = ''): AdvisedPackage => ({
    ecosystem,
    release,
    name: advisedName(ecosystem, called),
    version: told,
    order: orderOf(ecosystem),
  });
  switch (type) {
    case 'npm':
      return made('npm', whole);
    case 'pypi':
      return made('PyPI', name);
    case 'golang':
      return made('Go', whole, version.replace(/^v/, ''));
    case 'maven':
      return made('Maven', `${namespace}:${name}`);
    case 'gem':
      return made('RubyGems', name);
    case 'composer':
      return made('Packagist', whole, version.replace(/^v/, ''));
    case 'nuget':
      return made('NuGet', name);
    case 'cargo':
      return made('crates.io', name);
    case 'hex':
      return made('Hex', name);
    case 'pub':
      return made('Pub', name);
    case 'deb':
    case 'apk':
    case 'rpm': {
      const ecosystem = distributions[namespace];
      if (ecosystem === undefined) return null;
      const query = new URLSearchParams(purl.split('?')[1] ?? '');
      const distro = query.get('distro') ?? '';
      const source = query.get('source') ?? name;
      return made(ecosystem, source, version, releaseOf(namespace, distro.slice(distro.indexOf('-') + 1)));
    }
    default:
      return null;
  }
};
