/** Processes under measurement: pinned to a core, their CPU time and memory read from the kernel. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';

const ticksPerSecond = 100;

/** A started process. */
export interface Measured extends AsyncDisposable {
  readonly pid: number;
  /** User and system time of the process and its children, seconds. */
  cpuSeconds(): number;
  /** Resident memory of the process and its children, MB. */
  rssMb(): number;
}

/** Starts a command on one core. */
export const startPinned = (
  core: number,
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Measured => {
  const child = spawn('taskset', ['-c', String(core), ...command], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString('utf8')}`.slice(-1000);
  });
  child.once('close', (code) => {
    if (code !== 0 && code !== null)
      process.stderr.write(`${command[0] ?? ''} ended with ${code}: ${complaint}\n`);
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    cpuSeconds: () => family(pid).reduce((sum, each) => sum + cpuOf(each), 0),
    rssMb: () => family(pid).reduce((sum, each) => sum + rssOf(each), 0),
    [Symbol.asyncDispose]: () => end(child),
  };
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await closed;
  clearTimeout(timer);
};

const statOf = (pid: number): readonly string[] => {
  try {
    // The command name stands in brackets and may hold spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
};

const family = (pid: number): number[] => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(statOf(Number(name))[1] ?? 0);
    parents.set(Number(name), parent);
  }
  const found = [pid];
  for (let index = 0; index < found.length; index += 1) {
    for (const [each, parent] of parents) if (parent === found[index]) found.push(each);
  }
  return found;
};

const cpuOf = (pid: number): number => {
  const stat = statOf(pid);
  return (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) / ticksPerSecond;
};

const rssOf = (pid: number): number => {
  try {
    const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(match?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** Waits until a port of the loopback answers. */
export const untilListening = async (port: number, timeoutMs = 30_000): Promise<void> => {
  const endMs = Date.now() + timeoutMs;
  while (Date.now() < endMs) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing listens on port ${port}`);
};
