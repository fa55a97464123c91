/** The map: groups of actors, the busiest operations, the assets they reach, and what flows between. */
import type { InventoryTotals, MapView, Sensitivity } from '../../model/operation.ts';
import type { ActorKind } from '../../model/actor.ts';
import { groupOf } from '../actor-record.ts';
import type { InventoryState } from '../state.ts';
import { assetOf, sensitivityOf, sensitivityRank } from './assets.ts';
import { countedTracks } from '../routes/counted.ts';
import { lifecycleNow } from '../truth/truth.ts';
import { matchingOperations } from './operations.ts';

const groupsMax = 14;
const othersGroup = 'others';

/** The figures above the map. */
export function totalsOf(state: InventoryState): InventoryTotals {
  const byLifecycle = {
    zombie: 0,
    unreachable: 0,
    shadow: 0,
    orphan: 0,
    dormant: 0,
    documented: 0,
    live: 0,
    known: 0,
  };
  const now = state.clock.nowMs();
  for (const operation of state.table.operations.values()) byLifecycle[lifecycleNow(state, operation)] += 1;
  let unrouted = 0;
  for (const track of state.table.candidates) {
    if (track.reason !== 'page' && track.reason !== 'asset' && track.reason !== 'preflight') unrouted += 1;
  }
  return {
    operations: state.table.operations.size,
    byLifecycle,
    actors: state.actors.byId.size,
    exchanges: state.exchanges,
    flagged: state.flagged,
    blocked: state.blocked,
    unrouted,
    shed: state.shed.memoryFull + state.shed.spoolFull + state.shed.diskError,
    perSecond: Math.round(state.rate.perSecond(now) * 10) / 10,
  };
}

interface MutableGroup {
  readonly id: string;
  readonly title: string;
  readonly kind: ActorKind;
  actors: number;
  count: number;
}

/** Makes the map. */
export function mapOf(
  state: InventoryState,
  query: { readonly operationsMax: number; readonly search?: string; readonly service?: string },
): MapView {
  const operations = matchingOperations(state, {
    ...(query.search === undefined ? {} : { search: query.search }),
    ...(query.service === undefined ? {} : { service: query.service }),
  })
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
    .slice(0, Math.max(0, Math.min(500, query.operationsMax)));
  const groups = new Map<string, MutableGroup>();
  const groupOfIndex = new Map<number, string>();
  const calls = new Map<
    string,
    { group: string; operationId: string; allowed: number; flagged: number; blocked: number }
  >();
  const assets = new Map<
    string,
    { id: string; title: string; sensitivity: Sensitivity; operations: number }
  >();
  const reaches: { operationId: string; asset: string; count: number }[] = [];
  for (const summary of operations) {
    const operation = state.table.operations.get(summary.id);
    if (operation === undefined) continue;
    for (const track of countedTracks(operation)) {
      const flaggedShare = track.count === 0 ? 0 : track.flagged / track.count;
      for (const [index, edge] of track.edges) {
        const actor = state.actors.byIndex.get(index);
        if (actor === undefined) continue;
        let id = groupOfIndex.get(index);
        if (id === undefined) {
          const { id: own, title } = groupOf(actor);
          id = own;
          groupOfIndex.set(index, id);
          const group = groups.get(id);
          if (group === undefined) groups.set(id, { id, title, kind: actor.kind, actors: 1, count: 0 });
          else group.actors += 1;
        }
        const group = groups.get(id);
        if (group !== undefined) group.count += edge.count;
        const key = `${id}\n${summary.id}`;
        let call = calls.get(key);
        if (call === undefined) {
          call = { group: id, operationId: summary.id, allowed: 0, flagged: 0, blocked: 0 };
          calls.set(key, call);
        }
        const passed = edge.count - edge.blocked;
        const flagged = Math.min(passed, Math.round(edge.count * flaggedShare));
        call.blocked += edge.blocked;
        call.flagged += flagged;
        call.allowed += passed - flagged;
      }
    }
    const asset = assetOf(operation);
    const own = sensitivityOf(summary.dataClasses.map((one) => one.id));
    const known = assets.get(asset.id);
    if (known === undefined) assets.set(asset.id, { ...asset, sensitivity: own, operations: 1 });
    else {
      known.operations += 1;
      if (sensitivityRank[own] > sensitivityRank[known.sensitivity]) known.sensitivity = own;
    }
    reaches.push({ operationId: summary.id, asset: asset.id, count: summary.count });
  }
  const ranked = [...groups.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  const few = ranked.length <= groupsMax ? ranked : ranked.slice(0, groupsMax - 1);
  const others = ranked.slice(few.length);
  if (others.length > 0) {
    const gone = new Set(others.map((group) => group.id));
    few.push({
      id: othersGroup,
      title: 'Others',
      kind: 'unknown',
      actors: total(others, 'actors'),
      count: total(others, 'count'),
    });
    for (const [key, call] of Array.from(calls)) {
      if (!gone.has(call.group)) continue;
      calls.delete(key);
      const merged = calls.get(`${othersGroup}\n${call.operationId}`);
      if (merged === undefined)
        calls.set(`${othersGroup}\n${call.operationId}`, { ...call, group: othersGroup });
      else {
        merged.allowed += call.allowed;
        merged.flagged += call.flagged;
        merged.blocked += call.blocked;
      }
    }
  }
  return {
    actorGroups: few.map((group) => ({
      ...group,
      subtitle: `${group.actors} ${group.actors === 1 ? 'actor' : 'actors'}`,
    })),
    operations,
    assets: [...assets.values()].map(({ id, title, sensitivity, operations: count }) => ({
      id,
      title,
      subtitle: `${count} ${count === 1 ? 'operation' : 'operations'}`,
      sensitivity,
    })),
    calls: [...calls.values()],
    reaches,
    totals: totalsOf(state),
  };
}

const total = (groups: readonly MutableGroup[], key: 'actors' | 'count'): number =>
  groups.reduce((sum, group) => sum + group[key], 0);
