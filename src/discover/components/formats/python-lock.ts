/** `poetry.lock`, `uv.lock` and `pdm.lock`: lists of `[[package]]` in TOML. */
import type { JsonValue } from '../../contracts/document/json-value.ts';
import { isList, isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, ComponentReading, FoundComponent } from '../component-reader.ts';
import { beside, lockfileBytesMax, named } from '../component-reader.ts';
import { pythonName } from '../purl.ts';
import { readToml } from '../toml.ts';
import { askedByPyproject } from './pyproject.ts';
import { pythonPackage } from './requirements.ts';

const scopeOf = (entry: JsonValue, asked: 'runtime' | 'development' | undefined): FoundComponent['scope'] => {
  if (asked !== undefined) return asked;
  if (textMember(entry, 'category') === 'dev') return 'development';
  const groups = member(entry, 'groups');
  if (isList(groups) && groups.length > 0)
    return groups.some((group) => group === 'main' || group === 'default') ? 'runtime' : 'development';
  return 'unknown';
};

/** uv: the project itself is a package whose source is the folder. */
const isOwn = (entry: JsonValue): boolean => {
  const source = member(entry, 'source');
  return ['virtual', 'editable', 'directory'].some((name) => textMember(source, name) !== null);
};

const askedBeside = (path: string, { neighbour, warnings }: ComponentReading) => {
  const manifest = neighbour(beside(path, 'pyproject.toml'));
  return manifest === null
    ? new Map<string, 'runtime' | 'development'>()
    : askedByPyproject(readToml(manifest, beside(path, 'pyproject.toml'), warnings));
};

export const pythonLock: ComponentReader = {
  format: 'poetry.lock',
  reads: named('poetry.lock', 'uv.lock', 'pdm.lock'),
  bytesMax: lockfileBytesMax,
  *read({ path, text }, reading): Generator<FoundComponent> {
    const lock = readToml(text, path, reading.warnings);
    const asked = askedBeside(path, reading);
    const packages = member(lock, 'package');
    for (const entry of isList(packages) ? packages : []) {
      const name = textMember(entry, 'name');
      if (name === null || !isRecord(entry) || isOwn(entry)) continue;
      const scope = asked.get(pythonName(name));
      yield pythonPackage(name, textMember(entry, 'version'), scope !== undefined, scopeOf(entry, scope));
    }
  },
};
