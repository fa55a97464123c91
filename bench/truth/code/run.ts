/**
 * How right code analysis is on applications none of us wrote: `node bench/truth/code/run.ts --apps FOLDER [--framework NAME]... [--details]`.
 * FOLDER holds a checkout of each labelled application at `FRAMEWORK/OWNER+NAME`, at the commit its labels name; those that are absent are left out.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseCode } from '../../../src/discover/code/analyse.ts';
import { walkFolder } from '../../../src/discover/files/walk.ts';
import { type FoundRoute, type Labels, type Score, scoreCode } from './score.ts';

const labelsFolder = new URL('./labels/', import.meta.url);

/** Frameworks as labels call them, and the ids that the analyser uses for them. */
const idsOf: Readonly<Record<string, readonly string[]>> = {
  'django-rest-framework': ['django'],
  nuxt: ['nuxt'],
  graphql: ['graphql-js'],
  adonisjs: ['adonis'],
};

async function scoreApplication(labels: Labels, checkout: string): Promise<Score> {
  const found: FoundRoute[] = [];
  const wanted = idsOf[labels.framework] ?? [labels.framework];
  for (const root of labels.roots) {
    const evidence = await analyseCode(await walkFolder(join(checkout, root)));
    for (const one of evidence.sightings) {
      if (!one.mounted || (one.role !== 'app' && one.role !== 'generated')) continue;
      if (!wanted.includes(one.framework)) continue;
      const { params, auth, place, method, path } = one;
      found.push({ method, path, params, auth: auth.demand, place: `${place.file}:${place.line}` });
    }
  }
  return scoreCode(labels, found);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      apps: { type: 'string' },
      framework: { type: 'string', multiple: true },
      details: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const { apps } = values;
  if (apps === undefined) throw new RangeError('--apps names the folder of checkouts');
  const rows: { framework: string; repository: string; how: string; score: Score }[] = [];
  for (const framework of readdirSync(labelsFolder).sort()) {
    if (framework.endsWith('.md')) continue;
    if (values.framework !== undefined && !values.framework.includes(framework)) continue;
    for (const name of readdirSync(new URL(`${framework}/`, labelsFolder)).sort()) {
      const labels = JSON.parse(
        readFileSync(new URL(`${framework}/${name}`, labelsFolder), 'utf8'),
      ) as Labels;
      const checkout = join(apps, framework, name.replace(/\.json$/, ''));
      if (!existsSync(checkout)) {
        process.stderr.write(`absent, left out: ${framework} ${labels.repository}\n`);
        continue;
      }
      const score = await scoreApplication(labels, checkout);
      rows.push({ framework, repository: labels.repository, how: labels.how, score });
      if (values.json !== true) process.stdout.write(`${lineOf(framework, labels, score)}\n`);
      if (values.details === true) {
        for (const one of score.missed) process.stdout.write(`    missed ${one}\n`);
        for (const one of score.extra) process.stdout.write(`    extra  ${one}\n`);
        for (const one of score.wrongParams) process.stdout.write(`    params ${one}\n`);
      }
    }
  }
  if (values.json === true) process.stdout.write(`${JSON.stringify({ version: 1, rows }, null, 2)}\n`);
}

const ratio = (part: number, whole: number): string => (whole === 0 ? '  - ' : (part / whole).toFixed(2));

function lineOf(framework: string, labels: Labels, score: Score): string {
  const { params, auth } = score;
  return [
    framework.padEnd(12),
    labels.repository.padEnd(44),
    `routes ${String(score.labelled).padStart(4)}`,
    `recall ${score.recall.toFixed(3)}`,
    `precision ${score.precision.toFixed(3)}`,
    `params recall ${ratio(params.right, params.labelled)} precision ${ratio(params.right, params.found)}`,
    `auth ${ratio(auth.right, auth.labelled)} of ${auth.labelled}`,
    labels.how,
  ].join('  ');
}

await main();
