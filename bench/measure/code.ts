/**
 * How fast source code is analysed, beside a peer that only lists definitions: `node bench/measure/code.ts FOLDER`. The peer is universal-ctags when it is
 * installed. Lines are those of files in languages that are read.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new RangeError('name a folder of source code');

/** Wall time in seconds, CPU time in seconds, peak memory in MB. */
interface Cost {
  readonly wallS: number;
  readonly cpuS: number;
  readonly memoryMb: number;
}

const measure = (
  command: string,
  args: readonly string[],
): { readonly cost: Cost | null; readonly out: string } => {
  const { status, stdout, stderr } = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) return { cost: null, out: '' };
  const [wall = '0', user = '0', system = '0', memory = '0'] =
    stderr.trim().split('\n').at(-1)?.split(' ') ?? [];
  return {
    cost: { wallS: Number(wall), cpuS: Number(user) + Number(system), memoryMb: Number(memory) / 1024 },
    out: stdout,
  };
};

const launcher = fileURLToPath(new URL('../../bin/heliostat', import.meta.url));
const own = measure(launcher, ['discover', folder, '--json']);
if (own.cost === null) throw new Error('discover failed');
const document = JSON.parse(own.out) as {
  readonly covers: readonly { readonly source: string; readonly lines: number; readonly files: number }[];
  readonly operations: readonly unknown[];
};
const code = document.covers.filter(({ source }) => source === 'code');
const lines = code.reduce((sum, one) => sum + one.lines, 0);
const peer = measure('ctags', [
  '-R',
  '-f',
  '/dev/null',
  '--languages=JavaScript,TypeScript,Python,Java,Go,Ruby,PHP,C#,Rust',
  folder,
]);

const row = (name: string, cost: Cost | null): string =>
  cost === null
    ? `| ${name} | not installed | | |`
    : `| ${name} | ${cost.wallS.toFixed(1)} | ${cost.cpuS.toFixed(1)} | ${Math.round(cost.memoryMb)} |`;
process.stdout.write(
  [
    `${lines} lines of the application in ${code.reduce((sum, one) => sum + one.files, 0)} files, ${document.operations.length} operations`,
    '',
    '| | wall s | CPU s | peak MB |',
    '| --- | --- | --- | --- |',
    row('heliostat discover', own.cost),
    row('ctags (definitions only)', peer.cost),
    '',
  ].join('\n'),
);
