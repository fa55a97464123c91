/** Who calls the control API. */
import type { Role } from '../../store/ports/catalogue.ts';

/** The one who calls, and how that was told. */
export interface Caller {
  /** Name of the token; it stands in the journal. */
  readonly name: string;
  /** Null: nobody is signed in (public routes only). */
  readonly role: Role | null;
  readonly via: 'token' | 'session' | 'nobody';
  readonly tokenId: string | null;
  readonly expiresMs: number | null;
  /** Sessions only. */
  readonly csrf: string | null;
  readonly sessionHash: string | null;
}

/** Nobody signed in. */
export const nobody: Caller = {
  name: 'nobody',
  role: null,
  via: 'nobody',
  tokenId: null,
  expiresMs: null,
  csrf: null,
  sessionHash: null,
};

const rank: Readonly<Record<Role, number>> = { viewer: 1, analyst: 2, admin: 3 };

/** Does this role include that one? */
export function mayAct(role: Role | null, needed: Role): boolean {
  return role !== null && rank[role] >= rank[needed];
}
