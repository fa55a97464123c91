/** Captures: from a file of packets to exchanges, and to the merged inventory, on one core, beside tshark on the same core and file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCapture } from './pcap.write.ts';

/** What one tool did with the capture; medians. */
export interface PcapRow {
  readonly tool: string;
  readonly exchanges: number;
  readonly mbPerSecond: number;
  /** By CPU time: what holds when others use the machine as well. */
  readonly mbPerCpuSecond: number;
  readonly rssMb: number;
}

export interface PcapOptions {
  readonly megabytes: number;
  readonly rounds: number;
}

interface Taken {
  readonly exchanges: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

const read = (what: string, file: string): Taken => {
  const script = join(import.meta.dirname, 'pcap.read.ts');
  const { stdout } = spawnSync('taskset', ['-c', '0', process.execPath, script, what, file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(stdout) as Taken;
};

/** What GNU or BSD `time` would tell, from the shell's own. */
const tshark = (file: string): Taken => {
  const startMs = performance.now();
  const { stdout, stderr } = spawnSync(
    'taskset',
    [
      '-c',
      '0',
      'bash',
      '-c',
      'TIMEFORMAT="cpu %U %S"; time tshark -q -n -r "$0" -z http,tree 2>/dev/null',
      file,
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const seconds = (performance.now() - startMs) / 1000;
  const [, user = '0', system = '0'] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  const exchanges = Number(/HTTP Requests?\D+(\d+)/i.exec(stdout)?.[1] ?? 0);
  return { exchanges, seconds, cpuSeconds: Number(user) + Number(system), rssMb: 0 };
};

/** Measures, round by round, one after the other. */
export function measurePcap(options: PcapOptions, say: (line: string) => void): PcapRow[] {
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-bench-pcap-'));
  try {
    const file = join(folder, 'busy.pcap');
    const { bytes, exchanges } = writeCapture(file, options.megabytes * 1e6);
    say(`${(bytes / 1e6).toFixed(0)} MB with ${exchanges} exchanges`);
    const hasTshark = spawnSync('which', ['tshark']).status === 0;
    const tools: readonly (readonly [string, () => Taken])[] = [
      ['heliostat, to exchanges', () => read('exchanges', file)],
      ['heliostat, to the inventory', () => read('inventory', file)],
      ...(hasTshark ? [['tshark -z http,tree', () => tshark(file)] as const] : []),
    ];
    const taken = new Map<string, Taken[]>(tools.map(([tool]) => [tool, []]));
    // Once for the cache of the disk.
    readFileSync(file);
    for (let round = 0; round < options.rounds; round += 1)
      for (const [tool, run] of tools) taken.get(tool)?.push(run());
    return tools.map(([tool]) => {
      const all = taken.get(tool) ?? [];
      const median = (of: (one: Taken) => number): number =>
        all.map(of).sort((a, b) => a - b)[all.length >> 1] ?? 0;
      return {
        tool,
        exchanges: median((one) => one.exchanges),
        mbPerSecond: bytes / 1e6 / median((one) => one.seconds),
        mbPerCpuSecond: bytes / 1e6 / median((one) => one.cpuSeconds),
        rssMb: median((one) => one.rssMb),
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
