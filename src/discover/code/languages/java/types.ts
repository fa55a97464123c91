/** Java types as written. */
import type { Expr, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Names } from '../class-names.ts';

const none: TypeRef = { name: '', args: [] };

/** Reads a type: arrays are `Array<T>`, `Optional<T>` is an optional `T`, wildcards are their bound. */
export function lowerType(node: SyntaxNode | undefined, names: Names): TypeRef {
  if (node === undefined) return none;
  switch (node.type) {
    case 'type_identifier':
    case 'identifier':
      return { name: names.type(node.text), args: [] };
    case 'generic_type': {
      const [base, ...rest] = node.parts;
      const args =
        rest.find((one) => one.type === 'type_arguments')?.parts.map((one) => lowerType(one, names)) ?? [];
      const of = lowerType(base, names);
      const [only] = args;
      if (of.name === 'Optional' && only !== undefined) return { ...only, optional: true };
      return { name: of.name, args };
    }
    case 'scoped_type_identifier': {
      const parts = node.parts.filter((one) => !one.type.endsWith('annotation'));
      return { name: parts.map((one) => lowerType(one, names).name).join('.'), args: [] };
    }
    case 'array_type':
      return { name: 'Array', args: [lowerType(node.at('element'), names)] };
    case 'annotated_type':
      return lowerType(node.parts.at(-1), names);
    case 'wildcard':
      return lowerType(
        node.parts.findLast((one) => !one.type.endsWith('annotation') && one.type !== 'super'),
        names,
      );
    default:
      return { name: node.text.slice(0, 100), args: [] };
  }
}

/** A base class or interface; its type arguments are `index` on its name. */
export function lowerBase(node: SyntaxNode, names: Names): Expr {
  return typeExpr(lowerType(node, names));
}

/** A type where a value stands: `new T()`, `T.class`, `T::new`. */
export function typeExpr(type: TypeRef): Expr {
  const [first = '', ...rest] = type.name.split('.');
  let of: Expr = { t: 'name', v: first };
  for (const part of rest) of = { t: 'member', of, name: part };
  if (type.args.length === 0) return of;
  const args = type.args.map(typeExpr);
  const [only] = args;
  return { t: 'index', of, key: only !== undefined && args.length === 1 ? only : { t: 'list', items: args } };
}
