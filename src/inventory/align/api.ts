/** One API as one source tells of it: the unit that is aligned with services. */
import type { EvidenceSource } from '../../model/operation.ts';
import type { Sighting } from '../../model/sighting.ts';
import { apiKey } from '../sightings/root.ts';
import { makesOperations } from '../sightings/seated.ts';
import { addPattern, segmentsOfTemplate, wordsOf } from './pattern.ts';
import type { Patterns } from './pattern.ts';

/** An API of one source and root. */
export interface Api {
  readonly key: string;
  readonly source: EvidenceSource;
  readonly root: string;
  readonly name: string;
  readonly hosts: ReadonlySet<string>;
  readonly sightings: readonly Sighting[];
  readonly patterns: Patterns;
  /** Words of its patterns that tell something. */
  readonly words: ReadonlySet<string>;
}

/** The APIs in evidence. What only tests and examples tell of makes none. */
export function apisOf(
  evidence: Iterable<{ readonly of: { readonly root: string }; readonly one: Sighting }>,
): readonly Api[] {
  const apis = new Map<
    string,
    Omit<Api, 'words'> & { readonly hosts: Set<string>; readonly sightings: Sighting[] }
  >();
  for (const { of, one } of evidence) {
    if (!makesOperations(one.role) || one.source === 'traffic') continue;
    const segments = segmentsOfTemplate(one.method, one.path);
    if (segments === null) continue;
    const key = apiKey(one.source, of.root, one.api);
    let api = apis.get(key);
    if (api === undefined) {
      api = {
        key,
        source: one.source,
        root: of.root,
        name: one.api,
        hosts: new Set(),
        sightings: [],
        patterns: new Map(),
      };
      apis.set(key, api);
    }
    for (const host of one.hosts) if (api.hosts.size < 32) api.hosts.add(host);
    api.sightings.push(one);
    addPattern(api.patterns, segments, [one.method]);
  }
  return [...apis.values()].map((api) => ({ ...api, words: wordsOf(api.patterns) }));
}

/** Words that name no API in particular. */
const general =
  /^(?:the|api|apis|app|application|server|service|backend|web|rest|main|src|default|docs?|v\d+|http|my|project|example|untitled|openapi|swagger)$/;

/**
 * What a name says apart from what kind of thing it is, or '' when it says nothing.
 *
 * @example
 * tellingName('@acme/clinic-api'); // 'clinic'
 * tellingName('Clinic API'); // 'clinic'
 */
export function tellingName(name: string): string {
  return name
    .replace(/^@[^/]*\//, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !general.test(word))
    .join(' ')
    .replace(/^[\d ]*$/, '');
}
