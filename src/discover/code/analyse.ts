/**
 * Analyses the source code of a folder: files that may matter are lowered side by side, files that their imports lead to as well, and the whole is run
 * abstractly once. What was not read is told, with the reason.
 */
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { CodeRole, Evidence, EvidenceWarning } from '../../model/sighting.ts';
import { packageNames } from '../files/package-names.ts';
import type { FoundFile, WalkedFolder } from '../files/walk.ts';
import { frameworks } from './frameworks/index.ts';
import type { Module } from './ir.ts';
import { walk } from './ir-walk.ts';
import { libraries } from './libraries.ts';
import { languageOf } from './lowering.ts';
import { runProject } from './machine/run.ts';
import { scanOutbound } from './outbound/scan.ts';
import { makeProject, Resolvers } from './project.ts';
import { openReadingPool } from './reading/pool.ts';
import type { ReadAnswer, ReadLimits } from './reading/protocol.ts';
import { composeRoutes } from './routes/compose.ts';
import { sightingsOf } from './routes/sightings.ts';

/** How far it is. */
export interface CodeProgress {
  readonly stage: 'reading' | 'following imports' | 'running';
  readonly done: number;
  readonly total: number;
}

/** How to analyse. */
export interface CodeOptions {
  readonly threads?: number;
  readonly limits?: Partial<ReadLimits>;
  /** Lowered files kept in memory; what is beyond is told. */
  readonly modulesMax?: number;
  readonly onProgress?: (progress: CodeProgress) => void;
  readonly signal?: AbortSignal;
}

const roundsMax = 4;
const modulesMaxByDefault = 60_000;
const smallFileBytesMax = 1_048_576;

/**
 * Analyses a walked folder.
 *
 * @example
 * const evidence = await analyseCode(await walkFolder('./shop'));
 * evidence.sightings[0]?.path; // '/api/orders/{orderId}'
 */
export async function analyseCode(folder: WalkedFolder, options: CodeOptions = {}): Promise<Evidence> {
  const sources = folder.files.filter(({ path }) => languageOf(path) !== null);
  const byPath = new Map(folder.files.map((file) => [file.path, file]));
  const read = textReader(folder.root, byPath);
  const names = packageNames(
    folder.files.map(({ path }) => path),
    read,
    basename(folder.root),
  );
  const warnings: EvidenceWarning[] = [];
  const modules = new Map<string, Module>();
  const generated = new Set<string>();
  const asked = new Set<string>();
  let lines = 0;
  let files = 0;
  const roleOf = (file: string): CodeRole => {
    const role = byPath.get(file)?.role ?? 'app';
    return role === 'app' && generated.has(file) ? 'generated' : role;
  };

  await using pool = openReadingPool(options);
  const readThese = async (
    these: readonly FoundFile[],
    force: boolean,
    stage: CodeProgress['stage'],
  ): Promise<void> => {
    let done = 0;
    const take = (answer: ReadAnswer): void => {
      done += 1;
      if (!force) {
        files += 1;
        lines += answer.lines;
      }
      warnings.push(...answer.warnings);
      if (answer.generated) generated.add(answer.file);
      if (answer.module !== null) {
        asked.add(answer.file);
        modules.set(answer.file, answer.module);
      }
      if (done % 50 === 0 || done === these.length)
        options.onProgress?.({ stage, done, total: these.length });
    };
    await pool.readAll(
      these.map(({ path, absolute }) => ({ file: path, absolute, force })),
      take,
      options.signal,
    );
  };
  // What others wrote is not run; what tests write is told apart below.
  const own = sources.filter(({ role }) => role !== 'vendored' && role !== 'test');
  await readThese(own, false, 'reading');

  const resolvers = new Resolvers(
    own.map(({ path }) => path),
    read,
    basename(resolve(folder.root)),
  );
  const modulesMax = options.modulesMax ?? modulesMaxByDefault;
  let fresh: readonly Module[] = [...modules.values()];
  for (let round = 0; round < roundsMax && fresh.length > 0; round += 1) {
    const wanted = new Map<string, FoundFile>();
    for (const module of fresh)
      for (const from of importsOf(module))
        for (const file of resolvers.find(from, module.file, module.language)) {
          const found = byPath.get(file);
          if (found === undefined || asked.has(file) || modules.has(file)) continue;
          asked.add(file);
          if (modules.size + wanted.size < modulesMax) wanted.set(file, found);
          else
            warnings.push({
              code: 'too-many-files',
              detail: `more than ${modulesMax} files that matter`,
              place: { file },
              count: 1,
            });
        }
    const before = new Set(modules.keys());
    await readThese([...wanted.values()], true, 'following imports');
    fresh = [...modules.values()].filter(({ file }) => !before.has(file));
  }

  options.onProgress?.({ stage: 'running', done: 0, total: modules.size });
  const ordered = new Map([...modules].sort(([a], [b]) => (a < b ? -1 : 1)));
  const project = makeProject(
    { modules: ordered, files: folder.files.map(({ path }) => path), read, apiOf: names.apiOf },
    resolvers,
  );
  const run = runProject(project, frameworks, libraries);
  if (run.exhausted)
    warnings.push({
      code: 'too-much-code',
      detail: 'the run met its bound on steps; routes registered after it are missing',
      place: { file: '' },
      count: 1,
    });
  const { sightings, unresolved } = sightingsOf(composeRoutes(run.scopes), run.unresolved, {
    apiOf: names.apiOf,
    roleOf,
    imported: run.imported,
  });
  const { outbound, components } = scanOutbound(run.machine, { apiOf: names.apiOf, roleOf });
  const left = sources.length - own.length;
  if (left > 0)
    warnings.push({
      code: 'not-application',
      detail: 'tests and code of others, told apart and not run',
      place: { file: sources.find(({ role }) => role === 'test' || role === 'vendored')?.path ?? '' },
      count: left,
    });
  return {
    covers:
      files === 0
        ? []
        : [
            {
              source: 'code',
              root: folder.root,
              apis: [...new Set(sightings.map(({ api }) => api))],
              files,
              lines,
            },
          ],
    sightings,
    outbound,
    components,
    owners: [],
    unresolved,
    warnings: together(warnings),
  };
}

/** Imports anywhere in a file, those inside of functions and branches too; `require` and dynamic imports are lowered to calls. */
function importsOf({ body, language }: Module): readonly string[] {
  const found = new Set<string>();
  walk(body, {
    stmt(stmt) {
      if (stmt.t !== 'import' && stmt.t !== 'export-all') return;
      found.add(stmt.from);
      // Python: a name of a package may be a module of it.
      if (language === 'python' && stmt.t === 'import')
        for (const { name } of stmt.names)
          if (name !== '*') found.add(`${stmt.from}${stmt.from.endsWith('.') ? '' : '.'}${name}`);
    },
    expr(expr) {
      if (expr.t !== 'call' || expr.fn.t !== 'name' || (expr.fn.v !== 'require' && expr.fn.v !== 'import'))
        return;
      const [first] = expr.args;
      if (first?.value.t === 'str') found.add(first.value.v);
    },
  });
  return [...found];
}

/** Reads small files of the folder, each once. */
function textReader(root: string, files: ReadonlyMap<string, FoundFile>): (file: string) => string | null {
  const texts = new Map<string, string | null>();
  return (file) => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const found = files.get(file);
    let text: string | null = null;
    if (found !== undefined && found.bytes <= smallFileBytesMax) {
      try {
        text = readFileSync(join(root, file), 'utf8');
      } catch {
        text = null;
      }
    }
    texts.set(file, text);
    return text;
  };
}

/** Equal warnings beyond the first few of a kind are counted together. */
function together(all: readonly EvidenceWarning[]): readonly EvidenceWarning[] {
  const shown = new Map<string, number>();
  const out: EvidenceWarning[] = [];
  const rest = new Map<string, { warning: EvidenceWarning; count: number }>();
  for (const warning of all) {
    const seen = shown.get(warning.code) ?? 0;
    shown.set(warning.code, seen + 1);
    if (seen < shownMax) out.push(warning);
    else {
      const more = rest.get(warning.code);
      if (more === undefined) rest.set(warning.code, { warning, count: warning.count });
      else more.count += warning.count;
    }
  }
  for (const { warning, count } of rest.values())
    out.push({ ...warning, detail: `${warning.detail} (and more like it)`, count });
  return out;
}

const shownMax = 50;
