import { type KeyboardEvent, type PointerEvent, useCallback, useRef, useState } from 'react';
import { count } from '../../words/numbers.ts';
import type { Flows } from './flows.ts';
import { type Layout, plateHeight, type Ribbon } from './layout.ts';
import type { Light } from './light.ts';
import { FoldPlate, OperationPlate } from './Plate.tsx';
import { Ribbons } from './Ribbons.tsx';
import type { PlateRow } from './rows.ts';
import type { Chosen } from './search.ts';
import { SideNode } from './SideNode.tsx';
import { useWidth } from './useWidth.ts';

interface CanvasProps {
  readonly layout: Layout;
  readonly flows: Flows;
  readonly light: Light | null;
  readonly chosen: Chosen | null;
  readonly heads: { readonly actors: string; readonly operations: string; readonly assets: string };
  readonly sensitive: (id: string) => boolean;
  readonly onChoose: (chosen: Chosen | null) => void;
  readonly onFold: (row: Extract<PlateRow, { readonly kind: 'fold' }>) => void;
}

const actorsWidth = 142;
const assetsWidth = 122;

/** Widths of the columns for the width there is: plates keep most, ribbons share the rest 1 : 0.6. */
function columnsFor(width: number) {
  const rest = width - actorsWidth - assetsWidth;
  const plates = Math.max(230, Math.min(400, rest - 210, 330 + Math.max(0, rest - 610) * 0.3));
  const first = ((rest - plates) / 1.6) * 1;
  return { plates, left: actorsWidth + first, right: actorsWidth + first + plates, end: width - assetsWidth };
}

/** The three columns and the ribbons between them. Arrow keys move within and between columns, Enter chooses, Esc lets go. */
export function MapCanvas({ layout, flows, light, chosen, heads, sensitive, onChoose, onFold }: CanvasProps) {
  const [holder, width] = useWidth();
  const [tip, setTip] = useState<{ readonly text: string; readonly x: number; readonly y: number } | null>(
    null,
  );
  const canvas = useRef<HTMLDivElement>(null);
  const columns = columnsFor(Math.max(640, width));
  const names = new Map([...flows.actors, ...flows.assets].map(({ id, title }) => [id, title]));
  const plateNames = new Map(
    layout.plates.map(({ row }) => [
      row.key,
      row.kind === 'fold' ? row.title : `${row.operation.method} ${row.operation.path}`,
    ]),
  );

  const point = useCallback((text: string | null, event: PointerEvent) => {
    const frame = canvas.current?.getBoundingClientRect();
    setTip(
      text === null || frame === undefined
        ? null
        : { text, x: event.clientX - frame.left, y: event.clientY - frame.top },
    );
  }, []);
  const pointCall = (ribbon: Ribbon | null, event: PointerEvent): void =>
    point(
      ribbon === null
        ? null
        : `${names.get(ribbon.flow.side) ?? ''} → ${plateNames.get(ribbon.flow.plate) ?? ''}: ${count(ribbon.flow.count)} ${ribbon.flow.verdict}`,
      event,
    );
  const pointReach = (ribbon: Ribbon | null, event: PointerEvent): void =>
    point(
      ribbon === null
        ? null
        : `${plateNames.get(ribbon.flow.plate) ?? ''} → ${names.get(ribbon.flow.side) ?? ''}: ${count(ribbon.flow.count)} answers`,
      event,
    );

  const key = (event: KeyboardEvent): void => {
    const from = event.target;
    if (!(from instanceof HTMLElement) || canvas.current === null) return;
    const to = neighbour(canvas.current, from, event.key);
    if (to === null) return;
    to.focus();
    event.preventDefault();
  };
  const has = (kind: Chosen['kind'], id: string): boolean => chosen?.kind === kind && chosen.id === id;
  const toggle = (kind: Chosen['kind'], id: string): void => onChoose(has(kind, id) ? null : { kind, id });

  return (
    <div ref={holder} className="map">
      <div
        className="map-heads"
        style={{
          gridTemplateColumns: `${actorsWidth}px ${columns.left - actorsWidth}px ${columns.plates}px 1fr ${assetsWidth}px`,
        }}
      >
        <h2 className="map-head-end">{heads.actors}</h2>
        <span className="map-note">width: root of requests</span>
        <h2>{heads.operations}</h2>
        <span />
        <h2>{heads.assets}</h2>
      </div>
      <div
        ref={canvas}
        className="map-canvas"
        data-chosen={light !== null}
        style={{ height: layout.height }}
        onKeyDown={key}
      >
        {width === 0 ? null : (
          <svg className="map-ribbons" width={Math.max(640, width)} height={layout.height} aria-hidden="true">
            <Ribbons
              ribbons={layout.calls}
              left={actorsWidth}
              right={columns.left}
              light={light}
              shutters
              onPoint={pointCall}
            />
            <Ribbons
              ribbons={layout.reaches}
              left={columns.right}
              right={columns.end}
              light={light}
              shutters={false}
              onPoint={pointReach}
            />
          </svg>
        )}
        <div role="listbox" aria-label="Actors" data-column="0">
          {layout.actors.map(({ side, y, height }, at) => (
            <SideNode
              key={side.id}
              side={side}
              end="right"
              top={y}
              height={height}
              left={0}
              width={actorsWidth}
              light={light}
              chosen={has('actors', side.id)}
              stop={at === 0}
              onChoose={() => toggle('actors', side.id)}
            />
          ))}
        </div>
        <div role="listbox" aria-label="Operations" data-column="1">
          {layout.titles.map((title) => (
            <span
              key={title.text}
              className="map-title"
              style={{ left: columns.left + 2, top: title.y }}
              role="presentation"
            >
              {title.text}
            </span>
          ))}
          {layout.plates.map(({ row, y }, at) => {
            const on = light === null ? 'even' : light.plates.has(row.key) ? 'lit' : 'shade';
            const lifecycle = row.kind === 'operation' ? row.operation.lifecycle : 'fold';
            const selected = row.kind === 'operation' && has('operation', row.operation.id);
            return (
              <button
                key={row.key}
                type="button"
                role="option"
                aria-selected={selected}
                tabIndex={at === 0 ? 0 : -1}
                className={`map-plate map-plate-${lifecycle} map-plate-${on}`}
                style={{ left: columns.left, top: y, width: columns.plates, height: plateHeight }}
                title={plateNames.get(row.key)}
                onClick={() =>
                  row.kind === 'operation' ? toggle('operation', row.operation.id) : onFold(row)
                }
              >
                {row.kind === 'operation' ? (
                  <OperationPlate operation={row.operation} sensitive={sensitive} />
                ) : (
                  <FoldPlate row={row} />
                )}
              </button>
            );
          })}
        </div>
        <div role="listbox" aria-label="Assets" data-column="2">
          {layout.assets.map(({ side, y, height }, at) => (
            <SideNode
              key={side.id}
              side={side}
              end="left"
              top={y}
              height={height}
              left={columns.end}
              width={assetsWidth}
              light={light}
              chosen={has('asset', side.id)}
              stop={at === 0}
              onChoose={() => toggle('asset', side.id)}
            />
          ))}
        </div>
        {tip === null ? null : (
          <p
            className="map-tip"
            style={{ left: Math.min(tip.x + 12, Math.max(0, width - 320)), top: tip.y + 14 }}
          >
            {tip.text}
          </p>
        )}
      </div>
    </div>
  );
}

/** The option that an arrow key leads to: the next in the column, or the nearest in height of the next column. */
function neighbour(canvas: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
  const column = from.closest<HTMLElement>('[data-column]');
  if (column === null) return null;
  const options = (of: Element): readonly HTMLElement[] => [
    ...of.querySelectorAll<HTMLElement>('[role=option]'),
  ];
  const here = options(column);
  const at = here.indexOf(from);
  if (key === 'ArrowDown') return here[at + 1] ?? null;
  if (key === 'ArrowUp') return here[at - 1] ?? null;
  if (key === 'Home') return here[0] ?? null;
  if (key === 'End') return here.at(-1) ?? null;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const next = Number(column.dataset['column']) + (key === 'ArrowRight' ? 1 : -1);
  const other = canvas.querySelector(`[data-column="${next}"]`);
  if (other === null) return null;
  const distance = (one: HTMLElement): number => Math.abs(one.offsetTop - from.offsetTop);
  return options(other).toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}
