import './timeline.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApi } from '../../api/context.ts';
import type { ActorDetail, ExchangeRecord } from '../../api/types.ts';
import { useSteps } from '../../charts/ActivityCharts.tsx';
import { type Range, ranges } from '../../charts/range.ts';
import type { Step } from '../../charts/steps.ts';
import { verdictOf } from '../../exchange/verdict-of.ts';
import { MethodPath } from '../../marks/MethodPath.tsx';
import { Swatch } from '../../marks/Verdict.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { clock, utc } from '../../words/time.ts';
import { count, short } from '../../words/numbers.ts';
import { type Lane, lanesOf } from './lanes.ts';

const marksMax = 500;
const everyMs = 5_000;

interface Span {
  readonly since: number;
  readonly until: number;
}

const percent = (atMs: number, { since, until }: Span): number => ((atMs - since) / (until - since)) * 100;

/** Exchanges over time: the rate of all on top, then a lane for each operation with a mark for each exchange. */
export function Timeline({ actor, range }: { readonly actor: ActorDetail; readonly range: Range }) {
  const api = useApi();
  const steps = useSteps({ of: 'actor', id: actor.id }, range);
  const window = steps.data?.window;
  const since = window?.since;
  const marks = useQuery({
    queryKey: ['actor', actor.id, 'marks', range],
    queryFn: ({ signal }) =>
      api.read('/actors/{id}/exchanges', { id: actor.id, query: { limit: marksMax, since }, signal }),
    enabled: since !== undefined,
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  });
  const lanes = useMemo(() => lanesOf(marks.data?.items ?? []), [marks.data]);
  if (steps.data === undefined || window === undefined)
    return <Skeleton rows={6} says="Reading the timeline" />;
  const items = marks.data?.items ?? [];
  const oldest = items.length >= marksMax ? items.at(-1) : undefined;
  return (
    <figure className="timeline plate">
      <Rates steps={steps.data.steps} span={window} />
      {lanes.map((lane) => (
        <LaneRow
          key={lane.id + lane.path}
          lane={lane}
          span={window}
          darkUntil={oldest === undefined ? window.since : Date.parse(oldest.at)}
        />
      ))}
      {lanes.length === 0 ? (
        <p className="timeline-none quiet">{`Nothing in the last ${ranges[range].title}.`}</p>
      ) : null}
      <Axis span={window} />
      <figcaption className="timeline-key">
        <span>
          <Swatch verdict="allowed" /> allowed
        </span>
        <span>
          <Swatch verdict="flagged" /> flagged
        </span>
        <span>
          <Swatch verdict="blocked" /> blocked
        </span>
        <span className="timeline-note">
          {oldest === undefined
            ? ''
            : `Marks are of the newest ${count(marksMax)}, since ${utc(Date.parse(oldest.at)).slice(5, 16)}; before lies in shade. The bars count all.`}
        </span>
      </figcaption>
    </figure>
  );
}

function Rates({ steps, span }: { readonly steps: readonly Step[]; readonly span: Span }) {
  const most = Math.max(1, ...steps.map(({ point }) => point?.count ?? 0));
  const width = 100 / Math.max(1, steps.length);
  const all = steps.reduce((sum, { point }) => sum + (point?.count ?? 0), 0);
  return (
    <div className="timeline-row timeline-rates">
      <span className="timeline-label">
        All exchanges <span className="quietest number">{short(all)}</span>
      </span>
      <svg
        className="timeline-track"
        viewBox="0 0 100 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${count(all)} exchanges, at most ${count(most)} in a step`}
      >
        {steps.map(({ atMs, point }) =>
          point === null ? null : (
            <g key={atMs}>
              <rect
                className="mark-allowed"
                x={percent(atMs, span)}
                width={width * 0.82}
                y={40 - (point.count / most) * 38}
                height={(point.count / most) * 38}
              />
              {point.blocked === 0 ? null : (
                <rect
                  className="mark-blocked"
                  x={percent(atMs, span)}
                  width={width * 0.82}
                  y={40 - (point.blocked / most) * 38}
                  height={(point.blocked / most) * 38}
                />
              )}
            </g>
          ),
        )}
      </svg>
    </div>
  );
}

function LaneRow({
  lane,
  span,
  darkUntil,
}: {
  readonly lane: Lane;
  readonly span: Span;
  readonly darkUntil: number;
}) {
  const navigate = useNavigate();
  const open = (exchange: ExchangeRecord): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, exchange: exchange.id }) });
  const name =
    lane.method === '' ? (
      <span className="quiet">{lane.path}</span>
    ) : (
      <MethodPath method={lane.method} path={lane.path} />
    );
  return (
    <div className="timeline-row">
      {lane.id === '' ? (
        <span className="timeline-label">{name}</span>
      ) : (
        <Link
          className="timeline-label"
          to="/inventory/$operationId"
          params={{ operationId: lane.id }}
          title={`${lane.method} ${lane.path}`}
        >
          {name}
        </Link>
      )}
      <div
        className="timeline-track timeline-lane"
        role="img"
        aria-label={`${lane.exchanges.length} exchanges of ${lane.method} ${lane.path}`}
      >
        {darkUntil > span.since ? (
          <span className="timeline-dark" style={{ width: `${percent(darkUntil, span)}%` }} />
        ) : null}
        {lane.exchanges.map((exchange) => {
          const atMs = Date.parse(exchange.at);
          if (atMs < span.since) return null;
          return (
            <span
              key={exchange.id}
              className={`timeline-mark timeline-mark-${verdictOf(exchange)}`}
              style={{ left: `${percent(atMs, span)}%` }}
              title={`${clock(atMs)} UTC, ${exchange.status}, ${verdictOf(exchange)}`}
              onClick={() => open(exchange)}
            />
          );
        })}
      </div>
    </div>
  );
}

const parts = 4;

function Axis({ span }: { readonly span: Span }) {
  const long = span.until - span.since > 36 * 3_600_000;
  return (
    <div className="timeline-row timeline-axis" aria-hidden="true">
      <span className="timeline-label" />
      <span className="timeline-track timeline-ticks number">
        {Array.from({ length: parts + 1 }, (_, at) => {
          const time = utc(span.since + ((span.until - span.since) / parts) * at);
          return <span key={at}>{at === parts ? 'now' : long ? time.slice(5, 16) : time.slice(11, 16)}</span>;
        })}
      </span>
    </div>
  );
}
