/**
 * Access logs: from a file in the combined format to the merged inventory, on one core, beside what counts lines of the same file: goaccess
 * (a report as JSON) and awk (hits a URL). All are held to the same core, one after the other, round by round.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

/** What one tool did with the log; medians. */
export interface AccessLogRow {
  readonly tool: string;
  readonly linesPerSecond: number;
  /** By CPU time: what holds when others use the machine as well. */
  readonly linesPerCpuSecond: number;
}

export interface AccessLogOptions {
  readonly lines: number;
  readonly rounds: number;
}

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'okhttp/4.12.0',
  'python-requests/2.32.3',
  'curl/8.5.0',
  'axios/1.7.2',
];
const targets: readonly ((id: number) => string)[] = [
  (id) => `/api/v1/patients/${id}`,
  (id) => `/api/v1/patients/${id}/notes?page=${id % 5}`,
  () => '/api/v1/appointments?status=open&page=2',
  (id) => `/api/v1/doctors/${id % 200}/schedule`,
  () => '/api/v1/login',
  (id) => `/api/v1/invoices/inv_${((id * 7919) % 1_000_000).toString(36).padStart(8, '0')}`,
  () => '/health',
];
const statuses = [200, 200, 200, 200, 200, 200, 304, 404, 401, 500];
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Writes a log: 50,000 ids, 5,000 callers, a line every ten milliseconds. */
async function writeLog(file: string, lines: number): Promise<void> {
  let seed = 0x2545_f491;
  const random = (below: number): number => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) % below;
  };
  const out = createWriteStream(file);
  let text = '';
  let atMs = Date.UTC(2026, 10, 20);
  for (let line = 0; line < lines; line += 1) {
    atMs += random(20);
    const at = new Date(atMs);
    const day = `${String(at.getUTCDate()).padStart(2, '0')}/${months[at.getUTCMonth()] ?? ''}/${at.getUTCFullYear()}`;
    const caller = random(5000);
    const target = (targets[random(targets.length)] ?? (() => '/'))(random(50_000));
    const method = target.endsWith('login') ? 'POST' : 'GET';
    text += `198.51.${caller >> 8}.${caller & 255} - - [${day}:${at.toISOString().slice(11, 19)} +0000] "${method} ${target} HTTP/1.1" ${statuses[random(10)] ?? 200} ${random(5000)} "-" "${agents[caller % 6] ?? ''}"\n`;
    if (text.length > 1_000_000) {
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
  }
  out.end(text);
  await finished(out);
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Seconds on the clock and of CPU that a command takes on core 0. */
function timed(command: readonly string[]): { readonly seconds: number; readonly cpuSeconds: number } | null {
  const started = performance.now();
  const done = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time taskset -c 0 "$@" >/dev/null 2>/dev/null', 'bash', ...command],
    { encoding: 'utf8', timeout: 600_000 },
  );
  const seconds = (performance.now() - started) / 1000;
  const [user = 0, system = 0] = done.stderr.trim().split(' ').map(Number);
  return done.status === 0 ? { seconds, cpuSeconds: user + system } : null;
}

/** Measures. Tools that are not installed are left out. */
export async function measureAccessLog(
  { lines, rounds }: AccessLogOptions,
  say: (line: string) => void,
): Promise<readonly AccessLogRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-access-log-'));
  try {
    const file = join(folder, 'access.log');
    say(`writing ${lines} lines`);
    await writeLog(file, lines);
    const program = new URL('../../src/cli/main.ts', import.meta.url).pathname;
    const tools: readonly (readonly [string, readonly string[]])[] = [
      ['heliostat discover', [process.execPath, '--no-warnings', program, 'discover', file, '--json']],
      [
        'goaccess',
        ['goaccess', file, '--log-format=COMBINED', '--no-progress', '-o', join(folder, 'report.json')],
      ],
      ['awk, hits a URL', ['awk', '{ hits[$7] += 1 } END { for (url in hits) n += 1; print n }', file]],
    ];
    const times = new Map<string, { seconds: number[]; cpuSeconds: number[] }>();
    for (let round = 0; round < rounds; round += 1) {
      for (const [tool, command] of tools) {
        const took = timed(command);
        if (took === null) continue;
        const known = times.get(tool) ?? { seconds: [], cpuSeconds: [] };
        known.seconds.push(took.seconds);
        known.cpuSeconds.push(took.cpuSeconds);
        times.set(tool, known);
        say(`${tool}: ${took.seconds.toFixed(2)} s, ${took.cpuSeconds.toFixed(2)} s of CPU`);
      }
    }
    return [...times].map(([tool, { seconds, cpuSeconds }]) => ({
      tool,
      linesPerSecond: Math.round(lines / median(seconds)),
      linesPerCpuSecond: Math.round(lines / median(cpuSeconds)),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
