/** Analyses a project that is held in memory: for examples, tests and the code in a source map. */
import type { Sighting, Unresolved } from '../../model/sighting.ts';
import { frameworks } from './frameworks/index.ts';
import type { Framework } from './frameworks/framework.ts';
import type { Grammars } from './grammar.ts';
import type { Module } from './ir.ts';
import { libraries } from './libraries.ts';
import { lowerFile } from './lowering.ts';
import { runProject } from './machine/run.ts';
import { makeProject } from './project.ts';
import { composeRoutes } from './routes/compose.ts';
import { sightingsOf } from './routes/sightings.ts';

const timeoutMs = 10_000;

/**
 * Analyses texts as one project of one package.
 *
 * @param files file name to text
 * @param models the frameworks to look for; all by default
 */
export async function analyseTexts(
  files: Readonly<Record<string, string>>,
  grammars: Grammars,
  models: readonly Framework[] = frameworks,
): Promise<{ readonly sightings: readonly Sighting[]; readonly unresolved: readonly Unresolved[] }> {
  const modules = new Map<string, Module>();
  for (const [file, text] of Object.entries(files)) {
    const { module } = await lowerFile(file, text, grammars, timeoutMs);
    if (module !== null) modules.set(file, module);
  }
  const project = makeProject({
    modules,
    files: Object.keys(files).sort(),
    read: (file) => files[file] ?? null,
    apiOf: () => 'example',
  });
  const run = runProject(project, models, libraries);
  return sightingsOf(composeRoutes(run.scopes), run.unresolved, {
    apiOf: () => 'example',
    roleOf: () => 'app',
    imported: run.imported,
  });
}
