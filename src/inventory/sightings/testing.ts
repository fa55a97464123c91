/** For tests: sightings from short descriptions. */
import type { Evidence, EvidenceCover, Sighting } from '../../model/sighting.ts';
import { noEvidence, unknownAuth } from '../../model/sighting.ts';
import type { EvidenceSource } from '../../model/operation.ts';

/** A sighting in short; what is left out is the most usual. */
export type Told = Partial<Sighting> & Pick<Sighting, 'method' | 'path'>;

/** A sighting of a source. */
export function sighting(source: EvidenceSource, told: Told): Sighting {
  return {
    source,
    kind: 'rest',
    api: 'clinic',
    hosts: [],
    place:
      source === 'contract'
        ? {
            file: 'openapi.yaml',
            pointer: `/paths/${told.path.replaceAll('/', '~1')}/${told.method.toLowerCase()}`,
          }
        : source === 'outside'
          ? { url: 'https://clinic.example.org/app.js', line: 3 }
          : { file: 'src/routes.ts', line: 12 },
    framework: source === 'contract' ? 'openapi-3.1' : source === 'outside' ? 'javascript' : 'express',
    params: [],
    auth: unknownAuth,
    mounted: true,
    role: 'app',
    deprecated: false,
    purpose: null,
    handler: null,
    tags: [],
    confidence: 0.95,
    ...told,
  };
}

/** `GET /users/{id}` as a sighting. */
export const line = (source: EvidenceSource, text: string, more: Partial<Sighting> = {}): Sighting => {
  const [method = '', path = ''] = text.split(' ');
  return sighting(source, { method, path, ...more });
};

/** Evidence of one root. */
export function evidence(
  source: EvidenceSource,
  root: string,
  sightings: readonly Sighting[],
  more: Partial<Evidence> = {},
): Evidence {
  const cover: EvidenceCover = {
    source,
    root,
    apis: [...new Set(sightings.map((one) => one.api))],
    files: 1,
    lines: 1,
  };
  return { ...noEvidence, covers: [cover], sightings, ...more };
}
