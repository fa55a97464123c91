import type { MapView, OperationSummary } from '../../api/types.ts';
import { short } from '../../words/numbers.ts';
import { flowsOf } from './flows.ts';
import type { Chosen } from './search.ts';

interface EgoProps {
  readonly view: MapView;
  readonly operation: OperationSummary;
  readonly onChoose: (chosen: Chosen | null) => void;
}

const width = 340;
const rowHeight = 44;
const sidesMax = 6;
const node = { left: 152, right: 180 } as const;
const bars = { left: 108, right: 232 } as const;

/** One operation with those who call it and what it reaches; the same ribbons as on the wide map. */
export function Ego({ view, operation, onChoose }: EgoProps) {
  const group = {
    title: '',
    more: 0,
    rows: [{ kind: 'operation' as const, key: operation.id, operation, resource: '' }],
  };
  const flows = flowsOf(view, [group], undefined);
  const actors = totalsBySide(flows.calls).slice(0, sidesMax);
  const assets = totalsBySide(flows.reaches).slice(0, sidesMax);
  const titles = new Map([...flows.actors, ...flows.assets].map(({ id, title }) => [id, title]));
  const height = Math.max(2, actors.length, assets.length) * rowHeight + 16;
  const plate = { top: height / 2 - 34, height: 68 };
  const scale =
    (plate.height - 8) /
    Math.max(1, ...[actors, assets].map((list) => list.reduce((sum, one) => sum + Math.sqrt(one.count), 0)));
  return (
    <div className="ego plate">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={`Who calls ${operation.method} ${operation.path}, and what it reaches`}
      >
        <Fan
          sides={actors}
          titles={titles}
          from={bars.left}
          to={node.left}
          height={height}
          plate={plate}
          scale={scale}
          onChoose={(id) => onChoose({ kind: 'actors', id })}
        />
        <Fan
          sides={assets}
          titles={titles}
          from={bars.right}
          to={node.right}
          height={height}
          plate={plate}
          scale={scale}
          onChoose={(id) => onChoose({ kind: 'asset', id })}
        />
        <rect
          className="ego-plate"
          x={node.left}
          y={plate.top}
          width={node.right - node.left}
          height={plate.height}
          rx="3"
        />
        {[0, 1, 2, 3].map((at) => (
          <path
            key={at}
            className={
              operation.sources.includes((['code', 'contract', 'traffic', 'outside'] as const)[at] ?? 'code')
                ? 'slat-on'
                : 'slat-off'
            }
            d={`M${158 + at * 4} ${height / 2 + 5} l2 -10 h2 l-2 10 Z`}
          />
        ))}
      </svg>
    </div>
  );
}

interface SideTotal {
  readonly id: string;
  readonly count: number;
  readonly verdict: 'allowed' | 'flagged' | 'blocked';
}

/** One ribbon a node, in the colour of what happened to most of its traffic. */
function totalsBySide(flows: ReturnType<typeof flowsOf>['calls']): readonly SideTotal[] {
  const bySide = new Map<string, SideTotal & { readonly most: number }>();
  for (const flow of flows) {
    const before = bySide.get(flow.side);
    const leads = before === undefined || flow.count > before.most;
    bySide.set(flow.side, {
      id: flow.side,
      count: (before?.count ?? 0) + flow.count,
      verdict: leads ? flow.verdict : before.verdict,
      most: Math.max(before?.most ?? 0, flow.count),
    });
  }
  return [...bySide.values()].sort((a, b) => b.count - a.count);
}

interface FanProps {
  readonly sides: readonly SideTotal[];
  readonly titles: ReadonlyMap<string, string>;
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly plate: { readonly top: number; readonly height: number };
  readonly scale: number;
  readonly onChoose: (id: string) => void;
}

function Fan({ sides, titles, from, to, height, plate, scale, onChoose }: FanProps) {
  const left = from < to;
  const sum = sides.reduce((all, one) => all + Math.sqrt(one.count) * scale, 0);
  let at = plate.top + (plate.height - sum) / 2;
  const step = height / Math.max(1, sides.length);
  const bend = (from + to) / 2;
  return sides.map((side, index) => {
    const size = Math.max(1.5, Math.sqrt(side.count) * scale);
    const mid = step * (index + 0.5);
    const y = mid - size / 2;
    const end = at;
    at += size;
    const title = titles.get(side.id) ?? side.id;
    const words = title.length > 15 ? `${title.slice(0, 14)}…` : title;
    const x = left ? from - 6 : from + 6;
    return (
      <g
        key={side.id}
        className="ego-side"
        role="button"
        tabIndex={0}
        aria-label={`${title}, ${short(side.count)} ${side.verdict}`}
        onClick={() => onChoose(side.id)}
        onKeyDown={(event) => (event.key === 'Enter' ? onChoose(side.id) : undefined)}
      >
        <path
          className={`ribbon-band ego-${side.verdict}`}
          d={`M${from} ${y} C${bend} ${y} ${bend} ${end} ${to} ${end} V${end + size} C${bend} ${end + size} ${bend} ${y + size} ${from} ${y + size} Z`}
        />
        <rect className="ego-bar" x={left ? from - 3 : from} y={y - 2} width="3" height={size + 4} />
        <text x={x} y={mid - 2} textAnchor={left ? 'end' : 'start'} className="ego-title">
          {words}
        </text>
        <text x={x} y={mid + 12} textAnchor={left ? 'end' : 'start'} className="ego-count">
          {short(side.count)}
        </text>
      </g>
    );
  });
}
