/** SPDX bills of materials, version 2 in JSON. */
import { isList, member, textMember } from '../../contracts/document/json-value.ts';
import type { ComponentReader, FoundComponent } from '../component-reader.ts';
import { lockfileBytesMax, readJson } from '../component-reader.ts';
import { fromBill } from './cyclonedx.ts';

const told = (text: string | null): string | null =>
  text === 'NOASSERTION' || text === 'NONE' ? null : text;

export const spdx: ComponentReader = {
  format: 'SPDX',
  reads: (path) => /(?:^|\/)[\w.-]*spdx[\w.-]*\.json$/i.test(path),
  bytesMax: lockfileBytesMax,
  *read({ path, text }, { warnings }): Generator<FoundComponent> {
    const bill = readJson(text, path, warnings);
    if (textMember(bill, 'spdxVersion')?.startsWith('SPDX-2') !== true) return;
    const described = member(bill, 'documentDescribes');
    const packages = member(bill, 'packages');
    for (const one of isList(packages) ? packages : []) {
      const name = textMember(one, 'name');
      const id = textMember(one, 'SPDXID');
      if (name === null || (isList(described) && id !== null && described.includes(id))) continue;
      const references = member(one, 'externalRefs');
      const purl = (isList(references) ? references : [])
        .filter((each) => textMember(each, 'referenceType') === 'purl')
        .map((each) => textMember(each, 'referenceLocator'))[0];
      const type = textMember(one, 'primaryPackagePurpose')?.toLowerCase().replace('_', '-') ?? '';
      yield fromBill({
        type,
        group: null,
        name,
        version: told(textMember(one, 'versionInfo')),
        purl: purl ?? null,
        scope: null,
      });
    }
  },
};
