/** All versioned documents, in the order in which they are put on top of the configuration file. */
import { classificationDocument } from './classification.ts';
import { guardsDocument } from './guards.ts';
import type { KnownDocument } from './known-document.ts';
import { retentionDocument } from './retention.ts';

export const knownDocuments: readonly KnownDocument[] = [
  guardsDocument,
  retentionDocument,
  classificationDocument,
];

/** The document of this name, if there is one. */
export function knownDocument(name: string): KnownDocument | undefined {
  return knownDocuments.find((known) => known.name === name);
}
