/** All evidence that was given, by source and root. A later run of a root replaces what an earlier one gave; all else stays. */
import type { Evidence } from '../../model/sighting.ts';
import type { EvidenceSource } from '../../model/operation.ts';
import { evidenceLists, partByRoot, rootKey } from './root.ts';
import type { EvidenceList, EvidenceRun, RootEvidence } from './root.ts';

/** Bounds of what is kept over all roots; what is beyond is counted. */
export type EvidenceLimits = Readonly<Record<EvidenceList, number>>;

/** Bounds that fit a few hundred megabytes. */
export const defaultEvidenceLimits: EvidenceLimits = {
  sightings: 20_000,
  outbound: 5_000,
  components: 20_000,
  owners: 5_000,
  unresolved: 5_000,
  warnings: 5_000,
};

const rootsMax = 1_024;
const noLists = { sightings: [], outbound: [], components: [], owners: [], unresolved: [], warnings: [] };

/** Evidence by root. */
export class EvidenceRegister {
  readonly roots = new Map<string, RootEvidence>();
  readonly #limits: EvidenceLimits;
  /** Kept of each list, and left out since the start. */
  readonly #kept: Record<EvidenceList, number> = {
    sightings: 0,
    outbound: 0,
    components: 0,
    owners: 0,
    unresolved: 0,
    warnings: 0,
  };
  readonly leftOut: Record<EvidenceList, number> = { ...this.#kept };
  /** Roots that changed since they were written down. */
  readonly changed = new Set<string>();
  /** Documents that each root was written down in. */
  readonly pieces = new Map<string, number>();

  constructor(limits: EvidenceLimits = defaultEvidenceLimits) {
    this.#limits = limits;
  }

  /** Takes what a run gave; the keys of the roots that are other ones now. */
  take(evidence: Evidence, run: EvidenceRun): readonly string[] {
    const keys: string[] = [];
    const parts = partByRoot(evidence, run);
    this.#dropGone(new Set(parts.map((part) => part.source)), run);
    for (const part of parts) {
      const key = rootKey(part.source, part.root);
      const before = this.roots.get(key);
      if (before === undefined && this.roots.size >= rootsMax) this.#dropEmpty();
      if (before === undefined && this.roots.size >= rootsMax) {
        for (const list of evidenceLists) this.leftOut[list] += part[list].length;
        continue;
      }
      // Readers of one run add to each other.
      const base = before?.run === part.run ? before : null;
      if (before !== undefined && base === null)
        for (const list of evidenceLists) this.#kept[list] -= before[list].length;
      this.roots.set(key, {
        source: part.source,
        root: part.root,
        run: part.run,
        atMs: part.atMs,
        sinceMs: before?.sinceMs ?? part.sinceMs,
        given: part.given,
        covers: [...(base?.covers ?? []), ...part.covers],
        sightings: this.#bounded('sightings', base, part),
        outbound: this.#bounded('outbound', base, part),
        components: this.#bounded('components', base, part),
        owners: this.#bounded('owners', base, part),
        unresolved: this.#bounded('unresolved', base, part),
        warnings: this.#bounded('warnings', base, part),
      });
      this.changed.add(key);
      keys.push(key);
    }
    return keys;
  }

  /** Forgets roots that give nothing any more. */
  #dropEmpty(): void {
    for (const [key, root] of this.roots) {
      if (root.covers.length > 0 || evidenceLists.some((list) => root[list].length > 0)) continue;
      this.roots.delete(key);
      this.changed.add(key);
    }
  }

  /** What an earlier run found in the very things that are read again, and this run does not find, is gone: a contract that was deleted. */
  #dropGone(sources: ReadonlySet<EvidenceSource>, run: EvidenceRun): void {
    const given = new Set(run.roots);
    for (const [key, root] of this.roots) {
      if (root.run === run.id || !sources.has(root.source) || root.given.length === 0) continue;
      if (!root.given.every((one) => given.has(one))) continue;
      for (const list of evidenceLists) this.#kept[list] -= root[list].length;
      this.roots.set(key, { ...root, ...noLists, covers: [] });
      this.changed.add(key);
    }
  }

  #bounded<List extends EvidenceList>(
    list: List,
    base: RootEvidence | null,
    part: RootEvidence,
  ): RootEvidence[List] {
    const given: readonly unknown[] = part[list];
    const room = Math.max(0, this.#limits[list] - this.#kept[list]);
    const kept = given.slice(0, room);
    this.#kept[list] += kept.length;
    this.leftOut[list] += given.length - kept.length;
    const known: readonly unknown[] = base?.[list] ?? [];
    return [...known, ...kept] as unknown as RootEvidence[List];
  }

  /** Puts back what was written down. */
  restore(root: RootEvidence): void {
    this.roots.set(rootKey(root.source, root.root), root);
    for (const list of evidenceLists) this.#kept[list] += root[list].length;
  }

  /** All of one list, with the root of each. */
  *all<List extends EvidenceList>(
    list: List,
  ): Generator<{ readonly of: RootEvidence; readonly one: RootEvidence[List][number] }> {
    for (const of of this.roots.values()) {
      const items: readonly RootEvidence[List][number][] = of[list];
      for (const one of items) yield { of, one };
    }
  }
}
