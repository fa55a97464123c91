/** First sentences of a Javadoc comment. */
import type { SyntaxNode } from '../../syntax.ts';

const docCharsMax = 400;

/** Comments are read up to this length; the first sentences stand at their beginning. */
const commentCharsMax = 4000;

/** The documentation before a declaration, or undefined. Annotations belong to the declaration, so it stands right before it. */
export function javadocOf(node: SyntaxNode): string | undefined {
  const comment = node.commentsBefore.at(-1);
  return comment?.type === 'block_comment' ? javadocText(comment.text) : undefined;
}

/**
 * The description of a Javadoc comment in one line: stars, tags and markup go, at most 400 characters stay.
 *
 * @example
 * javadocText('/** Finds a {@link Pet}. @return it *\/') // 'Finds a Pet.'
 */
export function javadocText(comment: string): string | undefined {
  if (!comment.startsWith('/**')) return undefined;
  const lines: string[] = [];
  for (const raw of comment.slice(3, commentCharsMax).split('\n')) {
    const line = raw.replace(/\*\/$/, '').trim().replace(/^\*+/, '').trim();
    if (/^@[a-z]/i.test(line)) break;
    lines.push(line);
  }
  const text = lines
    .join(' ')
    .replaceAll(/\{@(?:link|linkplain|code|literal|value|inheritDoc)\s*([^{}]*)\}/g, '$1')
    .replaceAll(/<[^<>]{1,200}>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .replace(/ @(?:param|return|throws|see|since|author)\b.*$/, '')
    .trim();
  return text === '' ? undefined : text.slice(0, docCharsMax);
}
