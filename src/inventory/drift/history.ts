/** The inventory over time: takes versions of it, and compares them. */
import type { Clock } from '../../model/clock.ts';
import { HeliostatError } from '../../model/errors.ts';
import type { VersionEntry, VersionStore } from '../../store/ports/version-store.ts';
import type { InventoryView } from '../port.ts';
import { compareVersions, type Drift, type InventoryVersion } from './compare.ts';
import { versionOf } from './version.ts';

/** What a history needs. */
export interface HistoryParts {
  readonly store: VersionStore;
  readonly inventory: InventoryView;
  readonly clock: Clock;
  /** Told when a version differs from the one before: drift alerts. */
  readonly onDrift?: (drift: Drift) => void;
}

/** Versions of one inventory. */
export interface History {
  /** Takes a version now, and tells what changed since the one before. */
  take(reason: string): Promise<void>;
  list(): Promise<readonly VersionEntry[]>;
  /** Without `to` what is known now, without `from` the version before it. Rejects with `not-found`. */
  drift(query: { readonly from?: string; readonly to?: string }): Promise<Drift>;
}

/** What stands for the present in a comparison. */
export const presentId = 'now';

/** Makes a history. */
export function createHistory({ store, inventory, clock, onDrift }: HistoryParts): History {
  const read = async (id: string): Promise<InventoryVersion> => {
    const json = await store.get(id);
    if (json === null) throw new HeliostatError('not-found', { detail: `there is no version ${id}` });
    return JSON.parse(json) as InventoryVersion;
  };
  const present = (): InventoryVersion => versionOf(inventory, presentId, clock.nowMs());
  return {
    async take(reason) {
      const [last] = await store.list();
      const atMs = clock.nowMs();
      const version = versionOf(inventory, atMs.toString(36), atMs);
      const { id } = version;
      await store.put({ id, atMs, reason, operations: version.operations.length }, JSON.stringify(version));
      if (last === undefined || onDrift === undefined) return;
      const drift = compareVersions(await read(last.id), version);
      if (drift.changes.length > 0) onDrift(drift);
    },
    list: () => store.list(),
    async drift({ from, to }) {
      const after = to === undefined || to === presentId ? present() : await read(to);
      if (from !== undefined) return compareVersions(await read(from), after);
      const [before] = (await store.list()).filter((one) => one.atMs < after.atMs && one.id !== after.id);
      return compareVersions(
        before === undefined ? { id: '', atMs: 0, operations: [] } : await read(before.id),
        after,
      );
    },
  };
}
