/** String literals: prefixes, escapes, interpolation, neighbours joined, `%` filled in. */
import type { Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { PythonFile } from './context.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

const unescape = (text: string): string =>
  text.includes('\\')
    ? text.replace(
        /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([^]))/g,
        (whole: string, x: string | undefined, u: string | undefined, one: string | undefined) => {
          const code = x ?? u;
          return code === undefined
            ? (escapes[one ?? ''] ?? whole)
            : String.fromCodePoint(parseInt(code, 16));
        },
      )
    : text;

/** The parts of a string: texts and interpolated expressions. */
function partsOf(node: SyntaxNode, file: PythonFile): Expr[] {
  if (node.type === 'concatenated_string') return node.parts.flatMap((part) => partsOf(part, file));
  if (node.type !== 'string') return [file.expr(node)];
  const start = node.child('string_start')?.text ?? '';
  const raw = /r/i.test(start);
  const formatted = /[ft]/i.test(start);
  const parts: Expr[] = [];
  for (const child of node.children) {
    if (child.type === 'string_content') {
      const text = raw ? child.text : unescape(child.text);
      parts.push({
        t: 'str',
        v: formatted ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text,
        line: child.line,
      });
    } else if (child.type === 'interpolation') {
      parts.push(file.expr(child.at('expression') ?? child.parts[0]));
    }
  }
  return parts;
}

/** A string literal or several side by side. */
export function lowerString(node: SyntaxNode, file: PythonFile): Expr {
  const { line } = node;
  const joined: Expr[] = [];
  for (const part of partsOf(node, file)) {
    const last = joined.at(-1);
    if (part.t === 'str' && last?.t === 'str')
      joined[joined.length - 1] = { t: 'str', v: last.v + part.v, line: last.line };
    else joined.push(part);
  }
  const [only] = joined;
  if (only === undefined) return { t: 'str', v: '', line };
  if (joined.length === 1 && only.t === 'str') return { ...only, line };
  return { t: 'text', parts: joined, line };
}

/** `'/%s/x' % y`: a template with its slots filled; null when the left side is no literal. */
export function lowerPercent(left: Expr, right: Expr, line: number): Expr | null {
  if (left.t !== 'str') return null;
  const pieces = left.v.split(/(%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[sdrifxX])/);
  if (pieces.length === 1) return null;
  let at = 0;
  const parts = pieces.flatMap((piece, index): Expr[] => {
    if (index % 2 === 0) return piece === '' ? [] : [{ t: 'str', v: piece.replaceAll('%%', '%'), line }];
    const key = /^%\((\w+)\)/.exec(piece)?.[1];
    if (key !== undefined) {
      if (right.t === 'map') {
        const entry = right.entries.find((one) => one.key?.t === 'str' && one.key.v === key);
        if (entry !== undefined) return [entry.value];
      }
      return [{ t: 'index', of: right, key: { t: 'str', v: key, line } }];
    }
    const given = right.t === 'list' ? right.items[at] : at === 0 ? right : undefined;
    at += 1;
    return [given ?? { t: 'other', parts: [] }];
  });
  return { t: 'text', parts, line };
}
