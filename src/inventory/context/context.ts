/** What stands around operations: policy, listeners, guards, and indices over evidence that are made anew when it has changed. */
import { defaultPolicy } from '../../config/policy.ts';
import type { EvidenceRegister } from '../sightings/register.ts';
import { OwnerIndex } from './owner.ts';
import type { Policy } from './policy.ts';
import { readPolicy } from './policy.ts';
import type { Surroundings } from './surroundings.ts';
import type { PlacedWeakness } from './weaknesses.ts';
import { weaknesses } from './weaknesses.ts';

/** Evidence, and how it can be told that it has changed. */
interface Versioned {
  readonly version: number;
  readonly register: EvidenceRegister;
}

/** What stands around all operations. */
export class Context {
  #policy: Policy = readPolicy(defaultPolicy);
  #surroundings: Surroundings = { listeners: [], guards: {} };
  #indices: {
    readonly version: number;
    readonly owners: OwnerIndex;
    readonly weak: readonly PlacedWeakness[];
  } | null = null;
  /** Grows with each change. */
  version = 0;

  get policy(): Policy {
    return this.#policy;
  }

  /** Takes a policy. @throws z.ZodError when it is not well-formed */
  setPolicy(document: unknown): void {
    this.#policy = readPolicy(document);
    this.version += 1;
  }

  get surroundings(): Surroundings {
    return this.#surroundings;
  }

  set surroundings(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.version += 1;
  }

  /** Owners and weak components of this evidence. */
  indicesOf({ version, register }: Versioned): {
    readonly owners: OwnerIndex;
    readonly weak: readonly PlacedWeakness[];
  } {
    if (this.#indices?.version !== version)
      this.#indices = {
        version,
        owners: new OwnerIndex(register),
        weak: weaknesses(register.all('components')),
      };
    return this.#indices;
  }
}
