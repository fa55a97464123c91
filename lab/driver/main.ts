import { parseArgs } from 'node:util';
import { drive } from './drive.ts';
import type { DriveProgress } from './drive.ts';
import { parseDuration } from './duration.ts';

const usage = `Plays users against an API.

  node lab/driver/main.ts --target http://127.0.0.1:7070 [--scenario users] [--rate 40] [--for 30s] [--seed 1]
      [--partner http://127.0.0.1:4811] [--json]

Without --for it runs until Ctrl-C. --partner is where the lab's partner keeps the users' mail. --json prints the totals as one document.
`;

/** Runs the command; returns the exit code: 0 fine, 2 wrong usage, 3 nothing answered. */
async function main(args: readonly string[]): Promise<number> {
  const options = parse(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${usage}`);
    return 2;
  }
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort()).once('SIGTERM', () => interrupted.abort());
  const { json, ...driven } = options;
  const summary = await drive({
    ...driven,
    signal: interrupted.signal,
    onProgress: ({ sent, failed }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${sent} sent, ${failed} failed `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r');
  process.stdout.write(json ? `${JSON.stringify({ version: 1, ...summary })}\n` : table(summary));
  return summary.sent === 0 ? 3 : 0;
}

interface Options {
  readonly target: URL;
  readonly partner?: URL;
  readonly scenario: string;
  readonly seed: number;
  readonly ratePerSecond: number;
  readonly durationMs?: number;
  readonly json: boolean;
}

/** Options, or what is wrong with them. */
function parse(args: readonly string[]): Options | string {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        target: { type: 'string' },
        partner: { type: 'string' },
        scenario: { type: 'string', default: 'users' },
        rate: { type: 'string', default: '40' },
        for: { type: 'string' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const target = URL.parse(String(values['target']));
  if (target === null || !/^https?:$/.test(target.protocol))
    return '--target must be an http or https address.';
  const partner = values['partner'] === undefined ? undefined : URL.parse(String(values['partner']));
  if (partner === null) return '--partner must be an address.';
  const ratePerSecond = Number(values['rate']);
  if (!(ratePerSecond > 0 && ratePerSecond <= 10_000)) return '--rate must be above 0 and at most 10000.';
  const seed = Number(values['seed']);
  if (!Number.isSafeInteger(seed) || seed < 0) return '--seed must be a whole number.';
  const durationMs = values['for'] === undefined ? undefined : parseDuration(String(values['for']));
  if (durationMs === null) return '--for must be a time such as 500ms, 30s, 5m or 1h.';
  return {
    target,
    scenario: String(values['scenario']),
    seed,
    ratePerSecond,
    json: values['json'] === true,
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(partner === undefined ? {} : { partner }),
  };
}

function table(summary: DriveProgress): string {
  const rows = (title: string, counts: Readonly<Record<string, number>>): string[] => [
    '',
    title,
    ...Object.entries(counts).map(([name, count]) => `${String(count).padStart(8)}  ${name}`),
  ];
  return [
    `${summary.sent} sent, ${summary.failed} failed`,
    ...rows('by status', summary.byStatus),
    ...rows('by operation', summary.byOperation),
    '',
  ].join('\n');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
