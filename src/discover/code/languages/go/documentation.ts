/** Documentation comments of Go: the lines before a declaration, and the annotations that swag and go-swagger read in them. */
import type { SyntaxNode } from '../../syntax.ts';

const docCharactersMax = 400;

/**
 * What a declaration's comment says of it, or undefined. The summary of a swag comment (`@Summary`) is worth more than the line before it
 * (`ListUsers godoc`); other annotations, compiler directives and build tags are left out.
 *
 * @example
 * documentationOf(node) // '// ListUsers godoc\n// @Summary List the users' gives 'List the users'
 */
export function documentationOf(node: SyntaxNode): string | undefined {
  const comments = node.commentsBefore;
  if (comments.length === 0) return undefined;
  const plain: string[] = [];
  let summary = '';
  let description = '';
  let deprecated = '';
  for (const line of comments.flatMap((comment) => linesOf(comment.text))) {
    const annotation = /^@(\w+)\s*(.*)$/.exec(line);
    if (annotation === null) {
      if (!/^(?:swagger:|go:|nolint|\+\w|---)/.test(line)) plain.push(line);
      continue;
    }
    const [, name = '', text = ''] = annotation;
    if (/^summary$/i.test(name)) summary ||= text.trim();
    else if (/^description$/i.test(name)) description ||= text.trim();
    else if (/^deprecated$/i.test(name)) deprecated = `Deprecated: ${text.trim()}`;
  }
  const words =
    summary ||
    description ||
    plain
      .join(' ')
      .replace(/\b[\w.]+ godoc\b/, '')
      .replace(/\s+/g, ' ')
      .trim();
  const doc = [words, deprecated].filter((part) => part !== '').join('. ');
  return doc === '' ? undefined : doc.slice(0, docCharactersMax);
}

/** The lines of a comment without its marks; of `//go:build` directives nothing is left. */
function linesOf(comment: string): string[] {
  if (/^\/\/(?:go:|nolint|line )/.test(comment)) return [];
  const inner = comment.startsWith('/*') ? comment.slice(2, -2) : comment.slice(2);
  return inner.split('\n').map((line) => line.replace(/^[\s*]+/, '').trimEnd());
}
