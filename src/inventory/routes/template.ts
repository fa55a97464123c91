/** Route templates as code and contracts write them, in segments: `/files/{name}.csv`, `/objects/{path*}`, `/graphql#patient`. */

/** One segment of a declared template. */
export interface TemplateSegment {
  /** As it is written: `users`, `{id}`, `{name}.csv`, `{path*}`. */
  readonly text: string;
  readonly literal: boolean;
  /** Takes all that follows. */
  readonly rest: boolean;
  /** What stays before and behind a parameter. */
  readonly prefix: string;
  readonly suffix: string;
}

/** A declared template. */
export interface ParsedPath {
  readonly segments: readonly TemplateSegment[];
  /** GraphQL root field, or ''. */
  readonly field: string;
}

const segmentsMax = 32;

/**
 * Reads a template. Doubled and trailing slashes do not count. A segment with several parameters (`{a}-{b}`) is one value with what stands
 * before the first and behind the last. Null when it is deeper than is looked at.
 *
 * @example
 * parseTemplate('/files/{name}.csv/'); // segments: files, {name} with the suffix .csv
 */
export function parseTemplate(path: string): ParsedPath | null {
  const hash = path.lastIndexOf('#');
  const field = hash > 0 ? path.slice(hash + 1) : '';
  const parts = (hash > 0 ? path.slice(0, hash) : path).split('/').filter((part) => part !== '');
  if (parts.length > segmentsMax) return null;
  const segments: TemplateSegment[] = [];
  for (const text of parts) {
    const open = text.indexOf('{');
    const close = text.lastIndexOf('}');
    if (open < 0 || close < open) {
      segments.push({ text, literal: true, rest: false, prefix: '', suffix: '' });
      continue;
    }
    const rest = open === 0 && text.endsWith('*}');
    segments.push({ text, literal: false, rest, prefix: text.slice(0, open), suffix: text.slice(close + 1) });
    // Nothing can follow what takes all.
    if (rest) break;
  }
  return { segments, field };
}

/** Names of the parameters in a segment: `{a}-{b}` has two. */
export const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{([^{}*]{1,64})\*?\}/g)].map((match) => match[1] ?? '');
