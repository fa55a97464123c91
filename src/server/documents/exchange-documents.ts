/** Settings as a file: exported, compared and applied, so that they fit git. Works on a catalogue; no hub needs to run. */
import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../model/clock.ts';
import { type ErrorIssue, HeliostatError } from '../../model/errors.ts';
import type { Catalogue, VersionedDocument } from '../../store/ports/catalogue.ts';
import { checkDocument } from './changes.ts';
import { knownDocument, knownDocuments } from './index.ts';

/** The documents of an installation as one file. */
export interface DocumentsFile {
  readonly version: 1;
  /** By name; a document that was never saved is left out. */
  readonly documents: Readonly<Record<string, unknown>>;
}

/** How one value differs. */
export interface DocumentDifference {
  readonly document: string;
  /** Dotted; empty for the whole document. */
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Absent when added. */
  readonly from?: unknown;
  /** Absent when removed. */
  readonly to?: unknown;
}

/** A part of the catalogue: what reading and writing documents needs. */
export type DocumentStore = Pick<Catalogue, 'document' | 'documents' | 'putDocument'>;

/**
 * All saved documents, in a stable order.
 *
 * @example
 * process.stdout.write(JSON.stringify(await exportDocuments(catalogue), null, 2));
 */
export async function exportDocuments(catalogue: Pick<DocumentStore, 'documents'>): Promise<DocumentsFile> {
  const saved = await catalogue.documents();
  const documents = knownDocuments.flatMap(({ name }) => {
    const document = saved.find((candidate) => candidate.name === name);
    return document === undefined ? [] : [[name, inOrder(JSON.parse(document.json))] as const];
  });
  return { version: 1, documents: Object.fromEntries(documents) };
}

/**
 * Reads a documents file and checks each document beside the configuration.
 *
 * @throws HeliostatError `config-invalid` naming each wrong value
 */
export function parseDocuments(fileConfig: Config, input: unknown): DocumentsFile {
  const invalid = (issues: readonly ErrorIssue[]): never => {
    throw new HeliostatError('config-invalid', { issues });
  };
  if (!isRecord(input) || input['version'] !== 1 || !isRecord(input['documents'])) {
    return invalid([{ path: '', expected: '{ version: 1, documents: { ... } }', got: 'something else' }]);
  }
  const { documents } = input;
  const issues = Object.entries(documents).flatMap(([name, json]): readonly ErrorIssue[] => {
    if (knownDocument(name) === undefined) {
      const known = knownDocuments.map((document) => document.name).join(', ');
      return [
        { path: `documents.${name.slice(0, 64)}`, expected: `one of: ${known}`, got: 'an unknown document' },
      ];
    }
    try {
      checkDocument(fileConfig, name, json);
      return [];
    } catch (error) {
      if (!(error instanceof HeliostatError)) throw error;
      return error.issues.map((issue) => ({ ...issue, path: `documents.${issue.path}` }));
    }
  });
  return issues.length > 0 ? invalid(issues) : { version: 1, documents };
}

/** What applying the file would change, value by value. Documents that the file leaves out stay as they are. */
export async function diffDocuments(
  catalogue: Pick<DocumentStore, 'documents'>,
  file: DocumentsFile,
): Promise<readonly DocumentDifference[]> {
  const saved = await catalogue.documents();
  return Object.entries(file.documents).flatMap(([name, wanted]) => {
    const current = saved.find((candidate) => candidate.name === name);
    return differences(name, '', current === undefined ? undefined : JSON.parse(current.json), wanted);
  });
}

/**
 * Saves the documents of the file that differ. The check comes first: a file with one wrong value changes nothing.
 *
 * @throws HeliostatError `config-invalid`, `version-stale` when somebody saves at the same time
 * @returns the documents that were saved
 */
export async function applyDocuments(
  catalogue: DocumentStore,
  fileConfig: Config,
  file: DocumentsFile,
  by: { readonly who: string; readonly clock: Clock },
): Promise<readonly VersionedDocument[]> {
  const { documents } = parseDocuments(fileConfig, file);
  const saved: VersionedDocument[] = [];
  for (const [name, json] of Object.entries(documents)) {
    const current = await catalogue.document(name);
    if (current !== null && differences(name, '', JSON.parse(current.json), json).length === 0) continue;
    const ifVersion = current?.version ?? 0;
    saved.push(
      await catalogue.putDocument(
        { name, json: JSON.stringify(json), ifVersion },
        {
          atMs: by.clock.nowMs(),
          who: by.who,
          action: 'document.change',
          subject: name,
          detail: `version ${ifVersion} -> ${ifVersion + 1}, from a file`,
        },
      ),
    );
  }
  return saved;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same value with its names in order, so that two exports of the same settings are the same text. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, inOrder(inner)]),
  );
}

function differences(
  document: string,
  path: string,
  from: unknown,
  to: unknown,
): readonly DocumentDifference[] {
  if (from === undefined && to === undefined) return [];
  if (from === undefined) return [{ document, path, change: 'added', to }];
  if (to === undefined) return [{ document, path, change: 'removed', from }];
  if (isRecord(from) && isRecord(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    return names.flatMap((name) =>
      differences(document, path === '' ? name : `${path}.${name}`, from[name], to[name]),
    );
  }
  return JSON.stringify(inOrder(from)) === JSON.stringify(inOrder(to))
    ? []
    : [{ document, path, change: 'changed', from, to }];
}
