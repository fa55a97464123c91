/** A catalogue in memory, with the behaviour of a real one. */
import { HeliostatError } from '../../model/errors.ts';
import type {
  AccessToken,
  AuditEntry,
  Catalogue,
  CatalogueDocument,
  JobRun,
  Session,
  VersionedDocument,
} from '../../store/ports/catalogue.ts';
import type { SpoolCursor } from '../../store/ports/spool.ts';

/** Makes an empty catalogue. */
export function createFakeCatalogue(): Catalogue {
  const inventory = new Map<string, CatalogueDocument>();
  const tokens = new Map<string, AccessToken>();
  const sessions = new Map<string, Session>();
  const documents = new Map<string, VersionedDocument>();
  const journal: AuditEntry[] = [];
  const runs: JobRun[] = [];
  let cursor: SpoolCursor = {};
  return {
    async saveInventory(change) {
      for (const document of change.put) inventory.set(`${document.kind} ${document.id}`, document);
      for (const { kind, id } of change.remove) inventory.delete(`${kind} ${id}`);
      cursor = change.cursor;
    },
    loadInventory: async () => ({ documents: [...inventory.values()], cursor }),
    async putToken(token, audit) {
      tokens.set(token.id, token);
      journal.push(audit);
    },
    tokens: async () => [...tokens.values()],
    tokenByHash: async (hash) => [...tokens.values()].find((token) => token.hash === hash) ?? null,
    async putSession(session) {
      sessions.set(session.hash, session);
    },
    sessionByHash: async (hash) => sessions.get(hash) ?? null,
    async removeSession(hash) {
      sessions.delete(hash);
    },
    async pruneSessions(nowMs) {
      for (const session of sessions.values()) {
        if (session.expiresMs <= nowMs || (tokens.get(session.tokenId)?.revokedMs ?? null) !== null) {
          sessions.delete(session.hash);
        }
      }
    },
    document: async (name) => documents.get(name) ?? null,
    documents: async () => [...documents.values()],
    async putDocument({ name, json, ifVersion }, audit) {
      const version = documents.get(name)?.version ?? 0;
      if (version !== ifVersion)
        throw new HeliostatError('version-stale', { detail: `the current version is ${version}` });
      const document = { name, json, version: version + 1, changedMs: audit.atMs, changedBy: audit.who };
      documents.set(name, document);
      journal.push(audit);
      return document;
    },
    audit: async ({ limit, beforeMs = Number.POSITIVE_INFINITY }) =>
      journal
        .filter((entry) => entry.atMs < beforeMs)
        .toReversed()
        .slice(0, limit),
    async addAudit(entry) {
      journal.push(entry);
    },
    async startJobRun(job, startedMs) {
      const id = runs.length + 1;
      runs.push({ id, job, startedMs, endedMs: null, exitCode: null, output: '' });
      return id;
    },
    async endJobRun(id, end) {
      const index = runs.findIndex((run) => run.id === id);
      const run = runs[index];
      if (run === undefined) throw new HeliostatError('not-found');
      runs[index] = { ...run, ...end };
    },
    jobRuns: async ({ job, limit }) =>
      runs
        .filter((run) => job === undefined || run.job === job)
        .toReversed()
        .slice(0, limit),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
