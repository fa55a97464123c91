/** Strings, symbols, regular expressions. A symbol is the string of its name. */
import type { Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { RubyFile } from './context.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', s: ' ', r: '\r', '0': '\0', e: '' };

/** A string with its interpolations. */
export function lowerString(node: SyntaxNode, file: RubyFile): Expr {
  const parts: Expr[] = [];
  const { line } = node;
  const add = (text: string): void => {
    const last = parts.at(-1);
    if (last?.t === 'str') parts[parts.length - 1] = { ...last, v: last.v + text };
    else parts.push({ t: 'str', v: text, line });
  };
  for (const child of node.children) {
    switch (child.type) {
      case 'string_content':
      case 'heredoc_content':
        add(child.text);
        break;
      case 'escape_sequence': {
        const letter = child.text.slice(1);
        add(escapes[letter] ?? (letter.length === 1 ? letter : ''));
        break;
      }
      case 'interpolation': {
        const inner = child.parts.map((part) => file.expr(part)).at(-1);
        if (inner !== undefined) parts.push(inner);
        break;
      }
      default:
    }
  }
  const [only] = parts;
  if (only === undefined) return { t: 'str', v: '', line };
  return parts.length === 1 && only.t === 'str' ? only : { t: 'text', parts, line };
}

/** `"a" "b"` */
export function lowerChained(node: SyntaxNode, file: RubyFile): Expr {
  const parts = node.parts
    .map((part) => lowerString(part, file))
    .flatMap((part) => (part.t === 'text' ? part.parts : [part]));
  return { t: 'text', parts, line: node.line };
}

/** `:name`, `name:`, `"name":` */
export function symbolText(node: SyntaxNode): string {
  if (node.type === 'simple_symbol') return node.text.slice(1);
  return node.text;
}

/** The source of a regular expression; what is interpolated is left out. */
export function regexText(node: SyntaxNode): string {
  return node.children
    .filter((child) => child.type === 'string_content' || child.type === 'escape_sequence')
    .map((child) => child.text)
    .join('');
}
