import 'uplot/dist/uPlot.min.css';
import './time-chart.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { utc } from '../words/time.ts';
import { tokenColor } from './token-color.ts';
import { useTheme } from './useTheme.ts';

/** One line or one row of bars. */
export interface ChartSeries {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Token of its colour, without the dashes. */
  readonly token: string;
  readonly style: 'line' | 'dashed' | 'bars';
}

interface TimeChartProps {
  readonly title: string;
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
  readonly height?: number;
}

const utcDate = (seconds: number): Date => uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC');

function optionsFor(
  { series, format, height = 150 }: TimeChartProps,
  width: number,
  onIndex: (index: number | null) => void,
): uPlot.Options {
  const ink = tokenColor('ink-3');
  const line = tokenColor('line');
  const axis = {
    stroke: ink,
    font: '11px "Inter Variable", sans-serif',
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    tzDate: utcDate,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    padding: [8, 8, 0, 0],
    scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.12)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 90,
        size: 26,
        values: (_, splits) => splits.map((at) => utc(at * 1_000).slice(11, 16)),
      },
      { ...axis, size: 54, gap: 6, space: 34, values: (_, splits) => splits.map((value) => format(value)) },
    ],
    series: [
      {},
      ...series.map((one): uPlot.Series => {
        const color = tokenColor(one.token);
        const bars = uPlot.paths.bars;
        return one.style === 'bars' && bars !== undefined
          ? {
              label: one.label,
              fill: color,
              width: 0,
              points: { show: false },
              paths: bars({ size: [0.8, 14], align: 1 }),
            }
          : {
              label: one.label,
              stroke: color,
              width: 1.5,
              points: { size: 4, fill: color },
              ...(one.style === 'dashed' ? { dash: [4, 3] } : {}),
            };
      }),
    ],
    hooks: { setCursor: [(chart) => onIndex(chart.cursor.idx ?? null)] },
  };
}

/** Values over time in UTC, with a readout of the step under the pointer. */
export function TimeChart(props: TimeChartProps) {
  const { title, times, series, format } = props;
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const [index, setIndex] = useState<number | null>(null);
  const theme = useTheme();
  const data: uPlot.AlignedData = [times.map((at) => at / 1_000), ...series.map(({ values }) => [...values])];
  const latest = useRef({ props, data });
  useLayoutEffect(() => {
    latest.current = { props, data };
  });

  useEffect(() => {
    const place = holder.current;
    if (place === null) return undefined;
    const made = new uPlot(
      optionsFor(latest.current.props, place.clientWidth, setIndex),
      latest.current.data,
      place,
    );
    chart.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: place.clientWidth, height: latest.current.props.height ?? 150 }),
    );
    observer.observe(place);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [theme, series.length]);
  useEffect(() => chart.current?.setData(latest.current.data), [times, series]);

  const at = index === null ? undefined : times[index];
  return (
    <figure className="chart plate">
      <figcaption className="chart-readout number">
        <span>{at === undefined ? '' : utc(at).slice(5, 16)}</span>
        {series.map((one) => {
          const value = index === null ? undefined : one.values[index];
          return (
            <span key={one.label} className="chart-key">
              <svg className="chart-swatch" viewBox="0 0 14 8" aria-hidden="true">
                {one.style === 'bars' ? (
                  <rect width="8" height="8" rx="2" x="3" style={{ fill: `var(--${one.token})` }} />
                ) : (
                  <path
                    d="M0 4h14"
                    strokeWidth="2"
                    strokeDasharray={one.style === 'dashed' ? '4 3' : undefined}
                    style={{ stroke: `var(--${one.token})` }}
                  />
                )}
              </svg>
              {one.label} {value === undefined || value === null ? '' : <b>{format(value)}</b>}
            </span>
          );
        })}
      </figcaption>
      <div ref={holder} className="chart-canvas" role="img" aria-label={summary(title, series, format)} />
    </figure>
  );
}

function summary(title: string, series: readonly ChartSeries[], format: (value: number) => string): string {
  const parts = series.map(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? `${label}: nothing` : `${label}: at most ${format(Math.max(...known))}`;
  });
  return `${title}. ${parts.join('; ')}.`;
}
