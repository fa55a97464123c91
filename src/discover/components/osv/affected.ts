/** Is a version affected? The evaluation of OSV ranges and version lists (ossf.github.io/osv-schema, "Evaluation"). */
import type { JsonValue } from '../../contracts/document/json-value.ts';
import { isList, member, textMember } from '../../contracts/document/json-value.ts';
import type { VersionOrder } from '../versions/order.ts';
import { compareVersions } from '../versions/order.ts';

const eventsMax = 2_000;

interface Event {
  readonly kind: 'introduced' | 'fixed' | 'last_affected' | 'limit';
  readonly version: string;
}

const kinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

const eventsOf = (range: JsonValue): readonly Event[] => {
  const events = member(range, 'events');
  return (isList(events) ? events.slice(0, eventsMax) : []).flatMap((one) =>
    kinds.flatMap((kind) => {
      const version = textMember(one, kind);
      return version === null ? [] : [{ kind, version: version.replace(/^v(?=\d)/, '') }];
    }),
  );
};

/** What a range or list of versions says. */
export interface Affected {
  readonly isAffected: boolean;
  /** First later version without it. */
  readonly fixed: string | null;
}

const unaffected: Affected = { isAffected: false, fixed: null };

function inRange(range: JsonValue, version: string, order: VersionOrder): Affected {
  const type = textMember(range, 'type');
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM') return unaffected;
  const by = type === 'SEMVER' ? 'semver' : order;
  const compare = (a: string, b: string): number =>
    a === b ? 0 : a === '0' ? -1 : b === '0' ? 1 : compareVersions(by, a, b);
  const events = eventsOf(range).toSorted(
    (a, b) => compare(a.version, b.version) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind),
  );
  let isAffected = false;
  let fixed: string | null = null;
  for (const { kind, version: at } of events) {
    const compared = compare(at, version);
    if (kind === 'introduced') isAffected ||= compared <= 0;
    else if (kind === 'last_affected') isAffected &&= compared >= 0;
    else if (compared <= 0) isAffected = false;
    else if (kind === 'fixed') fixed ??= at;
  }
  return isAffected ? { isAffected, fixed } : unaffected;
}

/**
 * Is a version affected by an entry of `affected`?
 *
 * @example
 * affectedBy({ ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }] }] }, '1.1.9', 'semver');
 * // { isAffected: true, fixed: '1.2.0' }
 */
export function affectedBy(entry: JsonValue, version: string, order: VersionOrder): Affected {
  const ranges = member(entry, 'ranges');
  let fixed: string | null = null;
  for (const range of isList(ranges) ? ranges : []) {
    const found = inRange(range, version, order);
    if (found.isAffected) return found;
    fixed ??=
      eventsOf(range).find((one) => one.kind === 'fixed' && compareVersions(order, one.version, version) > 0)
        ?.version ?? null;
  }
  const versions = member(entry, 'versions');
  const listed =
    isList(versions) &&
    versions.some((one) => typeof one === 'string' && (one === version || one.replace(/^v/, '') === version));
  return listed ? { isAffected: true, fixed } : unaffected;
}
