/** `Pipfile.lock` of Pipenv. */
import { isRecord, member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { lockfileBytesMax, named, readJson } from '../component-reader.ts';
import { pythonPackage } from './requirements.ts';

export const pipfileLock: ComponentReader = {
  format: 'Pipfile.lock',
  reads: named('Pipfile.lock'),
  bytesMax: lockfileBytesMax,
  *read({ path, text }, { warnings }): Generator<FoundComponent> {
    const lock = readJson(text, path, warnings);
    const runtime = textMember(member(member(lock, '_meta'), 'requires'), 'python_version');
    if (runtime !== null)
      yield { kind: 'runtime', name: 'Python', version: runtime, purl: null, direct: true, scope: 'runtime' };
    for (const [list, scope] of [
      ['default', 'runtime'],
      ['develop', 'development'],
    ] as const) {
      const packages = member(lock, list);
      if (!isRecord(packages)) continue;
      for (const [name, entry] of Object.entries(packages)) {
        const version = textMember(entry, 'version')?.replace(/^==/, '') ?? null;
        // What Pipfile names has an index; what it drags along has none.
        yield pythonPackage(name, version, textMember(entry, 'index') !== null, scope);
      }
    }
  },
};
