/** What one reading of one root gave, and how it is told apart from others. */
import type { EvidenceSource } from '../../model/operation.ts';
import type {
  ComponentSighting,
  Evidence,
  EvidenceCover,
  EvidenceWarning,
  OutboundSighting,
  OwnerSighting,
  Sighting,
  Unresolved,
} from '../../model/sighting.ts';

/** The run of discovery that evidence comes from. */
export interface EvidenceRun {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** What was given: files, folders, URLs. */
  readonly roots: readonly string[];
}

/** Evidence of one root and source. */
export interface RootEvidence {
  readonly source: EvidenceSource;
  readonly root: string;
  readonly run: string;
  readonly atMs: number;
  /** What the run was given. */
  readonly given: readonly string[];
  /** When the first run read this root. */
  readonly sinceMs: number;
  readonly covers: readonly EvidenceCover[];
  readonly sightings: readonly Sighting[];
  readonly outbound: readonly OutboundSighting[];
  readonly components: readonly ComponentSighting[];
  readonly owners: readonly OwnerSighting[];
  readonly unresolved: readonly Unresolved[];
  readonly warnings: readonly EvidenceWarning[];
}

/** The lists of evidence. */
export const evidenceLists = [
  'sightings',
  'outbound',
  'components',
  'owners',
  'unresolved',
  'warnings',
] as const;
/** Name of a list of evidence. */
export type EvidenceList = (typeof evidenceLists)[number];

/** Key of a root within its source. */
export const rootKey = (source: EvidenceSource, root: string): string => `${source} ${root}`;

/** Key of an API: what one source found in one root under one name. */
export const apiKey = (source: EvidenceSource, root: string, api: string): string =>
  `${source}\n${root}\n${api}`;

interface Parts {
  readonly cover: EvidenceCover;
  readonly lists: { [List in EvidenceList]: Evidence[List][number][] };
}

/**
 * Parts evidence by its roots. What names an API belongs to the root that names it; what names none, or one that no root names, to the first
 * root of its source.
 */
export function partByRoot(evidence: Evidence, run: EvidenceRun): readonly RootEvidence[] {
  const covers = [...evidence.covers];
  for (const source of new Set(evidence.sightings.map((one) => one.source)))
    if (!covers.some((cover) => cover.source === source))
      covers.push({ source, root: run.roots[0] ?? '', apis: [], files: 0, lines: 0 });
  const isEmpty = evidenceLists.every((list) => evidence[list].length === 0);
  if (covers.length === 0 && !isEmpty)
    covers.push({ source: 'code', root: run.roots[0] ?? '', apis: [], files: 0, lines: 0 });
  const parts = new Map<string, Parts & { covers: EvidenceCover[] }>();
  for (const cover of covers) {
    const key = rootKey(cover.source, cover.root);
    const known = parts.get(key);
    if (known !== undefined) known.covers.push(cover);
    else
      parts.set(key, {
        cover,
        covers: [cover],
        lists: { sightings: [], outbound: [], components: [], owners: [], unresolved: [], warnings: [] },
      });
  }
  const all = [...parts.values()];
  const byApi = new Map<string, Parts>();
  for (const part of all)
    for (const cover of part.covers)
      for (const api of cover.apis) {
        const key = `${cover.source} ${api}`;
        if (!byApi.has(key)) byApi.set(key, part);
      }
  const [first] = all;
  const home = (source: EvidenceSource | null, api: string | null): Parts | undefined => {
    if (source !== null && api !== null) {
      const named = byApi.get(`${source} ${api}`);
      if (named !== undefined) return named;
    }
    return (source === null ? first : all.find((part) => part.cover.source === source)) ?? first;
  };
  for (const one of evidence.sightings) home(one.source, one.api)?.lists.sightings.push(one);
  for (const one of evidence.outbound) home(one.source, one.api)?.lists.outbound.push(one);
  for (const one of evidence.components) home('code', one.api)?.lists.components.push(one);
  for (const one of evidence.owners) home(null, null)?.lists.owners.push(one);
  for (const one of evidence.unresolved) home(null, null)?.lists.unresolved.push(one);
  for (const one of evidence.warnings) home(null, null)?.lists.warnings.push(one);
  return all.map(({ cover, covers: own, lists }) => ({
    source: cover.source,
    root: cover.root,
    run: run.id,
    atMs: run.atMs,
    sinceMs: run.atMs,
    given: run.roots,
    covers: own,
    ...lists,
  }));
}
