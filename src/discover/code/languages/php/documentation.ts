/** Documentation comments, as a sentence or two, and the comment itself. */
import type { SyntaxNode } from '../../syntax.ts';

const charactersMax = 400;

/** The text of the documentation comment right before a declaration; '' when there is none. */
export function docBlock(node: SyntaxNode): string {
  const last = node.commentsBefore.at(-1)?.text ?? '';
  return last.startsWith('/**') ? last.slice(3, -2).slice(0, 8_000) : '';
}

/**
 * The first paragraph of a documentation comment, without markup.
 *
 * @returns at most 400 characters; undefined when there is none
 */
export function docOf(block: string): string | undefined {
  const paragraph: string[] = [];
  for (const raw of block.split('\n')) {
    const line = raw.replace(/^\s*\*? ?/, '').trim();
    if (line.startsWith('@') || line.startsWith('{@inherit')) break;
    if (line === '' && paragraph.length > 0) break;
    if (line !== '') paragraph.push(line);
  }
  const plain = paragraph
    .join(' ')
    .replace(/<\/?\w+[^>]*>/g, '')
    .replace(/\{@\w+\s+([^}]*)\}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  if (!/\p{L}{2}/u.test(plain)) return undefined;
  if (plain.length <= charactersMax) return plain;
  const part = plain.slice(0, charactersMax);
  const stop = part.lastIndexOf('. ');
  return stop > 80 ? part.slice(0, stop + 1) : part;
}
