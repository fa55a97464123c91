/** A hub with made-up data over real sockets, serving the built console. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const repository = new URL('../../', import.meta.url).pathname;
const dist = `${repository}console/dist`;
const startTimeoutMs = 30_000;
const buildTimeoutMs = 120_000;

/** A running hub. */
export interface Hub extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
}

/** Runs a program to its end; rejects with what it said when it fails. */
async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: buildTimeoutMs,
  });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}:\n${said.slice(-4_000)}`);
}

async function newest(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const times = await Promise.all(names.map(async (name) => (await stat(`${folder}/${name}`)).mtimeMs));
  return Math.max(0, ...times);
}

/** Builds the console unless the last build is newer than all of its source. */
export async function ensureBuilt(): Promise<void> {
  const built = (await stat(`${dist}/index.html`).catch(() => null))?.mtimeMs ?? 0;
  const source = Math.max(
    await newest(`${repository}console/src`),
    await newest(`${repository}console/public`),
  );
  if (built > source) return;
  await run([
    `${repository}node_modules/vite/bin/vite.js`,
    'build',
    '--config',
    'console/vite.config.ts',
    '--logLevel',
    'warn',
  ]);
}

/** Starts a hub on a free port. */
export async function startHub(options: readonly string[]): Promise<Hub> {
  const child = spawn(
    process.execPath,
    ['src/server/testing/fake-hub.ts', '--port', '0', '--console', dist, ...options],
    {
      cwd: repository,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  let url = '';
  const late = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  try {
    for await (const line of createInterface({ input: child.stderr })) {
      url = /^Made-up hub: (\S+)/.exec(line)?.[1] ?? url;
      const token = /^Admin token: (\S+)/.exec(line)?.[1];
      if (token !== undefined && url !== '') {
        child.stderr.resume();
        return { url, token, [Symbol.asyncDispose]: stop };
      }
    }
  } finally {
    clearTimeout(late);
  }
  await stop();
  throw new Error('The made-up hub ended before it said its address.');
}
