/** Hashes, with braces or without. */
import type { Expr, MapEntry } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { nil, type RubyFile } from './context.ts';
import { symbolText } from './strings.ts';

/** Lowers pairs to a map; `{name:}` takes the value of the variable or method of that name. */
export function lowerHash(nodes: readonly SyntaxNode[], line: number, file: RubyFile): Expr {
  return {
    t: 'map',
    entries: nodes.flatMap((node): readonly MapEntry[] => {
      if (node.type === 'hash_splat_argument')
        return [
          { key: null, value: node.parts[0] === undefined ? nil : file.expr(node.parts[0]), line: node.line },
        ];
      if (node.type !== 'pair') return [];
      const key = node.at('key');
      const value = node.at('value');
      if (key === undefined) return [];
      const shorthand: Expr = file.locals.has(symbolText(key))
        ? { t: 'name', v: symbolText(key) }
        : { t: 'call', fn: { t: 'name', v: symbolText(key) }, args: [], line: node.line };
      return [
        {
          key: file.expr(key),
          value: value === undefined ? shorthand : file.expr(value),
          line: node.line,
        },
      ];
    }),
    line,
  };
}
