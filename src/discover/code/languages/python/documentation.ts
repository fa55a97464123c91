/** Docstrings, as a sentence or two. */
import type { SyntaxNode } from '../../syntax.ts';

const charactersMax = 400;

/** Where the description ends and parameters, fields, OpenAPI fragments begin. */
const sections =
  /^\s*(?:(?:Args|Arguments|Parameters|Params|Returns?|Raises|Yields|Example|Examples|Note|Notes|Request|Response|Responses|Attributes|Usage|See Also)\s*:?\s*$|:(?:param|type|returns?|rtype|raises|return)\b|\.\. |-{3,}|={3,}|\*{3,}|@(?:param|return)|>>> )/im;

/**
 * The documentation of a function, class or module body: its first paragraph, without markup.
 *
 * @returns at most 400 characters; undefined when there is none
 */
export function docOf(body: SyntaxNode | undefined): string | undefined {
  const first = body?.children.find((child) => child.named && !child.type.endsWith('comment'));
  if (first?.type !== 'expression_statement') return undefined;
  const [text] = first.parts;
  if (text?.type !== 'string') return undefined;
  if (!/^[rRuU]*["']/.test(text.child('string_start')?.text ?? '')) return undefined;
  return docText(text.child('string_content')?.text ?? '');
}

/** The first paragraph of a docstring's text. */
export function docText(content: string): string | undefined {
  const text = content.slice(0, 4_000);
  const cut = sections.exec(text);
  const before = (cut === null ? text : text.slice(0, cut.index)).trim();
  const [paragraph = ''] = before.split(/\n\s*\n/, 1);
  const plain = paragraph
    .replace(/:\w+:`~?([^`]*)`/g, '$1')
    .replace(/`{1,2}([^`]*)`{1,2}_?/g, '$1')
    .replace(/\*{1,2}(\S[^*]*)\*{1,2}/g, '$1')
    .replace(/^#+\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (!/\p{L}{2}/u.test(plain)) return undefined;
  if (plain.length <= charactersMax) return plain;
  const part = plain.slice(0, charactersMax);
  const stop = part.lastIndexOf('. ');
  return stop > 80 ? part.slice(0, stop + 1) : part;
}
