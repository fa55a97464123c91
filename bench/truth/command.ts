import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One operation of the command's answer, as far as it is judged. */
export interface Found {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly count: number;
  readonly dataClasses: readonly string[];
  readonly confidence: number;
}

const HELIOSTAT = join(import.meta.dirname, '../../bin/heliostat');

/** Runs `heliostat discover FILE... --json`, its answer going to the file `answerFile`. Throws when it fails, or takes longer than `timeoutMs`. */
export async function discover(
  files: readonly string[],
  answerFile: string,
  timeoutMs: number,
): Promise<readonly Found[]> {
  const out = await open(answerFile, 'w');
  try {
    const child = spawn(HELIOSTAT, ['discover', ...files, '--json'], {
      stdio: ['ignore', out.fd, 'ignore'],
      timeout: timeoutMs,
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`heliostat discover ended with ${String(code ?? 'a signal')}`);
  } finally {
    await out.close();
  }
  const answer: unknown = JSON.parse(await readFile(answerFile, 'utf8'));
  if (
    typeof answer !== 'object' ||
    answer === null ||
    !('operations' in answer) ||
    !Array.isArray(answer.operations)
  )
    throw new Error('the command answered without operations');
  return answer.operations.map(found);
}

function found(value: unknown): Found {
  const at: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  return {
    method: String(at['method']),
    path: String(at['path']),
    host: String(at['host']),
    count: Number(at['count']),
    dataClasses: Array.isArray(at['dataClasses']) ? at['dataClasses'].map(String) : [],
    confidence: Number(at['confidence']),
  };
}
