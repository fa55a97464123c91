/** C# string literals: plain, verbatim, raw and interpolated. */
import type { Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { CsharpFile } from './file.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\u001b',
};

/** The value of a string or character literal. */
export function stringOf(node: SyntaxNode): string {
  const text = node.text.replace(/u8$/, '');
  if (text.startsWith('@"')) return text.slice(2, -1).replaceAll('""', '"');
  if (text.startsWith('"""')) return raw(text);
  return unescape(text.slice(1, -1));
}

function raw(text: string): string {
  const quotes = /^"+/.exec(text)?.[0].length ?? 3;
  const inner = text.slice(quotes, -quotes);
  if (!inner.includes('\n')) return inner;
  const lines = inner.split('\n').slice(1);
  const indent = lines.pop()?.length ?? 0;
  return lines.map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length))).join('\n');
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    /\\(?:[ux]([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{8})|([^]))/g,
    (_, short?: string, long?: string, one?: string) => {
      if (short !== undefined) return String.fromCharCode(Number.parseInt(short, 16));
      if (long !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(long, 16), 0x10ffff));
      return escapes[one ?? ''] ?? one ?? '';
    },
  );
}

/** `$"{prefix}/users/{{id}}"`: doubled braces are braces. */
export function interpolated(node: SyntaxNode, file: CsharpFile): Expr {
  const start = node.child('interpolation_start')?.text ?? '$';
  const verbatim = start.includes('@') || node.text.startsWith('@$') || node.text.startsWith('$@');
  const isRaw = node.text.includes('"""');
  const parts: Expr[] = [];
  for (const one of node.children) {
    if (one.type === 'interpolation') {
      parts.push(file.expr(one.parts.find((part) => part.type !== 'interpolation_brace')));
    } else if (one.type === 'string_content' || one.type === 'escape_sequence') {
      const text = isRaw ? one.text : one.text.replaceAll('{{', '{').replaceAll('}}', '}');
      parts.push({
        t: 'str',
        v: verbatim ? text.replaceAll('""', '"') : isRaw ? text : unescape(text),
        line: one.line,
      });
    }
  }
  return { t: 'text', parts, line: node.line };
}
