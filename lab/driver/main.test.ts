import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { openLab } from '../exploits/stage/lab.ts';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function run(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), ...args]);
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString('utf8')));
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  return { code: await promise, out: out.join(''), err: err.join('') };
}

test('it drives a target and prints one document', async () => {
  await using lab = await openLab(true);
  const { code, out } = await run(
    '--target',
    lab.stage.api,
    '--rate',
    '50',
    '--for',
    '1s',
    '--seed',
    '2',
    '--json',
  );
  assert.equal(code, 0);
  const summary = JSON.parse(out) as { version: number; sent: number; failed: number; byOperation: object };
  assert.equal(summary.version, 1);
  assert.ok(summary.sent > 0 && summary.failed === 0);
  assert.ok('POST /v2/sessions' in summary.byOperation);
});

test('wrong usage says what is wrong and exits with 2, a dead target with 3', async () => {
  const live = ['--target', 'http://127.0.0.1:9'];
  for (const [args, says] of [
    [[], '--target'],
    [[...live, '--rate', '0'], '--rate'],
    [[...live, '--for', 'soon'], '--for'],
    [[...live, '--seed', 'x'], '--seed'],
    [[...live, '--scenario', 'nobody', '--for', '1s'], 'users'],
    [[...live, '--what'], '--what'],
  ] as const) {
    const { code, err } = await run(...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, new RegExp(says));
  }
  assert.equal((await run(...live, '--for', '300ms')).code, 3);
});
