/** Java string literals and text blocks. */
import type { SyntaxNode } from '../../syntax.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  s: ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '\n': '',
};

/** The value of a string, character or text block literal. */
export function stringOf(node: SyntaxNode): string {
  const { text } = node;
  if (text.startsWith('"""')) return unescape(withoutIndent(text.slice(3, -3)));
  return unescape(text.slice(1, -1));
}

/** Text block: the first line end goes, then the indent that all lines share, then spaces at line ends (JLS 3.10.6). */
function withoutIndent(block: string): string {
  const lines = block.slice(block.indexOf('\n') + 1).split('\n');
  const indents = lines
    .filter((line, at) => line.trim() !== '' || at === lines.length - 1)
    .map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents.slice(0, 10_000));
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n');
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|([\s\S]))/g,
    (_, hex?: string, octal?: string, one?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return escapes[one ?? ''] ?? one ?? '';
    },
  );
}
