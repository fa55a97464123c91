/** How long `demo` takes from its command to a console that shows operations. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Seconds from the command. */
export interface DemoRow {
  readonly consoleSeconds: number;
  readonly operationsSeconds: number;
}

const launcher = join(import.meta.dirname, '../../bin/heliostat');
const timeoutMs = 60_000;

/** Starts the demo on free ports and asks its control API as the console does. */
export const measureDemo = async (): Promise<DemoRow> => {
  const start = performance.now();
  const child = spawn(launcher, ['demo', '--for', '40s', '--port', '0', '--hub-port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    let url = '';
    let token = '';
    const lines = createInterface({ input: child.stderr });
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    for await (const line of lines) {
      url = /Console\s+(http:\S+)/.exec(line)?.[1] ?? url;
      token = /Token\s+(hst_\S+)/.exec(line)?.[1] ?? token;
      if (url !== '' && token !== '') break;
    }
    clearTimeout(timer);
    if (url === '' || token === '') throw new Error('the demo did not say where it is');
    child.stderr.resume();
    const page = await fetch(url);
    await page.text();
    const consoleSeconds = (performance.now() - start) / 1000;
    while (performance.now() - start < timeoutMs) {
      const answer = await fetch(new URL('/api/v1/operations?limit=5', url), {
        headers: { authorization: `Bearer ${token}` },
      });
      const { total } = (await answer.json()) as { readonly total: number };
      if (total >= 5) return { consoleSeconds, operationsSeconds: (performance.now() - start) / 1000 };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the demo showed no operations');
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
  }
};
