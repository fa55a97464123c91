/** Comments before methods and classes, as a sentence or two. */
import type { SyntaxNode } from '../../syntax.ts';

const charactersMax = 400;

/** Lines for tools, not for readers; where a description ends and parameters or responses begin. */
const skipped =
  /^(?:rubocop:|frozen_string_literal|encoding|typed:|:nodoc:|:call-seq:|(?:GET|POST|PUT|PATCH|DELETE)\b[^.]*$|={3,}|-{3,}|#+$|TODO|FIXME)/;
const sections = /^(?:@(?!deprecated)\w+|Params?(?:eters)?:?$|Examples?:?$|Returns?:?$|Arguments:?$|==)/i;

/**
 * The documentation of a method, class or call: the first paragraph of the comment right before it.
 *
 * @returns at most 400 characters; undefined when there is none
 */
export function docOf(node: SyntaxNode): string | undefined {
  let comments = node.commentsBefore;
  const { parent } = node;
  if (comments.length === 0 && parent?.type === 'body_statement' && parent.children[0] === node)
    comments = parent.commentsBefore;
  const paragraph: string[] = [];
  for (const comment of comments) {
    const { text } = comment;
    for (const raw of text.startsWith('=begin') ? text.split('\n').slice(1, -1) : [text]) {
      const line = raw.replace(/^#+\s?/, '').trim();
      if (skipped.test(line)) continue;
      if (sections.test(line) || (line === '' && paragraph.length > 0)) return finish(paragraph);
      if (line !== '') paragraph.push(line);
      if (paragraph.length > 20) return finish(paragraph);
    }
  }
  return finish(paragraph);
}

function finish(lines: readonly string[]): string | undefined {
  const plain = lines
    .join(' ')
    .replace(/[+`]([\w.:!?/#-]+)[+`]/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  if (!/\p{L}{2}/u.test(plain)) return undefined;
  if (plain.length <= charactersMax) return plain;
  const part = plain.slice(0, charactersMax);
  const stop = part.lastIndexOf('. ');
  return stop > 80 ? part.slice(0, stop + 1) : part;
}
