import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/context.ts';
import { useMay } from '../../api/session.ts';
import type { JobRun } from '../../api/types.ts';
import { Button } from '../../controls/Button.tsx';
import { Ago } from '../../marks/Ago.tsx';
import { Chip } from '../../marks/Chip.tsx';
import { useNow } from '../../marks/useNow.ts';
import { Section } from '../../shell/Section.tsx';
import { Empty } from '../../states/Empty.tsx';
import { Failure } from '../../states/Failure.tsx';
import { Skeleton } from '../../states/Skeleton.tsx';
import { span, utc } from '../../words/time.ts';

const everyMs = 3_000;

/** Commands on a schedule, when they come next and what came of them. */
export function JobsTab() {
  const api = useApi();
  const jobs = useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => api.read('/jobs', { signal }),
    refetchInterval: everyMs,
  });
  const now = useNow();
  if (jobs.data === undefined) {
    return jobs.error === null ? (
      <Skeleton rows={4} says="Reading jobs" />
    ) : (
      <Failure error={jobs.error} onRetry={() => void jobs.refetch()} />
    );
  }
  if (jobs.data.items.length === 0) {
    return (
      <Empty title="No jobs are scheduled">
        Jobs stand under “jobs” in the configuration: a name, a schedule and a command, for example “discover
        ./captures” every night.
      </Empty>
    );
  }
  return (
    <>
      <div className="plate scroll-x">
        <table className="table" aria-label="Jobs">
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col">Schedule</th>
              <th scope="col">Command</th>
              <th scope="col">Next</th>
              <th scope="col">Last</th>
              <th scope="col">
                <span className="unseen">Acts</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.data.items.map((job) => (
              <tr key={job.name}>
                <th scope="row">
                  <b>{job.name}</b>
                </th>
                <td>
                  <code>{job.schedule}</code>
                </td>
                <td>
                  <code>{job.command.join(' ')}</code>
                </td>
                <td
                  className="quiet number"
                  title={job.nextRunAt === null ? '' : utc(Date.parse(job.nextRunAt))}
                >
                  {job.nextRunAt === null
                    ? 'not planned'
                    : `in ${span(Math.max(0, Date.parse(job.nextRunAt) - now))}`}
                </td>
                <td>
                  {job.lastRun === null ? (
                    <span className="quietest">never ran</span>
                  ) : (
                    <Result run={job.lastRun} />
                  )}
                </td>
                <td className="end">
                  <RunNow name={job.name} running={job.running} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Runs />
    </>
  );
}

function Result({ run }: { readonly run: JobRun }) {
  if (run.exitCode === null) return <Chip tone="new">running</Chip>;
  return (
    <span className="row-acts">
      {run.exitCode === 0 ? <Chip>done</Chip> : <Chip tone="bad">{exitWord(run.exitCode)}</Chip>}
      <span className="quiet">
        <Ago atMs={run.startedMs} />
      </span>
    </span>
  );
}

function exitWord(code: number): string {
  if (code === -1) return 'cut short';
  if (code === -2) return 'took too long';
  return `ended with ${code}`;
}

function RunNow({ name, running }: { readonly name: string; readonly running: boolean }) {
  const api = useApi();
  const may = useMay('admin');
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => api.write('post', '/jobs/{name}/run', { id: name }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
  return (
    <span className="row-acts">
      {run.error === null ? null : <span role="alert">{run.error.message}</span>}
      <Button
        icon="play"
        aria-label={`Run ${name} now`}
        disabled={!may || running || run.isPending}
        title={may ? '' : 'Needs the role admin.'}
        onClick={() => run.mutate()}
      >
        {running ? 'Running' : 'Run now'}
      </Button>
    </span>
  );
}

function Runs() {
  const api = useApi();
  const [open, setOpen] = useState<number | null>(null);
  const { data } = useQuery({
    queryKey: ['jobs', 'runs'],
    queryFn: ({ signal }) => api.read('/jobs/runs', { query: { limit: 30 }, signal }),
    refetchInterval: everyMs,
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title="Runs" note="newest first">
      <ul className="runs plate">
        {data.items.map((run) => (
          <li key={run.id}>
            <button
              type="button"
              className="run"
              aria-expanded={open === run.id}
              onClick={() => setOpen(open === run.id ? null : run.id)}
            >
              <b>{run.job}</b>
              <Result run={run} />
              <span className="quietest number">
                {run.endedMs === null ? '' : `took ${span(Math.max(1_000, run.endedMs - run.startedMs))}`}
              </span>
              <span className="run-more quiet">{open === run.id ? 'hide output' : 'output'}</span>
            </button>
            {open === run.id ? (
              <pre className="shape">{run.output === '' ? 'It printed nothing.' : run.output}</pre>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
