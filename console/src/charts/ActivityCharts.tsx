import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../api/context.ts';
import { duration, short } from '../words/numbers.ts';
import { Failure } from '../states/Failure.tsx';
import { type Range, windowOf } from './range.ts';
import { stepsOf } from './steps.ts';
import { TimeChart } from './TimeChart.tsx';

/** Whose activity. */
export type Subject = { readonly of: 'operation' | 'actor'; readonly id: string };

const everyMs = 10_000;

/** The series of a subject over a range, step by step. */
export function useSteps(subject: Subject, range: Range) {
  const api = useApi();
  return useQuery({
    queryKey: [subject.of, subject.id, 'series', range],
    queryFn: async ({ signal }) => {
      const window = windowOf(range, Date.now());
      const { points } = await api.read(
        subject.of === 'operation' ? '/operations/{id}/series' : '/actors/{id}/series',
        {
          id: subject.id,
          query: window,
          signal,
        },
      );
      return { window, steps: stepsOf(points, window) };
    },
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  });
}

/** How often, and how it went. */
export function RateChart({
  subject,
  range,
  height = 130,
}: {
  readonly subject: Subject;
  readonly range: Range;
  readonly height?: number;
}) {
  const { data, error, refetch } = useSteps(subject, range);
  const chart = useMemo(() => {
    const steps = data?.steps ?? [];
    return {
      times: steps.map(({ atMs }) => atMs),
      series: [
        {
          label: 'requests',
          token: 'allowed',
          style: 'bars' as const,
          values: steps.map(({ point }) => point?.count ?? 0),
        },
        {
          label: 'errors',
          token: 'high',
          style: 'bars' as const,
          values: steps.map(({ point }) => point?.errors ?? 0),
        },
        {
          label: 'blocked',
          token: 'blocked',
          style: 'bars' as const,
          values: steps.map(({ point }) => point?.blocked ?? 0),
        },
      ],
    };
  }, [data]);
  if (error !== null && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <TimeChart
      title="Requests over time"
      times={chart.times}
      series={chart.series}
      format={short}
      height={height}
    />
  );
}

/** How fast: half, 95 and 99 of 100 answers came within these. */
export function LatencyChart({ subject, range }: { readonly subject: Subject; readonly range: Range }) {
  const { data, error, refetch } = useSteps(subject, range);
  const chart = useMemo(() => {
    const steps = data?.steps ?? [];
    return {
      times: steps.map(({ atMs }) => atMs),
      series: [
        {
          label: 'p50',
          token: 'ink',
          style: 'line' as const,
          values: steps.map(({ point }) => point?.p50Us ?? null),
        },
        {
          label: 'p95',
          token: 'light',
          style: 'line' as const,
          values: steps.map(({ point }) => point?.p95Us ?? null),
        },
        {
          label: 'p99',
          token: 'ink-3',
          style: 'dashed' as const,
          values: steps.map(({ point }) => point?.p99Us ?? null),
        },
      ],
    };
  }, [data]);
  if (error !== null && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <TimeChart
      title="Latency over time"
      times={chart.times}
      series={chart.series}
      format={duration}
      height={170}
    />
  );
}
