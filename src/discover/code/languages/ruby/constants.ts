/** Constants: classes, modules, values. */
import type { Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { nil, type RubyFile, want } from './context.ts';

/** `A::B::C` is one name; `x::B` is a member. */
export function constant(node: SyntaxNode, file: RubyFile): Expr {
  const { text } = node;
  if (!/^[\w:\s]+$/.test(text) || !/^(?:::)?[A-Z]/.test(text)) {
    const scope = node.at('scope');
    return {
      t: 'member',
      of: scope === undefined ? nil : file.expr(scope),
      name: node.at('name')?.text ?? '',
    };
  }
  const name = text.replaceAll(/\s/g, '');
  if (file.wantsAll) want(file, name, node.line);
  return { t: 'name', v: name };
}
