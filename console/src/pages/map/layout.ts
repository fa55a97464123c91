import type { Flow, Flows, Side } from './flows.ts';
import type { PlateGroup, PlateRow } from './rows.ts';

/** Where something stands, in px from the map's top. */
export interface Placed {
  readonly y: number;
  readonly height: number;
}

/** A ribbon from left to right: both ends with their upper edges, and its width. */
export interface Ribbon {
  readonly flow: Flow;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

export interface Layout {
  readonly height: number;
  readonly titles: readonly { readonly text: string; readonly y: number }[];
  readonly plates: readonly { readonly row: PlateRow; readonly y: number }[];
  readonly actors: readonly (Placed & { readonly side: Side })[];
  readonly assets: readonly (Placed & { readonly side: Side })[];
  readonly calls: readonly Ribbon[];
  readonly reaches: readonly Ribbon[];
}

export const plateHeight = 27;
const plateGap = 2;
const titleHeight = 17;
const groupGap = 5;
const ribbonRoom = plateHeight - 2;
const nodeHeightMin = 34;
const ribbonWidthMin = 1;
/** At most this share of the height is ribbon in an outer column; the rest is air. */
const sideShare = 0.62;

const root = (flow: Flow): number => Math.sqrt(flow.count);
const order = { allowed: 0, flagged: 1, blocked: 2 } as const;

function groupBy(flows: readonly Flow[], key: 'side' | 'plate'): ReadonlyMap<string, readonly Flow[]> {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) groups.set(flow[key], [...(groups.get(flow[key]) ?? []), flow]);
  return groups;
}

/** Width of a ribbon for a root of one: as wide as the fullest plate and the outer column allow. */
function scaleFor(flows: readonly Flow[], height: number): number {
  const sums = [...groupBy(flows, 'plate').values()].map((list) =>
    list.reduce((sum, flow) => sum + root(flow), 0),
  );
  const all = flows.reduce((sum, flow) => sum + root(flow), 0);
  if (all === 0) return 0;
  return Math.min(ribbonRoom / Math.max(...sums), (height * sideShare) / all);
}

function placeSides(
  sides: readonly Side[],
  flows: readonly Flow[],
  width: (flow: Flow) => number,
  height: number,
) {
  const bySide = groupBy(flows, 'side');
  const sizes = sides.map((side) =>
    Math.max(
      nodeHeightMin,
      (bySide.get(side.id) ?? []).reduce((sum, flow) => sum + width(flow), 0),
    ),
  );
  const gap =
    sides.length < 2
      ? 0
      : Math.max(6, (height - sizes.reduce((sum, size) => sum + size, 0)) / (sides.length - 1));
  let y = 0;
  return sides.map((side, at) => {
    const size = sizes[at] ?? nodeHeightMin;
    const placed = { side, y, height: size };
    y += size + gap;
    return placed;
  });
}

/** Each flow's upper edge at a node: stacked in the order of where they go, in the middle of the node. */
function stack(
  flows: readonly Flow[],
  at: Placed,
  width: (flow: Flow) => number,
  far: (flow: Flow) => number,
): ReadonlyMap<Flow, number> {
  const sorted = flows.toSorted((a, b) => far(a) - far(b) || order[a.verdict] - order[b.verdict]);
  const sum = sorted.reduce((all, flow) => all + width(flow), 0);
  let y = at.y + (at.height - sum) / 2;
  return new Map(
    sorted.map((flow) => {
      const top = y;
      y += width(flow);
      return [flow, top];
    }),
  );
}

function ribbons(
  flows: readonly Flow[],
  sides: readonly (Placed & { readonly side: Side })[],
  plateY: ReadonlyMap<string, number>,
  width: (flow: Flow) => number,
) {
  const sideAt = new Map(sides.map((placed) => [placed.side.id, placed]));
  const bySide = new Map<Flow, number>();
  const byPlate = new Map<Flow, number>();
  for (const [id, list] of groupBy(flows, 'side')) {
    const at = sideAt.get(id);
    if (at !== undefined)
      for (const [flow, y] of stack(list, at, width, (one) => plateY.get(one.plate) ?? 0))
        bySide.set(flow, y);
  }
  for (const [key, list] of groupBy(flows, 'plate')) {
    const at = { y: plateY.get(key) ?? 0, height: plateHeight };
    for (const [flow, y] of stack(list, at, width, (one) => sideAt.get(one.side)?.y ?? 0))
      byPlate.set(flow, y);
  }
  return flows.map((flow) => ({
    flow,
    width: width(flow),
    side: bySide.get(flow) ?? 0,
    plate: byPlate.get(flow) ?? 0,
  }));
}

/** Mean place of what an asset is reached from, so that ribbons cross little. */
function byWeight(
  assets: readonly Side[],
  reaches: readonly Flow[],
  plateY: ReadonlyMap<string, number>,
): readonly Side[] {
  const bySide = groupBy(reaches, 'side');
  const mean = (side: Side): number => {
    const list = bySide.get(side.id) ?? [];
    const all = list.reduce((sum, flow) => sum + root(flow), 0);
    return all === 0
      ? Number.MAX_SAFE_INTEGER
      : list.reduce((sum, flow) => sum + root(flow) * (plateY.get(flow.plate) ?? 0), 0) / all;
  };
  return assets.toSorted((a, b) => mean(a) - mean(b));
}

/** Places plates, nodes and ribbons. Pure: the same view gives the same map. */
export function layoutOf(groups: readonly PlateGroup[], flows: Flows, heightMin: number): Layout {
  const titles: { text: string; y: number }[] = [];
  const plates: { row: PlateRow; y: number }[] = [];
  let y = 0;
  for (const group of groups) {
    if (group.title !== '') {
      titles.push({ text: group.title, y });
      y += titleHeight;
    }
    for (const row of group.rows) {
      plates.push({ row, y });
      y += plateHeight + plateGap;
    }
    y += groupGap - plateGap;
  }
  const height = Math.max(
    heightMin,
    y - groupGap,
    Math.max(flows.actors.length, flows.assets.length) * (nodeHeightMin + 6),
  );
  const plateY = new Map(plates.map(({ row, y: top }) => [row.key, top]));
  const inScale = scaleFor(flows.calls, height);
  const outScale = scaleFor(flows.reaches, height);
  const inWidth = (flow: Flow): number => Math.max(ribbonWidthMin, root(flow) * inScale);
  const outWidth = (flow: Flow): number => Math.max(ribbonWidthMin, root(flow) * outScale);
  const actors = placeSides(flows.actors, flows.calls, inWidth, height);
  const assets = placeSides(byWeight(flows.assets, flows.reaches, plateY), flows.reaches, outWidth, height);
  return {
    height,
    titles,
    plates,
    actors,
    assets,
    calls: ribbons(flows.calls, actors, plateY, inWidth).map(({ flow, width, side, plate }) => ({
      flow,
      width,
      from: side,
      to: plate,
    })),
    reaches: ribbons(flows.reaches, assets, plateY, outWidth).map(({ flow, width, side, plate }) => ({
      flow,
      width,
      from: plate,
      to: side,
    })),
  };
}
