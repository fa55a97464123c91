/** Load from wrk, pinned to the other core. */
import { spawn } from 'node:child_process';

/** What one run of wrk said. */
export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly errors: number;
}

/** One request, over and over. */
export interface LoadOptions {
  readonly url: string;
  readonly seconds: number;
  readonly connections: number;
  readonly core: number;
  /** Lua script for anything that is not a plain GET. */
  readonly script?: string;
}

const unit: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

const milliseconds = (text: string, percent: string): number => {
  const match = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s|m)`).exec(text);
  return match === null ? 0 : Number(match[1]) * (unit[match[2] ?? 'ms'] ?? 1);
};

/** Runs wrk and reads its report. */
export const load = async ({ url, seconds, connections, core, script }: LoadOptions): Promise<LoadResult> => {
  const child = spawn(
    'taskset',
    [
      '-c',
      String(core),
      'wrk',
      '-t1',
      `-c${connections}`,
      `-d${seconds}s`,
      '--latency',
      ...(script === undefined ? [] : ['-s', script]),
      url,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const requests = /(\d+) requests in ([\d.]+)(s|m)/.exec(text);
  if (code !== 0 || requests === null) throw new Error(`wrk failed: ${text}`);
  const socket = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text);
  const statuses = /Non-2xx or 3xx responses: (\d+)/.exec(text);
  return {
    requests: Number(requests[1]),
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1] ?? 0),
    p50Ms: milliseconds(text, '50'),
    p99Ms: milliseconds(text, '99'),
    errors: (socket ?? []).slice(1).reduce((sum, each) => sum + Number(each), 0) + Number(statuses?.[1] ?? 0),
  };
};
