/** The configuration that holds: the file's, with the saved documents on top. */
import type { Config } from '../../config/schema.ts';
import { HeliostatError } from '../../model/errors.ts';
import type { VersionedDocument } from '../../store/ports/catalogue.ts';
import { issuesOf } from '../input.ts';
import { knownDocuments } from './index.ts';

/**
 * Puts documents on top of the file's configuration. Documents that this version does not know are left alone.
 *
 * @throws HeliostatError `config-invalid` when a saved document does not fit its schema
 * @example
 * const config = effectiveConfig(fileConfig, await catalogue.documents());
 */
export function effectiveConfig(
  fileConfig: Config,
  documents: readonly Pick<VersionedDocument, 'name' | 'json'>[],
): Config {
  return knownDocuments.reduce((config, known) => {
    const saved = documents.find((document) => document.name === known.name);
    if (saved === undefined) return config;
    const json = readJson(saved);
    const parsed = known.schema.safeParse(json);
    if (!parsed.success) {
      throw new HeliostatError('config-invalid', {
        detail: `the saved document "${known.name}"`,
        issues: issuesOf(parsed.error, json, known.name),
      });
    }
    return known.apply(config, json);
  }, fileConfig);
}

function readJson(document: Pick<VersionedDocument, 'name' | 'json'>): unknown {
  try {
    return JSON.parse(document.json);
  } catch (cause) {
    throw new HeliostatError('config-invalid', {
      detail: `the saved document "${document.name}" is not JSON`,
      cause,
    });
  }
}
