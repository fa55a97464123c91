import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ClassesResult, runClasses } from './classes/run.ts';
import { classTable, routeTable } from './table.ts';
import { type RoutesResult, runRoutes } from './routes/run.ts';

const TIMEOUT_MS = 28_000;

/** How right the inventory is on traffic whose truth is known: `node bench/truth/run.ts [--seed N]... [--details] [--captures FOLDER] [--json] [--only classes|routes]`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      details: { type: 'boolean' },
      captures: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const seeds = (values.seed ?? ['1']).map(Number);
  if (seeds.some((seed) => !Number.isSafeInteger(seed) || seed < 0))
    throw new RangeError('--seed takes a whole number');
  if (values.only !== undefined && values.only !== 'classes' && values.only !== 'routes')
    throw new RangeError('--only takes classes or routes');
  const runs: { seed: number; routes: readonly RoutesResult[]; classes?: ClassesResult }[] = [];
  for (const seed of seeds) {
    const folder = values.captures ?? (await mkdtemp(join(tmpdir(), 'heliostat-truth-')));
    await mkdir(folder, { recursive: true });
    try {
      const routes: RoutesResult[] = [];
      if (values.only !== 'classes')
        for (const part of ['full', 'few'] as const)
          routes.push(await runRoutes(seed, part, folder, TIMEOUT_MS));
      runs.push({
        seed,
        routes,
        ...(values.only === 'routes' ? {} : { classes: await runClasses(seed, folder, TIMEOUT_MS) }),
      });
    } finally {
      if (values.captures === undefined) await rm(folder, { recursive: true, force: true });
    }
  }
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify({ version: 1, runs }, null, 2)}\n`);
    return;
  }
  for (const run of runs) {
    const text = [
      `seed ${run.seed}`,
      ...run.routes.map((part) => routeTable(part, values.details === true)),
      ...(run.classes === undefined ? [] : [classTable(run.classes, values.details === true)]),
    ];
    process.stdout.write(`${text.join('\n\n')}\n\n`);
  }
}

await main();
