/** Java annotations. */
import type { Arg, Decorator, Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { JavaFile } from './file.ts';

/** The annotations of a declaration or parameter. */
export function annotationsOf(node: SyntaxNode, file: JavaFile): Decorator[] {
  const found: Decorator[] = [];
  for (const one of node.child('modifiers')?.children ?? []) {
    if (one.type === 'annotation' || one.type === 'marker_annotation') found.push(lowerAnnotation(one, file));
  }
  return found;
}

/** One annotation. `@A(x)` has an argument without a name, `@A(k = x)` one with a name. */
export function lowerAnnotation(node: SyntaxNode, file: JavaFile): Decorator {
  const list = node.at('arguments');
  const args: Arg[] = [];
  for (const one of list?.parts ?? []) {
    if (one.type === 'element_value_pair') {
      args.push({ name: one.at('key')?.text ?? '', value: file.expr(one.at('value')) });
    } else args.push({ value: file.expr(one) });
  }
  return { name: nameOf(node.at('name'), file), args, line: node.line, called: list !== undefined };
}

function nameOf(node: SyntaxNode | undefined, file: JavaFile): Expr {
  const path = (node?.text ?? '').replaceAll(/\s/g, '').split('.');
  // A nested annotation type of an enclosing class is written by its simple name.
  const [first = '', ...rest] = path.length === 1 ? file.names.type(path[0] ?? '').split('.') : path;
  let name: Expr = { t: 'name', v: first };
  for (const part of rest) name = { t: 'member', of: name, name: part };
  return name;
}
