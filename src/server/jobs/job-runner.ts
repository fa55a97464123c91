/** Runs commands by their schedules: never the same job twice at once, each within its time, each with its history. */
import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../model/clock.ts';
import { type ErrorIssue, HeliostatError } from '../../model/errors.ts';
import type { Catalogue, JobRun } from '../../store/ports/catalogue.ts';
import type { JobRunner, JobStart, Log } from '../ports.ts';
import { type CommandResult, createTail, type RunCommand } from './command-runner.ts';
import { parseSchedule, type Schedule } from './schedule.ts';

/** Exit codes of runs that did not end by themselves. */
export const exitCodes = { cut: -1, tookTooLong: -2, notStarted: -3 } as const;

type JobConfig = Config['jobs'][number];

/** What the runner is made of. */
export interface JobRunnerParts {
  readonly jobs: readonly JobConfig[];
  /** Commands that a job may run: the first word. */
  readonly commands: readonly string[];
  readonly catalogue: Catalogue;
  readonly runCommand: RunCommand;
  readonly clock: Clock;
  readonly log: Log;
}

interface Job {
  readonly config: JobConfig;
  readonly schedule: Schedule;
  lastStartMs: number | null;
  nextMs: number | null;
  running: Promise<void> | null;
}

const outputCharactersMax = 16_384;
/** The wall clock is looked at this often at least, so that a clock that was set is noticed. */
const lookEveryMs = 30_000;
const historyMax = 1000;

function readJobs(parts: JobRunnerParts): Job[] {
  const issues: ErrorIssue[] = [];
  const jobs = parts.jobs.flatMap((config, index): Job[] => {
    if (parts.jobs.findIndex(({ name }) => name === config.name) !== index) {
      issues.push({ path: `jobs.${index}.name`, expected: 'a name that no other job has', got: config.name });
    }
    if (!parts.commands.includes(config.command[0] ?? '')) {
      issues.push({
        path: `jobs.${index}.command.0`,
        expected: `one of: ${parts.commands.join(', ')}`,
        got: config.command[0] ?? 'nothing',
        mend: 'Name a command that jobs may run.',
      });
    }
    try {
      return [
        { config, schedule: parseSchedule(config.schedule), lastStartMs: null, nextMs: null, running: null },
      ];
    } catch {
      issues.push({
        path: `jobs.${index}.schedule`,
        expected: 'a cron expression of five fields, or `every 10m` (10s to 31d)',
        got: config.schedule,
        mend: 'Write for example `every 1h`, or `15 3 * * *` for a quarter past three each night (UTC).',
      });
      return [];
    }
  });
  if (issues.length > 0) throw new HeliostatError('config-invalid', { issues });
  return jobs;
}

/** Ends in the history what a crash has left open. */
async function markCutRuns(catalogue: Catalogue, nowMs: number): Promise<void> {
  for (const run of await catalogue.jobRuns({ limit: historyMax })) {
    if (run.endedMs !== null) continue;
    const output = `${run.output}\nHeliostat ended while this ran.`.trim();
    await catalogue.endJobRun(run.id, { endedMs: nowMs, exitCode: exitCodes.cut, output });
  }
}

/**
 * Starts the schedules. Runs that a crash has cut are marked first.
 *
 * @throws HeliostatError `config-invalid` for a wrong schedule, a doubled name or a command that is not allowed
 * @example
 * await using jobs = await startJobRunner({ jobs: config.jobs, commands: ['discover'], runCommand: childProcessRunner([...]), ...rest });
 */
export async function startJobRunner(parts: JobRunnerParts): Promise<JobRunner> {
  const { catalogue, runCommand, clock, log } = parts;
  const jobs = readJobs(parts);
  await markCutRuns(catalogue, clock.nowMs());
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  async function perform(job: Job, id: number): Promise<void> {
    const late = AbortSignal.timeout(job.config.timeoutMs);
    const tail = createTail(outputCharactersMax);
    let exitCode: number;
    try {
      const result: CommandResult = await runCommand(
        job.config.command,
        AbortSignal.any([late, stopping.signal]),
      );
      tail.add(result.output);
      exitCode = result.exitCode;
    } catch (error) {
      tail.add(`The command could not be run: ${error instanceof Error ? error.message : 'unknown'}`);
      exitCode = exitCodes.notStarted;
    }
    if (stopping.signal.aborted) {
      tail.add('\nStopped, because Heliostat stops.');
      exitCode = exitCodes.cut;
    } else if (late.aborted) {
      tail.add(`\nStopped after ${job.config.timeoutMs} ms, the job's timeoutMs.`);
      exitCode = exitCodes.tookTooLong;
    }
    await catalogue.endJobRun(id, { endedMs: clock.nowMs(), exitCode, output: tail.text() });
    log.info({ job: job.config.name, run: id, exitCode }, 'job ended');
  }

  async function begin(job: Job): Promise<JobRun> {
    const startedMs = clock.nowMs();
    job.lastStartMs = startedMs;
    // Taken before the first await, so that nobody else can begin the same job meanwhile.
    const gate = Promise.withResolvers<void>();
    job.running = gate.promise;
    let id: number;
    try {
      id = await catalogue.startJobRun(job.config.name, startedMs);
    } catch (error) {
      job.running = null;
      gate.resolve();
      throw error;
    }
    log.info({ job: job.config.name, run: id }, 'job started');
    void perform(job, id)
      .catch(() => log.error({ job: job.config.name, run: id }, 'the end of a job could not be written down'))
      .finally(() => {
        job.running = null;
        job.nextMs = job.schedule.nextMs(clock.nowMs(), job.lastStartMs);
        gate.resolve();
        plan();
      });
    return { id, job: job.config.name, startedMs, endedMs: null, exitCode: null, output: '' };
  }

  function look(): void {
    const nowMs = clock.nowMs();
    for (const job of jobs) {
      if (job.running !== null || job.nextMs === null || job.nextMs > nowMs) continue;
      begin(job).catch(() => {
        log.error({ job: job.config.name }, 'a job could not be started');
        job.nextMs = job.schedule.nextMs(clock.nowMs(), job.lastStartMs);
      });
    }
    plan();
  }

  function plan(): void {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    const waiting = jobs.flatMap((job) => (job.running === null && job.nextMs !== null ? [job.nextMs] : []));
    if (waiting.length === 0) return;
    timer = setTimeout(
      look,
      Math.min(lookEveryMs, Math.max(0, Math.min(...waiting) - clock.nowMs())),
    ).unref();
  }

  for (const job of jobs) {
    const [last] = await catalogue.jobRuns({ job: job.config.name, limit: 1 });
    job.lastStartMs = last?.startedMs ?? null;
    job.nextMs = job.schedule.nextMs(clock.nowMs(), job.lastStartMs);
  }
  plan();

  return {
    jobs: () =>
      jobs.map((job) => ({
        name: job.config.name,
        schedule: job.config.schedule,
        command: job.config.command,
        running: job.running !== null,
        nextRunMs: job.nextMs,
      })),
    async run(name, who): Promise<JobStart> {
      const job = jobs.find(({ config }) => config.name === name);
      if (job === undefined) return { started: false, reason: 'unknown' };
      if (job.running !== null) return { started: false, reason: 'running' };
      const run = await begin(job);
      await catalogue.addAudit({
        atMs: run.startedMs,
        who,
        action: 'job.run',
        subject: name,
        detail: `run ${run.id}, by hand`,
      });
      return { started: true, run };
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all(jobs.flatMap((job) => (job.running === null ? [] : [job.running])));
    },
  };
}
