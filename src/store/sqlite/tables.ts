/** The catalogue's tables, as Kysely types them. Times are ms since the epoch. */
import type { Generated } from 'kysely';
import type { Role } from '../ports/catalogue.ts';

export interface Tables {
  readonly inventory_document: { readonly kind: string; readonly id: string; readonly json: string };
  readonly inventory_cursor: { readonly only_row: number; readonly json: string };
  readonly access_token: {
    readonly id: string;
    readonly name: string;
    readonly role: Role;
    readonly hash: string;
    readonly created_ms: number;
    readonly expires_ms: number | null;
    readonly revoked_ms: number | null;
  };
  readonly session: {
    readonly hash: string;
    readonly token_id: string;
    readonly csrf: string;
    readonly created_ms: number;
    readonly expires_ms: number;
  };
  readonly audit: {
    readonly id: Generated<number>;
    readonly at_ms: number;
    readonly who: string;
    readonly action: string;
    readonly subject: string;
    readonly detail: string;
  };
  readonly document: {
    readonly name: string;
    readonly version: number;
    readonly json: string;
    readonly changed_ms: number;
    readonly changed_by: string;
  };
  readonly job_run: {
    readonly id: Generated<number>;
    readonly job: string;
    readonly started_ms: number;
    readonly ended_ms: number | null;
    readonly exit_code: number | null;
    readonly output: string;
  };
}
