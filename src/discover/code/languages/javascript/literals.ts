/** Values of string, number and template literals. */
import type { Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Lowering } from './lowering.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** What an escape sequence stands for (ECMA-262 12.9.4). */
export function unescaped(sequence: string): string {
  const kind = sequence[1] ?? '';
  if (kind === '\n' || kind === '\r') return '';
  const hex = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\})$/i.exec(sequence);
  if (hex !== null) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '0', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
  return escapes[kind] ?? sequence.slice(1);
}

/** The value of a `string` node. */
export function stringValue(node: SyntaxNode): string {
  const only = node.children.length === 3 ? node.children[1] : undefined;
  if (only?.type === 'string_fragment') return only.text;
  let value = '';
  for (const part of node.children) {
    if (part.type === 'string_fragment') value += part.text;
    else if (part.type === 'escape_sequence') value += unescaped(part.text);
  }
  return value;
}

/** A template literal: one string when nothing is interpolated. */
export function templateText(node: SyntaxNode, lowering: Lowering): Expr {
  const parts: Expr[] = [];
  const line = node.line;
  let text = '';
  for (const part of node.children) {
    if (part.type === 'string_fragment') text += part.text;
    else if (part.type === 'escape_sequence') text += unescaped(part.text);
    else if (part.type === 'template_substitution') {
      if (text !== '') parts.push({ t: 'str', v: text, line });
      text = '';
      parts.push(lowering.expression(part.parts[0]));
    }
  }
  if (parts.length === 0) return { t: 'str', v: text, line };
  if (text !== '') parts.push({ t: 'str', v: text, line });
  return { t: 'text', parts, line };
}

/** The value of a number literal; separators and the `n` of a big integer are left out. */
export const numberValue = (text: string): number => Number(text.replaceAll('_', '').replace(/n$/, ''));

/** The key of a property, entry or member as a string; null for a computed one. */
export function keyText(node: SyntaxNode): string | null {
  switch (node.type) {
    case 'string':
      return stringValue(node);
    case 'number':
      return String(numberValue(node.text));
    case 'computed_property_name': {
      const inner = node.parts[0];
      return inner?.type === 'string' ? stringValue(inner) : null;
    }
    default:
      return node.text;
  }
}
