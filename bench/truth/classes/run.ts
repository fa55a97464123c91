import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discover } from '../command.ts';
import { classCases } from './cases.ts';
import { type ClassesScore, classControl, NAIVE_IDS, scoreClasses } from './score.ts';

export interface ClassesResult {
  readonly product: ClassesScore;
  /** The naive patterns on the few classes they know, and the product on the same ones. */
  readonly controlOnItsOwn: ClassesScore;
  readonly productOnThose: ClassesScore;
  readonly controlOverall: ClassesScore;
}

/** Writes the cases into `folder`, runs the command on them and scores its answer. */
export async function runClasses(seed: number, folder: string, timeoutMs: number): Promise<ClassesResult> {
  const cases = classCases(seed);
  const file = join(folder, 'classes.ndjson');
  await writeFile(
    file,
    cases.flatMap((one) => one.requests.map((request) => `${JSON.stringify(request)}\n`)).join(''),
  );
  const byHost = new Map<string, string[]>();
  for (const found of await discover([file], join(folder, 'classes.json'), timeoutMs))
    byHost.set(found.host, [...(byHost.get(found.host) ?? []), ...found.dataClasses]);
  const shown = (one: (typeof cases)[number]) => byHost.get(one.host) ?? [];
  const naive = (id: string) => NAIVE_IDS.includes(id);
  return {
    product: scoreClasses(cases, shown),
    controlOverall: scoreClasses(cases, classControl),
    controlOnItsOwn: scoreClasses(cases, classControl, naive),
    productOnThose: scoreClasses(cases, (one) => shown(one).filter(naive), naive),
  };
}
