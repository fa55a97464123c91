/**
 * Known vulnerabilities of components, from a folder of OSV records in JSON (what `all.zip` of an ecosystem unpacks to). The folder is read once,
 * record by record; only what is about these components is kept.
 */
import { opendir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HeliostatError } from '../../../model/errors.ts';
import type { ComponentSighting, ComponentVulnerability, EvidenceWarning } from '../../../model/sighting.ts';
import type { JsonValue } from '../../contracts/document/json-value.ts';
import { isList, isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import { WarningTally } from '../../contracts/warning-tally.ts';
import { affectedBy } from './affected.ts';
import type { AdvisedPackage } from './ecosystem.ts';
import { advisedName, advisedPackage } from './ecosystem.ts';
import { levelOf } from './severity.ts';

/** What a database said. */
export interface OsvAnswer {
  /** The same components, in the same order, those that advisories may name with `vulnerabilities`. */
  readonly components: readonly ComponentSighting[];
  readonly records: number;
  readonly warnings: readonly EvidenceWarning[];
}

/** How to read. */
export interface OsvOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (records: number) => void;
}

const recordBytesMax = 8_388_608;
const recordsMax = 2_000_000;
const depthMax = 8;
const atOnce = 16;
const perComponentMax = 200;
const textMax = 300;

interface Wanted {
  readonly index: number;
  readonly advised: AdvisedPackage;
}

const keyOf = (ecosystem: string, name: string): string => `${ecosystem}\n${name}`;

/**
 * Asks a database.
 *
 * @throws HeliostatError `file-unreadable` when the folder is none
 */
export async function askOsv(
  folder: string,
  components: readonly ComponentSighting[],
  { signal, onProgress }: OsvOptions = {},
): Promise<OsvAnswer> {
  const warnings = new WarningTally();
  const wanted = new Map<string, Wanted[]>();
  for (const [index, { purl, version }] of components.entries()) {
    const advised = advisedPackage(purl, version);
    if (advised === null) continue;
    const key = keyOf(advised.ecosystem, advised.name);
    const known = wanted.get(key);
    if (known === undefined) wanted.set(key, [{ index, advised }]);
    else known.push({ index, advised });
  }
  const found = new Map<number, Map<string, ComponentVulnerability>>();
  let records = 0;
  const take = async (path: string, shown: string): Promise<void> => {
    const record = await readRecord(path, shown, warnings);
    if (record === null) return;
    records += 1;
    if (records % 5_000 === 0) onProgress?.(records);
    judge(record, wanted, found);
  };
  let open: Promise<void>[] = [];
  for await (const { path, shown } of recordFiles(folder, warnings)) {
    signal?.throwIfAborted();
    open.push(take(path, shown));
    if (open.length < atOnce) continue;
    await Promise.all(open);
    open = [];
  }
  await Promise.all(open);
  onProgress?.(records);
  const asked = new Set([...wanted.values()].flat().map(({ index }) => index));
  return {
    components: components.map((one, index) =>
      asked.has(index) ? { ...one, vulnerabilities: inOrder(found.get(index)) } : one,
    ),
    records,
    warnings: warnings.list(),
  };
}

async function* recordFiles(
  folder: string,
  warnings: WarningTally,
): AsyncGenerator<{ readonly path: string; readonly shown: string }> {
  try {
    if (!(await stat(folder)).isDirectory()) throw new TypeError('not a folder');
  } catch {
    throw new HeliostatError('file-unreadable', { detail: `${folder} is no folder of OSV records` });
  }
  const pending: { readonly path: string; readonly shown: string; readonly depth: number }[] = [
    { path: folder, shown: '', depth: 0 },
  ];
  let files = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    try {
      for await (const entry of await opendir(next.path)) {
        const shown = next.shown === '' ? entry.name : `${next.shown}/${entry.name}`;
        const path = join(next.path, entry.name);
        if (entry.isDirectory()) {
          if (next.depth < depthMax) pending.push({ path, shown, depth: next.depth + 1 });
        } else if (entry.isFile() && entry.name.endsWith('.zip'))
          warnings.add('not-read', 'an archive of OSV records; unpack it first', { file: shown });
        else if (entry.isFile() && entry.name.endsWith('.json')) {
          files += 1;
          if (files > recordsMax) {
            warnings.add('too-many-files', `only the first ${recordsMax} records are read`, { file: shown });
            return;
          }
          yield { path, shown };
        }
      }
    } catch (error) {
      if (error instanceof HeliostatError) throw error;
      warnings.add('unreadable', 'a folder of OSV records cannot be read', { file: next.shown });
    }
  }
}

async function readRecord(path: string, shown: string, warnings: WarningTally): Promise<JsonValue | null> {
  try {
    if ((await stat(path)).size > recordBytesMax) {
      warnings.add('file-too-large', `an OSV record of more than ${recordBytesMax} bytes`, { file: shown });
      return null;
    }
    const record = JSON.parse(await readFile(path, 'utf8')) as JsonValue;
    if (isRecord(record) && textMember(record, 'id') !== null) return record;
  } catch {
    warnings.add('syntax-error', 'an OSV record that is no JSON', { file: shown });
    return null;
  }
  warnings.add('not-read', 'a JSON file that is no OSV record', { file: shown });
  return null;
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);

function judge(
  record: JsonValue,
  wanted: ReadonlyMap<string, readonly Wanted[]>,
  found: Map<number, Map<string, ComponentVulnerability>>,
): void {
  if (textMember(record, 'withdrawn') !== null) return;
  for (const entry of listOf(member(record, 'affected'))) {
    const [ecosystem = '', release = ''] = (textMember(member(entry, 'package'), 'ecosystem') ?? '').split(
      ':',
      2,
    );
    const name = textMember(member(entry, 'package'), 'name') ?? '';
    for (const { index, advised } of wanted.get(keyOf(ecosystem, advisedName(ecosystem, name))) ?? []) {
      // A distribution's advisories hold for its release only.
      if (release !== '' && advised.release !== '' && !release.startsWith(advised.release)) continue;
      const { isAffected, fixed } = affectedBy(entry, advised.version, advised.order);
      if (!isAffected) continue;
      const all = found.get(index) ?? new Map<string, ComponentVulnerability>();
      found.set(index, all);
      if (all.size < perComponentMax) keep(all, vulnerabilityOf(record, entry, fixed));
    }
  }
}

/** Several databases know one weakness under several names: they are one. */
function keep(all: Map<string, ComponentVulnerability>, one: ComponentVulnerability): void {
  const names = new Set([one.id, ...one.aliases]);
  const same = [...all.values()].find(({ id, aliases }) => [id, ...aliases].some((name) => names.has(name)));
  if (same === undefined) {
    all.set(one.id, one);
    return;
  }
  for (const name of [same.id, ...same.aliases]) names.add(name);
  names.delete(same.id);
  all.set(same.id, {
    ...same,
    aliases: [...names].sort(),
    summary: same.summary === '' ? one.summary : same.summary,
    severity: same.severity.length === 0 ? one.severity : same.severity,
    level: same.level ?? one.level,
    fixed: same.fixed ?? one.fixed,
  });
}

function vulnerabilityOf(record: JsonValue, entry: JsonValue, fixed: string | null): ComponentVulnerability {
  const told = [...listOf(member(record, 'severity')), ...listOf(member(entry, 'severity'))];
  const severity = told.flatMap((one) => {
    const [type, score] = [textMember(one, 'type'), textMember(one, 'score')];
    return type === null || score === null
      ? []
      : [{ type: type.slice(0, 40), score: score.slice(0, textMax) }];
  });
  const word =
    textMember(member(record, 'database_specific'), 'severity') ??
    textMember(member(entry, 'ecosystem_specific'), 'severity') ??
    severity.find(({ score }) => !score.includes(':'))?.score ??
    null;
  return {
    id: (textMember(record, 'id') ?? '').slice(0, textMax),
    aliases: listOf(member(record, 'aliases'))
      .flatMap((one) => (typeof one === 'string' ? [one.slice(0, textMax)] : []))
      .slice(0, 32),
    summary: (textMember(record, 'summary') ?? textMember(record, 'details') ?? '').slice(0, textMax),
    severity: severity.slice(0, 8),
    level: levelOf(severity, word),
    fixed,
  };
}

const rank = { critical: 0, high: 1, medium: 2, low: 3 };

const inOrder = (
  all: ReadonlyMap<string, ComponentVulnerability> | undefined,
): readonly ComponentVulnerability[] =>
  [...(all?.values() ?? [])].sort(
    (a, b) =>
      (a.level === null ? 4 : rank[a.level]) - (b.level === null ? 4 : rank[b.level]) ||
      (a.id < b.id ? -1 : 1),
  );
