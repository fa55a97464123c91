import { open, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { discover } from '../command.ts';
import { readDescription } from './description.ts';
import { type Exchange, exchangesOf } from './exchanges.ts';
import { scoreTemplates, type TemplateScore, templateControl } from './score.ts';

const GITHUB = join(
  import.meta.dirname,
  '../../../node_modules/@octokit/openapi/generated/api.github.com.json',
);
const TIMEOUT_MS = 120_000;
const EXAMPLES = 5;
const LINES_A_WRITE = 2000;

/** How right templates are that come from traffic alone: `node bench/truth/templating/run.ts [--exchanges 50]... [--seed N] [--openapi FILE] [--raw-slashes] [--details] [--json] [--capture FILE]`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      exchanges: { type: 'string', multiple: true },
      seed: { type: 'string' },
      openapi: { type: 'string' },
      'raw-slashes': { type: 'boolean' },
      details: { type: 'boolean' },
      json: { type: 'boolean' },
      capture: { type: 'string' },
    },
  });
  const counts = (values.exchanges ?? ['50', '5']).map(Number);
  const seed = Number(values.seed ?? '1');
  if (![...counts, seed].every((one) => Number.isSafeInteger(one) && one >= 0) || counts.includes(0))
    throw new RangeError('--exchanges and --seed take whole numbers');
  const description = await readDescription(values.openapi ?? GITHUB);
  const host =
    values.openapi === undefined
      ? 'api.github.example'
      : `api.${basename(values.openapi)
          .replace(/\..*$/, '')
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')}.example`;
  for (const count of counts) {
    const exchanges = exchangesOf(description, {
      seed,
      host,
      exchanges: count,
      rawSlashes: values['raw-slashes'] === true,
    });
    const folder = await mkdtemp(join(tmpdir(), 'heliostat-templating-'));
    try {
      const file = values.capture ?? join(folder, `${count}.ndjson`);
      await write(file, exchanges);
      const megabytes = (await stat(file)).size / 1e6;
      const start = performance.now();
      const found = await discover([file], join(folder, 'answer.json'), TIMEOUT_MS);
      const seconds = (performance.now() - start) / 1000;
      const product = scoreTemplates(
        exchanges,
        found.filter((one) => one.host === host),
      );
      const control = scoreTemplates(exchanges, templateControl(exchanges));
      if (values.json === true) {
        const plain = (score: TemplateScore) => ({
          ...score,
          mistakes: Object.fromEntries(score.mistakes),
          byParameter: Object.fromEntries(score.byParameter),
        });
        process.stdout.write(
          `${JSON.stringify({ version: 1, seed, exchanges: count, product: plain(product), control: plain(control) })}\n`,
        );
        continue;
      }
      process.stdout.write(
        `${description.title}, ${count} exchanges an operation, seed ${seed}: ${exchanges.length} exchanges, ${megabytes.toFixed(0)} MB, read in ${seconds.toFixed(1)} s\n\n`,
      );
      process.stdout.write(`${table(product, control)}\n\n${mistakes(product, values.details === true)}\n\n`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function write(file: string, exchanges: readonly Exchange[]): Promise<void> {
  const out = await open(file, 'w');
  try {
    for (let at = 0; at < exchanges.length; at += LINES_A_WRITE)
      await out.write(
        exchanges
          .slice(at, at + LINES_A_WRITE)
          .map((exchange) => `${JSON.stringify(exchange.captured)}\n`)
          .join(''),
      );
  } finally {
    await out.close();
  }
}

function table(product: TemplateScore, control: TemplateScore): string {
  const share = (part: number, all: number) => (part / Math.max(1, all)).toFixed(4);
  const rows = [
    ['', 'true', 'found', 'right', 'share', 'wrongly merged', 'share', 'split', 'share'],
    ...(
      [
        ['inventory', product],
        ['digits, UUID, 40 hex', control],
      ] as const
    ).map(([name, score]) => [
      name,
      String(score.templates),
      String(score.found),
      String(score.right),
      share(score.right, score.templates),
      String(score.merged),
      share(score.merged, score.found),
      String(score.split),
      share(score.split, score.templates),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

function mistakes(score: TemplateScore, details: boolean): string {
  const kinds = [...score.mistakes].flatMap(([kind, texts]) => [
    `${kind}: ${texts.length}`,
    ...texts.slice(0, details ? texts.length : EXAMPLES).map((text) => `  ${text}`),
  ]);
  const names = [...score.byParameter].sort((a, b) => b[1] - a[1]).slice(0, details ? 100 : 12);
  const parameters = names.map(([name, count]) => `${name} ${count}`).join(', ');
  return [...kinds, ...(names.length === 0 ? [] : [`parameters shown as literals: ${parameters}`])].join(
    '\n',
  );
}

await main();
