/** The evidence behind an operation as it is shown, and why it is taken for one. */
import type { OperationDetail, OperationEvidence } from '../../model/operation.ts';
import type { SeatedSighting } from '../sightings/seated.ts';
import { confidenceOf } from '../sightings/seated.ts';
import type { InventoryState } from '../state.ts';
import { authViewOf, authViewsOf } from './authentication.ts';
import type { OperationFacts } from './facts.ts';

const evidenceMax = 100;

function evidenceFrom({ sighting }: SeatedSighting, stands: OperationEvidence['stands']): OperationEvidence {
  const { place } = sighting;
  return {
    source: sighting.source,
    framework: sighting.framework,
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(place.pointer === undefined ? {} : { pointer: place.pointer }),
    ...(place.url === undefined ? {} : { url: place.url }),
    role: sighting.role,
    mounted: sighting.mounted,
    api: sighting.api,
    method: sighting.method,
    path: sighting.path,
    confidence: confidenceOf(sighting),
    purpose: sighting.purpose?.text ?? null,
    deprecated: sighting.deprecated,
    handler: sighting.handler,
    auth: authViewOf(sighting.auth),
    stands,
  };
}

/** Exchanges as one piece of evidence; null when there are none. */
function trafficOf(facts: OperationFacts): OperationEvidence | null {
  const { operation, tracks } = facts;
  if (tracks.length === 0) return null;
  const firstSeenMs = Math.min(...tracks.map((track) => track.firstSeenMs));
  return {
    source: 'traffic',
    framework: 'traffic',
    role: 'app',
    mounted: facts.isCalled,
    api: operation.service,
    method: operation.method,
    path: `${operation.node.template()}${operation.field === '' ? '' : `#${operation.field}`}`,
    confidence: facts.isCalled ? 1 : 0.3,
    purpose: null,
    deprecated: false,
    handler: null,
    auth: authViewsOf(facts).observed,
    stands: 'own',
    count: tracks.reduce((sum, track) => sum + track.count, 0),
    firstSeenMs: Number.isFinite(firstSeenMs) ? firstSeenMs : 0,
    lastSeenMs: Math.max(...tracks.map((track) => track.lastSeenMs)),
  };
}

/** Lists the evidence, the highest source first. */
export function listEvidence(facts: OperationFacts): Pick<OperationDetail, 'evidence' | 'evidenceMore'> {
  const { operation, code, contract, outside, general, special } = facts;
  const own = new Set(operation.sightings);
  const from = (all: readonly SeatedSighting[]): OperationEvidence[] =>
    all.map((one) => evidenceFrom(one, own.has(one) || operation.method === 'ANY' ? 'own' : 'any'));
  const aside = (all: readonly SeatedSighting[]): OperationEvidence[] =>
    all.map((one) => evidenceFrom(one, 'general'));
  const traffic = trafficOf(facts);
  const evidence = [
    ...from(code),
    ...aside(general),
    ...from(contract),
    ...aside(special),
    ...(traffic === null ? [] : [traffic]),
    ...from(outside),
  ];
  return {
    evidence: evidence.slice(0, evidenceMax),
    evidenceMore: Math.max(0, evidence.length - evidenceMax),
  };
}

const spellingsMax = 6;

/** Why are these one? In words. */
export function mergedBecause(state: InventoryState, facts: OperationFacts): readonly string[] {
  const { operation, evidence, tracks, general, special } = facts;
  const words: string[] = [];
  const spellings = new Map<string, Set<string>>();
  for (const { sighting } of evidence) {
    const text = `${sighting.method} ${sighting.path}`;
    const sources = spellings.get(text);
    if (sources === undefined) spellings.set(text, new Set([sighting.source]));
    else sources.add(sighting.source);
  }
  if (spellings.size > 1)
    words.push(
      `${[...spellings]
        .slice(0, spellingsMax)
        .map(([text, sources]) => `${text} (${[...sources].join(', ')})`)
        .join(', ')} stand at one place: names of parameters and slashes at the end do not count`,
    );
  const apis = new Set(evidence.map((one) => one.api));
  for (const api of apis) {
    const decision = state.merger.decisions.get(api);
    const place = decision?.places.find((one) => one.service === operation.service);
    if (place === undefined || (apis.size === 1 && tracks.length === 0)) continue;
    const [source = '', , name = ''] = api.split('\n');
    words.push(
      `the ${source} of ${name} belongs to ${operation.service} (${decision?.pinned === true ? 'by hand' : `${Math.round(place.confidence * 100)} %`}): ${place.explanation}`,
    );
  }
  const literal = tracks.filter((track) => track.segments.join('/') !== operation.node.template().slice(1));
  if (evidence.length > 0 && literal.length > 0)
    words.push(
      tracks.length === 1
        ? 'what was called fits the declared template'
        : `${tracks.length} paths of traffic fit the declared template`,
    );
  if (operation.method !== 'ANY' && evidence.some(({ sighting }) => sighting.method === 'ANY'))
    words.push('a route for all methods stands for this one, too');
  if (general.length > 0) words.push('code serves it by a more general template');
  if (special.length > 0) words.push('contracts have it in words, one by one');
  return words;
}
