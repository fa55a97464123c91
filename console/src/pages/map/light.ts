import type { Flow, Flows } from './flows.ts';
import type { PlateGroup } from './rows.ts';
import type { Chosen } from './search.ts';

/** What the light is on; null when nothing is chosen and all is equally lit. */
export interface Light {
  readonly flows: ReadonlySet<Flow>;
  readonly plates: ReadonlySet<string>;
  readonly sides: ReadonlySet<string>;
}

/** Follows a choice through the map: from actors to what they call and what that reaches, from an asset back to who can reach it. */
export function lightOf(chosen: Chosen | null, flows: Flows, groups: readonly PlateGroup[]): Light | null {
  if (chosen === null) return null;
  const touches = (flow: Flow): boolean => {
    if (chosen.kind === 'operation') return flow.operations.includes(chosen.id);
    return flow.side === chosen.id;
  };
  const first = [
    ...(chosen.kind === 'asset' ? [] : flows.calls),
    ...(chosen.kind === 'actors' ? [] : flows.reaches),
  ].filter(touches);
  const plates = new Set(first.map(({ plate }) => plate));
  if (chosen.kind === 'operation') {
    for (const row of groups.flatMap(({ rows }) => rows)) {
      if (
        row.kind === 'operation'
          ? row.operation.id === chosen.id
          : row.operations.some(({ id }) => id === chosen.id)
      )
        plates.add(row.key);
    }
  }
  const onward = chosen.kind === 'actors' ? flows.reaches : chosen.kind === 'asset' ? flows.calls : [];
  const lit = new Set([...first, ...onward.filter(({ plate }) => plates.has(plate))]);
  const sides = new Set([...lit].map(({ side }) => side));
  if (chosen.kind !== 'operation') sides.add(chosen.id);
  return { flows: lit, plates, sides };
}
