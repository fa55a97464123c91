/**
 * `npm run build`: compiles `src` and `lab` to `dist`, builds the console into it and copies what is not code, so that `npm pack` makes a
 * package that installs elsewhere and runs. The layout below `dist` is that of the checkout (`cli/places.ts` relies on it).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

const run = (what: string, script: string, args: readonly string[]): void => {
  console.error(what);
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    console.error(`${what} failed.`);
    process.exit(1);
  }
};

rmSync(dist, { recursive: true, force: true });
run('Compiling', 'node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
run('Building the console', 'node_modules/vite/bin/vite.js', [
  'build',
  '--config',
  'console/vite.config.ts',
  '--logLevel',
  'warn',
]);
cpSync(join(root, 'console/dist'), join(dist, 'console/dist'), { recursive: true });

// Contracts, accounts, pages: all that stands beside the code and is read at run time.
const code = /\.(ts|tsx)$/;
const beside = globSync('{src,lab}/**/*', { cwd: root }).filter(
  (file) => !code.test(file) && !file.startsWith('lab/exploits') && statSync(join(root, file)).isFile(),
);
for (const file of beside) {
  const target = join(dist, file);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(root, file), target);
}
console.error(`Built into dist (${beside.length} files copied beside the code). Next: npm pack`);
