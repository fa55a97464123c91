/** Changing a document: check, save with its journal entry, put in force. One change at a time, so that the last saved is the one in force. */
import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../model/clock.ts';
import { HeliostatError } from '../../model/errors.ts';
import type { Catalogue, VersionedDocument } from '../../store/ports/catalogue.ts';
import { issuesOf } from '../input.ts';
import type { GatewayControl } from '../ports.ts';
import { effectiveConfig } from './effective-config.ts';
import { knownDocument } from './index.ts';

/** A wish to change a document. */
export interface DocumentChange {
  readonly name: string;
  readonly json: unknown;
  /** The version that the change starts from; 0 when there is none yet. */
  readonly ifVersion: number;
}

/** Changes documents one after the other. */
export interface DocumentChanges {
  /**
   * @throws HeliostatError `not-found`, `input-invalid`, `version-stale`, or what `GatewayControl.apply` threw; then the document is
   * back to what it was, under a newer version
   */
  change(change: DocumentChange, who: string): Promise<VersionedDocument>;
}

/**
 * Checks a document by its schema and beside the configuration.
 *
 * @throws HeliostatError `not-found` for an unknown name, `input-invalid` with each wrong value
 */
export function checkDocument(fileConfig: Config, name: string, json: unknown): void {
  const known = knownDocument(name);
  if (known === undefined) throw new HeliostatError('not-found', { detail: 'no such document' });
  const parsed = known.schema.safeParse(json);
  const issues = parsed.success ? known.check(json, fileConfig) : issuesOf(parsed.error, json, name);
  if (issues.length > 0) throw new HeliostatError('input-invalid', { issues });
}

export function createDocumentChanges(parts: {
  readonly catalogue: Catalogue;
  readonly gateway: GatewayControl;
  readonly fileConfig: Config;
  readonly clock: Clock;
}): DocumentChanges {
  const { catalogue, gateway, fileConfig, clock } = parts;
  let last: Promise<unknown> = Promise.resolve();

  async function save(
    change: DocumentChange,
    who: string,
    action: string,
    detail: string,
  ): Promise<VersionedDocument> {
    return catalogue.putDocument(
      { name: change.name, json: JSON.stringify(change.json), ifVersion: change.ifVersion },
      { atMs: clock.nowMs(), who, action, subject: change.name, detail },
    );
  }

  async function perform(change: DocumentChange, who: string): Promise<VersionedDocument> {
    checkDocument(fileConfig, change.name, change.json);
    const before = await catalogue.document(change.name);
    const saved = await save(
      change,
      who,
      'document.change',
      `version ${change.ifVersion} -> ${change.ifVersion + 1}`,
    );
    try {
      await gateway.apply(effectiveConfig(fileConfig, await catalogue.documents()));
    } catch (error) {
      const json: unknown = before === null ? knownDocument(change.name)?.initial : JSON.parse(before.json);
      const back = { name: change.name, json, ifVersion: saved.version };
      // When somebody else has saved meanwhile, theirs stays; the first failure is the one to tell of.
      await save(back, who, 'document.revert', 'the change could not be put in force').catch(() => undefined);
      throw error;
    }
    return saved;
  }

  return {
    change(change, who) {
      const run = last.then(() => perform(change, who));
      last = run.catch(() => undefined);
      return run;
    },
  };
}
