/** A document as the control API shows it: what was saved, or what holds while nothing was. */
import type { VersionedDocument } from '../../store/ports/catalogue.ts';
import type { KnownDocument } from './known-document.ts';

/** The view of a known document beside what the catalogue has of it. */
export function documentView(known: KnownDocument, saved: VersionedDocument | null) {
  return {
    name: known.name,
    title: known.title,
    description: known.description,
    version: saved?.version ?? 0,
    json: saved === null ? known.initial : (JSON.parse(saved.json) as unknown),
    changedMs: saved?.changedMs ?? null,
    changedBy: saved?.changedBy ?? null,
  };
}
