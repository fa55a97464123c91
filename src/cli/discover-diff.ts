/** `discover --diff A B`: what changed from one inventory to another, for people, programs and pull requests. */
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import {
  compareVersions,
  type Drift,
  type DriftSeverity,
  driftSeverities,
  type InventoryVersion,
} from '../inventory/drift/compare.ts';
import { driftLines, driftMarkdown } from '../inventory/drift/render.ts';
import { versionOf } from '../inventory/drift/version.ts';
import { HeliostatError } from '../model/errors.ts';
import type { Discovery } from '../offline.ts';
import { printable } from './terminal/style.ts';
import { exitCodes } from './terminal/report.ts';

const documentBytesMax = 268_435_456;

const text = z.string().max(4_096);
/** What is read back of a `discover --json` document. */
const document = z.object({
  version: z.literal(1),
  run: z.object({ id: text, at: text }).optional(),
  operations: z.array(
    z.object({
      method: text,
      path: text,
      service: text.default(''),
      lifecycle: text.default('known'),
      params: z.array(z.object({ name: text, in: text, type: text.default('unknown') })).default([]),
      dataClasses: z.array(text).default([]),
      auth: z
        .object({
          demand: text.default('unknown'),
          schemes: z.array(text).default([]),
          declared: text.optional(),
          coded: text.optional(),
        })
        .default({ demand: 'unknown', schemes: [] }),
      sources: z
        .array(z.object({ kind: text, file: text.optional(), line: z.number().optional() }))
        .default([]),
    }),
  ),
});

/** What to print, and when to fail. */
export interface DiffOptions {
  readonly json?: true;
  readonly markdown?: true;
  readonly failOn?: string;
}

/** The version that an argument stands for: a document of `discover --json`, or anything that can be discovered. */
async function versionFor(
  argument: string,
  discover: (source: string) => Promise<Discovery>,
): Promise<InventoryVersion> {
  const saved = await savedVersion(argument);
  if (saved !== null) return saved;
  const { inventory, run } = await discover(argument);
  return versionOf(inventory, argument, run.atMs);
}

async function savedVersion(path: string): Promise<InventoryVersion | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile() || found.size > documentBytesMax) return null;
  const json = await readFile(path, 'utf8');
  if (!/^\s*\{\s*"version"\s*:\s*1\b/.test(json.slice(0, 200))) return null;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new HeliostatError('file-truncated', { detail: `${path} is no whole document of discover --json` });
  }
  const parsed = document.safeParse(value);
  if (!parsed.success) return null;
  const { run, operations } = parsed.data;
  return {
    id: run?.id ?? path,
    atMs: run === undefined ? 0 : Date.parse(run.at) || 0,
    operations: operations.map(({ sources, auth: { declared, coded, ...auth }, ...rest }) => ({
      ...rest,
      auth: {
        ...auth,
        ...(declared === undefined ? {} : { declared }),
        ...(coded === undefined ? {} : { coded }),
      },
      sources: sources.map(({ kind, file, line }) => ({
        kind,
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
      })),
    })),
  };
}

/** Compares and prints; the exit code: 1 when something at or above `--fail-on` changed. */
export async function printDiff(
  sources: readonly string[],
  options: DiffOptions,
  discover: (source: string) => Promise<Discovery>,
): Promise<number> {
  const [before, after, ...more] = sources;
  if (before === undefined || after === undefined || more.length > 0)
    throw new HeliostatError('usage-invalid', {
      detail: '--diff compares two: documents of discover --json, folders, contracts or captures',
    });
  const threshold = options.failOn === undefined ? null : severityOf(options.failOn);
  const drift = compareVersions(await versionFor(before, discover), await versionFor(after, discover));
  if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, ...drift })}\n`);
  else if (options.markdown === true) process.stdout.write(driftMarkdown(drift));
  else for (const line of driftLines(drift)) process.stdout.write(`${printable(line)}\n`);
  return threshold !== null && reaches(drift, threshold) ? exitCodes.found : exitCodes.fine;
}

const severityOf = (word: string): DriftSeverity => {
  const found = driftSeverities.find((one) => one === word);
  if (found === undefined)
    throw new HeliostatError('usage-invalid', { detail: `--fail-on takes ${driftSeverities.join(', ')}` });
  return found;
};

const reaches = ({ changes }: Drift, threshold: DriftSeverity): boolean =>
  changes.some(({ severity }) => driftSeverities.indexOf(severity) <= driftSeverities.indexOf(threshold));
