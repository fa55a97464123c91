/** Who wrote the line of a handler last, by `git blame`: asked only where nothing else names an owner. */
import { spawn } from 'node:child_process';

/** A line to ask about. */
export interface BlamedLine {
  readonly file: string;
  readonly line: number;
}

const outputBytesMax = 4_194_304;

/** The environment of a `git` that asks nobody, runs no filter and starts no pager. */
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  LC_ALL: 'C',
});

/** Settings of a foreign checkout that could start programs are taken out. */
const harmless = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'protocol.allow=never',
  '-c',
  'core.pager=cat',
];

/** Output of one `git` call; null when it fails, takes too long or says too much. */
export function askGit(
  folder: string,
  words: readonly string[],
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn('git', [...harmless, ...words], {
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : { signal }),
    });
    const pieces: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > outputBytesMax) child.kill('SIGKILL');
      else pieces.push(piece);
    });
    child.on('error', () => {
      resolve(null);
    });
    child.on('close', (code) => {
      resolve(code === 0 && bytes <= outputBytesMax ? Buffer.concat(pieces).toString('utf8') : null);
    });
  });
}

/** Authors by line, from the porcelain format (git-scm.com/docs/git-blame). */
export function readPorcelain(text: string): ReadonlyMap<number, string> {
  const mails = new Map<string, string>();
  const byLine = new Map<number, string>();
  let commit = '';
  let line = 0;
  for (const row of text.split('\n')) {
    const head = /^([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?$/.exec(row);
    if (head !== null) {
      commit = head[1] ?? '';
      line = Number(head[2]);
      continue;
    }
    const mail = /^author-mail <([^<>\s]{1,200})>$/.exec(row)?.[1];
    if (mail !== undefined && mail !== 'not.committed.yet') mails.set(commit, mail);
    if (row.startsWith('\t')) {
      const known = mails.get(commit);
      if (known !== undefined) byLine.set(line, known);
    }
  }
  return byLine;
}

/** Authors of lines of one file, as they are committed: what only the work tree has would run the filters of the checkout. */
export async function blameLines(
  folder: string,
  file: string,
  lines: readonly number[],
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<ReadonlyMap<number, string>> {
  const ranges = [...new Set(lines)].slice(0, 200).flatMap((line) => ['-L', `${line},${line}`]);
  const text = await askGit(
    folder,
    ['blame', '--porcelain', '--no-textconv', ...ranges, 'HEAD', '--', file],
    options,
  );
  return text === null ? new Map() : readPorcelain(text);
}
