/** The control store: the inventory's memory, people, settings, audit, jobs. Adapters are held to `store/contract/catalogue.contract.ts`. */
import type { SpoolCursor } from './spool.ts';

/** A document of the inventory: `kind` and `id` name it, `json` is its text. */
export interface CatalogueDocument {
  readonly kind: string;
  readonly id: string;
  readonly json: string;
}

/** Roles, each includes the one before. */
export type Role = 'viewer' | 'analyst' | 'admin';

/** An access token of the control API: only its hash is kept. */
export interface AccessToken {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  readonly createdMs: number;
  readonly expiresMs: number | null;
  readonly revokedMs: number | null;
}

/** A signed-in browser: only the hash of its cookie is kept. */
export interface Session {
  readonly hash: string;
  readonly tokenId: string;
  readonly csrf: string;
  readonly createdMs: number;
  readonly expiresMs: number;
}

/** One line of the journal; written in the same transaction as the change it tells of. */
export interface AuditEntry {
  readonly atMs: number;
  /** Token name, `cli`, or `job`. */
  readonly who: string;
  /** Verb and thing: `setting.change`, `token.create`, `operation.unfold`. */
  readonly action: string;
  readonly subject: string;
  /** In words; no secret. */
  readonly detail: string;
}

/** A versioned document (settings, policies): a write names the version it changes. */
export interface VersionedDocument {
  readonly name: string;
  readonly version: number;
  readonly json: string;
  readonly changedMs: number;
  readonly changedBy: string;
}

/** One run of a job. */
export interface JobRun {
  readonly id: number;
  readonly job: string;
  readonly startedMs: number;
  readonly endedMs: number | null;
  /** null while it runs. */
  readonly exitCode: number | null;
  /** Last lines of its output, bounded. */
  readonly output: string;
}

/** Control data on disk. A resolved write survives `kill -9`. All methods reject with `HeliostatError`. */
export interface Catalogue extends AsyncDisposable {
  /** Writes and deletes inventory documents and moves the inventory's cursor, in one transaction. */
  saveInventory(change: {
    readonly put: readonly CatalogueDocument[];
    readonly remove: readonly { readonly kind: string; readonly id: string }[];
    readonly cursor: SpoolCursor;
  }): Promise<void>;
  loadInventory(): Promise<{
    readonly documents: readonly CatalogueDocument[];
    readonly cursor: SpoolCursor;
  }>;

  putToken(token: AccessToken, audit: AuditEntry): Promise<void>;
  tokens(): Promise<readonly AccessToken[]>;
  tokenByHash(hash: string): Promise<AccessToken | null>;

  putSession(session: Session): Promise<void>;
  sessionByHash(hash: string): Promise<Session | null>;
  removeSession(hash: string): Promise<void>;
  /** Ends sessions that are over, and all of a revoked token. */
  pruneSessions(nowMs: number): Promise<void>;

  document(name: string): Promise<VersionedDocument | null>;
  documents(): Promise<readonly VersionedDocument[]>;
  /** Rejects with `version-stale` unless `ifVersion` is the current one (0: there is none yet). */
  putDocument(
    change: { readonly name: string; readonly json: string; readonly ifVersion: number },
    audit: AuditEntry,
  ): Promise<VersionedDocument>;

  /** Newest first; an answer ends with the end of a millisecond, so it may be somewhat longer than `limit`, and `beforeMs` of its last line loses nothing. */
  audit(query: { readonly limit: number; readonly beforeMs?: number }): Promise<readonly AuditEntry[]>;
  addAudit(entry: AuditEntry): Promise<void>;

  startJobRun(job: string, startedMs: number): Promise<number>;
  endJobRun(
    id: number,
    end: { readonly endedMs: number; readonly exitCode: number; readonly output: string },
  ): Promise<void>;
  jobRuns(query: { readonly job?: string; readonly limit: number }): Promise<readonly JobRun[]>;
}
