/** Where things lie: the same layout in a checkout (`src/cli`, `lab`, `console/dist`) and in the published package (`dist/...`). */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const base = new URL('../../', import.meta.url);

/** `.ts` in a checkout, `.js` in the package. */
export const codeExtension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/** True in a checkout, where sources run as they are. */
export const inCheckout = codeExtension === '.ts';

/** Absolute path of something below the root. */
export const placeOf = (relative: string): string => fileURLToPath(new URL(relative, base));

/** The lab's program, or null where the package came without it. */
export const labProgram = (name: 'main' | 'driver/main'): string | null => {
  const path = placeOf(`lab/${name}${codeExtension}`);
  return existsSync(path) ? path : null;
};

/** This program, as a job or a child process starts it: executable and arguments before the command. */
export const program = (): readonly [string, ...string[]] => [
  process.execPath,
  '--no-warnings',
  placeOf(`src/cli/main${codeExtension}`),
];
