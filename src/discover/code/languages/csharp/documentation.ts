/** The summary of XML documentation comments. */
import type { SyntaxNode } from '../../syntax.ts';

const docCharsMax = 400;
const commentCharsMax = 6000;

/** The documentation before a declaration, or undefined. */
export function documentationOf(node: SyntaxNode): string | undefined {
  const comments = node.commentsBefore;
  const last = comments.at(-1);
  if (last === undefined || !/^\/(?:\/\/|\*\*)/.test(last.text)) return undefined;
  return summaryIn(
    comments
      .map((one) => one.text)
      .filter((text) => text.startsWith('///') || text.startsWith('/**'))
      .join('\n')
      .slice(0, commentCharsMax),
  );
}

/**
 * The summary in one line, without markup, at most 400 characters.
 *
 * @example
 * summaryIn('/// <summary>Gets the <see cref="Order"/>.</summary>'); // 'Gets the Order.'
 */
export function summaryIn(comment: string): string | undefined {
  const plain = comment
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^\/\/\/|^\/\*\*|\*\/$/g, '')
        .replace(/^\s*\*(?!\/)/, ''),
    )
    .join(' ');
  const summary =
    /<summary>([^]*?)(?:<\/summary>|$)/i.exec(plain)?.[1] ?? (/<[a-z]+[ >]/i.test(plain) ? '' : plain);
  const text = summary
    .replaceAll(
      /<(?:see|seealso|paramref|typeparamref)\s+(?:cref|name|langword|href)="(?:[A-Z]:)?([^"<>]{0,200})"\s*\/?>/g,
      '$1',
    )
    .replaceAll(/<\/?(?:c|b|i|em|strong)>/g, '')
    .replaceAll(/<[^<>]{1,200}>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text.slice(0, docCharsMax);
}
