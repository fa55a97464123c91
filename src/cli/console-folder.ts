/** The built console. The package brings it; a checkout builds it on first need, and again when its sources are newer. */
import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout, placeOf } from './places.ts';

const folder = placeOf('console/dist');
const buildTimeoutMs = 120_000;

/**
 * Finds or builds the console.
 *
 * @param say Told in words what takes time.
 * @returns The folder, or null when it cannot be built (the control API runs without it, and says so on its page).
 */
export const consoleFolder = async (say: (line: string) => void): Promise<string | null> => {
  if (!inCheckout) return existsSync(join(folder, 'index.html')) ? folder : null;
  if (isFresh()) return folder;
  const vite = placeOf('node_modules/vite/bin/vite.js');
  if (!existsSync(vite)) {
    say('The console is not built, and vite is not installed: run `npm ci`.');
    return null;
  }
  say('Building the console, once …');
  const child = spawn(
    process.execPath,
    [vite, 'build', '--config', placeOf('console/vite.config.ts'), '--logLevel', 'error'],
    {
      cwd: placeOf('.'),
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: buildTimeoutMs,
    },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString('utf8')}`.slice(-2000);
  });
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
  if (exitCode === 0) return folder;
  say(`The console could not be built; the gateway runs without it.\n${complaint}`);
  return null;
};

/** Built, and nothing that goes into it has changed since. */
const isFresh = (): boolean => {
  const built = join(folder, 'index.html');
  if (!existsSync(built)) return false;
  const builtMs = statSync(built).mtimeMs;
  const sources = globSync('console/{src,public}/**/*', { cwd: placeOf('.') });
  return ['console/index.html', 'console/vite.config.ts', ...sources].every((file) => {
    const path = placeOf(file);
    return !existsSync(path) || statSync(path).mtimeMs <= builtMs;
  });
};
