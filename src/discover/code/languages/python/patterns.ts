/** Targets of assignments, loops and `with`. */
import type { Pattern } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { PythonFile } from './context.ts';

/** Lowers a target; null when nothing that is followed is bound (`x[i] = 1`). */
export function lowerTarget(node: SyntaxNode, file: PythonFile): Pattern | null {
  switch (node.type) {
    case 'identifier':
    case 'keyword_identifier':
      return { t: 'name', v: node.text };
    case 'attribute':
      return { t: 'member', of: file.expr(node.at('object')), name: node.at('attribute')?.text ?? '' };
    case 'subscript': {
      const key = file.expr(node.at('subscript'));
      return key.t === 'str' ? { t: 'member', of: file.expr(node.at('value')), name: key.v } : null;
    }
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'tuple':
    case 'list':
    case 'expression_list': {
      const items: (Pattern | null)[] = [];
      for (const part of node.parts) {
        if (part.type === 'list_splat_pattern' || part.type === 'list_splat')
          return { t: 'list', items, rest: part.parts[0]?.text ?? '' };
        items.push(lowerTarget(part, file));
      }
      return { t: 'list', items };
    }
    case 'as_pattern_target':
    case 'parenthesized_expression':
    case 'type': {
      const [only] = node.parts;
      return only === undefined ? null : lowerTarget(only, file);
    }
    default:
      return null;
  }
}
