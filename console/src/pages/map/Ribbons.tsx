import { memo, type PointerEvent } from 'react';
import type { Ribbon } from './layout.ts';
import type { Light } from './light.ts';

interface RibbonsProps {
  readonly ribbons: readonly Ribbon[];
  readonly left: number;
  readonly right: number;
  readonly light: Light | null;
  /** Blocked ribbons stop at a shutter before the right edge. */
  readonly shutters: boolean;
  readonly onPoint: (ribbon: Ribbon | null, event: PointerEvent) => void;
}

const shutterWidth = 5;

/** The band's outline: two curves and two straight ends. */
function band({ from, to, width }: Ribbon, left: number, right: number): string {
  const bend = left + (right - left) * 0.5;
  return `M${left} ${from} C${bend} ${from} ${bend} ${to} ${right} ${to} V${to + width} C${bend} ${to + width} ${bend} ${from + width} ${left} ${from + width} Z`;
}

function edge({ from, to, width }: Ribbon, left: number, right: number): string {
  const bend = left + (right - left) * 0.5;
  const mid = width / 2;
  return `M${left} ${from + mid} C${bend} ${from + mid} ${bend} ${to + mid} ${right} ${to + mid}`;
}

/** Ribbons between two columns; width is the root of requests, colour the verdict. */
export const Ribbons = memo(function Ribbons({
  ribbons,
  left,
  right,
  light,
  shutters,
  onPoint,
}: RibbonsProps) {
  // What is lit, and what is grave, lies on top.
  const rank = (ribbon: Ribbon): number =>
    (light?.flows.has(ribbon.flow) === true ? 4 : 0) +
    ['allowed', 'flagged', 'blocked'].indexOf(ribbon.flow.verdict);
  return ribbons
    .toSorted((a, b) => rank(a) - rank(b))
    .map((ribbon) => {
      const { flow } = ribbon;
      const on = light === null ? 'even' : light.flows.has(flow) ? 'lit' : 'shade';
      const stops = shutters && flow.verdict === 'blocked';
      const end = stops ? right - shutterWidth : right;
      return (
        <g
          key={`${flow.side} ${flow.plate} ${flow.verdict}`}
          className={`ribbon ribbon-${flow.verdict} ribbon-${on}`}
        >
          <path
            className="ribbon-band"
            d={band(ribbon, left, end)}
            onPointerMove={(event) => onPoint(ribbon, event)}
            onPointerLeave={(event) => onPoint(null, event)}
          />
          {flow.verdict === 'flagged' ? <path className="ribbon-edge" d={edge(ribbon, left, end)} /> : null}
          {stops ? (
            <rect
              className="shutter"
              x={end}
              y={ribbon.to - 1.5}
              width={shutterWidth}
              height={ribbon.width + 3}
              rx="1"
            />
          ) : null}
        </g>
      );
    });
});
