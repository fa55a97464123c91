/** C# attributes. */
import type { Arg, Decorator, Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { CsharpFile } from './file.ts';

/** The attributes of a declaration or parameter. `[FooAttribute]` is `Foo`. */
export function attributesOf(node: SyntaxNode, file: CsharpFile): Decorator[] {
  const found: Decorator[] = [];
  for (const list of node.children) {
    if (list.type !== 'attribute_list') continue;
    for (const one of list.parts) if (one.type === 'attribute') found.push(lowerAttribute(one, file));
  }
  return found;
}

function lowerAttribute(node: SyntaxNode, file: CsharpFile): Decorator {
  const list = node.child('attribute_argument_list');
  const args: Arg[] = [];
  for (const argument of list?.parts ?? []) {
    if (argument.type !== 'attribute_argument') continue;
    const parts = argument.parts;
    const value = parts.at(-1);
    const name = argument.at('name') ?? argument.child('name_colon')?.parts[0];
    if (value?.type === 'assignment_expression') {
      args.push({ name: value.at('left')?.text ?? '', value: file.expr(value.at('right')) });
    } else args.push({ ...(name === undefined ? {} : { name: name.text }), value: file.expr(value) });
  }
  return { name: nameOf(node.at('name'), file), args, line: node.line, called: list !== undefined };
}

function nameOf(node: SyntaxNode | undefined, file: CsharpFile): Expr {
  const path = (node?.text ?? '')
    .replace(/<[^]*$/, '')
    .replaceAll(/\s/g, '')
    .split('.');
  const last = (path.at(-1) ?? '').replace(/(?<=.)Attribute$/, '');
  const [first = '', ...rest] =
    path.length === 1 ? file.names.type(last).split('.') : [...path.slice(0, -1), last];
  let name: Expr = { t: 'name', v: first };
  for (const part of rest) name = { t: 'member', of: name, name: part };
  return name;
}
