/** Jobs: when they come, what they may run, and what becomes of them. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { configSchema } from '../../config/schema.ts';
import { HeliostatError } from '../../model/errors.ts';
import type { Catalogue } from '../../store/ports/catalogue.ts';
import type { JobRunner } from '../ports.ts';
import { createFakeCatalogue } from '../testing/fake-catalogue.ts';
import { createSettableClock } from '../testing/settable-clock.ts';
import { systemClock } from '../../model/clock.ts';
import { startTestHub } from '../testing/test-hub.ts';
import { childProcessRunner, createTail, type RunCommand } from './command-runner.ts';
import { startJobRunner } from './job-runner.ts';
import { parseSchedule } from './schedule.ts';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const done: RunCommand = async () => ({ exitCode: 0, output: 'done' });

function start(
  jobs: readonly Readonly<Record<string, unknown>>[],
  runCommand: RunCommand,
  catalogue: Catalogue,
  clock = createSettableClock(),
): Promise<JobRunner> {
  const config = configSchema.parse({ jobs });
  return startJobRunner({
    jobs: config.jobs,
    commands: ['discover'],
    catalogue,
    runCommand,
    clock,
    log: quiet,
  });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1000; i += 1) {
    if (await holds()) return;
    await pause(5);
  }
  assert.fail('it never came to hold');
}

const never: RunCommand = (_command, signal) =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ exitCode: 143, output: 'half' }), { once: true });
  });

describe('a schedule', () => {
  const nowMs = Date.UTC(2026, 0, 5, 9, 7);

  it('is an interval from the start of the run before', () => {
    const schedule = parseSchedule('every 10m');
    assert.equal(schedule.nextMs(nowMs, null), nowMs + 600_000);
    assert.equal(schedule.nextMs(nowMs, nowMs - 60_000), nowMs + 540_000);
    assert.equal(schedule.nextMs(nowMs, nowMs - 86_400_000), nowMs, 'one that is overdue comes now');
    assert.equal(
      schedule.nextMs(nowMs, nowMs + 86_400_000),
      nowMs + 600_000,
      'a clock that was set back stops nothing',
    );
  });

  it('is a cron expression in UTC', () => {
    assert.equal(parseSchedule('15 3 * * *').nextMs(nowMs, null), Date.UTC(2026, 0, 6, 3, 15));
    assert.equal(parseSchedule('*/10 * * * *').nextMs(nowMs, null), Date.UTC(2026, 0, 5, 9, 10));
    assert.equal(parseSchedule('0 0 31 2 *').nextMs(nowMs, null), null);
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'every',
      'every 5',
      'every 1s',
      'every 32d',
      'every -1m',
      '* * * *',
      '* * * * * *',
      '61 * * * *',
      'soon',
    ]) {
      assert.throws(() => parseSchedule(text), text);
    }
  });
});

describe('jobs', () => {
  it('are refused with a wrong schedule, a command that is not allowed, or a doubled name', async () => {
    const wrong = [
      { name: 'a', schedule: 'soon', command: ['discover'] },
      { name: 'b', schedule: 'every 1h', command: ['up'] },
      { name: 'b', schedule: 'every 1h', command: ['discover'] },
    ];
    await assert.rejects(start(wrong, done, createFakeCatalogue()), (error) => {
      assert.ok(error instanceof HeliostatError);
      assert.deepEqual(
        error.issues.map(({ path }) => path),
        ['jobs.0.schedule', 'jobs.1.command.0', 'jobs.2.name'],
      );
      return true;
    });
  });

  it('come by their schedule, with their history', async () => {
    const catalogue = createFakeCatalogue();
    const clock = createSettableClock(systemClock.nowMs());
    const commands: (readonly string[])[] = [];
    const id = await catalogue.startJobRun('due', clock.nowMs() - 7_200_000);
    await catalogue.endJobRun(id, { endedMs: clock.nowMs() - 7_100_000, exitCode: 0, output: '' });
    await using jobs = await start(
      [{ name: 'due', schedule: 'every 1h', command: ['discover', 'today.har'] }],
      async (command) => {
        commands.push(command);
        return { exitCode: 1, output: 'found something' };
      },
      catalogue,
      clock,
    );
    await until(async () => (await catalogue.jobRuns({ job: 'due', limit: 1 }))[0]?.exitCode === 1);
    assert.deepEqual(commands, [['discover', 'today.har']]);
    await until(() => jobs.jobs()[0]?.running === false);
    assert.equal(jobs.jobs()[0]?.nextRunMs, clock.nowMs() + 3_600_000);
  });

  it('never run twice at once', async () => {
    const catalogue = createFakeCatalogue();
    await using jobs = await start(
      [{ name: 'long', schedule: 'every 1h', command: ['discover'] }],
      never,
      catalogue,
    );
    const starts = await Promise.all([jobs.run('long', 'a'), jobs.run('long', 'b'), jobs.run('other', 'c')]);
    assert.deepEqual(
      starts.map((result) => (result.started ? 'started' : result.reason)),
      ['started', 'running', 'unknown'],
    );
    assert.equal((await catalogue.jobRuns({ limit: 10 })).length, 1);
    assert.equal((await catalogue.audit({ limit: 10 })).length, 1);
  });

  it('are stopped when they take too long, and when Heliostat stops', async () => {
    const catalogue = createFakeCatalogue();
    const jobs = await start(
      [
        { name: 'short', schedule: 'every 1h', command: ['discover'], timeoutMs: 20 },
        { name: 'long', schedule: 'every 1h', command: ['discover'] },
      ],
      never,
      catalogue,
    );
    await jobs.run('short', 'a');
    await jobs.run('long', 'a');
    await until(async () => (await catalogue.jobRuns({ job: 'short', limit: 1 }))[0]?.endedMs !== null);
    await jobs[Symbol.asyncDispose]();
    const [short] = await catalogue.jobRuns({ job: 'short', limit: 1 });
    const [long] = await catalogue.jobRuns({ job: 'long', limit: 1 });
    assert.deepEqual([short?.exitCode, long?.exitCode], [-2, -1]);
    assert.match(short?.output ?? '', /^half\nStopped after 20 ms/);
  });

  it('that cannot be started say so', async () => {
    const catalogue = createFakeCatalogue();
    await using jobs = await start(
      [{ name: 'broken', schedule: 'every 1h', command: ['discover'] }],
      childProcessRunner(['/no/such/program']),
      catalogue,
    );
    await jobs.run('broken', 'a');
    await until(async () => (await catalogue.jobRuns({ limit: 1 }))[0]?.exitCode === -3);
  });

  it('that a crash has cut are marked at the next start', async () => {
    const catalogue = createFakeCatalogue();
    await catalogue.startJobRun('captures', 5);
    await using jobs = await start(
      [{ name: 'captures', schedule: 'every 1h', command: ['discover'] }],
      done,
      catalogue,
    );
    const [run] = await catalogue.jobRuns({ limit: 1 });
    assert.equal(run?.exitCode, -1);
    assert.match(run?.output ?? '', /ended while this ran/);
    assert.equal(jobs.jobs()[0]?.running, false);
  });

  it('are run by hand over the API, by admins, once at a time', async () => {
    await using hub = await startTestHub({ runCommand: never });
    const run = (): Promise<{ readonly status: number }> => hub.ask('/jobs/captures/run', { method: 'POST' });
    assert.equal((await run()).status, 202);
    assert.equal((await run()).status, 409);
    const { items } = (await hub.ask('/jobs')).json as { readonly items: readonly Record<string, unknown>[] };
    assert.equal(items[0]?.['running'], true);
    assert.deepEqual((items[0]?.['lastRun'] as Record<string, unknown> | undefined)?.['exitCode'], null);
  });
});

describe('a command', () => {
  const node = (script: string): RunCommand => childProcessRunner([process.execPath, '-e', script], 100);

  it('gives its exit code and the end of both its streams', async () => {
    const result = await node(
      'process.stdout.write("x".repeat(100000)); process.stderr.write("the end"); process.exitCode = 3',
    )([], AbortSignal.timeout(20_000));
    assert.equal(result.exitCode, 3);
    assert.ok(result.output.length <= 103);
    const both = await node('console.log("out", process.argv[1]); console.error("err")')(
      ['word'],
      AbortSignal.timeout(20_000),
    );
    assert.match(both.output, /out word/);
    assert.match(both.output, /err/);
  });

  it('is stopped with everything that it has started', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'heliostat-job-'));
    const file = join(folder, 'pid');
    const abort = new AbortController();
    const script = `const { spawn } = require('node:child_process'); const { renameSync, writeFileSync } = require('node:fs');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      writeFileSync(process.argv[1] + '.part', String(child.pid)); renameSync(process.argv[1] + '.part', process.argv[1]);
      setInterval(() => {}, 1000);`;
    const running = node(script)([file], abort.signal);
    await until(() => existsSync(file));
    const grandchild = Number(await readFile(file, 'utf8'));
    assert.ok(grandchild > 0 && alive(grandchild));
    abort.abort();
    assert.equal((await running).exitCode, -1);
    await until(() => !alive(grandchild));
    await rm(folder, { recursive: true });
  });

  it('keeps the end of a text that grows, within its bound', () => {
    const tail = createTail(10);
    for (let i = 0; i < 1000; i += 1) tail.add(String(i % 10));
    assert.equal(tail.text(), '...0123456789');
  });
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
