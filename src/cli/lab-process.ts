/** The lab and its users, each a process of its own, as a stranger would start them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { HeliostatError } from '../model/errors.ts';
import { labProgram } from './places.ts';

const startTimeoutMs = 30_000;
const endTimeoutMs = 8_000;
const lineBytesMax = 1_048_576;

/** A running lab. */
export interface LabProcess extends AsyncDisposable {
  readonly api: string;
  readonly partner: string;
  readonly web: string;
}

/** What the users did. */
export interface UsersSummary {
  readonly sent: number;
  readonly failed: number;
}

/** Users at work; `done` resolves when they have ended by themselves or by `stop`. */
export interface UsersProcess extends AsyncDisposable {
  stop(): void;
  readonly done: Promise<UsersSummary>;
}

/**
 * Starts the lab on free ports of the loopback.
 *
 * @throws HeliostatError `target-unreachable` when it does not come up.
 */
export const startLab = async (options: { readonly fixed: boolean }): Promise<LabProcess> => {
  const child = start('main', ['--json', '--port', '0', ...(options.fixed ? ['--fixed'] : [])]);
  try {
    const line = await firstLine(child, startTimeoutMs);
    const { api, partner, web } = JSON.parse(line) as Pick<LabProcess, 'api' | 'partner' | 'web'>;
    return { api, partner, web, [Symbol.asyncDispose]: () => end(child) };
  } catch (error) {
    await end(child);
    throw new HeliostatError('target-unreachable', { detail: 'the lab did not start', cause: error });
  }
};

/**
 * Lets a scenario's users call an API.
 *
 * @throws HeliostatError `usage-invalid` for a scenario that is not there (through `done`).
 */
export const startUsers = (options: {
  readonly target: string;
  readonly partner: string;
  readonly scenario: string;
  readonly seed: number;
  readonly ratePerSecond: number;
}): UsersProcess => {
  const { target, partner, scenario, seed, ratePerSecond } = options;
  const child = start('driver/main', [
    '--json',
    '--target',
    target,
    '--partner',
    partner,
    '--scenario',
    scenario,
    '--seed',
    String(seed),
    '--rate',
    String(ratePerSecond),
  ]);
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString('utf8')}`.slice(0, 2000);
  });
  const done = firstLine(child).then(
    (line) => {
      const { sent, failed } = JSON.parse(line) as UsersSummary;
      return { sent, failed };
    },
    (error: unknown) => {
      const detail = complaint.split('\n')[0] ?? '';
      throw new HeliostatError(child.exitCode === 2 ? 'usage-invalid' : 'target-unreachable', {
        detail,
        cause: error,
      });
    },
  );
  // Whoever only stops the users does not have to look at how they ended.
  done.catch(() => undefined);
  return { stop: () => void child.kill('SIGTERM'), done, [Symbol.asyncDispose]: () => end(child) };
};

const start = (name: 'main' | 'driver/main', args: readonly string[]): ChildProcess => {
  const program = labProgram(name);
  if (program === null)
    throw new HeliostatError('target-unreachable', { detail: 'this package came without the lab' });
  // A process group of its own: Ctrl-C is for us to pass on, in order.
  return spawn(process.execPath, ['--no-warnings', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
};

const firstLine = (child: ChildProcess, timeoutMs?: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => reject(new Error('it took too long')), timeoutMs);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', (code) => settle(() => reject(new Error(`it ended with code ${code ?? 'none'}`))));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).once('line', (line) =>
      settle(() =>
        line.length > lineBytesMax ? reject(new Error('its first line is too long')) : resolve(line),
      ),
    );
    child.stdout.on('data', () => undefined);
  });

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), endTimeoutMs);
  await closed;
  clearTimeout(timer);
};
