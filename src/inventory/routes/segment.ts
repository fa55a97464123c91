/** What one path segment looks like, before any evidence from traffic. */
import { frameOf } from '../../observe/segment-frame.ts';

/** How a literal segment looks. `word` is the weakest reason to take it for a value, `mixed` the strongest. */
export type SegmentLook =
  | 'reserved' // a word that routes are made of: search, me, latest, v2
  | 'word' // letters only
  | 'code' // capitals only: DE, EUR, EGLL
  | 'slug' // words joined by hyphens or underscores, with or without digits
  | 'mixed'; // letters and digits in one: a7f3k, order4711

/** A parsed segment: a typed parameter (`{uuid}`, `{integer}.csv`, `Orders({integer})`) or a literal. */
export interface Segment {
  /** Kind of the value, null for a literal. */
  readonly kind: string | null;
  /** What stands before and behind the value and stays in the template, or ''. */
  readonly prefix: string;
  readonly suffix: string;
}

const literalSegment: Segment = { kind: null, prefix: '', suffix: '' };
const typed = /^([^{}]{0,70})\{([a-z][a-z-]{0,31})\}([^{}]{0,40})$/;

/** Reads a segment of an exchange form. */
export function parseSegment(text: string): Segment {
  if (!text.includes('{')) return literalSegment;
  const match = typed.exec(text);
  if (match === null) return literalSegment;
  return { kind: match[2] ?? '', prefix: match[1] ?? '', suffix: match[3] ?? '' };
}

/** Extensions of documents that people name: there the extension is part of the name, not a form of the answer. */
const documentName = /[^.]\.(txt|pdf|docx?|xlsx?|pptx?|odt|ods|rtf|md|jpe?g|gif|webp|svg|zip|gz|mp3|mp4)$/i;

/** Is the literal the name of a document (`consent-form.pdf`)? */
export const isDocumentName = (literal: string): boolean => documentName.test(literal);

/**
 * What of a literal would stay behind a parameter: its format (`.csv`) or custom method (`:publish`), or ''. The extension of a document
 * belongs to its name.
 */
export function suffixOf(literal: string): string {
  if (documentName.test(literal)) return '';
  const frame = frameOf(literal);
  return frame === null || frame.prefix !== '' ? '' : frame.suffix;
}

/** Words that name an action, a view or a collection, hardly ever a value. Weak evidence: many alike siblings outweigh it. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    'me self current mine all any new latest newest recent first last today yesterday tomorrow upcoming past history default ' +
    'search find query lookup filter suggest autocomplete count counts stats statistics summary metrics report reports export exports import imports ' +
    'bulk batch upload uploads download downloads preview validate verify check test ping status state health healthz live livez ready readyz version versions info about config settings preferences ' +
    'login logout signin signup signout register token tokens refresh revoke authorize oauth oauth2 auth callback session sessions password reset confirm activate deactivate enable disable ' +
    'create update delete remove add edit list get set save cancel approve reject close open start stop restart pause resume run retry send resend publish archive restore merge copy move share assign ' +
    'api admin internal public private users user accounts account profile profiles items orders order invoices payments webhooks webhook hooks events event messages notifications files documents docs schema schemas openapi swagger graphql rpc ws socket stream feed ' +
    'daily weekly monthly yearly hourly quarterly annual top popular trending featured pending active inactive archived deleted draft drafts open closed unread read overdue paid unpaid'
  ).split(' '),
);

/** Words that point at one of many without naming it: never its name, whatever they answer. */
const pointing: ReadonlySet<string> = new Set(
  'me self current mine all any new latest newest recent first last search find query lookup count export import bulk batch'.split(
    ' ',
  ),
);

/** Does the word point (`/users/me`, `/versions/latest`)? */
export const pointsAt = (literal: string): boolean => pointing.has(literal.toLowerCase());

const version = /^v\d{1,3}([._-]\d{1,4}){0,3}(alpha|beta)?\d{0,2}$/;

/** Looks at a literal segment (without its suffix). */
export function lookOf(literal: string): SegmentLook {
  const lower = literal.toLowerCase();
  if (
    reservedWords.has(lower) ||
    version.test(lower) ||
    literal.startsWith('.') ||
    literal.startsWith('_') ||
    literal.startsWith('$')
  ) {
    return 'reserved';
  }
  if (/[:(){}[\]=,;*!]/.test(literal)) return 'reserved';
  // A word with its version: `projectsV2`.
  if (/^[a-zA-Z]{3,}V\d{1,2}$/.test(literal)) return 'word';
  const letters = /[a-z]/i.test(literal);
  if (/\d/.test(literal)) return /[-_.~ ]/.test(literal) && letters ? 'slug' : 'mixed';
  if (/[-_~%@+ ]/.test(literal) || literal.includes('.')) return 'slug';
  return literal.length <= 8 && literal.length > 1 && /^[A-Z]+$/.test(literal) ? 'code' : 'word';
}

/** Does a hyphenated literal hold a word that routes are made of (`audit-log`, `password-reset`)? Then it is rather a route. */
export function hasReservedPart(literal: string): boolean {
  return literal
    .toLowerCase()
    .split(/[-_.]/)
    .some((part) => reservedWords.has(part));
}
