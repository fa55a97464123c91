/**
 * Templates as they are compared between sources: `users/{}/posts`, whatever parameters are called. How much one tells grows with its
 * words and shrinks with each API that has it, too (`/health` is everywhere; inverse document frequency, Spärck Jones 1972).
 */
import { parseTemplate } from '../routes/template.ts';
import { lookOf } from '../routes/segment.ts';

/** A template without names, with the methods it has. */
export interface Pattern {
  readonly segments: readonly string[];
  readonly methods: Set<string>;
}

/** Patterns by their text. */
export type Patterns = Map<string, Pattern>;

/** What stands for a parameter, and for all that follows. */
export const anyValue = '{}';
export const anyRest = '{*}';

/** Segments of a template, as they are compared; null when it is too deep. */
export function segmentsOfTemplate(method: string, path: string): readonly string[] | null {
  const parsed = parseTemplate(path);
  if (parsed === null) return null;
  // A field is the same at whichever path the endpoint is.
  if (parsed.field !== '') return [`#${method} ${parsed.field}`];
  return parsed.segments.map((one) => (one.literal ? one.text : one.rest ? anyRest : anyValue));
}

/** Adds a template to patterns. */
export function addPattern(patterns: Patterns, segments: readonly string[], methods: Iterable<string>): void {
  const key = segments.join('/');
  const known = patterns.get(key);
  if (known === undefined) patterns.set(key, { segments, methods: new Set(methods) });
  else for (const method of methods) known.methods.add(method);
}

/** Words that nearly every API has. */
const everywhere: ReadonlySet<string> = new Set(
  (
    'api apis rest health healthz healthcheck live livez ready readyz status ping version info metrics login logout signin signup register token refresh auth oauth oauth2 docs ' +
    'openapi.json openapi.yaml swagger swagger.json graphql robots.txt favicon.ico sitemap.xml public internal admin search me callback static assets index.html web app'
  ).split(' '),
);

/** Does a prefix say where an API is deployed (`/api/v1`), or is it a word of the API itself? */
export const isFront = (prefix: readonly string[]): boolean =>
  prefix.every((segment) => isVersion(segment) || everywhere.has(segment.toLowerCase()));

const isVersion = (segment: string): boolean => /^v\d{1,3}/i.test(segment) && lookOf(segment) === 'reserved';

/** How much one segment tells about the API it is in, 0..1. */
function telling(segment: string): number {
  if (segment === anyValue || segment === anyRest) return 0;
  if (segment.startsWith('#')) return segment.includes(' __') ? 0 : 1;
  if (isVersion(segment)) return 0.05;
  return everywhere.has(segment.toLowerCase()) ? 0.1 : 1;
}

/** Words of patterns that tell something about the API they are in. */
export function wordsOf(patterns: Patterns): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { segments } of patterns.values())
    for (const segment of segments) if (telling(segment) > 0.5) words.add(segment);
  return words;
}

const weightMax = 1.5;

/** Weighs patterns against how many APIs have them. */
export class PatternWeights {
  readonly #apis = new Map<string, number>();

  /** Counts the patterns of one API. */
  count(patterns: Patterns): void {
    for (const key of patterns.keys()) this.#apis.set(key, (this.#apis.get(key) ?? 0) + 1);
  }

  /** Weight of one, by its segments (without a prefix, as far as they are compared). Two APIs may have it for nothing: the two that are one. */
  of(key: string, { segments }: Pick<Pattern, 'segments'>): number {
    let words = 0;
    for (const segment of segments) words += telling(segment);
    const among = Math.max(1, ((this.#apis.get(key) ?? 1) - 1) / 2);
    return Math.min(weightMax, words) / Math.sqrt(among);
  }

  /** Weight of all. */
  total(patterns: Patterns): number {
    let sum = 0;
    for (const [key, pattern] of patterns) sum += this.of(key, pattern);
    return sum;
  }
}
