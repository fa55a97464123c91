/** Whose an operation is: by rules, CODEOWNERS, contacts of contracts, manifests, authors of lines, in this order. */
import type { OperationOwner } from '../../model/operation.ts';
import type { OwnerSighting } from '../../model/sighting.ts';
import type { EvidenceRegister } from '../sightings/register.ts';
import type { SeatedSighting } from '../sightings/seated.ts';

const rootOf = ({ api }: SeatedSighting): string => api.split('\n')[1] ?? '';

const isBelow = (root: string, of: string | undefined): boolean => {
  if (of === undefined) return true;
  const bare = of.replace(/\/+$/, '');
  return root === of || root === bare || root.startsWith(`${bare}/`);
};

/** Owners as evidence names them, ready to be looked up. */
export class OwnerIndex {
  readonly #byFile = new Map<string, OwnerSighting[]>();
  readonly #byApi = new Map<string, OwnerSighting>();

  constructor(register: EvidenceRegister) {
    for (const { one } of register.all('owners')) {
      if ('api' in one.scope) {
        if (!this.#byApi.has(one.scope.api)) this.#byApi.set(one.scope.api, one);
      } else if ('file' in one.scope) {
        const known = this.#byFile.get(one.scope.file);
        if (known === undefined) this.#byFile.set(one.scope.file, [one]);
        else known.push(one);
      }
    }
  }

  /** What names an owner of the operation with this evidence, by kind. */
  of(evidence: readonly SeatedSighting[], from: OwnerSighting['from']): OwnerSighting | null {
    for (const seated of evidence) {
      const { place, api } = seated.sighting;
      if (from === 'contract') {
        const found = seated.sighting.source === 'contract' ? this.#byApi.get(api) : undefined;
        if (found !== undefined) return found;
        continue;
      }
      if (place.file === undefined) continue;
      const root = rootOf(seated);
      for (const one of this.#byFile.get(place.file) ?? []) {
        if (one.from !== from || !isBelow(root, one.root)) continue;
        const line = 'line' in one.scope ? one.scope.line : undefined;
        if (line === undefined || line === place.line) return one;
      }
    }
    return null;
  }
}

const words: Readonly<Record<OwnerSighting['from'], string>> = {
  codeowners: 'CODEOWNERS',
  contract: 'the contact of the contract',
  manifest: 'the manifest',
  'git-blame': 'the author of the line',
};

/** Whose an operation is; null when nothing tells. */
export function ownerOf(
  index: OwnerIndex,
  evidence: readonly SeatedSighting[],
  ruled: string | null,
): OperationOwner | null {
  if (ruled !== null) return { name: ruled, from: 'rules', explanation: 'a rule of the policy says so' };
  for (const from of ['codeowners', 'contract', 'manifest', 'git-blame'] as const) {
    const found = index.of(evidence, from);
    if (found === null || found.owners.length === 0) continue;
    const { file, line, pointer } = found.place;
    const where =
      file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`}${pointer ?? ''})`;
    return {
      name: found.owners.join(', '),
      from,
      explanation: found.because ?? `${words[from]} says so${where}`,
    };
  }
  return null;
}
