/** `pyproject.toml` (PEP 621, PEP 735, Poetry) and `Pipfile`: what a project asks for itself, and the Python it needs. */
import type { JsonRecord, JsonValue } from '../../contracts/document/json-value.ts';
import { isList, isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { beside, manifestBytesMax, named } from '../component-reader.ts';
import { pythonName } from '../purl.ts';
import { readToml } from '../toml.ts';
import { pythonPackage, readRequirement } from './requirements.ts';

interface Asked {
  readonly name: string;
  readonly version: string | null;
  readonly scope: 'runtime' | 'development';
}

const fromList = (list: JsonValue | undefined, scope: Asked['scope']): Asked[] =>
  (isList(list) ? list : []).flatMap((one) => {
    const found = typeof one === 'string' ? readRequirement(one) : null;
    return found === null ? [] : [{ ...found, scope }];
  });

const fromTable = (table: JsonValue | undefined, scope: Asked['scope']): Asked[] =>
  (isRecord(table) ? Object.entries(table) : [])
    .filter(([name]) => name.toLowerCase() !== 'python')
    .map(([name, told]) => {
      const range = typeof told === 'string' ? told : (textMember(told, 'version') ?? '');
      const exact = /^(?:===?\s*)?(\d+(?:\.\w+)+)$/.exec(range.trim())?.[1] ?? null;
      // Poetry takes a bare version for it and what is compatible; only `==` pins.
      return { name: pythonName(name), version: range.trim().startsWith('=') ? exact : null, scope };
    });

const allOf = (manifest: JsonRecord): readonly Asked[] => {
  const project = member(manifest, 'project');
  const tool = member(manifest, 'tool');
  const poetry = member(tool, 'poetry');
  const optional = member(project, 'optional-dependencies');
  const groups = member(manifest, 'dependency-groups');
  const poetryGroups = member(poetry, 'group');
  return [
    ...fromList(member(project, 'dependencies'), 'runtime'),
    ...(isRecord(optional) ? Object.values(optional) : []).flatMap((list) => fromList(list, 'runtime')),
    ...(isRecord(groups) ? Object.values(groups) : []).flatMap((list) => fromList(list, 'development')),
    ...fromList(member(member(tool, 'uv'), 'dev-dependencies'), 'development'),
    ...fromTable(member(poetry, 'dependencies'), 'runtime'),
    ...fromTable(member(poetry, 'dev-dependencies'), 'development'),
    ...(isRecord(poetryGroups) ? Object.entries(poetryGroups) : []).flatMap(([name, group]) =>
      fromTable(member(group, 'dependencies'), name === 'main' ? 'runtime' : 'development'),
    ),
    // Pipfile.
    ...fromTable(member(manifest, 'packages'), 'runtime'),
    ...fromTable(member(manifest, 'dev-packages'), 'development'),
  ];
};

/** Names that the project asks for itself, normalised. */
export const askedByPyproject = (manifest: JsonRecord): Map<string, 'runtime' | 'development'> => {
  const asked = new Map<string, 'runtime' | 'development'>();
  for (const { name, scope } of allOf(manifest)) if (asked.get(name) !== 'runtime') asked.set(name, scope);
  return asked;
};

const locks = ['poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock'];

export const pyproject: ComponentReader = {
  format: 'pyproject.toml',
  reads: named('pyproject.toml', 'Pipfile'),
  bytesMax: manifestBytesMax,
  *read({ path, text }, { warnings, neighbour }): Generator<FoundComponent> {
    const manifest = readToml(text, path, warnings);
    const poetry = member(member(member(manifest, 'tool'), 'poetry'), 'dependencies');
    const version =
      textMember(member(manifest, 'project'), 'requires-python') ?? textMember(poetry, 'python');
    if (version !== null)
      yield { kind: 'runtime', name: 'Python', version, purl: null, direct: true, scope: 'runtime' };
    if (locks.some((name) => neighbour(beside(path, name)) !== null)) return;
    for (const { name, version: pinned, scope } of allOf(manifest))
      yield pythonPackage(name, pinned, true, scope);
  },
};
