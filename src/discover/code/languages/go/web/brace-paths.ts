/** Patterns with braces as chi, gorilla and `http.ServeMux` have them. */
import type { TextValue } from '../../../machine/values.ts';
import { parsePath, type PathPattern } from '../../../routes/template.ts';

/**
 * Reads `/users/{id:[0-9]+}/files/*`: an asterisk at the end takes all that follows.
 *
 * @example
 * bracePath('/files/*').segments // [['files'], [{ name: 'path', type: 'string', rest: true }]]
 */
export function bracePath(text: TextValue | string): PathPattern {
  if (typeof text === 'string') return parsePath(starred(text), 'brace');
  return parsePath(
    { ...text, parts: text.parts.map((part) => (typeof part === 'string' ? starred(part) : part)) },
    'brace',
  );
}

const starred = (part: string): string =>
  part
    .replace(/(^|\/)\*$/, '$1{path...}')
    .replace(/([^/{*:])\*$/, '$1/{path...}')
    .replace(/\{\$\}$/, '');

/** A pattern and all below it. */
export const withRest = (path: PathPattern, name = 'path'): PathPattern => ({
  segments: [...path.segments, [{ name, type: 'string', rest: true }]],
  shorter: [],
});
