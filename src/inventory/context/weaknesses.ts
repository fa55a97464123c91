/** Components with known weaknesses, and which of them an operation's code stands on. */
import type { ComponentSighting, ComponentVulnerability } from '../../model/sighting.ts';
import type { SeatedSighting } from '../sightings/seated.ts';

/** A component with a known weakness. */
export interface WeakComponent {
  readonly name: string;
  readonly version: string | null;
  readonly vulnerabilities: readonly ComponentVulnerability[];
}

/** One with the place that names it. */
export interface PlacedWeakness extends WeakComponent {
  readonly root: string;
  readonly api: string;
  /** Folder of the file that names it, with a slash at its end; '' for the root. */
  readonly folder: string;
}

/** Databases of a system's packages stand deep below the root that they are about. */
const systemPlace = /(?:var\/lib\/dpkg|(?:usr\/)?lib\/apk\/db|var\/lib\/rpm|usr\/lib\/sysimage\/rpm)\/.*$/;

/** Weak components that run. */
export function weaknesses(
  components: Iterable<{ readonly of: { readonly root: string }; readonly one: ComponentSighting }>,
): readonly PlacedWeakness[] {
  const found = new Map<string, PlacedWeakness>();
  for (const { of, one } of components) {
    const { vulnerabilities = [], scope, name, version, api, place } = one;
    if (vulnerabilities.length === 0 || scope === 'development') continue;
    const file = (place.file ?? '').replace(systemPlace, '');
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    found.set(`${of.root}\n${folder}\n${name}\n${version}`, {
      name,
      version,
      vulnerabilities,
      root: of.root,
      api,
      folder,
    });
  }
  return [...found.values()];
}

/** Weak components of the package that code stands in, or of a folder above it. */
export function weaknessesOf(
  list: readonly PlacedWeakness[],
  code: readonly SeatedSighting[],
): readonly WeakComponent[] {
  if (list.length === 0) return list;
  const own = code.filter(({ sighting }) => sighting.mounted && sighting.place.file !== undefined);
  return list.filter(({ api, root, folder }) =>
    own.some((seated) => {
      const [, at = ''] = seated.api.split('\n');
      const { sighting } = seated;
      return at === root && (sighting.api === api || (sighting.place.file ?? '').startsWith(folder));
    }),
  );
}
