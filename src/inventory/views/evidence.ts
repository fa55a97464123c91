/** Evidence beside operations, in pages: calls to others, components, owners, what could not be resolved, what was read. */
import type { CoverItem, EvidenceItem, EvidenceQuery, EvidenceTotals, Page } from '../port.ts';
import type { ThirdParty } from '../../model/third-party.ts';
import { thirdPartiesOf } from '../context/third-parties.ts';
import { parseTemplate } from '../routes/template.ts';
import { apiKey, evidenceLists } from '../sightings/root.ts';
import type { EvidenceList, RootEvidence } from '../sightings/root.ts';
import { makesOperations } from '../sightings/seated.ts';
import type { InventoryState } from '../state.ts';

const limitMax = 5_000;

const pageOf = <T>(items: readonly T[], { offset = 0, limit = 100 }: EvidenceQuery): Page<T> => {
  const from = Math.max(0, offset);
  return { items: items.slice(from, from + Math.min(limitMax, Math.max(0, limit))), total: items.length };
};

/** One list of evidence, each item with its root and, where it names an API, the service that belongs to. */
export function listEvidenceOf<List extends EvidenceList>(
  state: InventoryState,
  list: List,
  query: EvidenceQuery,
): Page<EvidenceItem<RootEvidence[List][number]>> {
  const items: EvidenceItem<RootEvidence[List][number]>[] = [];
  for (const { of, one } of state.merger.register.all(list)) {
    const service = 'api' in one ? serviceOf(state, of, one.api) : null;
    if (query.service !== undefined && service !== query.service) continue;
    items.push({ ...one, root: of.root, service });
  }
  return pageOf(items, query);
}

function serviceOf(state: InventoryState, { source, root }: RootEvidence, api: string): string | null {
  return state.merger.decisions.get(apiKey(source, root, api))?.places[0].service ?? null;
}

/** Whom calls go to, grouped. */
export function listThirdParties(state: InventoryState, query: EvidenceQuery): Page<ThirdParty> {
  const calls = [...state.merger.register.all('outbound')]
    .filter(({ of, one }) => query.service === undefined || serviceOf(state, of, one.api) === query.service)
    .map(({ one }) => one);
  return pageOf(thirdPartiesOf(calls), query);
}

/** What was read. */
export const listCovers = (state: InventoryState, query: EvidenceQuery): Page<CoverItem> =>
  pageOf(
    [...state.merger.register.roots.values()].flatMap(({ covers, run, atMs }) =>
      covers.map((cover) => ({ ...cover, run, atMs })),
    ),
    query,
  );

/** How much evidence is kept, and what of it makes no operation. */
export function evidenceTotals(state: InventoryState): EvidenceTotals {
  const { register } = state.merger;
  const kept = { sightings: 0, outbound: 0, components: 0, owners: 0, unresolved: 0, warnings: 0 };
  let aside = 0;
  let tooDeep = 0;
  for (const root of register.roots.values()) {
    for (const list of evidenceLists) kept[list] += root[list].length;
    for (const { role, path } of root.sightings) {
      if (!makesOperations(role)) aside += 1;
      else if (parseTemplate(path) === null) tooDeep += 1;
    }
  }
  return { kept, leftOut: { ...register.leftOut }, fromTestsAndExamples: aside, tooDeep };
}
