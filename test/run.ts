/**
 * Runs every test of the project with Node's own runner: `npm test [-- path ...]`. Test files stand beside their source; this file only
 * finds them, so that none is forgotten, and bounds how many run at once.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const folders = ['src', 'lab', 'console', 'build', 'bench', 'test'];
const files = folders
  .flatMap((folder) =>
    globSync(`${folder}/**/*.test.ts`, { cwd: root, exclude: (name) => /node_modules|dist$/.test(name) }),
  )
  .filter((file) => chosen.length === 0 || chosen.some((part) => file.includes(part)))
  .toSorted();

if (files.length === 0) {
  console.error('No test file matches.');
  process.exit(1);
}
const run = spawnSync(
  process.execPath,
  ['--no-warnings', '--test', '--test-concurrency=2', '--test-timeout=180000', ...options, ...files],
  { cwd: root, stdio: 'inherit' },
);
process.exit(run.status ?? 1);
