import type { Side } from './flows.ts';
import type { Light } from './light.ts';

interface SideNodeProps {
  readonly side: Side;
  /** On which side of the words the bar stands. */
  readonly end: 'left' | 'right';
  readonly top: number;
  readonly height: number;
  readonly left: number;
  readonly width: number;
  readonly light: Light | null;
  readonly chosen: boolean;
  /** The one of its column that Tab stops at; arrows lead to the others. */
  readonly stop: boolean;
  readonly onChoose: () => void;
}

/** A node of an outer column: a bar that ribbons leave or reach, with its words beside. */
export function SideNode({
  side,
  end,
  top,
  height,
  left,
  width,
  light,
  chosen,
  stop,
  onChoose,
}: SideNodeProps) {
  const on = light === null ? 'even' : light.sides.has(side.id) ? 'lit' : 'shade';
  return (
    <button
      type="button"
      role="option"
      aria-selected={chosen}
      tabIndex={stop ? 0 : -1}
      className={`side-node side-node-${end} side-node-${on}${side.hot ? ' side-node-hot' : ''}${side.count === 0 ? ' side-node-dark' : ''}`}
      style={{ top, height, left, width }}
      title={`${side.title}, ${side.subtitle}`}
      onClick={onChoose}
    >
      <span className="side-words">
        <b>{side.title}</b>
        <span>{side.count === 0 ? 'nobody reads it' : side.subtitle}</span>
      </span>
      <span className="side-bar" aria-hidden="true" />
    </button>
  );
}
