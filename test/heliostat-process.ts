/** Heliostat as a process of its own, for tests of what a whole process does: start, faults, ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { request } from 'undici';

const launcher = join(import.meta.dirname, '../bin/heliostat');

/** A folder that goes when the test does. */
export const temporaryFolder = (): { readonly path: string } & Disposable => {
  const path = mkdtempSync(join(tmpdir(), 'heliostat-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};

/** A running `heliostat up`. */
export interface UpProcess extends AsyncDisposable {
  readonly gateway: string;
  readonly hub: string;
  readonly token: string;
  readonly child: ChildProcess;
  /** Asks the control API. */
  ask(path: string): Promise<unknown>;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
}

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export const heliostat = (
  args: readonly string[],
  options: { readonly cwd?: string; readonly timeoutMs?: number; readonly slow?: boolean } = {},
): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(launcher, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? 60_000,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    let stdout = '';
    let stderr = '';
    const read = () =>
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString('utf8');
      });
    // A reader that takes a while before it begins.
    if (options.slow === true) setTimeout(read, 4000);
    else read();
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });

/**
 * Starts `heliostat up` on free ports with a configuration.
 *
 * @param known The token of an earlier start on the same folder.
 */
export const up = async (folder: string, config: string, known = ''): Promise<UpProcess> => {
  const file = join(folder, 'heliostat.config.yaml');
  writeFileSync(file, config);
  const child = spawn(launcher, ['up', '--config', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: folder,
    env: { ...process.env, HELIOSTAT_LOG_LEVEL: 'error' },
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let gateway = '';
  let hub = '';
  let token = known;
  let said = '';
  for await (const line of createInterface({ input: child.stderr })) {
    said += `${line}\n`;
    gateway = /Gateway\s+(https?:\S+)/.exec(line)?.[1] ?? gateway;
    hub = /Console\s+(http:\S+)/.exec(line)?.[1] ?? hub;
    token = /Token\s+(hst_\S+)/.exec(line)?.[1] ?? token;
    if (hub !== '' && token !== '') break;
  }
  child.stderr.resume();
  if (hub === '') throw new Error(`it did not start: ${said}`);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await closed;
  };
  return {
    gateway,
    hub,
    token,
    child,
    ask: async (path) => {
      const { body } = await request(new URL(path, hub), { headers: { authorization: `Bearer ${token}` } });
      return body.json();
    },
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  };
};
