/** A sighting in its place: what it says, and where in which service that is. */
import type { EvidenceSource } from '../../model/operation.ts';
import type { CodeRole, Sighting } from '../../model/sighting.ts';

/** A sighting with its path in the service it belongs to. */
export interface SeatedSighting {
  readonly sighting: Sighting;
  /** Key of the API within its source; see `apiKey`. */
  readonly api: string;
  /** Its template in the service, with the prefix that its source does not know. */
  readonly path: string;
  /** When its root was read first, milliseconds since the epoch. */
  readonly sinceMs: number;
}

/** Rank of a source; the lowest is believed first. */
export const sourceRank: Readonly<Record<EvidenceSource, number>> = {
  code: 0,
  contract: 1,
  traffic: 2,
  outside: 3,
};

/** Tests and examples call or mimic operations; they make none. */
export const makesOperations = (role: CodeRole): boolean => role !== 'test' && role !== 'example';

/** Does it say how paths are parted? Code and contracts do; callers only guess. */
export const declares = ({ source, role }: Sighting): boolean =>
  (source === 'code' || source === 'contract') && makesOperations(role);

/** Generated and vendored code stands for the application only as far as it goes. */
const roleFactor: Readonly<Record<CodeRole, number>> = {
  app: 1,
  generated: 0.8,
  vendored: 0.6,
  test: 0.3,
  example: 0.3,
};

/** How sure method and path are, given the kind of file they are in. */
export const confidenceOf = ({ confidence, role, source }: Sighting): number =>
  Math.round(Math.max(0, Math.min(1, confidence)) * (source === 'code' ? roleFactor[role] : 1) * 100) / 100;

/** The highest source first, then the surest, then in the order of files. */
export function bySource(a: SeatedSighting, b: SeatedSighting): number {
  const [one, other] = [a.sighting, b.sighting];
  return (
    sourceRank[one.source] - sourceRank[other.source] ||
    Number(other.mounted) - Number(one.mounted) ||
    confidenceOf(other) - confidenceOf(one) ||
    compareText(one.place.file ?? one.place.url ?? '', other.place.file ?? other.place.url ?? '') ||
    (one.place.line ?? 0) - (other.place.line ?? 0)
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
