import type { MapView } from '../../api/types.ts';
import { plural } from '../../words/numbers.ts';
import type { Verdict } from '../../marks/Verdict.tsx';
import type { PlateGroup } from './rows.ts';

/** A node of an outer column. */
export interface Side {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly count: number;
  readonly hot: boolean;
}

/** What flows between an outer node and a plate, with one verdict. */
export interface Flow {
  readonly side: string;
  readonly plate: string;
  readonly verdict: Verdict;
  readonly count: number;
  /** Operations that it is made of: one, or those of a folded resource. */
  readonly operations: readonly string[];
}

/** Everything the map draws. */
export interface Flows {
  readonly actors: readonly Side[];
  readonly assets: readonly Side[];
  readonly calls: readonly Flow[];
  readonly reaches: readonly Flow[];
}

const sidesMax = 10;
const others = 'others';

/** The busiest nodes; what is left becomes one node. */
function keepBusiest(
  sides: readonly Side[],
  what: string,
): { readonly kept: readonly Side[]; readonly idOf: (id: string) => string } {
  const sorted = sides.toSorted((a, b) => b.count - a.count);
  if (sorted.length <= sidesMax) return { kept: sorted, idOf: (id) => id };
  const kept = sorted.slice(0, sidesMax - 1);
  const rest = sorted.slice(sidesMax - 1);
  const known = new Set(kept.map(({ id }) => id));
  const last: Side = {
    id: others,
    title: `${rest.length} other ${what}`,
    subtitle: '',
    count: rest.reduce((sum, one) => sum + one.count, 0),
    hot: false,
  };
  return { kept: [...kept, last], idOf: (id) => (known.has(id) ? id : others) };
}

function collect(
  into: Map<string, { flow: Flow; operations: string[] }>,
  side: string,
  plate: string,
  verdict: Verdict,
  count: number,
  operation: string,
): void {
  if (count === 0) return;
  const key = JSON.stringify([side, plate, verdict]);
  const before = into.get(key);
  const operations = [...(before?.operations ?? []), operation];
  into.set(key, {
    flow: { side, plate, verdict, count: (before?.flow.count ?? 0) + count, operations },
    operations,
  });
}

/** Nodes and flows for the plates that are shown; with a verdict, only what ended so. */
export function flowsOf(view: MapView, groups: readonly PlateGroup[], verdict: Verdict | undefined): Flows {
  const plateOf = new Map<string, string>();
  for (const row of groups.flatMap(({ rows }) => rows)) {
    if (row.kind === 'operation') plateOf.set(row.operation.id, row.key);
    else for (const { id } of row.operations) plateOf.set(id, row.key);
  }
  const reached = new Map<string, number>();
  for (const { asset, count } of view.reaches) reached.set(asset, (reached.get(asset) ?? 0) + count);
  const blockedBy = new Map<string, number>();
  for (const { group, blocked } of view.calls) blockedBy.set(group, (blockedBy.get(group) ?? 0) + blocked);

  const actors = keepBusiest(
    view.actorGroups.map((group) => ({
      id: group.id,
      title: group.title,
      subtitle: group.subtitle === '' ? plural(group.actors, 'actor') : group.subtitle,
      count: group.count,
      hot: group.count > 0 && (blockedBy.get(group.id) ?? 0) > group.count / 2,
    })),
    'groups',
  );
  const assets = keepBusiest(
    view.assets.map((asset) => ({
      id: asset.id,
      title: asset.title,
      subtitle: asset.subtitle,
      count: reached.get(asset.id) ?? 0,
      hot: false,
    })),
    'assets',
  );
  const calls = new Map<string, { flow: Flow; operations: string[] }>();
  for (const call of view.calls) {
    const plate = plateOf.get(call.operationId);
    if (plate === undefined) continue;
    for (const kind of ['allowed', 'flagged', 'blocked'] as const) {
      if (verdict === undefined || verdict === kind)
        collect(calls, actors.idOf(call.group), plate, kind, call[kind], call.operationId);
    }
  }
  const reaches = new Map<string, { flow: Flow; operations: string[] }>();
  // What was blocked has reached nothing.
  for (const { operationId, asset, count } of verdict === 'blocked' ? [] : view.reaches) {
    const plate = plateOf.get(operationId);
    if (plate !== undefined) collect(reaches, assets.idOf(asset), plate, 'allowed', count, operationId);
  }
  return {
    actors: actors.kept,
    assets: assets.kept,
    calls: [...calls.values()].map(({ flow }) => flow),
    reaches: [...reaches.values()].map(({ flow }) => flow),
  };
}
