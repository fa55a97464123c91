/** Documentation: the comments right before a declaration or a call, as a sentence or two. */
import type { SyntaxNode } from '../../syntax.ts';

const charactersMax = 400;
const directive =
  /^(eslint|tslint|ts-|prettier|istanbul|c8 |jshint|global |@ts-|jscs|webpack|sourceMappingURL|#|region|endregion|biome-|oxlint|TODO|FIXME|noinspection|use strict)/i;
const codeLike = /[;{}]$|^\s*(const|let|var|import|export|return|await|if|app|router|server)\b.*[(=.]|=>/;
const named = /@(?:desc|description|summary|brief|apiDescription|apiName)\b[ :\t-]*([^\n@]+)/;
const yamlSummary = /^[ \t]*(?:summary|description)[ \t]*:[ \t]*["'|>]?[ \t]*([^\n"']+)/m;

/**
 * The documentation among the comments before something.
 *
 * @param comments the comments that directly precede it, oldest first
 * @param line the line it starts on
 * @returns at most 400 characters, or undefined when the comments say nothing
 * @example
 * docFrom(comments, node.line) // 'Lists all users.'
 */
export function docFrom(comments: readonly SyntaxNode[], line: number): string | undefined {
  const lines: string[] = [];
  let next = line;
  for (let at = comments.length - 1; at >= 0; at -= 1) {
    const comment = comments[at];
    if (comment === undefined || next - comment.endLine > 1) break;
    next = comment.line;
    const text = comment.text;
    if (text.startsWith('/*')) {
      // A block is whole by itself; line comments above it belong to something else.
      if (lines.length === 0) return sentences(blockText(text));
      break;
    }
    lines.unshift(text.replace(/^\/\/+[!/]?/, '').trim());
  }
  const said = lines.filter((one) => !directive.test(one) && !/^[-=*#/_~\s]*$/.test(one));
  if (said.some((one) => codeLike.test(one))) return undefined;
  return sentences(said.map((one) => one.replace(/^[-=*#~]{2,}\s*|\s*[-=*#~]{2,}$/g, '')).join('\n'));
}

function blockText(text: string): string {
  return text
    .slice(2, text.endsWith('*/') ? -2 : undefined)
    .slice(0, 8_000)
    .split('\n')
    .map((line) => line.replace(/^\s*\*{1,3}(?!\*)/, '').replace(/\s+$/, ''))
    .join('\n');
}

function sentences(text: string): string | undefined {
  const cut = /(^|\s)@[a-z]\w*/i.exec(text);
  const before = (cut === null ? text : text.slice(0, cut.index)).trim();
  const said = before === '' ? fromTags(text) : before;
  const plain = said
    .split(/\n\s*\n/, 1)
    .join('')
    .replace(/\{@link(?:code|plain)?\s+([^}\s]+)[^}]*\}/g, '$1')
    .replace(/<\/?[a-z][^<>]{0,80}>/gi, ' ')
    .replace(/[*_`]{1,2}(\S[^*_`]*)[*_`]{1,2}/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  if (!/\p{L}{2}/u.test(plain) || directive.test(plain)) return undefined;
  if (plain.length <= charactersMax) return plain;
  const part = plain.slice(0, charactersMax);
  const stop = part.lastIndexOf('. ');
  return stop > 80 ? part.slice(0, stop + 1) : part;
}

/** `@desc`, `@summary`, or the summary of an OpenAPI fragment in a comment. */
function fromTags(text: string): string {
  const tag = named.exec(text)?.[1];
  if (tag !== undefined) return tag;
  if (!/@(swagger|openapi)\b/.test(text)) return '';
  return yamlSummary.exec(text)?.[1] ?? '';
}
